"""The filters of the lists."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from sasando.agreements.models import TIER_LABELS, State
from sasando.agreements.queries.lists import UNFINISHED

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence


class ListFilter(forms.Form):
    """The filter of the list, as it stands in the address."""

    tahun = forms.TypedChoiceField(label=_("Tahun"), coerce=int, required=False)
    unit = forms.ChoiceField(label=_("Unit dan di bawahnya"), required=False)
    tingkat = forms.ChoiceField(
        label=_("Tingkat"),
        required=False,
        choices=[
            ("", _("Semua tingkat")),
            *((tier.value, label) for tier, label in TIER_LABELS.items()),
        ],
    )
    keadaan = forms.ChoiceField(
        label=_("Keadaan"),
        required=False,
        choices=[("", _("Semua keadaan")), (UNFINISHED, _("Belum berlaku")), *State.choices],
    )

    def __init__(
        self, data: Any, *, years: Iterable[int], units: Sequence[tuple[str, str]]
    ) -> None:
        super().__init__(data)
        self.fields["tahun"].choices = [(year, str(year)) for year in years]  # type: ignore[attr-defined]
        self.fields["unit"].choices = [("", _("Semua unit")), *units]  # type: ignore[attr-defined]


class MissingFilter(forms.Form):
    """Which year and unit the posts without agreement are of."""

    tahun = forms.TypedChoiceField(label=_("Tahun"), coerce=int, required=False)
    unit = forms.ChoiceField(label=_("Unit dan di bawahnya"), required=False)

    def __init__(
        self, data: Any, *, years: Iterable[int], units: Sequence[tuple[str, str]]
    ) -> None:
        super().__init__(data)
        self.fields["tahun"].choices = [(year, str(year)) for year in years]  # type: ignore[attr-defined]
        self.fields["unit"].choices = [("", _("Semua unit")), *units]  # type: ignore[attr-defined]
