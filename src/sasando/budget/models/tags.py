"""Spending tags: which expenditure counts as education, infrastructure and the like.

What counts is a decision of the finance agency (BKAD), not of this system: each row names the act
that decided it, and is never changed. A row is ended and another is added.
"""

from django.db import models
from django.db.models import F, Q

from sasando.core.clock import DatabaseNow
from sasando.organization.models import CODE, Person


class SpendingTag(models.Model):
    """A name under which lines of expenditure are counted, such as education."""

    code = models.CharField("kode", max_length=40, unique=True, validators=[CODE])
    name = models.CharField("nama", max_length=120)
    recorded_at = models.DateTimeField(db_default=DatabaseNow())
    is_example = models.BooleanField("contoh", default=False)

    class Meta:
        ordering = ["code"]

    def __str__(self) -> str:
        return self.name


class SpendingTagRow(models.Model):
    """One choice of a tag: the beginnings of codes it takes, and whether it counts or leaves out.

    An empty field takes everything; at least one is given. A line counts when a row with sign +1
    takes it and none with sign -1 does, once, however many rows take it. Years are budget years;
    `until_year` comes with the end, and one before `from_year` takes the row back altogether.
    """

    class Sign(models.IntegerChoices):
        COUNTED = 1, "dihitung"
        LEFT_OUT = -1, "dikecualikan"

    tag = models.ForeignKey(SpendingTag, models.PROTECT, related_name="rows")
    number = models.PositiveSmallIntegerField("urutan")
    agency = models.CharField("kode SKPD", max_length=40, blank=True)
    activity = models.CharField("kode program atau kegiatan", max_length=40, blank=True)
    account = models.CharField("kode rekening", max_length=24, blank=True)
    funding = models.CharField("kode sumber dana", max_length=40, blank=True)
    sign = models.SmallIntegerField("cara hitung", choices=Sign, default=Sign.COUNTED)
    note = models.CharField("catatan", max_length=200, blank=True)
    legal_act = models.CharField("diputuskan dengan", max_length=160)
    from_year = models.PositiveSmallIntegerField("mulai tahun anggaran")
    until_year = models.PositiveSmallIntegerField("sampai tahun anggaran", null=True)
    entered_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    recorded_at = models.DateTimeField(db_default=DatabaseNow())
    ended_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    ended_at = models.DateTimeField("diakhiri pada", null=True)
    is_example = models.BooleanField("contoh", default=False)

    class Meta:
        ordering = ["tag", "number"]
        constraints = [
            models.UniqueConstraint(fields=["tag", "number"], name="budget_tag_row_number"),
            models.CheckConstraint(
                condition=~Q(agency="", activity="", account="", funding=""),
                name="budget_tag_row_takes_something",
            ),
            models.CheckConstraint(condition=Q(sign__in=[1, -1]), name="budget_tag_row_sign"),
            models.CheckConstraint(condition=~Q(legal_act=""), name="budget_tag_row_decided"),
            models.CheckConstraint(
                condition=Q(until_year__isnull=True) | Q(until_year__gte=F("from_year") - 1),
                name="budget_tag_row_years",
            ),
            models.CheckConstraint(
                condition=Q(ended_at__isnull=True, until_year__isnull=True)
                | Q(ended_at__isnull=False, until_year__isnull=False),
                name="budget_tag_row_end",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.tag_id} baris {self.number}"
