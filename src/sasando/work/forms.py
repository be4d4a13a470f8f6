"""Parsing what a person types about a day or a plan. No rule is decided here."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from sasando.core.fields import DecimalField
from sasando.core.templatetags.sasando_format import rupiah
from sasando.rules.errors import RuleInputError
from sasando.rules.intervals import Interval, interval_of

from .models import PlannedResult

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sasando.budget.queries.sub_activities import BudgetedActivity

    from .models import DailyEntry

TIMES = ["%H:%M", "%H.%M", "%H:%M:%S"]
CLOCK = forms.TimeInput(format="%H:%M", attrs={"type": "time", "step": "60"})


OUT_OF_RANGE = {"range": _("Angka ini tidak boleh di bawah nol atau lebih dari 99.999.999.")}


class EntryForm(forms.Form):
    """One entry of a day. `key` is made by the phone; the server gives one to plain browsers."""

    key = forms.UUIDField(widget=forms.HiddenInput)
    day = forms.DateField(widget=forms.HiddenInput, input_formats=["%Y-%m-%d"])
    replaces = forms.CharField(widget=forms.HiddenInput, required=False, max_length=16)
    result = forms.ChoiceField(
        label=_("Hasil kerja"),
        error_messages={
            "invalid_choice": _("Pilih satu hasil kerja Anda yang sudah disepakati."),
            "required": _("Pilih hasil kerja yang dilayani pekerjaan ini."),
        },
    )
    start = forms.TimeField(
        label=_("Mulai"),
        widget=CLOCK,
        input_formats=TIMES,
        error_messages={
            "required": _("Isi jam mulai."),
            "invalid": _("Tulis jam mulai seperti 08.00."),
        },
    )
    end = forms.TimeField(
        label=_("Selesai"),
        widget=CLOCK,
        input_formats=TIMES,
        error_messages={
            "required": _("Isi jam selesai."),
            "invalid": _("Tulis jam selesai seperti 09.30."),
        },
    )
    quantity = DecimalField(
        label=_("Jumlah"),
        smallest=0,
        largest=99_999_999,
        places=2,
        error_messages={"required": _("Isi jumlah hasilnya, misalnya 12."), **OUT_OF_RANGE},
    )
    measure = forms.CharField(
        label=_("Satuan"),
        max_length=40,
        error_messages={"required": _("Isi satuannya, misalnya titik atau berkas.")},
    )
    activity = forms.CharField(
        label=_("Apa yang dikerjakan"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Tulis apa yang dikerjakan, satu kalimat cukup.")},
    )
    evidence = forms.FileField(
        label=_("Foto atau berkas"),
        required=False,
        widget=forms.ClearableFileInput(attrs={"accept": "image/jpeg,image/png,image/webp,.pdf"}),
    )

    def __init__(
        self, *args: Any, results: Sequence[PlannedResult], is_shift: bool = False, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.is_shift = is_shift
        field = self.fields["result"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [(row.code, row.text) for row in results]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("start") is None or data.get("end") is None:
            return data
        try:
            data["interval"] = interval_of(data["start"], data["end"], is_night_shift=self.is_shift)
        except RuleInputError:
            self.add_error("end", _("Jam selesai harus sesudah jam mulai. Periksa kedua jam."))
        return data

    @property
    def interval(self) -> Interval:
        """The recorded span, after the form is valid."""
        found: Interval = self.cleaned_data["interval"]
        return found


def first_values(
    *, day: str, results: Sequence[PlannedResult], old: DailyEntry | None
) -> dict[str, Any]:
    """What a fresh form shows: a new key, the result used last, or the entry to be corrected."""
    values: dict[str, Any] = {"key": uuid.uuid4(), "day": day}
    if old is None:
        if results:
            values |= {"result": results[0].code, "measure": results[0].measure}
        return values
    return values | {
        "replaces": old.code,
        "result": old.result.code,
        "start": f"{old.start_minute // 60 % 24:02}:{old.start_minute % 60:02}",
        "end": f"{old.end_minute // 60 % 24:02}:{old.end_minute % 60:02}",
        "quantity": f"{old.shown_quantity:f}".replace(".", ","),
        "measure": old.measure,
        "activity": old.activity,
    }


class ResultForm(forms.Form):
    """A planned result and the one thing above that it serves."""

    tie = forms.ChoiceField(
        label=_("Mendukung"),
        error_messages={
            "required": _("Pilih hasil kerja atasan atau butir perjanjian di atasnya.")
        },
    )
    kind = forms.ChoiceField(label=_("Jenis"), choices=PlannedResult.Kind.choices)
    text = forms.CharField(
        label=_("Hasil kerja"),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": _("Tulis hasil yang akan dicapai, bukan kegiatannya.")},
    )
    indicator_text = forms.CharField(
        label=_("Indikator"),
        max_length=200,
        error_messages={"required": _("Tulis apa yang dihitung untuk menilainya.")},
    )
    target = DecimalField(
        label=_("Target setahun"),
        smallest=0,
        largest=99_999_999,
        places=2,
        error_messages={"required": _("Isi target setahun."), **OUT_OF_RANGE},
    )
    measure = forms.CharField(
        label=_("Satuan"), max_length=60, error_messages={"required": _("Isi satuan target.")}
    )

    def __init__(self, *args: Any, ties: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["tie"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = list(ties)


class ResultMoneyForm(forms.Form):
    """The sub-activity that pays for a result; empty where none is named."""

    sub_activity = forms.ChoiceField(
        label=_("Sub kegiatan"),
        required=False,
        error_messages={"invalid_choice": _("Pilih sub kegiatan yang berpagu.")},
    )

    def __init__(self, *args: Any, known: Sequence[BudgetedActivity], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["sub_activity"]
        assert isinstance(field, forms.ChoiceField)
        named = [(row.code, f"{row.code} {row.name}, {rupiah(row.ceiling)}") for row in known]
        field.choices = [("", _("belum disebut")), *named]


class QueueFilter(forms.Form):
    """Filter of the queue, in the address."""

    orang = forms.CharField(label=_("Nama pegawai"), required=False, max_length=60)
    hari = forms.DateField(
        label=_("Hari"),
        required=False,
        input_formats=["%Y-%m-%d"],
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
    )
    naik = forms.BooleanField(label=_("Hanya yang naik dari bawahan"), required=False)


class ObjectionForm(forms.Form):
    """An objection to a closed day."""

    day = forms.DateField(
        label=_("Hari kerja"),
        input_formats=["%Y-%m-%d"],
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
        error_messages={"required": _("Pilih hari kerja yang Anda keberatani.")},
    )
    text = forms.CharField(
        label=_("Isi keberatan"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 5}),
        error_messages={"required": _("Tulis apa yang menurut Anda tidak benar, dan buktinya.")},
    )
