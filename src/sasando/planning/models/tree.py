"""The performance tree (pohon kinerja, Permen PANRB 89/2021): conditions, changes, requests.

A tree keeps which condition is needed so that another happens. It is neither the organisation
chart nor the budget: programme, unit and post are links, filled in its fifth stage.
"""

from __future__ import annotations

from typing import Self

from django.db import models
from django.db.models import F, Q

from sasando.core.clock import DatabaseNow
from sasando.organization.models import Person, Position, Unit
from sasando.rules.tree import Level as RuleLevel

from .documents import PlanRow
from .indicators import Indicator
from .plan import Objective


class PerformanceTree(models.Model):
    """The tree of the city or of one agency for a span of years.

    `revision` counts its changes and is the version printed on a picture of it; `last_number` is
    the last number given to a node or a request, so that codes are never used twice.
    """

    code = models.CharField("kode", max_length=60, unique=True)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="trees", verbose_name="milik")
    name = models.CharField("nama", max_length=160)
    first_year = models.PositiveSmallIntegerField("tahun awal")
    last_year = models.PositiveSmallIntegerField("tahun akhir")
    revision = models.PositiveIntegerField("versi", default=0)
    last_number = models.PositiveIntegerField(default=0)
    is_example = models.BooleanField("contoh", default=False)

    class Meta:
        ordering = ["first_year", "code"]
        constraints = [
            models.UniqueConstraint(fields=["unit", "first_year"], name="planning_tree_once"),
            models.CheckConstraint(
                condition=Q(last_year__gte=F("first_year")), name="planning_tree_years"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def years(self) -> str:
        """ "2026" or "2025–2029"."""
        if self.first_year == self.last_year:
            return str(self.first_year)
        return f"{self.first_year}–{self.last_year}"


class PerformanceNodeQuerySet(models.QuerySet["PerformanceNode"]):
    def standing(self) -> Self:
        """Nodes that are not removed."""
        return self.filter(is_removed=False)

    def below(self, node: PerformanceNode) -> Self:
        """The node and everything under it."""
        return self.filter(path__startswith=node.path)


class PerformanceNode(models.Model):
    """One condition of a tree, or a critical success factor between an outcome and its conditions.

    A factor is a node of its own kind: the regulation finds factors (stage 2) before the
    conditions under them (stage 3), and one factor may hold several conditions. `path` is the
    chain of row numbers from the root ("3.17.204."), written by the database alone. The root of an
    agency's tree may hang on a node of the city's tree (`supports`). A removed node stays as a
    row, so that its removal can be undone and its requests can be read.
    """

    class Level(models.TextChoices):
        ULTIMATE = RuleLevel.ULTIMATE, "Hasil akhir"
        INTERMEDIATE = RuleLevel.INTERMEDIATE, "Hasil antara"
        IMMEDIATE = RuleLevel.IMMEDIATE, "Hasil langsung"
        OUTPUT = RuleLevel.OUTPUT, "Keluaran"
        PROCESS = RuleLevel.PROCESS, "Proses"
        FACTOR = RuleLevel.FACTOR, "Faktor kunci"

    tree = models.ForeignKey(PerformanceTree, models.PROTECT, related_name="nodes")
    code = models.CharField("kode", max_length=80, unique=True)
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="children"
    )
    place = models.IntegerField("urutan")
    path = models.TextField(editable=False, default="")
    level = models.CharField("jenjang", max_length=12, choices=Level.choices)
    text = models.TextField("kondisi")
    basis = models.CharField("dasar atau bukti", max_length=300, blank=True)
    weight = models.DecimalField("bobot", max_digits=5, decimal_places=2, null=True, blank=True)
    plan_row = models.ForeignKey(
        PlanRow, models.SET_NULL, null=True, blank=True, related_name="tree_nodes",
        verbose_name="baris rencana",
    )  # fmt: skip
    objective = models.ForeignKey(
        Objective, models.PROTECT, null=True, blank=True, related_name="tree_nodes",
        verbose_name="tujuan atau sasaran",
    )  # fmt: skip
    unit = models.ForeignKey(
        Unit, models.PROTECT, null=True, blank=True, related_name="tree_nodes",
        verbose_name="unit pemilik",
    )  # fmt: skip
    position = models.ForeignKey(
        Position, models.PROTECT, null=True, blank=True, related_name="tree_nodes",
        verbose_name="jabatan pemilik",
    )  # fmt: skip
    indicators = models.ManyToManyField(Indicator, related_name="tree_nodes", blank=True)
    supports = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="supported_by",
        verbose_name="mendukung simpul kota",
    )  # fmt: skip
    revision = models.PositiveIntegerField("versi", default=1)
    is_removed = models.BooleanField("dihapus", default=False)
    is_example = models.BooleanField("contoh", default=False)

    objects = PerformanceNodeQuerySet.as_manager()

    class Meta:
        ordering = ["tree", "place"]
        indexes = [
            models.Index(fields=["path"], opclasses=["text_pattern_ops"], name="planning_node_path")
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["tree", "parent", "place"],
                condition=Q(is_removed=False),
                nulls_distinct=False,
                name="planning_node_place",
            ),
            models.CheckConstraint(condition=~Q(text=""), name="planning_node_says_something"),
            models.CheckConstraint(
                condition=Q(weight__isnull=True) | Q(weight__gt=0, weight__lte=100),
                name="planning_node_weight",
            ),
            models.CheckConstraint(
                condition=~Q(level="FAKTOR") | Q(plan_row__isnull=True, objective__isnull=True),
                name="planning_node_factor_unlinked",
            ),
            models.CheckConstraint(
                condition=Q(supports__isnull=True) | Q(parent__isnull=True),
                name="planning_node_only_roots_hang",
            ),
        ]

    def __str__(self) -> str:
        return self.text


