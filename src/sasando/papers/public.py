"""The public page of one paper. The package that issued it says whether it still holds."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.shortcuts import render
from django.utils.translation import gettext as _

from sasando.core.templatetags.sasando_format import tanggal
from sasando.organization.queries import NOBODY

from .access import may_withdraw
from .forms import CodeForm, FileForm
from .queries import paper_with_digest

if TYPE_CHECKING:
    from collections.abc import Sequence

    from django.http import HttpRequest, HttpResponse

    from .models import IssuedPaper


@dataclass(frozen=True)
class Standing:
    """Whether a paper still holds: `label` and `tone` as a badge, `sentence` in words.

    `later_code` is the code of the paper that took its place, when there is one.
    """

    label: str
    tone: str
    sentence: str
    later_code: str = ""


@dataclass(frozen=True)
class SignerLine:
    """Who signed, as printed on the paper; `at` is when, in Sasando."""

    name: str
    post: str
    at: datetime | None


@dataclass(frozen=True)
class Comparison:
    """A file beside the register: the paper itself, another paper of the city, or unknown."""

    sha256: str
    is_same: bool
    other: IssuedPaper | None


def answer(request: HttpRequest, paper: IssuedPaper, standing: Standing) -> HttpResponse:
    """The page of a paper; a posted PDF is compared by its SHA-256 and forgotten."""
    form = FileForm(request.POST, request.FILES) if request.method == "POST" else FileForm()
    comparison = _compared(form.cleaned_data["berkas"], paper) if form.is_valid() else None
    withdrawn = _withdrawn(paper)
    context: dict[str, Any] = {
        "paper": paper,
        "standing": withdrawn or standing,
        "signers": signers_of(paper),
        "form": form,
        "comparison": comparison,
        "may_withdraw": withdrawn is None and may_withdraw(getattr(request, "viewer", NOBODY)),
    }
    return render(request, "papers/check.html", context)


def unknown(request: HttpRequest, code: str) -> HttpResponse:
    """404 for a code the city never issued: says so, and offers to type it again."""
    context = {"code": code[:40], "code_form": CodeForm()}
    return render(request, "papers/unknown.html", context, status=404)


def _withdrawn(paper: IssuedPaper) -> Standing | None:
    """A paper called back holds no longer, whatever became of what it says."""
    gone = getattr(paper, "withdrawal", None)
    if gone is None:
        return None
    words = _("Dokumen ini dicabut %(day)s dan tidak berlaku. Alasan: %(reason)s")
    sentence = words % {"day": tanggal(gone.withdrawn_at), "reason": gone.reason}
    return Standing(_("dicabut"), "bad", sentence)


def signers_of(paper: IssuedPaper) -> Sequence[SignerLine]:
    """Who signed, in order."""
    return [
        SignerLine(
            name=row["nama"],
            post=row["jabatan"],
            at=datetime.fromisoformat(row["waktu"]) if row.get("waktu") else None,
        )
        for row in paper.signers
    ]


def _compared(sha256: str, paper: IssuedPaper) -> Comparison:
    is_same = sha256 == paper.document.sha256
    return Comparison(sha256, is_same, None if is_same else paper_with_digest(sha256))
