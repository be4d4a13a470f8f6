"""Whether the lines of a plan keep to the plans above them.

Every Renja line belongs to a programme of the agency's Renstra, every Renstra programme stands in
the RPJMD with that agency, the target of a year is that of the RPJMD or has a written reason, the
ceiling does not pass the RPJMD's, and no programme is without an indicator (planning_budget A3 [V];
the mayor's order of 17 September 2025: no programme outside the RPJMD).
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum

from sasando.rules.codes import Level, parse_nomenclature_code
from sasando.rules.errors import RuleInputError
from sasando.rules.targets import Target


class Fault(StrEnum):
    """What is wrong with a line; the name tells what to mend."""

    NO_INDICATOR = "NO_INDICATOR"
    CODE_NOT_LISTED = "CODE_NOT_LISTED"
    NOT_IN_RENSTRA = "NOT_IN_RENSTRA"
    NOT_IN_RPJMD = "NOT_IN_RPJMD"
    TARGET_DIFFERS = "TARGET_DIFFERS"
    CEILING_ABOVE = "CEILING_ABOVE"


@dataclass(frozen=True)
class Line:
    """A line of a plan: `targets` by indicator text and year, `ceilings` in rupiah by year.

    `is_listed` says whether the nomenclature of its year has the code; None when none is loaded.
    """

    unit: str
    code: str
    level: str
    targets: Mapping[str, Mapping[int, Target]] = field(default_factory=dict)
    ceilings: Mapping[int, Decimal] = field(default_factory=dict)
    reason: str = ""
    is_listed: bool | None = None


@dataclass(frozen=True)
class Finding:
    """One fault of a line; `year`, what the plan above says and what the line says, where told."""

    fault: Fault
    unit: str
    code: str
    year: int | None = None
    indicator: str = ""
    expected: str = ""
    found: str = ""


@dataclass(frozen=True)
class Above:
    """What stands above a document. None: there is no such plan yet, so nothing is compared.

    `renstra` and `rpjmd` hold programmes by unit and stored code.
    """

    renstra: Mapping[tuple[str, str], Line] | None = None
    rpjmd: Mapping[tuple[str, str], Line] | None = None


def programme_of(code: str) -> str:
    """The programme a code lies in, as the nomenclature keeps it; empty for a document's own code.

    Support programmes are one and the same whichever agency's first field is printed.
    """
    try:
        stored = parse_nomenclature_code(code).stored
    except RuleInputError:
        return ""
    segments = stored.split(".")
    return ".".join(segments[:3]) if len(segments) >= 3 else ""


def findings(kind: str, lines: Sequence[Line], above: Above) -> list[Finding]:
    """Every fault of the lines of a plan of a kind (RPJMD, RPD, RENSTRA, RKPD, RENJA), in order."""
    return [found for line in lines for found in _of_line(kind, line, above)]


def _of_line(kind: str, line: Line, above: Above) -> Iterator[Finding]:
    if line.level == Level.PROGRAMME and not line.targets:
        yield Finding(Fault.NO_INDICATOR, line.unit, line.code)
    if line.is_listed is False:
        yield Finding(Fault.CODE_NOT_LISTED, line.unit, line.code)
    programme = programme_of(line.code)
    if not programme:
        return
    key = (line.unit, programme)
    if kind == "RENJA" and above.renstra is not None and key not in above.renstra:
        yield Finding(Fault.NOT_IN_RENSTRA, line.unit, line.code, expected=programme)
    if line.level != Level.PROGRAMME or above.rpjmd is None:
        return
    if kind in ("RENSTRA", "RKPD") and key not in above.rpjmd:
        yield Finding(Fault.NOT_IN_RPJMD, line.unit, line.code, expected=programme)
    if kind in ("RKPD", "RENJA") and key in above.rpjmd:
        yield from _beside(line, above.rpjmd[key])


def _beside(line: Line, promised: Line) -> Iterator[Finding]:
    """A programme of a year beside the same programme of the RPJMD."""
    aims = {_plain(text): years for text, years in promised.targets.items()}
    for text, years in line.targets.items():
        for year, target in sorted(years.items()):
            wanted = aims.get(_plain(text), {}).get(year)
            if wanted is not None and wanted != target and not line.reason.strip():
                yield Finding(
                    Fault.TARGET_DIFFERS, line.unit, line.code, year, text, wanted.text, target.text
                )
    for year, amount in sorted(line.ceilings.items()):
        most = promised.ceilings.get(year)
        if most is not None and amount > most:
            yield Finding(
                Fault.CEILING_ABOVE, line.unit, line.code, year, "", f"{most:f}", f"{amount:f}"
            )


def _plain(text: str) -> str:
    return " ".join(text.casefold().split())
