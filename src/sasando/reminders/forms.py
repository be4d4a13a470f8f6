"""Parsing an address, its code, and which reminders are wanted."""

from __future__ import annotations

import re
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from .models import Kind


class AddressForm(forms.Form):
    """Where reminders go, which of them, and whether they go at all."""

    email = forms.EmailField(
        label=_("Alamat surat elektronik"),
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        error_messages={
            "required": _("Isi alamat surat Anda."),
            "invalid": _("Alamat ini belum lengkap. Tulis misalnya nama@contoh.go.id."),
        },
    )
    kinds = forms.MultipleChoiceField(
        label=_("Yang diingatkan lewat surat"),
        choices=Kind.choices,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Pilih sedikitnya satu.")},
    )
    is_on = forms.BooleanField(label=_("Kirim surat, paling banyak sekali sehari"), required=False)


class ConfirmForm(forms.Form):
    """The eight digits of the letter."""

    code = forms.CharField(
        label=_("Kode dari surat"),
        max_length=20,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "one-time-code"}),
        error_messages={"required": _("Ketik kode dari surat.")},
    )

    def clean_code(self) -> Any:
        code = re.sub(r"[\s-]", "", self.cleaned_data["code"])
        if not re.fullmatch(r"[0-9]{8}", code):
            raise forms.ValidationError(_("Kode terdiri dari 8 angka."))
        return code