class NodeChange(models.Model):
    """One change of a tree, kept for good: who did what to which node, before and after.

    `before` and `after` hold the node as codes and words (see `actions.tree_history`); `nodes` are
    the codes that were removed or brought back together. An undoing is a change that names the one
    it undoes.
    """

    class Kind(models.TextChoices):
        ADDED = "TAMBAH", "menambah"
        EDITED = "UBAH", "mengubah"
        MOVED = "PINDAH", "memindahkan"
        REMOVED = "HAPUS", "menghapus"
        RESTORED = "PULIH", "memulihkan"

    tree = models.ForeignKey(PerformanceTree, models.PROTECT, related_name="changes")
    number = models.PositiveIntegerField("nomor")
    node = models.ForeignKey(PerformanceNode, models.PROTECT, related_name="changes")
    kind = models.CharField("perbuatan", max_length=6, choices=Kind.choices)
    before = models.JSONField(null=True, blank=True)
    after = models.JSONField(null=True, blank=True)
    nodes = models.JSONField(default=list)
    user_id = models.BigIntegerField()
    user_name = models.CharField("oleh", max_length=160)
    undoes = models.OneToOneField(
        "self", models.PROTECT, null=True, blank=True, related_name="undone_by"
    )
    at = models.DateTimeField("pada", db_default=DatabaseNow())

    class Meta:
        ordering = ["tree", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["tree", "number"], name="planning_change_number")
        ]

    def __str__(self) -> str:
        return f"{self.tree_id}/{self.number} {self.kind}"


class CrosscuttingRequest(models.Model):
    """What a condition asks of another agency or of an institution outside: a directed edge.

    Never a second parent (sakip 2.5). The agency that is asked answers for itself; an outside
    institution cannot, so the asking side writes down its answer with the letter it came in.
    On acceptance inside the city a linked node stands in the supplier's tree.
    """

    class Status(models.TextChoices):
        WAITING = "MENUNGGU", "Menunggu jawaban"
        ACCEPTED = "DITERIMA", "Diterima"
        REFUSED = "DITOLAK", "Ditolak"
        WITHDRAWN = "DITARIK", "Ditarik"

    code = models.CharField("kode", max_length=80, unique=True)
    node = models.ForeignKey(PerformanceNode, models.PROTECT, related_name="requests")
    supplier = models.ForeignKey(
        Unit, models.PROTECT, null=True, blank=True, related_name="asked_of",
        verbose_name="perangkat daerah yang diminta",
    )  # fmt: skip
    outside = models.CharField("lembaga di luar kota", max_length=160, blank=True)
    text = models.TextField("yang diminta")
    indicator = models.ForeignKey(
        Indicator, models.PROTECT, null=True, blank=True, related_name="crosscutting"
    )
    promise = models.CharField("indikator yang dijanjikan", max_length=200)
    target = models.CharField("target", max_length=80)
    due_on = models.DateField("tenggat")
    status = models.CharField(max_length=8, choices=Status.choices, default=Status.WAITING)
    reason = models.TextField("alasan atau dasar jawaban", blank=True)
    asked_by = models.ForeignKey(Person, models.PROTECT, related_name="asked_crosscutting")
    asked_at = models.DateTimeField("diminta pada", db_default=DatabaseNow())
    answered_by = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="answered_crosscutting"
    )
    answered_at = models.DateTimeField("dijawab pada", null=True, blank=True)
    answer = models.OneToOneField(
        PerformanceNode, models.PROTECT, null=True, blank=True, related_name="answers"
    )
    is_example = models.BooleanField("contoh", default=False)

    class Meta:
        ordering = ["due_on", "code"]
        constraints = [
            models.CheckConstraint(
                condition=Q(supplier__isnull=False, outside="")
                | (Q(supplier__isnull=True) & ~Q(outside="")),
                name="planning_crosscutting_one_supplier",
            ),
            models.CheckConstraint(
                condition=~Q(status="DITOLAK") | ~Q(reason=""),
                name="planning_crosscutting_refusal_explained",
            ),
            models.CheckConstraint(
                condition=~Q(status__in=["DITERIMA", "DITOLAK"])
                | Q(answered_at__isnull=False, answered_by__isnull=False),
                name="planning_crosscutting_answer_signed",
            ),
            models.CheckConstraint(
                condition=~Q(status="DITERIMA", supplier__isnull=False) | Q(answer__isnull=False),
                name="planning_crosscutting_acceptance_linked",
            ),
            models.CheckConstraint(
                condition=~Q(status="MENUNGGU") | Q(answer__isnull=True, answered_at__isnull=True),
                name="planning_crosscutting_waits_unanswered",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.text}"
