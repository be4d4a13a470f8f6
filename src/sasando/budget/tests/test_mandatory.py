"""Mandatory spending of a version: what tags count, against the limits of law."""

from datetime import date
from decimal import Decimal

import pytest
from django.urls import reverse

from sasando.budget.models import SpendingTag, SpendingTagRow
from sasando.budget.policies import mandatory_rules, unsaid_evidence
from sasando.budget.queries.mandatory import (
    CountedBy,
    counted_rows,
    mandatory_after,
    mandatory_of,
    sums_of_rows,
)
from sasando.budget.queries.selection import Selection
from sasando.core import clock
from sasando.core.models import Policy
from sasando.rules.mandatory_spending import Verdict

from .factories import AGENCY, BUILDING, FIRST, GOODS, NAME, SECOND, agency_with_lines, line

SALARY, TRANSFER, REVENUE = "5.1.01.01.01.0001", "5.4.02.01.01.0001", "4.1.01.09.01.0001"
SCHOOLS = ("1.01.0.00.0.00.01.0000", "Dinas Pendidikan")
THIRD, FOURTH = "2.11.03.2.01.0003", "2.11.03.2.01.0004"


def without_activity(account, amount):
    return ("2025", AGENCY, NAME, AGENCY, NAME, *("",) * 8, account, "Rekening", str(amount))


@pytest.fixture
def version(draft):
    """Expenditure of 1.000: 300 of schools, 500 on salaries, 100 built, 100 passed on."""
    agency_with_lines(
        draft,
        [
            line(FIRST, GOODS, 300, agency=SCHOOLS),
            line(THIRD, SALARY, 400, agency=SCHOOLS),
            line(FOURTH, SALARY, 100),
            line(SECOND, BUILDING, 100),
            without_activity(TRANSFER, 100),
            without_activity(REVENUE, 1_000),
        ],
    )
    return draft


@pytest.fixture
def tag(db):
    """Add a row to the tag of a rule."""

    def add(code, sign=1, from_year=2025, **taken):
        held = SpendingTag.objects.get(code=code)
        return SpendingTagRow.objects.create(
            tag=held, number=held.rows.count() + 1, sign=sign, from_year=from_year,
            legal_act="Keputusan contoh", **taken,
        )  # fmt: skip

    return add


def today():
    return clock.local_day(clock.now())


def checks(version, cuts=None, **facts):
    asked = {"day": today(), **facts}
    found = mandatory_after(version, cuts or {}, **asked)
    return {check.rule.code: check for check in found}


def test_untagged_is_said_and_never_zero(version):
    found = checks(version)
    assert list(found) == ["pendidikan", "pegawai", "infrastruktur", "kesehatan", "pengawasan"]
    assert {check.share.verdict for check in found.values()} == {Verdict.UNTAGGED}
    assert {check.share.percent for check in found.values()} == {None}


def test_shares_of_a_version(version, tag):
    tag("PENDIDIKAN", agency=SCHOOLS[0])
    tag("PEGAWAI", account="5.1.01")
    tag("PEGAWAI", sign=-1, agency=SCHOOLS[0], account="5.1.01.01")
    tag("INFRASTRUKTUR", account="5.2")
    tag("KESEHATAN", activity="1.02")
    found = checks(version)
    shares = {code: check.share for code, check in found.items()}
    assert (shares["pendidikan"].percent, shares["pendidikan"].verdict) == (
        Decimal("70.00"), Verdict.MET,
    )  # fmt: skip
    assert (shares["pegawai"].counted, shares["pegawai"].verdict) == (
        Decimal(100), Verdict.EARLY_MET,
    )  # fmt: skip
    assert shares["infrastruktur"].base == Decimal(900)
    assert shares["infrastruktur"].percent == Decimal("11.11")
    assert shares["infrastruktur"].gap == Decimal(260)
    assert shares["kesehatan"].percent == Decimal("0.00")
    assert shares["kesehatan"].verdict is Verdict.WITHOUT_LIMIT
    assert shares["pengawasan"].limit == Decimal(1)
    assert [row.sign for row in found["pegawai"].rows] == [1, -1]


def test_revenue_of_a_tagged_agency_is_never_counted(version, tag):
    row = tag("KESEHATAN", agency=AGENCY)
    assert checks(version)["kesehatan"].share.counted == Decimal(300)
    (found,) = counted_rows(version, [row], CountedBy.AGENCY)
    assert found.amount == sums_of_rows(version, [row])[row.pk] == Decimal(300)


def test_a_later_year_binds(version, tag):
    tag("PEGAWAI", account="5.1.01")
    assert checks(version)["pegawai"].share.verdict is Verdict.EARLY_MISSED
    assert checks(version, year=2027)["pegawai"].share.verdict is Verdict.MISSED


def test_only_rules_of_the_year_are_asked(version):
    assert list(checks(version, year=2020)) == ["pendidikan", "pengawasan"]


def test_a_row_that_only_leaves_out_tags_nothing(version, tag):
    tag("PEGAWAI", sign=-1, account="5.1.01")
    assert checks(version)["pegawai"].share.verdict is Verdict.UNTAGGED


