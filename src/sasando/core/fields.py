"""Form fields that read what Indonesians type."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from sasando.rules.errors import RuleInputError
from sasando.rules.numerals import NumberStyle, parse_decimal

LARGEST = Decimal(10) ** 15


class DecimalField(forms.CharField):
    """A number as Indonesians write it: "66,44" or "1.250"; anything else is explained.

    `smallest` and `largest` are allowed values; `places` is the most digits after the comma, None
    when the rule behind the form decides.
    """

    widget = forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off", "maxlength": 40})
    default_error_messages = {
        "number": _("“%(value)s” bukan angka yang dikenal. Tulis misalnya 80 atau 66,44."),
        "range": _("Angka ini terlalu besar atau terlalu kecil. Periksa kembali nolnya."),
        "fine": _("Tulis paling banyak %(places)s angka di belakang koma."),
    }

    def __init__(
        self,
        *,
        smallest: Decimal | int = -LARGEST,
        largest: Decimal | int = LARGEST,
        places: int | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(**kwargs)
        self.smallest = smallest
        self.largest = largest
        self.places = places

    def to_python(self, value: Any) -> Any:
        text = super().to_python(value)
        if not text:
            return None
        try:
            number = parse_decimal(text, style=NumberStyle.INDONESIAN)
        except RuleInputError as failure:
            raise self._mend("number", value=text[:40]) from failure
        if not self.smallest <= number <= self.largest:
            raise self._mend("range")
        if self.places is not None and number != round(number, self.places):
            raise self._mend("fine", places=self.places)
        return number

    def _mend(self, code: str, **values: Any) -> forms.ValidationError:
        return forms.ValidationError(self.error_messages[code], code=code, params=values)


class CodeField(forms.CharField):
    """A code of the second factor: six digits from the phone, or twelve of a recovery code.

    Call it `code` in a form: what stands under that name is masked wherever log-ins are counted.
    """

    widget = forms.TextInput(
        attrs={"inputmode": "numeric", "autocomplete": "one-time-code", "maxlength": 20}
    )
    default_error_messages = {
        "required": _("Ketik kode yang sedang tampil di ponsel Anda."),
        "shape": _("Kode terdiri dari 6 angka dari ponsel, atau 12 angka kode pemulihan."),
    }

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("label", _("Kode faktor kedua"))
        kwargs.setdefault(
            "help_text", _("6 angka dari ponsel Anda, atau satu kode pemulihan 12 angka.")
        )
        super().__init__(**kwargs)

    def to_python(self, value: Any) -> Any:
        code = re.sub(r"[\s-]", "", super().to_python(value) or "")
        if code and not re.fullmatch(r"[0-9]{6}|[0-9]{12}", code):
            raise forms.ValidationError(self.error_messages["shape"], code="shape")
        return code
