"""What stands on the papers of an agreement, as texts: the statement, the annex, the money.

The form is annex I of Permen PANRB 53/2014: statement page and annex, an objective's cell spanning
its indicators, second party on the left and first on the right, the mayor alone for the city. Rank
and NIP stand under a signature, as the form asks; a city that publishes the papers themselves turns
the NIP off by the policy `nip-pada-dokumen`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.utils import translation

from sasando.core import clock, policies
from sasando.core.templatetags.sasando_format import tanggal, waktu
from sasando.organization.models import Unit
from sasando.organization.queries import number_of
from sasando.papers.head import official_data
from sasando.papers.typesetting import Whole
from sasando.rules.agreements import AgreementTier
from sasando.rules.numerals import format_decimal, format_rupiah
from sasando.rules.ranks import rank_line

from .models import AgreementParty
from .pages import reason_label

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date
    from decimal import Decimal

    from .models import Agreement, AgreementBudgetLine, AgreementItem

PERCENT = frozenset({"persen", "persentase", "%", "per cent"})
BLANK_NAME = "………………………………"
TEST_NOTE = "Tanda tangan uji: CONTOH, tidak sah"
NO_BUDGET = "Perjanjian ini tidak memuat tabel program dan anggaran."


@dataclass(frozen=True)
class Marks:
    """What a copy says of itself: DRAF across it, CONTOH on it, its code, a test signature."""

    is_draft: bool
    is_example: bool
    is_test_signature: bool
    code: str = ""
    check_address: str = ""


def agreement_content(agreement: Agreement, marks: Marks, signed_on: date | None) -> dict[str, Any]:
    """The whole paper, for typesetting and for Word. Three queries."""
    with translation.override("id"):
        return _content(agreement, marks, signed_on)


def _content(agreement: Agreement, marks: Marks, signed_on: date | None) -> dict[str, Any]:
    parties = {row.role: row for row in agreement.parties.all()}
    unit = agreement.unit_name or agreement.unit.name
    return {
        **_frame(agreement, marks, signed_on, parties),
        "titles": [_title(agreement)],
        "annex_titles": [f"LAMPIRAN {_title(agreement)}", _whose(agreement, unit, parties).upper()],
        "parties_note": "" if parties else "Para pihak ditetapkan saat perjanjian diajukan.",
        "reason": _reason(agreement),
        "groups": item_groups(agreement),
        "budget": _budget(list(agreement.budget_lines.order_by("number"))),
    }


def _frame(
    agreement: Agreement,
    marks: Marks,
    signed_on: date | None,
    parties: dict[str, AgreementParty],
) -> dict[str, Any]:
    """What every paper of an agreement has: letterhead, foot, parties, place and date."""
    is_city = agreement.tier == AgreementTier.CITY
    mayor = parties.get(AgreementParty.Role.FIRST)
    first_label = mayor.title if is_city and mayor else "Pihak pertama"
    second = parties.get(AgreementParty.Role.SECOND)
    return {
        "official": official_data(
            is_example=marks.is_example, word="DRAF" if marks.is_draft else ""
        ),
        "foot": _foot(agreement, marks),
        "unit": letterhead_unit(agreement.unit, agreement.unit_name),
        "is_city": is_city,
        "first": party_content(parties.get(AgreementParty.Role.FIRST), first_label, marks),
        "second": None if is_city else party_content(second, "Pihak kedua", marks),
        "place_date": place_and_date(signed_on),
    }


def letterhead_unit(unit: Unit, fixed_name: str = "") -> str:
    """The agency in the letterhead, whichever of its units promises; empty for the city (1.4).

    `fixed_name` is the unit's own name as it was when the content was fixed.
    """
    if unit.kind == Unit.Kind.CITY:
        return ""
    agency = int(unit.path.rstrip(".").split(".")[1])
    if agency == unit.pk:
        return fixed_name or unit.name
    return Unit.objects.values_list("name", flat=True).get(pk=agency)


def plan_content(agreement: Agreement, marks: Marks, signed_on: date | None) -> dict[str, Any]:
    """The action plan: what each indicator is to reach in each quarter. Two queries."""
    with translation.override("id"):
        parties = {row.role: row for row in agreement.parties.all()}
        unit = agreement.unit_name or agreement.unit.name
        whose = _whose(agreement, unit, parties).upper()
        return {
            **_frame(agreement, marks, signed_on, parties),
            "titles": [f"RENCANA AKSI TAHUN {agreement.year}", whose],
            "groups": item_groups(agreement),
            "activities": [],
        }


def plan_title(agreement: Agreement) -> str:
    """How the register calls the action plan."""
    return f"Rencana aksi: {paper_title(agreement)}"


def has_plan(agreement: Agreement) -> bool:
    """Whether any indicator has a target for a quarter."""
    return any(value is not None for row in agreement.items.all() for value in _quarters(row))


def paper_title(agreement: Agreement) -> str:
    """How the register calls the paper."""
    unit = agreement.unit_name or agreement.unit.name
    parties = {row.role: row for row in agreement.parties.all()}
    return f"{_title(agreement).title()}: {_whose(agreement, unit, parties)}"


def place_and_date(signed_on: date | None) -> str:
    """ "Kupang, 20 November 2026"; dots for a day to come."""
    place = settings.CITY_NAME.removeprefix("Kota ")
    return f"{place}, {tanggal(signed_on) if signed_on else '…………………………'}"


def party_content(party: AgreementParty | None, label: str, marks: Marks) -> dict[str, Any]:
    """One party and its signature, or the place for it."""
    signed = ""
    if party is not None and party.signed_at is not None:
        if party.signature_kind == AgreementParty.SignatureKind.PAPER:
            signed = f"di atas kertas, {tanggal(party.paper_date)}"
        else:
            signed = waktu(party.signed_at)
    electronic = bool(signed) and party is not None and not party.paper_date
    return {
        "label": label,
        "name": party.name if party else BLANK_NAME,
        "title": party.title if party else BLANK_NAME,
        "lines": signature_lines(party.grade, party.person_id, _day_of(party)) if party else [],
        "signed": signed or None,
        "signed_how": "Ditandatangani secara elektronik" if electronic else "Ditandatangani",
        "note": TEST_NOTE if electronic and marks.is_test_signature else "",
        "missing": "belum ditandatangani",
    }


def signature_lines(grade: str, person_id: int, signed_on: date | None) -> list[str]:
    """Rank and NIP under a signature; no NIP before it is signed, or where the city prints none."""
    rank = rank_line(grade)
    lines = [rank] if rank else []
    if signed_on is not None and policies.value_on("nip-pada-dokumen", signed_on)["cetak"]:
        number = number_of(person_id, signed_on)
        lines += [f"NIP {number}"] if number else []
    return lines


def _day_of(party: AgreementParty) -> date | None:
    if party.signed_at is None:
        return None
    return party.paper_date or clock.local_day(party.signed_at)


def item_groups(agreement: Agreement) -> list[dict[str, Any]]:
    """The annex: items by objective, in the order in which the objectives first appear."""
    groups: dict[str, dict[str, Any]] = {}
    rows = agreement.items.select_related("objective", "indicator").order_by("number")
    for row in rows:
        text = row.shown_objective
        group = groups.setdefault(text, {"number": str(len(groups) + 1), "text": text, "items": []})
        group["items"].append(
            {
                "indicator": row.shown_indicator,
                "target": target_words(row),
                "quarters": [_quarter(value, row) for value in _quarters(row)],
            }
        )
    return list(groups.values())


def target_words(item: AgreementItem) -> str:
    """A target with its unit: "8,24 %", "12 dokumen"."""
    return with_measure(item.shown_target, item.shown_measure)


def with_measure(number: str, measure: str) -> str:
    """ "80,50" and "persen" as "80,50 %"."""
    return f"{number} {'%' if measure.lower() in PERCENT else measure}".strip()


def _quarters(item: AgreementItem) -> tuple[Decimal | None, ...]:
    return (item.quarter_1, item.quarter_2, item.quarter_3, item.quarter_4)


def _quarter(value: Decimal | None, item: AgreementItem) -> str:
    return "–" if value is None else format_decimal(value, item.shown_decimals)


def _title(agreement: Agreement) -> str:
    changed = "PERUBAHAN " if agreement.version > 1 else ""
    return f"PERJANJIAN KINERJA {changed}TAHUN {agreement.year}"


def _whose(agreement: Agreement, unit: str, parties: dict[str, AgreementParty]) -> str:
    """A head promises for his unit, everybody else for his own post."""
    first = parties.get(AgreementParty.Role.FIRST)
    return unit if agreement.leads_unit or first is None else first.title


def _reason(agreement: Agreement) -> str:
    label = reason_label(agreement)
    return f"{label}. {agreement.revision_note}" if label else ""


def _foot(agreement: Agreement, marks: Marks) -> dict[str, Any]:
    lines: list[str] = []
    if agreement.content_digest:
        lines.append(Whole(f"Sidik isi {agreement.content_digest[:32]}"))
    if marks.check_address:
        lines.append(Whole(f"Periksa keaslian: {marks.check_address}"))
    elif marks.is_draft:
        lines.append("Draf: belum ditandatangani semua pihak, belum mengikat.")
    parts = [marks.code, f"{agreement.code}, versi {agreement.version}"]
    return {"title": " · ".join(part for part in parts if part), "lines": lines}


def _budget(rows: Sequence[AgreementBudgetLine]) -> dict[str, Any]:
    heading = rows[0].get_level_display() if rows else ""
    return {
        "heading": heading,
        "rows": [
            {
                "number": str(number),
                "name": row.name,
                "amount": format_rupiah(row.amount),
                "source": row.funding,
            }
            for number, row in enumerate(rows, start=1)
        ],
        "total": format_rupiah(sum(row.amount for row in rows)) if rows else "",
        "note": "" if rows else NO_BUDGET,
    }
