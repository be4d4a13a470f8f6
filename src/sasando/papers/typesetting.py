"""Typesetting: a template and its data become a PDF/A-2a, the same bytes for the same input.

Data reach the template as JSON and stay data: no word of a user is ever part of typst's source.
What the fonts inside the wheel cannot draw is replaced, because PDF/A forbids blank glyphs and
some foreign scripts stop the typesetter altogether.
"""

from __future__ import annotations

import json
import re
import threading
import unicodedata
from datetime import UTC, datetime, time
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import typst

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

ROOT: Final = Path(__file__).resolve().parent.parent
STANDARD: Final = "a-2a"
MISSING_GLYPH: Final = "\u25a1"
LONGEST_WORD: Final = 28
_PANIC: Final = "PanicException"

# Measured: every character of these ranges is drawn by the fonts of typst 0.15.
_DRAWN = (
    "\n\u0020-\u007e\u00a0-\u00ac\u00ae-\u024f\u0259\u02b0-\u036f\u0391-\u03a1\u03a3-\u03c9"
    "\u0400-\u045f\u1e00-\u1eff\u2010-\u2027\u202f-\u203a\u2070\u2074-\u208e\u20a0-\u20bf\u2103"
    "\u2122\u2190-\u2193\u2212\u221e\u2248\u2260\u2264\u2265\u25a0-\u25cf"
)
_NOT_DRAWN = re.compile(f"[^{_DRAWN}]")
_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufe00-\ufe0f\ufeff]")
_BLANK = re.compile(r"[\t\v\f\u2028\u2029\u0085]")
_LONG_WORD = re.compile(rf"[^\s\u200b]{{{LONGEST_WORD}}}(?=[^\s])")

_lock = threading.Lock()


class TypesettingFailed(RuntimeError):
    """The template or a file of it cannot be set; with typst's own words."""


def typeset(
    template: str,
    data: Mapping[str, Any],
    *,
    title: str,
    document_date: date,
    files: Mapping[str, str] | None = None,
) -> bytes:
    """The PDF/A-2a of a template of ours, for example "agreements/typst/agreement.typ".

    `data` holds texts, whole numbers, booleans, None, lists and dictionaries: how numbers are
    written is decided before. `files` are pictures as SVG text by name (`picture` in
    `official.typ` draws them). `document_date` stands in the PDF's own description.
    Raises TypesettingFailed; TypeError for data of another kind.
    """
    handed = {
        "data": printable_data(data),
        "document": {
            "title": printable(title).replace("\n", " "),
            "date": [document_date.year, document_date.month, document_date.day],
        },
    }
    inputs = {f"file-{name}": content for name, content in (files or {}).items()}
    inputs["handed"] = json.dumps(handed, ensure_ascii=False, sort_keys=True)
    midnight = datetime.combine(document_date, time(0), UTC)
    return _compiled(ROOT / template, inputs, midnight)


class Whole(str):
    """A text of our own that is never broken, for it may be copied from the paper: an address."""

    __slots__ = ()


def printable(text: str) -> str:
    """The text as the fonts can draw it; what they cannot becomes an empty box.

    A word of absurd length may break, unless it is `Whole`.
    """
    whole = unicodedata.normalize("NFC", text).replace("\r\n", "\n").replace("\r", "\n")
    plain = _NOT_DRAWN.sub(MISSING_GLYPH, _INVISIBLE.sub("", _BLANK.sub(" ", whole)))
    if isinstance(text, Whole):
        return plain
    return _LONG_WORD.sub(lambda found: found.group() + "\u200b", plain)


def printable_data(value: Any) -> Any:
    """The same data with every text made `printable`. TypeError for what no paper is made of."""
    if isinstance(value, str):
        return printable(value)
    if value is None or isinstance(value, bool | int):
        return value
    if isinstance(value, list | tuple):
        return [printable_data(item) for item in value]
    if isinstance(value, dict):
        return {str(name): printable_data(item) for name, item in value.items()}
    raise TypeError(f"A paper is set from texts and whole numbers, not {type(value).__name__}.")


def _compiled(template: Path, inputs: dict[str, str], made: datetime) -> bytes:
    with _lock:
        try:
            found = _compiler().compile(
                template,
                format="pdf",
                sys_inputs=inputs,
                pdf_standards=[STANDARD],
                timestamp=made,
            )
        except typst.TypstError as failure:
            raise TypesettingFailed(failure.message) from failure
        except BaseException as failure:
            # A panic of the compiler is no Exception for Python and leaves the compiler unusable.
            _compiler.cache_clear()
            if type(failure).__name__ != _PANIC:
                raise
            raise TypesettingFailed(str(failure)) from failure
    assert isinstance(found, bytes)
    return found


@cache
def _compiler() -> typst.Compiler:
    """One compiler per process: it remembers fonts and parsed templates."""
    fonts = typst.Fonts(include_system_fonts=False, include_embedded_fonts=True)
    return typst.Compiler(root=ROOT, font_paths=fonts, ignore_system_fonts=True)
