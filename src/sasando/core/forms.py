"""Log-in and change of password."""

from typing import Any

from django import forms
from django.contrib.auth.forms import AuthenticationForm, PasswordChangeForm
from django.utils.translation import gettext_lazy as _


class LogInForm(AuthenticationForm):
    """NIP or user name, and password."""

    username = forms.CharField(
        label=_("NIP atau nama pengguna"),
        max_length=64,
        widget=forms.TextInput(attrs={"autocomplete": "username", "autocapitalize": "none"}),
    )
    password = forms.CharField(
        label=_("Kata sandi"),
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )
    error_messages = {
        "invalid_login": _(
            "NIP, nama pengguna, atau kata sandi tidak cocok. Periksa lagi, lalu coba masuk."
        ),
        "inactive": _("Akun ini tidak aktif. Hubungi bagian kepegawaian."),
    }

    def clean_username(self) -> str:
        """Spaces of the usual NIP display (19860926 201505 1 001) are not part of the number."""
        value: str = self.cleaned_data["username"]
        compact = value.replace(" ", "")
        return compact if compact.isdigit() else value


class ChangePasswordForm(PasswordChangeForm):
    """The old password once, the new one twice."""

    field_order = ["old_password", "new_password1", "new_password2"]
    error_messages: dict[str, Any] = {
        **PasswordChangeForm.error_messages,
        "password_incorrect": _("Kata sandi lama tidak cocok. Ketik sekali lagi."),
    }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["old_password"].label = _("Kata sandi lama")
        self.fields["new_password1"].label = _("Kata sandi baru")
        self.fields["new_password2"].label = _("Kata sandi baru, sekali lagi")
