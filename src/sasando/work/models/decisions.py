"""What superiors decided on entries, what waits for them, and objections to closed days."""

from django.db import models
from django.db.models import Q

from sasando.core.clock import DatabaseNow
from sasando.organization.models import Person, Position

from .entries import DailyEntry


class EntryDecision(models.Model):
    """The decision of a superior on one entry: accepted, or returned with a note. Append-only.

    It has its own clock and may come after the day is closed. `decided_for` is the post whose duty
    it was; `position` the post through which the person decided (they differ after escalation).
    """

    class Verdict(models.TextChoices):
        ACCEPTED = "DITERIMA", "Diterima"
        RETURNED = "DIKEMBALIKAN", "Dikembalikan"

    entry = models.OneToOneField(DailyEntry, models.PROTECT, related_name="decision")
    verdict = models.CharField("putusan", max_length=12, choices=Verdict.choices)
    note = models.TextField("alasan", blank=True)
    person = models.ForeignKey(Person, models.PROTECT, related_name="decisions")
    position = models.ForeignKey(Position, models.PROTECT, related_name="decisions")
    decided_for = models.ForeignKey(Position, models.PROTECT, related_name="decisions_due")
    escalated = models.BooleanField("setelah lewat tenggat atasan", default=False)
    decided_at = models.DateTimeField("diputus", db_default=DatabaseNow())

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(verdict="DITERIMA") | ~Q(note=""), name="work_return_needs_note"
            )
        ]

    def __str__(self) -> str:
        return f"{self.entry.code} {self.verdict}"


class PendingDecision(models.Model):
    """An entry that waits for a decision; the row goes when the decision comes.

    A work list, not a record: it makes the queue and its counts independent of history.
    """

    entry = models.OneToOneField(
        DailyEntry, models.PROTECT, primary_key=True, related_name="pending"
    )
    decider = models.ForeignKey(Position, models.PROTECT, related_name="pending_decisions")
    unit_path = models.CharField(max_length=120)
    author = models.ForeignKey(Person, models.PROTECT, related_name="pending_entries")
    day = models.DateField("hari kerja")
    decide_by = models.DateTimeField("tenggat")

    class Meta:
        indexes = [
            models.Index(fields=["decider", "decide_by"], name="work_pending_decider"),
            models.Index(
                fields=["unit_path"], opclasses=["text_pattern_ops"], name="work_pending_unit"
            ),
        ]

    def __str__(self) -> str:
        return f"menunggu {self.entry_id}"


class Objection(models.Model):
    """Keberatan: what a person holds to be wrong in a closed day. It stands beside the day."""

    class Outcome(models.TextChoices):
        OPEN = "TERBUKA", "Menunggu putusan"
        GRANTED = "DIKABULKAN", "Dikabulkan"
        REJECTED = "DITOLAK", "Ditolak"

    code = models.CharField("kode", max_length=16, unique=True)
    person = models.ForeignKey(Person, models.PROTECT, related_name="objections")
    day = models.DateField("hari kerja")
    text = models.TextField("isi keberatan")
    filed_at = models.DateTimeField("diajukan", db_default=DatabaseNow())
    outcome = models.CharField(max_length=10, choices=Outcome.choices, default=Outcome.OPEN)
    reason = models.TextField("pertimbangan", blank=True)
    decided_at = models.DateTimeField("diputus", null=True, blank=True)
    decided_by = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="objection_decisions"
    )

    class Meta:
        ordering = ["-filed_at"]
        constraints = [
            models.CheckConstraint(
                condition=Q(outcome="TERBUKA", decided_at__isnull=True, decided_by__isnull=True)
                | (
                    ~Q(outcome="TERBUKA")
                    & Q(decided_at__isnull=False, decided_by__isnull=False)
                    & ~Q(reason="")
                ),
                name="work_objection_decided_with_reason",
            ),
            models.CheckConstraint(
                condition=Q(decided_by__isnull=True) | ~Q(decided_by=models.F("person")),
                name="work_objection_not_decided_by_oneself",
            ),
        ]

    def __str__(self) -> str:
        return f"Keberatan {self.code}"
