"""How the faults of a plan are said: what it is, and how it is mended."""

from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from sasando.rules.plans import Fault

WORDS: Final[dict[Fault, tuple[Promise, Promise]]] = {
    Fault.NO_INDICATOR: (
        _("Program tanpa indikator"),
        _("Isi indikator dan targetnya, atau hapus programnya."),
    ),
    Fault.CODE_NOT_LISTED: (
        _("Kode tidak ada di nomenklatur tahun itu"),
        _("Ganti dengan kode yang berlaku; lihat peta penggantian di halaman Nomenklatur."),
    ),
    Fault.NOT_IN_RENSTRA: (
        _("Di luar program Renstra perangkat daerah"),
        _("Hapus barisnya, atau ubah Renstra lebih dahulu."),
    ),
    Fault.NOT_IN_RPJMD: (
        _("Program tidak ada di RPJMD untuk perangkat daerah ini"),
        _("Hapus programnya, atau ubah RPJMD lebih dahulu."),
    ),
    Fault.TARGET_DIFFERS: (
        _("Target lain dari RPJMD tanpa alasan"),
        _("Samakan targetnya, atau tulis alasannya di kolom alasan."),
    ),
    Fault.CEILING_ABOVE: (
        _("Pagu di atas pagu RPJMD"),
        _("Turunkan pagunya, atau jelaskan dalam perubahan RPJMD."),
    ),
}
