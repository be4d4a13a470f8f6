"""What waits for one person today, asked from the packages that know: always as many queries."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from django.conf import settings
from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils.translation import gettext as _

from sasando.agreements.models import ActionPlan, Agreement, AgreementParty
from sasando.agreements.parties import HEADS
from sasando.agreements.queries import (
    due_date,
    own_pacts,
    pacts_to_witness,
    waits_for_signature_of,
)
from sasando.agreements.queries.action_plans import plans_to_agree
from sasando.agreements.queries.missing import PACT_POLICY
from sasando.agreements.queries.monitoring import (
    Quarter,
    last_day_of,
    quarter_of,
    to_report,
    waiting_reports,
    waiting_requests,
)
from sasando.core import clock
from sasando.core.policies import value_on
from sasando.organization.models import Position
from sasando.planning.closings import ordinary_closing
from sasando.planning.models import Indicator, Measurement
from sasando.planning.periods import Span
from sasando.planning.queries.verification import waiting_figures
from sasando.rules.reminders import is_told_on
from sasando.work.queries.plans import results_to_agree
from sasando.work.queries.queue import waiting_count

from .calendars import CalendarDay
from .models import Kind

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator
    from datetime import date, datetime

    from django.db.models import QuerySet

    from sasando.organization.queries import Viewer

POLICY = "pengingat"
QUARTERLY = (Indicator.Frequency.MONTHLY, Indicator.Frequency.QUARTERLY)


@dataclass(frozen=True)
class Waiting:
    """One thing that waits: in words, where it is done, its last day in time, since when.

    It never names another person; what several people wait for is a number.
    """

    kind: str
    text: str
    url: str
    last_day: date | None = None
    since: date | None = None

    def is_late(self, today: date) -> bool:
        """Whether its last day has passed."""
        return self.last_day is not None and self.last_day < today


def waiting_for(viewer: Viewer, now: datetime) -> list[Waiting]:
    """Everything, what is due first. About twenty queries, whoever it is and however much."""
    if not viewer.posts:
        return []
    found = [
        *_reports(viewer, now),
        *_reviews(viewer),
        *_signatures(viewer, now),
        *_pacts(viewer, now),
        *_measurements(viewer, now),
        *_work(viewer, now),
    ]
    today = clock.local_day(now)
    return sorted(found, key=lambda row: (row.last_day or row.since or today, row.kind, row.text))


def told_today(rows: Iterable[Waiting], today: date, kinds: Collection[str]) -> list[Waiting]:
    """Of these what a letter of the day names, by the policy `pengingat` [P]."""
    before = tuple(value_on(POLICY, today)["hari_sebelum"])
    return [
        row
        for row in rows
        if row.kind in kinds
        and is_told_on(today, last_day=row.last_day, since=row.since, days_before=before)
    ]


def _reports(viewer: Viewer, now: datetime) -> Iterator[Waiting]:
    for row in to_report(viewer, now):
        code = row.position.code
        words = _("Perbaiki laporan %(quarter)s, %(title)s") if row.note else _(
            "Laporan rencana aksi %(quarter)s, %(title)s"
        )  # fmt: skip
        yield Waiting(
            Kind.REPORT,
            words % {"quarter": row.quarter.label, "title": row.position.title},
            reverse(
                "agreements:monitoring_report", args=[code, row.quarter.year, row.quarter.number]
            ),
            last_day=row.last_day,
        )


def _reviews(viewer: Viewer) -> Iterator[Waiting]:
    address = reverse("agreements:monitoring")
    reports = list(waiting_reports(viewer).values_list("reported_at", flat=True))
    plans = [row.proposed_at for row in plans_to_agree(viewer) if row.proposed_at]
    asked = list(waiting_requests(viewer).values_list("asked_at", flat=True))
    for words, instants in (
        (_("%(number)s laporan rencana aksi menunggu tinjauan Anda"), reports),
        (_("%(number)s rencana aksi menunggu persetujuan Anda"), plans),
        (_("%(number)s permintaan bantuan menunggu jawaban Anda"), asked),
    ):
        yield from _counted(Kind.REVIEW, words, instants, address)


def _signatures(viewer: Viewer, now: datetime) -> Iterator[Waiting]:
    for row in waits_for_signature_of(viewer, clock.local_day(now)):
        yield Waiting(
            Kind.SIGNATURE,
            _("Perjanjian %(code)s menunggu tanda tangan Anda") % {"code": row.code},
            reverse("agreements:sign", args=[row.code]),
            since=clock.local_day(row.proposed_at) if row.proposed_at else None,
        )


def _pacts(viewer: Viewer, now: datetime) -> Iterator[Waiting]:
    today = clock.local_day(now)
    chosen = value_on(PACT_POLICY, today)
    wanted = Q(kind__in=chosen["jenis"])
    if chosen["pemimpin_unit"]:
        wanted |= Q(duty__in=HEADS)
    expected = set(
        Position.objects.filter(wanted, pk__in=viewer.position_ids).values_list("pk", flat=True)
    )
    for own in own_pacts(viewer, today.year):
        if own.pact is None and own.post.position_id in expected:
            yield Waiting(
                Kind.PACT,
                _("Pakta integritas %(title)s belum Anda tanda tangani")
                % {"title": own.post.shown_title},
                reverse("agreements:pacts"),
            )
    witnessed = [row.signed_at for row in pacts_to_witness(viewer, today.year, today)]
    words = _("%(number)s pakta integritas menunggu Anda sebagai saksi")
    yield from _counted(Kind.PACT, words, witnessed, reverse("agreements:pacts"))


def _measurements(viewer: Viewer, now: datetime) -> Iterator[Waiting]:
    quarter = ended_quarter(clock.local_day(now))
    missing = own_indicators(viewer).exclude(Exists(_figures(quarter))).count()
    if missing:
        words = _("%(number)s indikator belum ada angka %(quarter)s")
        yield Waiting(
            Kind.MEASUREMENT,
            words % {"number": missing, "quarter": quarter.label},
            reverse("planning:indicators"),
            last_day=measured_until(quarter, now),
        )
    figures = [row.row.recorded_at for row in waiting_figures(viewer, now)]
    words = _("%(number)s angka indikator menunggu verifikasi Anda")
    yield from _counted(Kind.MEASUREMENT, words, figures, reverse("planning:indicators"))


def own_indicators(viewer: Viewer) -> QuerySet[Indicator]:
    """Indicators whose quarterly figures the viewer's posts are to report."""
    return Indicator.objects.filter(
        owner_position__in=viewer.position_ids, source_code="", frequency__in=QUARTERLY
    )


