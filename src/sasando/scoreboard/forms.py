"""Filters of the scoreboard's lists; each stands in the address."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from sasando.planning.periods import Span

from .periods import has_begun, last_quarter_of, quarter_choices, usual_span


class SearchForm(forms.Form):
    """Words to look for among the branches of a place."""

    cari = forms.CharField(label=_("Cari"), required=False, max_length=60)


class ThreadListForm(forms.Form):
    """Which rows of a place are listed; kept in the address by hidden fields."""

    lihat = forms.CharField(required=False, widget=forms.HiddenInput)
    hari = forms.DateField(
        label=_("Hari"),
        required=False,
        input_formats=["%Y-%m-%d"],
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
    )


class UnitFilterForm(forms.Form):
    """Narrowing a unit's list to one of the units below it."""

    unit = forms.ChoiceField(label=_("Unit"), required=False)

    def __init__(self, *args: Any, units: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["unit"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("", _("semua")), *units]


class FilingForm(UnitFilterForm):
    """Who filed on a day."""

    keadaan = forms.ChoiceField(
        label=_("Keadaan"),
        required=False,
        choices=[
            ("", _("semua")),
            ("belum", _("belum mengisi")),
            ("mengisi", _("mengisi")),
            ("tidak-wajib", _("mengisi tanpa wajib")),
        ],
    )


class WaitingForm(UnitFilterForm):
    """What waits, of which kind, and whether its deadline has passed."""

    jenis = forms.ChoiceField(label=_("Jenis"), required=False)
    jabatan = forms.CharField(required=False, max_length=40, widget=forms.HiddenInput)
    lewat = forms.BooleanField(label=_("Hanya yang lewat tenggat"), required=False)

    def __init__(self, *args: Any, kinds: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["jenis"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = list(kinds)


class AchievementForm(forms.Form):
    """Which signed promises are listed, and for which period ("" is this year until now)."""

    tahun = forms.IntegerField(
        required=False, min_value=2000, max_value=2100, widget=forms.HiddenInput
    )
    triwulan = forms.IntegerField(
        required=False, min_value=1, max_value=4, widget=forms.HiddenInput
    )

    cakupan = forms.ChoiceField(
        label=_("Cakupan"),
        required=False,
        choices=[("", _("perjanjian unit ini")), ("semua", _("termasuk unit di bawahnya"))],
    )
    keadaan = forms.ChoiceField(
        label=_("Keadaan"),
        required=False,
        choices=[
            ("", _("semua")),
            ("rendah", _("berkategori rendah")),
            ("belum-ada", _("belum punya nilai")),
        ],
    )

    @property
    def span(self) -> Span | None:
        """The period asked for, whole; None for this year until now."""
        year, quarter = self.cleaned_data["tahun"], self.cleaned_data["triwulan"]
        return Span(year, quarter) if year and quarter else None


class PeriodForm(forms.Form):
    """Which year and quarter results are shown for; empty fields mean the usual one."""

    tahun = forms.TypedChoiceField(label=_("Tahun"), required=False, coerce=int, empty_value=None)
    triwulan = forms.TypedChoiceField(
        label=_("Sampai dengan"),
        required=False,
        coerce=int,
        empty_value=None,
        choices=quarter_choices(),
    )

    def __init__(
        self, data: Mapping[str, Any], *args: Any, years: Sequence[int], today: date, **kwargs: Any
    ) -> None:
        usual = usual_span(today, years)
        self._today = today
        given = {name: str(data[name]) for name in data}
        year = given.get("tahun") or str(usual.year)
        quarter = str(last_quarter_of(int(year), today)) if year.isdecimal() else ""
        shown = {**given, "tahun": year, "triwulan": given.get("triwulan") or quarter}
        super().__init__(shown, *args, **kwargs)
        self.usual = usual
        field = self.fields["tahun"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [(str(one), str(one)) for one in years]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        year, quarter = cleaned.get("tahun"), cleaned.get("triwulan")
        if year and quarter and not has_begun(Span(year, quarter), self._today):
            self.add_error(
                "triwulan",
                _("Triwulan ini belum mulai. Pilih triwulan yang sudah berjalan."),
            )
        return cleaned

    @property
    def span(self) -> Span:
        """What was asked for, else the usual quarter."""
        if not self.is_valid():
            return self.usual
        return Span(self.cleaned_data["tahun"], self.cleaned_data["triwulan"])


class ResultsForm(PeriodForm):
    """Results of the plan, narrowed to a mission or to one objective of it."""

    misi = forms.ChoiceField(label=_("Misi"), required=False)
    sasaran = forms.CharField(required=False, max_length=40, widget=forms.HiddenInput)

    def __init__(
        self,
        data: Mapping[str, Any],
        *args: Any,
        missions: Sequence[tuple[str, str]],
        **kwargs: Any,
    ) -> None:
        super().__init__(data, *args, **kwargs)
        field = self.fields["misi"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("", _("semua")), *missions]


class ComparisonForm(PeriodForm):
    """Results of agencies, and the order inside a group."""

    urut = forms.ChoiceField(
        label=_("Urutan dalam kelompok"),
        required=False,
        choices=[
            ("", _("menurut nama")),
            ("rencana", _("paling jauh di bawah rencananya sendiri")),
        ],
    )
