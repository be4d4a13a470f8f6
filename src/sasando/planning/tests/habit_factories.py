"""Plans of several years in one line each, for the tests of the habit detector."""

from datetime import date
from decimal import Decimal

from sasando.organization.models import Unit
from sasando.planning.models import (
    Objective,
    PlanCeiling,
    PlanDocument,
    PlanRow,
    PlanRowIndicator,
    PlanRowTarget,
)
from sasando.rules.codes import parse_nomenclature_code
from sasando.rules.errors import RuleInputError

OBJECTIVE = "SASARAN-7.1"
AWARD = "2.11.09"
WASTE = "2.11.11"


def level_of(code):
    try:
        return parse_nomenclature_code(code).level.value
    except RuleInputError:
        return "SUBKEGIATAN"


def yearly(year, *lines, kind="RKPD", unit=None, adopted=True, version=1, **fields):
    """A yearly plan with lines made by `line`; adopted in July of the year before."""
    owner = Unit.objects.get(code=unit) if unit else None
    earlier = PlanDocument.objects.filter(kind=kind, unit=owner, first_year=year)
    plan = PlanDocument.objects.create(
        code="-".join(filter(None, [kind, unit, str(year), f"P{version}" if version > 1 else ""])),
        kind=kind,
        unit=owner,
        name=f"{kind} {unit or ''} {year}",
        first_year=year,
        last_year=year,
        version=version,
        supersedes=earlier.order_by("-version").first(),
        **fields,
    )
    add_lines(plan, *lines)
    if adopted:
        adopt(plan)
    return plan


def adopt(plan):
    plan.legal_act, plan.adopted_on = f"Perwali uji {plan.code}", date(plan.first_year - 1, 7, 1)
    plan.save()
    return plan


def line(code, name, *, unit="DLHK", objective="", ceiling=None, indicators=(), parent=""):
    """Indicators are (text, target) or (text, target, kind)."""
    return {
        "code": code, "name": name, "unit": unit, "objective": objective, "ceiling": ceiling,
        "indicators": indicators, "parent": parent,
    }  # fmt: skip


def add_lines(plan, *lines):
    for given in lines:
        unit = Unit.objects.get(code=given["unit"])
        parent = PlanRow.objects.filter(document=plan, unit=unit, code=given["parent"]).first()
        row = PlanRow.objects.create(
            document=plan,
            unit=unit,
            level=level_of(given["code"]),
            code=given["code"],
            name=given["name"],
            parent=parent,
            objective=Objective.objects.filter(code=given["objective"]).first(),
        )
        if given["ceiling"] is not None:
            PlanCeiling.objects.create(
                row=row, year=plan.first_year, amount=Decimal(given["ceiling"])
            )
        for number, said in enumerate(given["indicators"], 1):
            text, target, *kind = said
            held = PlanRowIndicator.objects.create(
                row=row, number=number, text=text, kind=kind[0] if kind else "", measure="persen"
            )
            if target is not None:
                PlanRowTarget.objects.create(
                    indicator=held, year=plan.first_year, value=Decimal(target)
                )


def award(year, *, objective="", name="Program Penghargaan Lingkungan Hidup", ceiling=500_000_000):
    """The programme that comes back each year without a parent."""
    return line(
        AWARD, name, objective=objective, ceiling=ceiling,
        indicators=[("Jumlah penghargaan yang diberikan", 12)],
    )  # fmt: skip


def waste(year, target=70):
    """A programme with an objective and a sound indicator."""
    return line(
        WASTE, "Program Pengelolaan Persampahan", objective=OBJECTIVE, ceiling=9_000_000_000,
        indicators=[("Persentase sampah yang terkelola", target + year - 2024)],
    )  # fmt: skip


def three_years(last=2026):
    """Waste is traced, the award comes back each year: 2024 to 2026."""
    return [yearly(year, waste(year), award(year)) for year in range(last - 2, last + 1)]
