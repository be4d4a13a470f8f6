"""Parsing what is asked of the page that begins next year's budget from results."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from sasando.budget.queries.results import CLASSES
from sasando.budget.results_words import CLASS_WORDS

if TYPE_CHECKING:
    from collections.abc import Sequence


class NextYearForm(forms.Form):
    """Which year's results are laid beside the budget, and which programmes are listed."""

    tahun = forms.IntegerField(required=False, widget=forms.HiddenInput)
    hasil = forms.TypedChoiceField(
        label=_("Hasil tahun"), required=False, coerce=int, empty_value=None
    )
    kelas = forms.ChoiceField(
        label=_("Hasil"),
        required=False,
        choices=[("", _("semua")), *((code, CLASS_WORDS[code]) for code in CLASSES)],
    )
    skpd = forms.ChoiceField(label=_("Perangkat daerah"), required=False)

    def __init__(
        self, *args: Any, years: Sequence[int], agencies: Sequence[tuple[str, str]], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        for name, choices in (
            ("hasil", [(str(year), str(year)) for year in years]),
            ("skpd", [("", _("semua")), *agencies]),
        ):
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)
            field.choices = choices
