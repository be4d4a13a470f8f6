"""Log-in, change of password, second factor."""

from typing import Any

from django import forms
from django.contrib.auth import authenticate
from django.contrib.auth.forms import AuthenticationForm, PasswordChangeForm
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from .fields import CodeField
from .models import User


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


class SecondFactorForm(forms.Form):
    """What to do with one's second factor, the password again, and a current code where one stands.

    A wrong password is counted as at the door.
    """

    password = forms.CharField(
        label=_("Kata sandi"),
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
        error_messages={"required": _("Ketik kata sandi Anda.")},
    )
    code = CodeField()
    step = forms.ChoiceField(
        choices=[("codes", ""), ("begin", ""), ("off", "")],
        widget=forms.HiddenInput,
        error_messages={
            "required": _("Pilih salah satu tombol di bawah."),
            "invalid_choice": _("Pilih salah satu tombol di bawah."),
        },
    )

    def __init__(self, data: Any, *, request: HttpRequest, is_set: bool) -> None:
        super().__init__(data)
        self.request = request
        if not is_set:
            del self.fields["code"]

    def clean_password(self) -> str:
        """The account's own password, checked as at the door."""
        password: str = self.cleaned_data["password"]
        assert isinstance(self.request.user, User)
        name = self.request.user.username
        if authenticate(self.request, username=name, password=password) != self.request.user:
            raise forms.ValidationError(_("Kata sandi tidak cocok. Ketik sekali lagi."))
        return password


class FirstCodeForm(forms.Form):
    """The first code of a fresh secret."""

    code = CodeField(help_text=_("6 angka yang sedang tampil di aplikasi."))
