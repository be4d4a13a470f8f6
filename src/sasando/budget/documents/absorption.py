"""What an absorption report says, before it becomes a workbook or a paper."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sasando.budget.curves import finding_of
from sasando.budget.queries.early_warning import limits_on
from sasando.budget.queries.reference import ground_of, quarter_end
from sasando.core.templatetags.sasando_format import tanggal

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from decimal import Decimal

    from sasando.budget.queries.early_warning import Standing
    from sasando.budget.queries.execution import AgencyPage, Basis, CityPage
    from sasando.budget.queries.reference import QuarterEnd
    from sasando.rules.absorption import WarningLimits
    from sasando.rules.forecast import Method

NOT_OFFICIAL = "CONTOH, bukan dokumen resmi. "


@dataclass(frozen=True)
class ReportPart:
    """A table of a report: its name and its rows, which sum to the whole."""

    name: str
    rows: Sequence[Standing]


@dataclass(frozen=True)
class AbsorptionReport:
    """The absorption of the city or of one agency, with all it rests on.

    `ground` says on what the national reference rests.
    """

    name: str
    scope: str
    basis: Basis
    total: Standing
    parts: Sequence[ReportPart]
    errors: Mapping[Method, Decimal | None]
    limits: WarningLimits
    ground: str

    @property
    def is_example(self) -> bool:
        """Whether anything in it is made up."""
        basis = self.basis
        return any(
            found is not None and found.is_example
            for found in (basis.version, basis.plan_version, basis.report)
        )

    @property
    def title(self) -> str:
        """What is reported, of whom, of which year."""
        return f"Serapan belanja {self.basis.version.year}: {self.name}"

    @property
    def finding(self) -> str:
        """The report in a sentence."""
        return finding_of(self.total)

    @property
    def until(self) -> str:
        """The last day that is counted, in words."""
        closes_on = self.basis.closes_on
        return f"sampai {tanggal(closes_on)}" if closes_on else "belum ada bulan yang selesai"

    @property
    def plan(self) -> str:
        """Whose cash plan it is."""
        found = self.basis.plan_version
        return found.name if found else "rencana kas belum dimuat"

    @property
    def payments(self) -> str:
        """Where the payments come from."""
        report = self.basis.report
        return f"laporan per {tanggal(report.as_of)}" if report else "daftar SP2D"

    def quarter(self, row: Standing) -> QuarterEnd | None:
        """A row at the end of the last quarter that is over."""
        return quarter_end(row, self.basis.quarter, self.basis.reference.spending)

    def capital_quarter(self, row: Standing) -> QuarterEnd | None:
        """Its belanja modal at that day."""
        return quarter_end(row.capital, self.basis.quarter, self.basis.reference.capital)


def city_report(page: CityPage) -> AbsorptionReport:
    """The report of every agency; one query."""
    parts = [ReportPart("Perangkat daerah", page.rows)]
    return report_of(page.basis, page.total, parts, page.errors)


def report_of(
    basis: Basis,
    total: Standing,
    parts: Sequence[ReportPart] = (),
    errors: Mapping[Method, Decimal | None] | None = None,
) -> AbsorptionReport:
    """A report of the whole city; one query."""
    return AbsorptionReport(
        name="seluruh perangkat daerah",
        scope=f"{basis.version.scope}; belanja",
        basis=basis,
        total=total,
        parts=parts,
        errors=errors or {},
        limits=limits_on(basis.day),
        ground=ground_of(basis.day),
    )


def agency_report(page: AgencyPage) -> AbsorptionReport:
    """The report of one agency, by programme and by sub-activity; one query."""
    rest = [page.untied] if page.untied else []
    return AbsorptionReport(
        name=page.agency.name,
        scope=f"SKPD {page.agency.code}; belanja",
        basis=page.basis,
        total=page.standing,
        parts=[
            ReportPart("Program", [*page.programmes, *rest]),
            ReportPart("Sub kegiatan", [*page.activities, *rest]),
        ],
        errors=page.errors,
        limits=limits_on(page.basis.day),
        ground=ground_of(page.basis.day),
    )


def facts_of(report: AbsorptionReport, about: str = "") -> list[str]:
    """What every copy says of itself: the finding last."""
    version = report.basis.version
    mark = NOT_OFFICIAL if report.is_example else ""
    title = f"{report.title}, {about}" if about else report.title
    act = version.legal_act or "belum ditetapkan"
    return [
        f"{mark}{title}",
        f"Versi: {version.name}, keadaan {tanggal(version.as_of)}, {act}",
        f"Pembayaran {report.until} menurut {report.payments}; rencana kas: {report.plan}",
        f"Cakupan: {report.scope}",
        report.finding,
    ]
