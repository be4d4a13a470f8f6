"""What the habit detector found on the lines of a year, and what agencies answered to it."""

from django.db import models
from django.db.models import Q

from sasando.core.clock import DatabaseNow
from sasando.organization.models import Person, Unit
from sasando.planning.habit_findings import finding_from
from sasando.rules import evidence

from .documents import PlanRow
from .plan import Objective


class HabitJudging(models.Model):
    """When the lines of a year were judged last, and on which facts.

    `digest` covers everything that can change a verdict of the year; when the facts have another
    one today, the verdicts are out of date and every page says so.
    """

    year = models.PositiveSmallIntegerField("tahun", unique=True)
    digest = models.CharField("sidik fakta", max_length=64)
    judged_at = models.DateTimeField("dinilai pada", db_default=DatabaseNow())

    class Meta:
        ordering = ["year"]

    def __str__(self) -> str:
        return f"{self.year} {self.judged_at}"


class HabitVerdict(models.Model):
    """The computed verdict on one programme, activity or sub-activity of an agency in one year.

    Never written by hand: it follows from the plans, and mending the plans mends it. `code` stands
    as the plan prints it, `stored` as the nomenclature keeps it. A line whose code cannot be read
    gets no verdict of the rule but is kept (UNREADABLE). `elsewhere` names lines of other agencies
    with a like indicator. `ceiling` is the plan's, in rupiah. `digest` covers the line's own facts
    and the limits; `judged_at` is when they last changed.
    """

    class Verdict(models.TextChoices):
        HABIT = evidence.Verdict.HABIT, "kebiasaan"
        ON_PAPER = evidence.Verdict.ON_PAPER, "tertelusur di atas kertas"
        TRACED = evidence.Verdict.TRACED, "tertelusur"
        UNKNOWN = evidence.Verdict.UNKNOWN, "belum dapat dinilai"
        UNREADABLE = "UNREADABLE", "kode tidak terbaca"
        SUPPORT = evidence.Verdict.SUPPORT, "penunjang"

    year = models.PositiveSmallIntegerField("tahun")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="habit_verdicts")
    code = models.CharField("kode", max_length=40)
    stored = models.CharField("kode nomenklatur", max_length=40)
    level = models.CharField("tingkat", max_length=11, choices=PlanRow.Level.choices)
    name = models.TextField("uraian")
    verdict = models.CharField("putusan", max_length=10, choices=Verdict.choices)
    evidences = models.JSONField("temuan", default=list)
    elsewhere = models.JSONField("serupa di unit lain", default=list)
    objective = models.CharField("sasaran", max_length=40, blank=True)
    ceiling = models.DecimalField("pagu", max_digits=20, decimal_places=2, null=True)
    digest = models.CharField("sidik fakta", max_length=64)
    judged_at = models.DateTimeField("dinilai pada", db_default=DatabaseNow())
    is_example = models.BooleanField("contoh", default=False)

    class Meta:
        ordering = ["year", "unit", "code"]
        constraints = [
            models.UniqueConstraint(
                fields=["year", "unit", "code"], name="planning_habit_verdict_once"
            ),
            models.CheckConstraint(
                condition=Q(
                    verdict__in=[
                        "HABIT", "ON_PAPER", "TRACED", "UNKNOWN", "UNREADABLE", "SUPPORT",
                    ]
                ),
                name="planning_habit_verdict_known",
            ),
        ]  # fmt: skip
        indexes = [models.Index(fields=["year", "level"], name="planning_habit_level")]

    def __str__(self) -> str:
        return f"{self.year} {self.code} {self.verdict}"

    @property
    def needs_answer(self) -> bool:
        """Whether the agency is asked what it will do about the line."""
        return self.verdict in ASKED

    @property
    def found(self) -> list[evidence.Evidence]:
        """The findings as the rules tell them."""
        return [finding_from(kept) for kept in self.evidences]


