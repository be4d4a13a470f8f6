"""How the city's objectives serve the goals of the nation and the province."""

from django.db import models
from django.db.models import Q

from sasando.organization.models import CODE

from .plan import Objective


class HigherGoal(models.Model):
    """A goal above the city: RPJMN 2025-2029 (8 Asta Cita, 17 priority programmes, 8 quick wins)
    or the provincial plan (planning_budget A1, A3).

    Only numbers are known to Sasando; the wording is entered by the city from the document.
    """

    class Kind(models.TextChoices):
        ASTA_CITA = "ASTA_CITA", "Asta Cita"
        PRIORITY = "PRIORITAS", "Program prioritas nasional"
        QUICK_WIN = "HASIL_CEPAT", "Program hasil terbaik cepat"
        PROVINCE = "PROVINSI", "Sasaran provinsi"

    code = models.CharField("kode", max_length=40, unique=True, validators=[CODE])
    kind = models.CharField("jenis", max_length=12, choices=Kind.choices)
    number = models.PositiveSmallIntegerField("nomor")
    text = models.TextField("rumusan", blank=True)
    source = models.CharField("sumber", max_length=160)

    class Meta:
        ordering = ["kind", "number"]
        constraints = [
            models.UniqueConstraint(fields=["kind", "number"], name="planning_higher_goal_number"),
            models.CheckConstraint(condition=Q(number__gte=1), name="planning_higher_goal_counts"),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.number}"


class Alignment(models.Model):
    """An objective of the city serves a higher goal; the note says how."""

    objective = models.ForeignKey(Objective, models.PROTECT, related_name="alignments")
    goal = models.ForeignKey(HigherGoal, models.PROTECT, related_name="alignments")
    note = models.TextField("catatan", blank=True)
    is_example = models.BooleanField("contoh", default=False)

    class Meta:
        ordering = ["objective", "goal"]
        constraints = [
            models.UniqueConstraint(fields=["objective", "goal"], name="planning_alignment_once"),
        ]

    def __str__(self) -> str:
        return f"{self.objective.code} – {self.goal.code}"
