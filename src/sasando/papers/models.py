"""The city's crest through time, and the register of papers that were issued or called back.

The tables only grow: the database refuses to change or delete a row, whoever asks.
"""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from sasando.core.clock import DatabaseNow
from sasando.core.models import Attachment, User

from .codes import PATTERN


class Crest(models.Model):
    """The crest that stands on the city's papers from `recorded_at` on, until the next one."""

    image = models.ForeignKey(Attachment, models.PROTECT, related_name="crests")
    width = models.PositiveIntegerField("lebar, piksel")
    height = models.PositiveIntegerField("tinggi, piksel")
    recorded_by = models.ForeignKey(User, models.PROTECT, related_name="recorded_crests")
    recorded_at = models.DateTimeField("dipakai sejak", db_default=DatabaseNow())

    class Meta:
        ordering = ["-recorded_at", "-id"]
        constraints = [
            models.CheckConstraint(condition=Q(width__gt=0, height__gt=0), name="papers_crest_size")
        ]

    def __str__(self) -> str:
        return f"lambang {self.width} × {self.height}"


class IssuedPaper(models.Model):
    """One paper as it left the system; `document` is the very file, never another.

    `kind` is two letters (PK: Perjanjian Kinerja), `subject_code` the public code of what it says,
    `signers` who signed as printed: a list of `nama`, `jabatan`, `waktu` (ISO 8601). No NIP.
    """

    code = models.CharField("kode", max_length=20, unique=True)
    kind = models.CharField("jenis", max_length=2)
    subject_code = models.CharField("kode isi", max_length=60)
    title = models.CharField("judul", max_length=240)
    document_date = models.DateField("tanggal dokumen")
    document = models.ForeignKey(Attachment, models.PROTECT, related_name="issued_papers")
    signers = models.JSONField("penanda tangan")
    signed_by = models.CharField("sertifikat", max_length=240)
    is_test_signature = models.BooleanField("tanda tangan uji", default=False)
    is_example = models.BooleanField("contoh", default=False)
    issued_at = models.DateTimeField("terbit", db_default=DatabaseNow())

    class Meta:
        ordering = ["-issued_at", "-id"]
        constraints = [
            models.CheckConstraint(condition=Q(code__regex=PATTERN), name="papers_code_form"),
        ]
        indexes = [models.Index(fields=["kind", "subject_code"], name="papers_subject")]

    def __str__(self) -> str:
        return self.code


class PaperWithdrawal(models.Model):
    """A paper called back: it stays in the register, and its public page says so and why.

    A subject has at most one paper that is not withdrawn; the next can be issued after it.
    """

    paper = models.OneToOneField(IssuedPaper, models.PROTECT, related_name="withdrawal")
    reason = models.TextField("alasan")
    withdrawn_by = models.ForeignKey(User, models.PROTECT, related_name="withdrawn_papers")
    withdrawn_at = models.DateTimeField("dicabut", db_default=DatabaseNow())

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(reason=""), name="papers_withdrawal_reason")
        ]

    def __str__(self) -> str:
        return f"{self.paper_id} dicabut"
