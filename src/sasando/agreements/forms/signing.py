"""Parsing a signature, a reason to send back, and the scan of a paper."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib.auth import authenticate
from django.utils.translation import gettext_lazy as _

from sasando.core.fields import CodeField

if TYPE_CHECKING:
    from collections.abc import Sequence

    from django.http import HttpRequest

    from sasando.core.second_factor import SigningFactor


class OwnSignatureForm(forms.Form):
    """The password typed again, and a code of the second factor where one is asked."""

    password = forms.CharField(
        label=_("Kata sandi Anda"),
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
        error_messages={"required": _("Ketik kata sandi Anda untuk menandatangani.")},
    )
    code = CodeField()

    def __init__(
        self,
        data: Any = None,
        *,
        request: HttpRequest,
        factor: SigningFactor,
        initial: dict[str, Any] | None = None,
    ) -> None:
        super().__init__(data, initial=initial)
        self.request = request
        if not factor.asked:
            del self.fields["code"]

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


class SignForm(OwnSignatureForm):
    """The digest of what was read besides."""

    digest = forms.CharField(widget=forms.HiddenInput, max_length=64)


class PactSignForm(OwnSignatureForm):
    """From which day the text that was read is in force."""

    template_from = forms.DateField(widget=forms.HiddenInput)


class NoteForm(forms.Form):
    """Why something is sent back or refused."""

    note = forms.CharField(
        label=_("Alasan"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Tulis alasannya.")},
    )


class ScanForm(forms.Form):
    """The scan, the date on the paper, and whose signatures stand there."""

    scan = forms.FileField(
        label=_("Pindaian (PDF, JPEG, atau PNG)"),
        widget=forms.FileInput(attrs={"accept": "application/pdf,image/jpeg,image/png"}),
        error_messages={"required": _("Pilih berkas pindaiannya.")},
    )
    signed_on = forms.DateField(
        label=_("Tanggal di kertas"),
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
        error_messages={
            "required": _("Isi tanggal yang tertulis di kertas."),
            "invalid": _("Tulis tanggal seperti 2026-01-12."),
        },
    )
    roles = forms.MultipleChoiceField(
        label=_("Tanda tangan yang ada di kertas"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Pilih pihak yang tanda tangannya ada di kertas.")},
    )

    def __init__(
        self, data: Any = None, files: Any = None, *, parties: Sequence[tuple[str, str]]
    ) -> None:
        super().__init__(data, files)
        self.fields["roles"].choices = parties  # type: ignore[attr-defined]
