"""Filters of the scoreboard's lists; each stands in the address."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _


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
    """Which signed promises are listed."""

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