def test_a_newer_policy_judges_from_its_year(version, tag, at):
    at("2025-12-30 09.00")
    tag("PENDIDIKAN", activity="2.11")
    older = Policy.objects.get(name="belanja-wajib-pendidikan")
    Policy.objects.create(
        name=older.name, valid_from=date(2026, 1, 1), legal_basis="Contoh", evidence="P",
        value={**older.value, "batas": "95"},
    )  # fmt: skip
    assert checks(version)["pendidikan"].share.verdict is Verdict.MET
    assert checks(version, year=2026)["pendidikan"].share.limit == Decimal(95)


def test_cuts_change_both_sides(version, tag):
    tag("PEGAWAI", account="5.1.01")
    tag("INFRASTRUKTUR", account="5.2")
    lines = {(row.account.code, row.amount): row.pk for row in version.lines.select_related()}
    cuts = {
        lines[SALARY, Decimal(400)]: Decimal("250.50"),
        lines[TRANSFER, Decimal(100)]: Decimal(40),
        lines[BUILDING, Decimal(100)]: Decimal(-60),
    }
    found = {code: check.share for code, check in checks(version, cuts).items()}
    assert found["pegawai"].counted == Decimal("249.50")
    assert found["pegawai"].base == Decimal("769.50")
    assert found["infrastruktur"].counted == Decimal(160)
    assert found["infrastruktur"].base == Decimal("709.50")


def test_queries_do_not_grow(version, tag, django_assert_num_queries):
    day = today()
    with django_assert_num_queries(3):
        mandatory_of(version, day=day)
    for account in ("5.1.01", "5.1.02", "5.2"):
        for code in ("PEGAWAI", "INFRASTRUKTUR", "PENDIDIKAN"):
            tag(code, account=account)
    with django_assert_num_queries(3):
        mandatory_of(version, day=day)
    cuts = dict.fromkeys(version.lines.values_list("pk", flat=True), Decimal(1))
    with django_assert_num_queries(4):
        mandatory_after(version, cuts, day=day)


def test_what_was_counted_is_told_as_of_a_day(version, tag, at):
    at("2026-03-02 09.00")
    row = tag("PEGAWAI", account="5.1.01")
    at("2026-03-05 09.00")
    row.until_year, row.ended_at = 2024, clock.now()
    row.save()
    tag("PEGAWAI", agency=SCHOOLS[0])
    counted = {
        day: checks(version, day=date(2026, 3, day))["pegawai"].share.counted
        for day in (1, 2, 4, 5)
    }
    assert counted == {1: None, 2: Decimal(500), 4: Decimal(500), 5: Decimal(700)}


def test_what_counts_is_listed_step_by_step(version, tag):
    row = tag("PEGAWAI", account="5.1.01")
    by_agency = counted_rows(version, [row], CountedBy.AGENCY)
    assert [(found.agency, found.amount) for found in by_agency] == [
        (SCHOOLS[0], Decimal(400)), (AGENCY, Decimal(100)),
    ]  # fmt: skip
    scope = Selection(agency=SCHOOLS[0])
    (below,) = counted_rows(version, [row], CountedBy.SUB_ACTIVITY, scope)
    assert (below.activity, below.account) == (THIRD, "")
    accounts = counted_rows(version, [row], CountedBy.ACCOUNT, Selection(AGENCY, FOURTH))
    assert [(found.account, found.amount) for found in accounts] == [(SALARY, Decimal(100))]
    assert counted_rows(version, [], CountedBy.AGENCY) == []


def test_each_row_shows_what_it_takes_by_itself(version, tag):
    rows = [
        tag("PEGAWAI", account="5.1.01"),
        tag("PEGAWAI", sign=-1, agency=SCHOOLS[0]),
        tag("PEGAWAI", account="5.3"),
    ]
    found = sums_of_rows(version, rows)
    assert [found[row.pk] for row in rows] == [Decimal(500), Decimal(700), Decimal(0)]
    assert sums_of_rows(version, []) == {}


@pytest.mark.parametrize(
    ("basis", "unsaid"),
    [
        ("UU 1/2022 Pasal 146", "dibaca di sumbernya"),
        ("UU 1/2022. Dari ingatan; perlu dipastikan kota.", ""),
        ("UU 1/2022 (pasal dibaca di sumbernya, tanggalnya dari ingatan)", ""),
    ],
)
def test_a_ground_that_says_how_sure_it_is_needs_no_label(basis, unsaid):
    assert unsaid_evidence(basis, "dibaca di sumbernya") == unsaid


def test_the_page_says_once_how_sure_each_ground_is(version, as_login):
    page = " ".join(
        as_login("staf").get(reverse("budget:mandatory", args=[version.code])).content.decode()
        .split()
    )  # fmt: skip
    grounds = page.split('id="dasar"')[1].split("</ul>")[0].split("<li>")[1:]
    assert len(grounds) == len(mandatory_rules(version.year))
    for ground in grounds:
        assert ground.count("perlu dipastikan kota") == 1
        assert ground.lower().count("dari ingatan") == 1
    sure = "pasal dibaca di sumbernya, tanggalnya dari ingatan"
    assert sum(sure in ground for ground in grounds) == 2
