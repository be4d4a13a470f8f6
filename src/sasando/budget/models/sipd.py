"""The inner numbers of SIPD-RI: what they mean, told once by the city."""

from django.db import models
from django.db.models import Q


class SipdId(models.Model):
    """A number by which SIPD's own tables name an agency or a sub-activity, and its printed code.

    `data_realisasi_akun_sipd` and `data_rfk` carry these instead of codes. They mean nothing
    outside of SIPD and may change with the year. `kode_sbl` is a dotted chain of them: it is only
    ever looked up whole, never taken apart (planning_budget F3).
    """

    class Kind(models.TextChoices):
        AGENCY = "id_skpd", "SKPD atau unitnya"
        SUB_ACTIVITY = "id_sub_giat", "sub kegiatan"
        PLACE = "kode_sbl", "sub kegiatan sebuah SKPD"

    year = models.PositiveSmallIntegerField("tahun anggaran")
    kind = models.CharField("jenis", max_length=11, choices=Kind.choices)
    sipd_id = models.CharField("id di SIPD", max_length=80)
    unit_code = models.CharField("kode SKPD atau unit", max_length=40, blank=True)
    activity_code = models.CharField("kode sub kegiatan", max_length=40, blank=True)
    is_example = models.BooleanField("contoh", default=False)

    class Meta:
        ordering = ["year", "kind", "sipd_id"]
        constraints = [
            models.UniqueConstraint(fields=["year", "kind", "sipd_id"], name="budget_sipd_id_once"),
            models.CheckConstraint(
                condition=(Q(kind="id_skpd", activity_code="") & ~Q(unit_code=""))
                | (Q(kind="id_sub_giat", unit_code="") & ~Q(activity_code=""))
                | (Q(kind="kode_sbl") & ~Q(unit_code="") & ~Q(activity_code="")),
                name="budget_sipd_id_says_what",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.sipd_id} ({self.year})"
