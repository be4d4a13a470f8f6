"""Closed days and their totals, computed once at closing. `period` is the day as yyyymmdd."""

from django.db import models

from sasando.organization.models import Person, Unit
from sasando.planning.models import Objective

from .skp import PlannedResult


class DayClosing(models.Model):
    """That a day was closed: how many entries, of how many people, and when it was done."""

    day = models.DateField("hari", unique=True)
    closed_at = models.DateTimeField("ditutup")
    entry_count = models.PositiveIntegerField("catatan")
    people_count = models.PositiveIntegerField("orang")

    def __str__(self) -> str:
        return f"tutup {self.day}"


class PersonDay(models.Model):
    """One person's closed day: minutes as the union of intervals, and entries that count."""

    person = models.ForeignKey(Person, models.PROTECT, related_name="days")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="person_days")
    period = models.IntegerField()
    minutes = models.PositiveSmallIntegerField("menit")
    entries = models.PositiveSmallIntegerField("catatan")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person", "period"], name="work_person_day")]

    def __str__(self) -> str:
        return f"{self.person_id} {self.period}"


class UnitDay(models.Model):
    """A unit's closed day, its own people only: expected on duty, filed, minutes, entries."""

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="days")
    period = models.IntegerField()
    expected = models.PositiveIntegerField("wajib mengisi")
    filed = models.PositiveIntegerField("mengisi")
    minutes = models.PositiveIntegerField("menit")
    entries = models.PositiveIntegerField("catatan")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["period", "unit"], name="work_unit_day")]

    def __str__(self) -> str:
        return f"{self.unit_id} {self.period}"


class ResultDay(models.Model):
    """Entries and minutes given to one planned result on a closed day."""

    result = models.ForeignKey(PlannedResult, models.PROTECT, related_name="days")
    period = models.IntegerField()
    entries = models.PositiveIntegerField("catatan")
    minutes = models.PositiveIntegerField("menit")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["result", "period"], name="work_result_day")]

    def __str__(self) -> str:
        return f"{self.result_id} {self.period}"


class ObjectiveDay(models.Model):
    """Entries and people that served one objective of the RPJMD on a closed day."""

    objective = models.ForeignKey(Objective, models.PROTECT, related_name="days")
    period = models.IntegerField()
    entries = models.PositiveIntegerField("catatan")
    people = models.PositiveIntegerField("orang")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["objective", "period"], name="work_objective_day")
        ]

    def __str__(self) -> str:
        return f"{self.objective_id} {self.period}"