ASKED = (HabitVerdict.Verdict.HABIT, HabitVerdict.Verdict.ON_PAPER)


class HabitAnswer(models.Model):
    """What an agency says it will do about one judged line; never changed, answered anew instead.

    It leaves the verdict as it is. `verdict` copies what it answered to; `number` counts the
    answers to one line of one year; `written` names the drafts in which the link was entered.
    """

    class Kind(models.TextChoices):
        LINK = "HUBUNGKAN", "Hubungkan dengan sasaran RPJMD"
        MEND = "PERBAIKI", "Perbaiki indikatornya"
        STOP = "HENTIKAN", "Hentikan"
        KEEP = "PERTAHANKAN", "Pertahankan karena kewajiban hukum"

    year = models.PositiveSmallIntegerField("tahun dinilai")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="habit_answers")
    code = models.CharField("kode", max_length=40)
    number = models.PositiveSmallIntegerField("urutan")
    name = models.TextField("uraian")
    verdict = models.CharField("putusan", max_length=10, choices=HabitVerdict.Verdict.choices)
    kind = models.CharField("jawaban", max_length=11, choices=Kind.choices)
    objective = models.ForeignKey(
        Objective, models.PROTECT, null=True, blank=True, related_name="habit_answers"
    )
    from_year = models.PositiveSmallIntegerField("mulai tahun", null=True, blank=True)
    reason = models.TextField("alasan", blank=True)
    legal_duty = models.CharField("dasar kewajiban", max_length=300, blank=True)
    written = models.JSONField("draf yang diubah", default=list)
    answered_by = models.ForeignKey(Person, models.PROTECT, related_name="habit_answers")
    answered_at = models.DateTimeField("dijawab pada", db_default=DatabaseNow())
    is_example = models.BooleanField("contoh", default=False)

    class Meta:
        ordering = ["year", "unit", "code", "number"]
        constraints = [
            models.UniqueConstraint(
                fields=["year", "unit", "code", "number"], name="planning_habit_answer_number"
            ),
            models.CheckConstraint(
                condition=Q(kind="HUBUNGKAN", objective__isnull=False)
                | (~Q(kind="HUBUNGKAN") & Q(objective__isnull=True)),
                name="planning_habit_answer_objective",
            ),
            models.CheckConstraint(
                condition=Q(kind="HENTIKAN", from_year__gt=models.F("year"))
                | (~Q(kind="HENTIKAN") & Q(from_year__isnull=True)),
                name="planning_habit_answer_stops_later",
            ),
            models.CheckConstraint(
                condition=~Q(kind="PERTAHANKAN") | (~Q(reason="") & ~Q(legal_duty="")),
                name="planning_habit_answer_duty",
            ),
            models.CheckConstraint(
                condition=Q(verdict__in=["HABIT", "ON_PAPER"]), name="planning_habit_answer_asked"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.year} {self.code} {self.kind}"


class HabitReview(models.Model):
    """What the city's planner says to an answer, once and for good."""

    class Outcome(models.TextChoices):
        ACCEPTED = "DITERIMA", "diterima"
        RETURNED = "DIKEMBALIKAN", "dikembalikan"

    answer = models.OneToOneField(HabitAnswer, models.PROTECT, related_name="review")
    outcome = models.CharField("putusan", max_length=12, choices=Outcome.choices)
    note = models.TextField("catatan", blank=True)
    written = models.JSONField("draf yang diubah", default=list)
    reviewed_by = models.ForeignKey(Person, models.PROTECT, related_name="habit_reviews")
    reviewed_at = models.DateTimeField("diputus pada", db_default=DatabaseNow())
    is_example = models.BooleanField("contoh", default=False)

    class Meta:
        ordering = ["reviewed_at"]
        constraints = [
            models.CheckConstraint(
                condition=Q(outcome="DITERIMA") | ~Q(note=""),
                name="planning_habit_review_explained",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.answer_id} {self.outcome}"
