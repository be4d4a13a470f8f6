"""The one place where a refusal becomes a sentence: what happened, why, what to do now.

Keyed by the `code` of each DomainError of every package; a test walks all of them.
"""

from typing import Any

from django.utils.translation import gettext_lazy

from .errors import DomainError

SENTENCES: dict[str, Any] = {
    "refused": gettext_lazy("Permintaan ini tidak dapat dikerjakan."),
    "not-permitted": gettext_lazy(
        "Jabatan Anda hari ini tidak berwenang melakukan ini. Hubungi atasan Anda bila menurut "
        "Anda seharusnya boleh."
    ),
    "not-found": gettext_lazy(
        "Yang Anda cari tidak ada atau di luar lingkup Anda. Periksa kembali alamatnya."
    ),
    "clock-is-fixed": gettext_lazy("Jam basis data produksi tidak dapat digeser."),
    "policy-missing": gettext_lazy(
        "Kebijakan “%(name)s” belum ada untuk tanggal itu. Minta pengelola menambahkannya."
    ),
    "attachment-refused": gettext_lazy(
        "Berkas tidak diterima: %(problem)s. Kirim foto JPEG, PNG atau WebP, atau PDF, "
        "paling besar 5 MB."
    ),
}


def sentence_for(failure: DomainError) -> str:
    """The sentence shown to the person, in the language of the request."""
    return str(SENTENCES[failure.code]) % failure.values
