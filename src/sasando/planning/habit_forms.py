"""Parsing answers to findings of the habit detector and reviews of them; no rule is here."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from .actions.habit_answers import AnswerDraft
from .models import HabitAnswer, HabitReview

if TYPE_CHECKING:
    from collections.abc import Sequence

Kind = HabitAnswer.Kind


class HabitAnswerForm(forms.Form):
    """One of four answers; which of the fields below it are needed stands beside each."""

    kind = forms.ChoiceField(
        label=_("Apa yang akan dilakukan"),
        choices=Kind.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Pilih salah satu.")},
    )
    objective = forms.ChoiceField(
        label=_("Sasaran RPJMD"), required=False, help_text=_("Untuk “Hubungkan”.")
    )
    from_year = forms.IntegerField(
        label=_("Mulai tahun"),
        required=False,
        min_value=2019,
        max_value=2100,
        help_text=_("Untuk “Hentikan”: tahun pertama tanpa baris ini."),
        widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
    )
    legal_duty = forms.CharField(
        label=_("Dasar kewajiban"),
        required=False,
        max_length=300,
        help_text=_("Untuk “Pertahankan”: peraturan dan pasal yang mewajibkannya."),
    )
    reason = forms.CharField(
        label=_("Alasan"),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Harus diisi untuk “Pertahankan”."),
    )

    def __init__(self, data: Any, *, objectives: Sequence[tuple[str, str]], **given: Any) -> None:
        super().__init__(data, **given)
        field = self.fields["objective"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("", _("Belum dipilih")), *objectives]

    def answer(self) -> AnswerDraft:
        """What was answered."""
        said = self.cleaned_data
        return AnswerDraft(
            kind=said["kind"],
            objective_code=said["objective"],
            from_year=said["from_year"],
            reason=said["reason"],
            legal_duty=said["legal_duty"],
        )


class HabitReviewForm(forms.Form):
    """Whether an answer is accepted; a note is needed to send it back."""

    number = forms.IntegerField(min_value=1, widget=forms.HiddenInput)
    outcome = forms.ChoiceField(choices=HabitReview.Outcome.choices)
    note = forms.CharField(
        label=_("Catatan"),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Harus diisi bila jawaban dikembalikan."),
    )


class HabitYearForm(forms.Form):
    """Which year is judged anew."""

    tahun = forms.IntegerField(min_value=2000, max_value=2100)
