"""Monitoring of action plans: quarterly reports, what superiors said, obstacles passed up."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from sasando.core.clock import DatabaseNow
from sasando.core.models import Attachment
from sasando.organization.models import CODE, Person, Position, Unit
from sasando.planning.models import Measurement

from .action_plans import ROMAN, ActionPlan, ActionPlanActivity, ActionPlanItem

QUARTERS = Q(quarter__gte=1, quarter__lte=4)


class MonitoringReport(models.Model):
    """One version of what a post reports on its action plan for a quarter; never changed.

    The database writes the instant it came and until when it was in time. Whether a quarter was
    reported late is told by its first version; mending it later does not make it late.
    """

    code = models.CharField("kode", max_length=40, unique=True, validators=[CODE])
    plan = models.ForeignKey(ActionPlan, models.PROTECT, related_name="reports")
    position = models.ForeignKey(Position, models.PROTECT, related_name="monitoring_reports")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="monitoring_reports")
    year = models.PositiveSmallIntegerField("tahun")
    quarter = models.PositiveSmallIntegerField("triwulan")
    version = models.PositiveSmallIntegerField("versi", default=1)
    due_at = models.DateTimeField("batas", db_default=DatabaseNow(), editable=False)
    reported_at = models.DateTimeField("masuk", db_default=DatabaseNow(), editable=False)
    reported_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    reported_title = models.CharField("sebagai", max_length=180)
    is_example = models.BooleanField("contoh", default=False)

    class Meta:
        ordering = ["position", "year", "quarter", "version"]
        constraints = [
            models.UniqueConstraint(
                fields=["year", "quarter", "position", "version"], name="agreements_report_version"
            ),
            models.CheckConstraint(condition=QUARTERS, name="agreements_report_quarter"),
            models.CheckConstraint(condition=Q(version__gte=1), name="agreements_report_from_one"),
        ]

    def __str__(self) -> str:
        return f"Laporan rencana aksi {self.position} {self.period}"

    @property
    def period(self) -> str:
        """ "TW III 2026"."""
        return f"TW {ROMAN[self.quarter]} {self.year}"

    @property
    def is_late(self) -> bool:
        """Whether this version came at or after the end of the days of grace."""
        return self.reported_at >= self.due_at


class MonitoringLine(models.Model):
    """What was reached of one item, what stood in the way and what is done about it.

    A verified measurement of the item's indicator is taken as it is; where there is none the
    figure is typed; blank is said as blank, and why.
    """

    class Source(models.TextChoices):
        MEASURED = "PENGUKURAN", "dari pengukuran yang diverifikasi"
        TYPED = "DIKETIK", "diketik pelapor"
        NONE = "BELUM", "belum ada angka"

    report = models.ForeignKey(MonitoringReport, models.PROTECT, related_name="lines")
    item = models.ForeignKey(ActionPlanItem, models.PROTECT, related_name="lines")
    source = models.CharField("asal angka", max_length=10, choices=Source.choices)
    realisation = models.DecimalField(
        "realisasi", max_digits=20, decimal_places=4, null=True, blank=True
    )
    realisation_text = models.CharField("realisasi berupa kata", max_length=60, blank=True)
    measurement = models.ForeignKey(
        Measurement, models.PROTECT, null=True, blank=True, related_name="+"
    )
    obstacle = models.TextField("kendala", blank=True)
    follow_up = models.TextField("tindak lanjut", blank=True)

    class Meta:
        ordering = ["report", "item"]
        constraints = [
            models.UniqueConstraint(fields=["report", "item"], name="agreements_line_once"),
            models.CheckConstraint(
                condition=Q(source="PENGUKURAN", realisation__isnull=False,
                            measurement__isnull=False, realisation_text="")
                | Q(source="DIKETIK", realisation__isnull=False, measurement__isnull=True,
                    realisation_text="")
                | (Q(source="DIKETIK", realisation__isnull=True, measurement__isnull=True)
                   & ~Q(realisation_text=""))
                | (Q(source="BELUM", realisation__isnull=True, measurement__isnull=True,
                     realisation_text="") & ~Q(obstacle="")),
                name="agreements_line_figure",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.report.code} butir {self.item.number}"


class MonitoringProgress(models.Model):
    """How far one activity has come, in whole percent, and words about it."""

    line = models.ForeignKey(MonitoringLine, models.PROTECT, related_name="progress")
    activity = models.ForeignKey(ActionPlanActivity, models.PROTECT, related_name="progress")
    percent = models.PositiveSmallIntegerField("kemajuan")
    note = models.CharField("keterangan", max_length=300, blank=True)

    class Meta:
        ordering = ["line", "activity"]
        constraints = [
            models.UniqueConstraint(fields=["line", "activity"], name="agreements_progress_once"),
            models.CheckConstraint(
                condition=Q(percent__gte=0, percent__lte=100), name="agreements_progress_percent"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.activity_id}: {self.percent} %"


class MonitoringEvidence(models.Model):
    """A file that shows what a line says."""

    line = models.ForeignKey(MonitoringLine, models.PROTECT, related_name="evidence")
    attachment = models.ForeignKey(Attachment, models.PROTECT, related_name="+")
    name = models.CharField("nama berkas", max_length=120)
    added_at = models.DateTimeField(db_default=DatabaseNow())

    class Meta:
        ordering = ["line", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["line", "attachment"], name="agreements_line_evidence_once"
            )
        ]

    def __str__(self) -> str:
        return self.name


class MonitoringReview(models.Model):
    """What a superior said to a report: noted, asked to mend, or a decision taken.

    Decisions are what criteria 1c and 2c of the evaluation ask for: monitoring that is used.
    """

    class Verdict(models.TextChoices):
        NOTED = "DICATAT", "Dicatat"
        RETURNED = "DIKEMBALIKAN", "Diminta diperbaiki"
        DECIDED = "KEPUTUSAN", "Keputusan pimpinan"

    report = models.ForeignKey(MonitoringReport, models.PROTECT, related_name="reviews")
    verdict = models.CharField("tinjauan", max_length=12, choices=Verdict.choices)
    note = models.TextField("catatan", blank=True)
    position = models.ForeignKey(Position, models.PROTECT, related_name="+")
    reviewed_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    title = models.CharField("sebagai", max_length=180)
    reviewed_at = models.DateTimeField("ditinjau", db_default=DatabaseNow())

    class Meta:
        ordering = ["report", "reviewed_at", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(verdict="DICATAT") | ~Q(note=""), name="agreements_review_has_note"
            ),
            models.CheckConstraint(
                condition=Q(verdict__in=["DICATAT", "DIKEMBALIKAN", "KEPUTUSAN"]),
                name="agreements_review_verdict",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.report_id}: {self.get_verdict_display()}"


class Obstacle(models.Model):
    """Something that stands in the way of an indicator, open from its first report until solved."""

    code = models.CharField("kode", max_length=40, unique=True, validators=[CODE])
    position = models.ForeignKey(Position, models.PROTECT, related_name="obstacles")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="obstacles")
    year = models.PositiveSmallIntegerField("tahun")
    subject = models.CharField("indikator", max_length=200)
    text = models.TextField("kendala")
    opened_in = models.ForeignKey(MonitoringLine, models.PROTECT, related_name="opened_obstacles")
    opened_at = models.DateTimeField("muncul", db_default=DatabaseNow())
    closed_at = models.DateTimeField("teratasi", null=True, blank=True)
    closed_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    closed_note = models.TextField("cara teratasi", blank=True)
    is_example = models.BooleanField("contoh", default=False)

    class Meta:
        ordering = ["opened_at", "id"]
        indexes = [
            models.Index(
                fields=["position"],
                condition=Q(closed_at__isnull=True),
                name="agreements_obstacle_open",
            )
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["position", "year", "subject"],
                condition=Q(closed_at__isnull=True),
                name="agreements_one_open_obstacle",
            ),
            models.CheckConstraint(
                condition=Q(closed_at__isnull=True, closed_by__isnull=True, closed_note="")
                | (Q(closed_at__isnull=False, closed_by__isnull=False) & ~Q(closed_note="")),
                name="agreements_obstacle_closed",
            ),
            models.CheckConstraint(condition=~Q(text=""), name="agreements_obstacle_text"),
        ]

    def __str__(self) -> str:
        return f"Kendala {self.subject}"


class ObstacleRequest(models.Model):
    """An obstacle passed up one tier with a reason, and the answer: help, or passed up again."""

    class Outcome(models.TextChoices):
        ANSWERED = "DIJAWAB", "Dijawab"
        PASSED_ON = "DITERUSKAN", "Diteruskan ke atasannya"

    obstacle = models.ForeignKey(Obstacle, models.PROTECT, related_name="requests")
    number = models.PositiveSmallIntegerField("nomor")
    to_position = models.ForeignKey(Position, models.PROTECT, related_name="help_requests")
    reason = models.TextField("alasan")
    asked_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    asked_title = models.CharField("sebagai", max_length=180)
    asked_at = models.DateTimeField("diminta", db_default=DatabaseNow())
    outcome = models.CharField("hasil", max_length=10, choices=Outcome.choices, blank=True)
    answer = models.TextField("jawaban", blank=True)
    answered_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    answered_title = models.CharField("dijawab sebagai", max_length=180, blank=True)
    answered_at = models.DateTimeField("dijawab", null=True, blank=True)

    class Meta:
        ordering = ["obstacle", "number"]
        constraints = [
            models.UniqueConstraint(
                fields=["obstacle", "number"], name="agreements_request_number"
            ),
            models.UniqueConstraint(
                fields=["obstacle"],
                condition=Q(answered_at__isnull=True),
                name="agreements_one_open_request",
            ),
            models.CheckConstraint(condition=~Q(reason=""), name="agreements_request_reason"),
            models.CheckConstraint(
                condition=Q(answered_at__isnull=True, answered_by__isnull=True, answer="",
                            outcome="")
                | (Q(answered_at__isnull=False, answered_by__isnull=False)
                   & ~Q(answer="") & ~Q(outcome="")),
                name="agreements_request_answered",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.obstacle.code} permintaan {self.number}"