def _figures(quarter: Quarter) -> QuerySet[Measurement]:
    return Measurement.objects.filter(
        series__indicator=OuterRef("pk"),
        series__is_current=True,
        year=quarter.year,
        quarter=quarter.number,
    ).exclude(state=Measurement.State.DRAFT)


def measured_until(quarter: Quarter, now: datetime) -> date:
    """The last day on which figures of a quarter can be reported."""
    closing = ordinary_closing(Span(quarter.year, quarter.number), now)
    return clock.local_day(closing - timedelta(seconds=1))


def ended_quarter(today: date) -> Quarter:
    """The last quarter that is over."""
    return quarter_of(today).before


def _work(viewer: Viewer, now: datetime) -> Iterator[Waiting]:
    results = results_to_agree(viewer).count()
    if results:
        words = _("%(number)s hasil kerja SKP menunggu persetujuan Anda")
        yield Waiting(Kind.SKP, words % {"number": results}, reverse("work:plan"))
    entries = waiting_count(viewer, now)
    if entries:
        words = _("%(number)s catatan harian menunggu putusan Anda")
        yield Waiting(Kind.ENTRIES, words % {"number": entries}, reverse("work:queue"))


def _counted(kind: str, words: str, instants: list[datetime], address: str) -> Iterator[Waiting]:
    """One line for several things of one kind, since the oldest of them."""
    if instants:
        since = clock.local_day(min(instants))
        yield Waiting(kind, words % {"number": len(instants)}, address, since=since)


def days_to_come(viewer: Viewer, now: datetime) -> list[CalendarDay]:
    """The last days of the viewer's own duties, of this year's quarters and a month back.

    Five queries, and two for each unsigned agreement of his own.
    """
    today = clock.local_day(now)
    earliest = today - timedelta(days=31)
    quarters = [Quarter(today.year, number) for number in range(1, 5)]
    found = [*_report_days(viewer, quarters), *_figure_days(viewer, quarters, now)]
    found.extend(_signature_days(viewer, today))
    return sorted((row for row in found if row.day >= earliest), key=lambda row: (row.day, row.uid))


def _report_days(viewer: Viewer, quarters: list[Quarter]) -> Iterator[CalendarDay]:
    agreed = (
        ActionPlan.objects.filter(
            position__in=viewer.position_ids,
            year=quarters[0].year,
            state=ActionPlan.State.AGREED,
        )
        .values_list("position__code", "position__title")
        .distinct()
        .order_by("position__code")
    )
    for code, title in agreed:
        for quarter in quarters:
            yield CalendarDay(
                uid=_uid(f"lapor-{code}-{quarter.year}-{quarter.number}"),
                day=last_day_of(quarter),
                title=_("Batas laporan rencana aksi %(quarter)s, %(title)s")
                % {"quarter": quarter.label, "title": title},
                url=_absolute(
                    reverse(
                        "agreements:monitoring_quarter", args=[code, quarter.year, quarter.number]
                    )
                ),
            )


def _figure_days(viewer: Viewer, quarters: list[Quarter], now: datetime) -> Iterator[CalendarDay]:
    if not own_indicators(viewer).exists():
        return
    for quarter in quarters:
        yield CalendarDay(
            uid=_uid(f"ukur-{viewer.person_code}-{quarter.year}-{quarter.number}"),
            day=measured_until(quarter, now),
            title=_("Batas angka indikator %(quarter)s") % {"quarter": quarter.label},
            url=_absolute(reverse("planning:indicators")),
        )


def _signature_days(viewer: Viewer, today: date) -> Iterator[CalendarDay]:
    unsigned = AgreementParty.objects.of(viewer).filter(
        role=AgreementParty.Role.FIRST, signed_at__isnull=True, agreement__year__gte=today.year
    )
    rows = Agreement.objects.filter(pk__in=unsigned.values("agreement_id")).select_related("unit")
    for row in rows:
        last_day = due_date(row)
        if last_day is not None:
            yield CalendarDay(
                uid=_uid(f"tanda-tangan-{row.code}"),
                day=last_day,
                title=_("Batas tanda tangan perjanjian %(code)s") % {"code": row.code},
                url=_absolute(reverse("agreements:agreement", args=[row.code])),
            )


def _uid(what: str) -> str:
    return f"{what}@{urlsplit(settings.SITE_URL).hostname}"


def _absolute(path: str) -> str:
    return f"{settings.SITE_URL}{path}"
