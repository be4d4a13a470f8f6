"""Parsing what is typed about trees, nodes and crosscutting requests; no rule is here."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from sasando.core.fields import DecimalField

from .actions.crosscutting import Acceptance, Asking
from .actions.tree_nodes import NodeDraft
from .models import PerformanceNode

if TYPE_CHECKING:
    from collections.abc import Sequence

    from .queries.tree_choices import LinkChoices

    Choices = Sequence[tuple[str, str]]

Level = PerformanceNode.Level
NONE = ("", _("Belum dipilih"))


class PlantForm(forms.Form):
    """Whose tree, and for which years."""

    unit = forms.ChoiceField(label=_("Milik"))
    first_year = forms.IntegerField(label=_("Tahun awal"), min_value=2018, max_value=2100)
    last_year = forms.IntegerField(label=_("Tahun akhir"), min_value=2018, max_value=2100)
    name = forms.CharField(
        label=_("Nama"),
        max_length=160,
        required=False,
        help_text=_("Kosongkan untuk nama yang biasa: Pohon kinerja, unit, dan tahunnya."),
    )

    def __init__(self, data: Any, *, units: Choices, **given: Any) -> None:
        super().__init__(data, **given)
        self.fields["unit"].choices = units  # type: ignore[attr-defined]


class NodeForm(forms.Form):
    """A condition or a factor with its links; what it cannot have for its place is left out."""

    level = forms.ChoiceField(
        label=_("Jenjang"),
        choices=Level.choices,
        help_text=_(
            "Faktor kunci adalah bidang yang menentukan berhasilnya hasil di atasnya. Ia bukan "
            "kondisi, jadi tidak punya indikator."
        ),
    )
    text = forms.CharField(
        label=_("Kondisi"),
        max_length=400,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Tulis keadaan yang harus terjadi, bukan kegiatan atau nama program."),
        error_messages={"required": _("Tulis kondisinya.")},
    )
    basis = forms.CharField(
        label=_("Dasar atau bukti"),
        max_length=300,
        required=False,
        help_text=_("Mengapa kondisi di atasnya terjadi bila kondisi ini terjadi."),
    )
    weight = DecimalField(
        label=_("Bobot"),
        required=False,
        places=2,
        smallest=0,
        largest=100,
        help_text=_("Persen dari induknya. Kosongkan bila bobot tidak dipakai."),
    )
    indicators = forms.MultipleChoiceField(
        label=_("Indikator"), required=False, widget=forms.CheckboxSelectMultiple
    )
    unit = forms.ChoiceField(label=_("Unit pemilik"), required=False)
    position = forms.ChoiceField(label=_("Jabatan pemilik"), required=False)
    objective = forms.ChoiceField(label=_("Tujuan atau sasaran RPJMD"), required=False)
    plan_row = forms.ChoiceField(
        label=_("Baris rencana"),
        required=False,
        help_text=_("Program, kegiatan, atau sub kegiatan yang mewujudkan kondisi ini."),
    )
    supports = forms.ChoiceField(
        label=_("Mendukung simpul kota"),
        required=False,
        help_text=_("Simpul pohon kota tempat akar pohon perangkat daerah ini menggantung."),
    )
    revision = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, data: Any, *, choices: LinkChoices, **given: Any) -> None:
        super().__init__(data, **given)
        for name, options in choices.by_field().items():
            first = [] if name == "indicators" else [NONE]
            self.fields[name].choices = [*first, *options]  # type: ignore[attr-defined]
        if not choices.supports:
            del self.fields["supports"]

    def clean_weight(self) -> Any:
        """Nothing weighs nothing: zero is the same as not weighing at all."""
        return self.cleaned_data["weight"] or None

    def draft(self) -> NodeDraft:
        """What was typed, for the action. The form must be valid."""
        data = self.cleaned_data
        return NodeDraft(
            level=data["level"],
            text=data["text"],
            basis=data["basis"],
            weight=data["weight"],
            plan_row=data["plan_row"],
            objective=data["objective"],
            unit=data["unit"],
            position=data["position"],
            indicators=tuple(data["indicators"]),
            supports=data.get("supports", ""),
        )

    @staticmethod
    def initial_of(draft: NodeDraft, revision: int) -> dict[str, Any]:
        """A standing node as the form shows it."""
        return {
            "level": draft.level,
            "text": draft.text,
            "basis": draft.basis,
            "weight": ""
            if draft.weight is None
            else f"{draft.weight.normalize():f}".replace(".", ","),
            "indicators": list(draft.indicators),
            "unit": draft.unit,
            "position": draft.position,
            "objective": draft.objective,
            "plan_row": draft.plan_row,
            "supports": draft.supports,
            "revision": revision,
        }


class MoveForm(forms.Form):
    """Under which node, and as which of its children."""

    parent = forms.ChoiceField(label=_("Pindahkan ke bawah"), required=False)
    place = forms.IntegerField(
        label=_("Urutan"),
        required=False,
        min_value=1,
        max_value=10_000,
        help_text=_("1 adalah yang teratas. Kosongkan untuk paling bawah."),
    )
    revision = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, data: Any, *, parents: Choices, **given: Any) -> None:
        super().__init__(data, **given)
        root = ("", _("Tanpa induk (akar pohon)"))
        self.fields["parent"].choices = [root, *parents]  # type: ignore[attr-defined]


class AskForm(forms.Form):
    """What is asked of another agency or of an institution outside the city."""

    supplier = forms.ChoiceField(label=_("Perangkat daerah yang diminta"), required=False)
    outside = forms.CharField(
        label=_("Atau lembaga di luar kota"),
        max_length=160,
        required=False,
        help_text=_("Isi salah satu saja."),
    )
    text = forms.CharField(
        label=_("Yang diminta"),
        max_length=400,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Tulis apa yang diminta.")},
    )
    promise = forms.CharField(
        label=_("Indikator yang dijanjikan"),
        max_length=200,
        error_messages={"required": _("Tulis dengan apa janji itu diukur.")},
    )
    indicator = forms.ChoiceField(
        label=_("Indikator yang sudah terdaftar"),
        required=False,
        help_text=_("Bila ada. Ia ikut melekat pada simpul pemasok."),
    )
    target = forms.CharField(
        label=_("Target"),
        max_length=80,
        help_text=_("Angka dan satuannya, misalnya 8 pasar."),
        error_messages={"required": _("Tulis targetnya.")},
    )
    due_on = forms.DateField(
        label=_("Tenggat"),
        widget=forms.DateInput(attrs={"type": "date"}),
        error_messages={"required": _("Pilih tanggalnya.")},
    )

    def __init__(self, data: Any, *, agencies: Choices, indicators: Choices, **given: Any) -> None:
        super().__init__(data, **given)
        self.fields["supplier"].choices = [NONE, *agencies]  # type: ignore[attr-defined]
        self.fields["indicator"].choices = [NONE, *indicators]  # type: ignore[attr-defined]

    def asking(self) -> Asking:
        """What was typed, for the action. The form must be valid."""
        return Asking(**self.cleaned_data)


class AnswerForm(forms.Form):
    """The supplier's answer: yes with a node of his own, or no with a reason."""

    text = forms.CharField(
        label=_("Bunyi simpul di pohon Anda"),
        max_length=400,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Kosongkan untuk memakai bunyi permintaannya."),
    )
    level = forms.ChoiceField(label=_("Jenjang"), initial=Level.OUTPUT)
    parent = forms.ChoiceField(label=_("Di bawah simpul"), required=False)
    reason = forms.CharField(
        label=_("Alasan atau dasar jawaban"),
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Wajib bila menolak."),
    )

    def __init__(self, data: Any, *, parents: Choices, is_outside: bool, **given: Any) -> None:
        super().__init__(data, **given)
        levels = [row for row in Level.choices if row[0] != Level.FACTOR]
        self.fields["level"].choices = levels  # type: ignore[attr-defined]
        root = ("", _("Tanpa induk (akar pohon)"))
        self.fields["parent"].choices = [root, *parents]  # type: ignore[attr-defined]
        if is_outside:
            for name in ("text", "level", "parent"):
                del self.fields[name]
            self.fields["reason"].help_text = _("Wajib: nomor dan tanggal surat jawabannya.")

    def acceptance(self) -> Acceptance:
        """What was typed, for the action. The form must be valid."""
        data = self.cleaned_data
        return Acceptance(
            text=data.get("text", ""),
            level=data.get("level") or Level.OUTPUT,
            parent=data.get("parent", ""),
        )


class WithdrawForm(forms.Form):
    """Why a request is taken back."""

    reason = forms.CharField(
        label=_("Alasan"),
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Wajib bila permintaan sudah diterima."),
    )
