"""Parsing what a planner types about a figure, and the filter of the list; no rule is here."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from sasando.core.fields import DecimalField
from sasando.rules.aggregation import Aggregation
from sasando.rules.errors import Problem, RuleInputError
from sasando.rules.numerals import parse_decimal

from .actions.measurements import Report
from .models import Indicator, Measurement
from .periods import ROMAN
from .scales import scale_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

YEARS_BACK = 12
QUARTERS = [("0", _("Setahun penuh")), *((str(n), f"Triwulan {ROMAN[n]}") for n in range(1, 5))]


class FilesInput(forms.ClearableFileInput):
    """One field for several files."""

    allow_multiple_selected = True


class FilesField(forms.FileField):
    """Several files at once; nothing chosen is an empty list."""

    widget = FilesInput

    def clean(self, data: Any, initial: Any = None) -> list[Any]:
        files = [file for file in data or [] if file] if isinstance(data, list | tuple) else data
        if not files:
            return []
        chosen = files if isinstance(files, list) else [files]
        return [super(FilesField, self).clean(file, initial) for file in chosen]


class FigureField(DecimalField):
    """A figure of an indicator. "1.234" is asked back as in the lists: 1234, or 1,234?

    Only in rupiah a dot is always a group of three; there `is_amount` lets it stand.
    """

    is_amount = False
    default_error_messages = {
        "ambiguous": _(
            "“%(value)s” dapat dibaca dua cara. Tulis ribuan tanpa titik (1234) atau pecahan "
            "dengan koma (1,234)."
        )
    }

    def to_python(self, value: Any) -> Any:
        text = str(value or "").strip()
        try:
            parse_decimal(text)
        except RuleInputError as failure:
            if failure.problem is Problem.AMBIGUOUS_NUMBER and not self.is_amount:
                raise self._mend("ambiguous", value=text[:40]) from failure
        return super().to_python(value)


def read_as(form: forms.Form, indicator: Indicator) -> None:
    """Let the figures of a form be read as what the indicator is measured in."""
    for field in form.fields.values():
        if isinstance(field, FigureField):
            field.is_amount = indicator.unit_type == Indicator.UnitType.CURRENCY


class MeasurementForm(forms.Form):
    """One period of one indicator: its figure, or why there is none."""

    year = forms.TypedChoiceField(label=_("Tahun"), coerce=int)
    quarter = forms.TypedChoiceField(label=_("Periode"), coerce=int, choices=QUARTERS)
    status = forms.ChoiceField(
        label=_("Keadaan"),
        choices=Measurement.Status.choices,
        help_text=_("Kosong bukan nol. Angka nol yang memang nol ditulis 0."),
    )
    value = FigureField(places=4, label=_("Realisasi"), required=False)
    numerator = FigureField(places=4, label=_("Pembilang"), required=False)
    denominator = FigureField(places=4, label=_("Penyebut"), required=False)
    source = forms.CharField(
        label=_("Sumber"),
        max_length=200,
        help_text=_("Nama laporan atau penerbit, dan tanggalnya."),
        error_messages={"required": _("Tulis dari mana angka ini.")},
    )
    released_on = forms.DateField(
        label=_("Tanggal terbit"),
        required=False,
        help_text=_("Hari angka resmi diterbitkan, bila ada penerbitnya."),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    evidence = FilesField(
        label=_("Bukti"),
        required=False,
        help_text=_("Foto atau PDF, boleh beberapa berkas, masing-masing paling besar 5 MB."),
    )
    reason = forms.CharField(
        label=_("Alasan"),
        required=False,
        max_length=1000,
        help_text=_("Wajib untuk koreksi angka yang sudah diajukan, dan bila tidak berlaku."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, data: Any, *, indicator: Indicator, this_year: int, **given: Any) -> None:
        super().__init__(data, **given)
        years = range(this_year, this_year - YEARS_BACK, -1)
        self.fields["year"].choices = [(year, str(year)) for year in years]  # type: ignore[attr-defined]
        if indicator.aggregation == Aggregation.ANNUAL_ONLY:
            self.fields["quarter"].choices = QUARTERS[:1]  # type: ignore[attr-defined]
        self._shape_figure(indicator)
        read_as(self, indicator)

    def _shape_figure(self, indicator: Indicator) -> None:
        """Keep what this indicator is reported by: parts, a label of its scale, or a number."""
        is_ratio = indicator.aggregation == Aggregation.RATIO_OF_SUMS
        for name in ("value",) if is_ratio else ("numerator", "denominator"):
            del self.fields[name]
        scale = scale_of(indicator)
        if scale is not None:
            places = enumerate(scale.labels, 1)
            self.fields["value"] = forms.TypedChoiceField(
                label=_("Predikat"),
                required=False,
                coerce=Decimal,
                empty_value=None,
                choices=[("", _("Belum ada")), *((str(place), name) for place, name in places)],
            )
        elif not is_ratio:
            self.fields["value"].help_text = _("Dalam %(measure)s, dengan koma desimal.") % {
                "measure": indicator.measure
            }

    def report(self) -> Report:
        """What was typed, for the action. The form must be valid."""
        data = self.cleaned_data
        return Report(
            year=data["year"],
            quarter=data["quarter"],
            status=data["status"],
            source=data["source"],
            value=data.get("value"),
            numerator=data.get("numerator"),
            denominator=data.get("denominator"),
            released_on=data.get("released_on"),
        )


class IndicatorFilter(forms.Form):
    """The filter of the list of indicators, as it stands in the address."""

    tahun = forms.TypedChoiceField(label=_("Tahun"), coerce=int, required=False)
    unit = forms.ChoiceField(label=_("Penanggung jawab"), required=False)
    misi = forms.ChoiceField(label=_("Misi"), required=False)
    agenda = forms.ChoiceField(label=_("Agenda prioritas"), required=False)

    def __init__(
        self,
        data: Any,
        *,
        years: Iterable[int],
        units: Sequence[tuple[str, str]],
        missions: Sequence[tuple[str, str]],
        agendas: Sequence[tuple[str, str]],
    ) -> None:
        super().__init__(data)
        choices = {
            "tahun": [(year, str(year)) for year in years],
            "unit": [("", _("Semua")), *units],
            "misi": [("", _("Semua")), *missions],
            "agenda": [("", _("Semua")), *agendas],
        }
        for name, options in choices.items():
            self.fields[name].choices = options  # type: ignore[attr-defined]


class ServesForm(forms.Form):
    """The objective a programme serves."""

    sasaran = forms.ChoiceField(
        label=_("Sasaran yang dilayani"),
        required=False,
        help_text=_(
            "Pagu dan pembayaran program ini akan berdiri di balik sasaran itu pada semua halaman."
        ),
        error_messages={"invalid_choice": _("Sasaran ini tidak berlaku lagi. Pilih yang lain.")},
    )

    def __init__(self, data: Any, *, objectives: Sequence[tuple[str, str]], **given: Any) -> None:
        super().__init__(data, **given)
        field = self.fields["sasaran"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("", _("Belum dikaitkan dengan sasaran")), *objectives]
