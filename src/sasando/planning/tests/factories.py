"""Rows the tests of planning need, each in one line."""

import csv
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path

from django.conf import settings

from sasando.organization.models import Unit
from sasando.planning.actions.documents import NewPlan, draft_plan
from sasando.planning.actions.plan_import import import_plan
from sasando.planning.models import Indicator, IndicatorSeries, IndicatorTarget, Measurement

DATA = Path(settings.CITY_DATA_DIR)
KUPANG = DATA / "kupang"
NOVEMBER = datetime(2026, 11, 20, 4, tzinfo=UTC)
# The third quarter has ended and closes at midnight after the tenth.
OCTOBER = datetime(2026, 10, 5, 4, tzinfo=UTC)


def load_units():
    """The agencies of `opd.csv` that the cast does not bring."""
    city = Unit.objects.get(code="KOTA")
    with (KUPANG / "opd.csv").open(encoding="utf-8") as stream:
        for row in csv.DictReader(stream):
            unit, created = Unit.objects.get_or_create(
                code=row["kode"],
                defaults={
                    "name": row["nama"],
                    "kind": row["jenis"].upper(),
                    "parent": city,
                    "valid_from": date(2025, 1, 1),
                },
            )
            if created:
                Unit.objects.filter(pk=unit.pk).update(path=f"{city.path}{unit.pk}.")


def indicator(code="IKU-UJI", *, targets=None, figures=None, year=2026, **fields):
    """An indicator with targets and figures by quarter (0 is the year)."""
    row = Indicator.objects.create(
        **{
            "code": code,
            "name": f"Indikator {code}",
            "measure": "persen",
            "level_type": "OUTCOME",
            "polarity": "HIGHER",
            "aggregation": "LAST",
            "definition": "Uji",
            "data_source": "Uji",
            "is_example": True,
        }
        | fields
    )
    series = IndicatorSeries.objects.create(indicator=row, name="uji", is_current=True)
    for quarter, value in (targets or {}).items():
        target(row, year=year, quarter=quarter, value=value)
    for quarter, value in (figures or {}).items():
        figure(series, year=year, quarter=quarter, value=value)
    return row


def target(row, *, year, quarter=0, value, upper=None):
    return IndicatorTarget.objects.create(
        indicator=row, year=year, quarter=quarter, value=Decimal(value),
        upper=None if upper is None else Decimal(upper), basis="uji", is_example=True,
    )  # fmt: skip


def figure(series, *, year, quarter=0, value=None, **fields):
    return Measurement.objects.create(
        series=series, year=year, quarter=quarter,
        value=None if value is None else Decimal(value), **{"source": "uji"} | fields,
    )  # fmt: skip


def plan_draft(kind="RENSTRA", unit="DLHK", first=2025, last=2029, **fields):
    """A draft made by the operator."""
    return draft_plan(viewer=None, plan=NewPlan(kind, first, last, unit, **fields))


def lines_file(*lines):
    """A list of lines as an office would type it: semicolons, the headings first."""
    return "\r\n".join(lines).encode()


def load_lines(document, *lines, kind="baris", apply=True, by=None):
    """Judge a list for a document and load it when nothing stands against it."""
    return import_plan(
        viewer=by, document=document, kind=kind, content=lines_file(*lines), apply=apply
    )


def troubles_of(report):
    """What is wrong with each row, by its line."""
    return {row.line: [t.code for t in row.troubles] for row in report.rows if row.troubles}
