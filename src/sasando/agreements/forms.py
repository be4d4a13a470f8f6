"""Parsing what a person types about an agreement. No rule is decided here."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib.auth import authenticate
from django.utils.translation import gettext_lazy as _

from sasando.core.fields import DecimalField

from .models import State
from .pages import REASON_LABELS

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from django.http import HttpRequest

CHOOSE = ("", _("Pilih"))


class ListFilter(forms.Form):
    """The filter of the list, as it stands in the address."""

    tahun = forms.TypedChoiceField(label=_("Tahun"), coerce=int, required=False)
    unit = forms.ChoiceField(label=_("Unit"), required=False)
    keadaan = forms.ChoiceField(
        label=_("Keadaan"), required=False, choices=[("", _("Semua keadaan")), *State.choices]
    )

    def __init__(
        self, data: Any, *, years: Iterable[int], units: Sequence[tuple[str, str]]
    ) -> None:
        super().__init__(data)
        self.fields["tahun"].choices = [(year, str(year)) for year in years]  # type: ignore[attr-defined]
        self.fields["unit"].choices = [("", _("Semua unit")), *units]  # type: ignore[attr-defined]


class DraftForm(forms.Form):
    """For which unit and year."""

    unit = forms.ChoiceField(
        label=_("Unit"), error_messages={"required": _("Pilih unit yang berjanji.")}
    )
    year = forms.TypedChoiceField(label=_("Tahun"), coerce=int)

    def __init__(self, data: Any, *, units: Sequence[tuple[str, str]], running: int) -> None:
        super().__init__(data)
        self.fields["unit"].choices = [CHOOSE, *units]  # type: ignore[attr-defined]
        years = [(year, str(year)) for year in (running, running + 1)]
        self.fields["year"].choices = years  # type: ignore[attr-defined]


class ItemForm(forms.Form):
    """An indicator under its objective, and the target. A choice is "objective:indicator"."""

    indicator = forms.ChoiceField(
        label=_("Sasaran dan indikator"),
        error_messages={
            "required": _("Pilih indikator yang dijanjikan."),
            "invalid_choice": _("Pilih indikator dari daftar yang belum ada di perjanjian ini."),
        },
    )
    target = DecimalField(label=_("Target"), error_messages={"required": _("Isi target.")})

    def __init__(self, data: Any, *, choices: Sequence[tuple[str, Any]]) -> None:
        super().__init__(data)
        self.fields["indicator"].choices = [CHOOSE, *choices]  # type: ignore[attr-defined]

    def codes(self) -> tuple[str, str]:
        """Objective code and indicator code of the choice."""
        objective, _colon, indicator = self.cleaned_data["indicator"].partition(":")
        return objective, indicator


class ProposeForm(forms.Form):
    """When the budget document was authorised, if that is known."""

    budget_authorised_on = forms.DateField(
        label=_("DPA atau DPPA disahkan tanggal"),
        required=False,
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
        help_text=_("Dari tanggal ini dihitung batas satu bulan untuk menandatangani."),
        error_messages={"invalid": _("Tulis tanggal seperti 2026-01-05, atau kosongkan.")},
    )


class SignForm(forms.Form):
    """The digest of what was read, and the password typed again."""

    digest = forms.CharField(widget=forms.HiddenInput, max_length=64)
    password = forms.CharField(
        label=_("Kata sandi Anda"),
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
        error_messages={"required": _("Ketik kata sandi Anda untuk menandatangani.")},
    )

    def __init__(
        self, data: Any = None, *, request: HttpRequest, initial: dict[str, Any] | None = None
    ) -> None:
        super().__init__(data, initial=initial)
        self.request = request

    def clean_password(self) -> str:
        """Checked as at log-in, so that repeated wrong guesses lock the account here too."""
        password: str = self.cleaned_data["password"]
        name = self.request.user.get_username()
        found = authenticate(self.request, username=name, password=password)
        if found is None or found.pk != self.request.user.pk:
            raise forms.ValidationError(
                _("Kata sandi tidak cocok, jadi belum ditandatangani. Ketik sekali lagi.")
            )
        return password


class ReviseForm(forms.Form):
    """One of the three legal grounds, and why."""

    reason = forms.ChoiceField(
        label=_("Alasan perubahan"),
        widget=forms.RadioSelect,
        choices=[(reason.value, label) for reason, label in REASON_LABELS.items()],
        error_messages={"required": _("Pilih satu dari tiga alasan.")},
    )
    note = forms.CharField(
        label=_("Penjelasan"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": _("Jelaskan apa yang berubah dan mengapa.")},
    )
