"""The dictionary of indicators: complete, revised without overwriting, targets with their basis."""

from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from sasando.core.errors import NotFoundForViewer, NotPermitted
from sasando.core.models import AuditEvent
from sasando.planning.actions.dictionary import (
    Definition,
    Place,
    Target,
    create_indicator,
    revise_indicator,
    set_target,
)
from sasando.planning.completeness import completeness_of
from sasando.planning.errors import (
    IndicatorCodeTaken,
    IndicatorIncomplete,
    RevisionUnexplained,
    TargetIncomplete,
    TargetPeriodOver,
)
from sasando.planning.models import Indicator, IndicatorTarget
from sasando.planning.periods import Span
from sasando.planning.queries import indicator_view
from sasando.planning.tests.factories import NOVEMBER, OCTOBER, figure, indicator, target

pytestmark = pytest.mark.django_db
WHOLE = Definition(
    name="Sampah terangkut",
    measure="persen",
    unit_type="PERCENT",
    level_type="OUTCOME",
    polarity="HIGHER",
    aggregation="LAST",
    definition="Ton terangkut dibagi ton timbul",
    data_source="Timbangan TPA",
    collection_method="Rekap harian kartu timbang",
    frequency="TRIWULANAN",
    formula="A / B × 100",
    baseline_year=2024,
    baseline_value=Decimal("72.5"),
)
FOURTH = Span(2026, 4)
DLHK = Place(objective="SASARAN-7.1", owner="DLHK", owner_position="DLHK.KEPALA")


@pytest.fixture
def create(viewer):
    def do(login="perencana", **given):
        given = {"code": "IKU-BARU", "definition": WHOLE, "place": DLHK} | given
        return create_indicator(viewer=viewer(login), **given)

    return do


@pytest.fixture
def revise(viewer):
    def do(login="perencana", **given):
        given = {"code": "IKU-BARU", "definition": WHOLE, "place": DLHK, "reason": ""} | given
        return revise_indicator(viewer=viewer(login), **given)

    return do


@pytest.fixture
def aim(viewer):
    def do(value="80", *, login="perencana", span=FOURTH, basis="RKPD 2026", **given):
        upper = given.pop("upper", None)
        given = {"now": NOVEMBER, "code": "IKU-BARU"} | given
        wanted = Target(span, Decimal(value), basis, None if upper is None else Decimal(upper))
        return set_target(viewer=viewer(login), target=wanted, **given)

    return do


def test_a_planner_adds_an_indicator_with_everything_it_needs(create):
    row = create()
    assert completeness_of(row).text == "metadata lengkap: 9 dari 9"
    assert row.series.get().is_current
    assert AuditEvent.objects.get(action="indicator.created").after["name"] == "Sampah terangkut"
    assert [revision.number for revision in row.revisions.all()] == [1]


@pytest.mark.parametrize("login", ["kadis", "sekda", "walikota", "pemeriksa", "staf", "warga"])
def test_nobody_else_keeps_the_dictionary(create, revise, aim, login):
    with pytest.raises(NotPermitted):
        create(login)
    with pytest.raises(NotPermitted):
        revise(login)
    with pytest.raises(NotPermitted):
        aim(login=login)


@pytest.mark.parametrize(
    ("changed", "named"),
    [
        ({"definition": " "}, "definisi operasional"),
        ({"data_source": ""}, "sumber data"),
        ({"collection_method": ""}, "cara mengumpulkan data"),
        ({"frequency": ""}, "frekuensi"),
        ({"unit_type": "KARUNG"}, "jenis satuan"),
        ({"aggregation": "RATIO_OF_SUMS"}, "arti pembilang"),
        ({"scale": "SAKIP"}, "skala predikat"),
        ({"aggregation": "AVERAGE", "entry_mode": "RUNNING_TOTAL"}, "cara mengisi"),
        ({"baseline_year": None}, "tahun kondisi awal"),
        ({"display_cap": Decimal(0)}, "batas atas capaian"),
        ({"polarity": "KE-ATAS"}, "polaritas"),
    ],
)
def test_half_a_definition_is_refused_and_says_which_half(create, changed, named):
    with pytest.raises(IndicatorIncomplete) as refusal:
        create(definition=replace(WHOLE, **changed))
    assert named in refusal.value.values["parts"]
    assert not Indicator.objects.filter(code="IKU-BARU").exists()


def test_a_code_is_given_once(create):
    create()
    with pytest.raises(IndicatorCodeTaken):
        create()


@pytest.mark.parametrize("name", ["objective", "owner", "owner_position"])
def test_it_belongs_to_what_stands(create, name):
    with pytest.raises(NotFoundForViewer):
        create(place=replace(DLHK, **{name: "TIADA"}))


def test_a_revision_keeps_what_was_and_says_why(create, revise):
    create()
    changed = replace(WHOLE, polarity="LOWER_LINEAR", definition="Ton tersisa dibagi ton timbul")
    with pytest.raises(RevisionUnexplained):
        revise(definition=changed)
    row = revise(definition=changed, reason="Arah keliru")
    assert row.revision == 2
    told = [(r.number, r.content["polarity"], r.reason) for r in row.revisions.all()]
    assert told == [(1, "HIGHER", ""), (2, "LOWER_LINEAR", "Arah keliru")]
    event = AuditEvent.objects.get(action="indicator.revised")
    assert (event.before["polarity"], event.after["polarity"]) == ("HIGHER", "LOWER_LINEAR")


def test_nothing_changed_and_a_new_place_are_no_revision(create, revise):
    create()
    assert revise().revision == 1
    assert not AuditEvent.objects.filter(action="indicator.revised").exists()
    moved = revise(place=replace(DLHK, owner="BAPPEDA"))
    assert (moved.revision, moved.owner.code) == (1, "BAPPEDA")
    assert AuditEvent.objects.filter(action="indicator.placed").count() == 1


def test_an_indicator_nobody_knows_is_not_found(revise, aim):
    with pytest.raises(NotFoundForViewer):
        revise()
    with pytest.raises(NotFoundForViewer):
        aim()


def test_last_year_is_judged_by_what_the_indicator_said_then(create, revise, at):
    """A formula turned round in 2026 leaves the verdict of 2025 as it was."""
    at("2025-12-01 10.00")
    row = create()
    for year in (2025, 2026):
        target(row, year=year, value=10)
    figure(row.series.get(), year=2025, value=8)
    at("2026-03-01 10.00")
    changed = replace(WHOLE, polarity="LOWER_LINEAR", name="Sampah tersisa")
    revise(definition=changed, reason="Arah keliru")
    march = datetime(2026, 3, 1, 2, tzinfo=UTC)
    before = indicator_view("IKU-BARU", viewer=None, year=2025, now=march)
    assert before.line.achievement == Decimal("80.00")
    assert before.line.name == "Sampah terangkut"
    assert dict(before.facts)["Arah"] == "Semakin tinggi semakin baik"
    figure(row.series.get(), year=2026, value=8)
    at("2027-01-05 10.00")
    january = datetime(2027, 1, 5, 2, tzinfo=UTC)
    after = indicator_view("IKU-BARU", viewer=None, year=2026, now=january)
    assert after.line.achievement == Decimal("120.00")
    again = indicator_view("IKU-BARU", viewer=None, year=2025, now=january)
    assert again.line.achievement == Decimal("80.00")


def test_an_own_cap_stands_before_the_citys(create):
    row = create(definition=replace(WHOLE, display_cap=Decimal(110)))
    target(row, year=2025, value=10)
    figure(row.series.get(), year=2025, value=15)
    line = indicator_view("IKU-BARU", viewer=None, year=2025, now=NOVEMBER).line
    assert line.achievement == Decimal("110.00")
    assert not line.is_target_too_low


def test_an_own_meaning_of_a_zero_target_stands_before_the_citys(create):
    row = create(definition=replace(WHOLE, zero_target="COUNT_AS_ZERO"))
    target(row, year=2025, value=0)
    figure(row.series.get(), year=2025, value=5)
    line = indicator_view("IKU-BARU", viewer=None, year=2025, now=NOVEMBER).line
    assert line.achievement == Decimal("0.00")


def test_an_achievement_beyond_reason_asks_for_another_target(create):
    row = create()
    target(row, year=2025, value=10)
    figure(row.series.get(), year=2025, value="15.1")
    assert indicator_view("IKU-BARU", viewer=None, year=2025, now=NOVEMBER).line.is_target_too_low


def test_what_an_old_row_lacks_is_counted():
    told = completeness_of(indicator())
    assert told.text == "metadata belum lengkap: 2 dari 9"
    assert "rumus" in told.missing
    ratio = completeness_of(indicator("IKU-R", aggregation="RATIO_OF_SUMS"))
    assert ratio.wanted == 11


def test_a_target_is_set_and_revised_with_its_reason(create, aim):
    create()
    first = aim()
    assert aim() == first, "the same target again changes nothing"
    with pytest.raises(RevisionUnexplained):
        aim("85")
    row = aim("85", basis="RKPD Perubahan 2026", reason="APBD Perubahan")
    told = [(v.number, v.value, v.basis, v.reason) for v in row.versions.all()]
    assert told == [
        (1, 80, "RKPD 2026", ""), (2, 85, "RKPD Perubahan 2026", "APBD Perubahan"),
    ]  # fmt: skip
    event = AuditEvent.objects.get(action="indicator.target-revised")
    assert (event.before["target"], event.after["target"]) == ("80", "85")


@pytest.mark.parametrize(
    ("definition", "given"),
    [
        ({}, {"basis": " "}),
        ({}, {"upper": "90"}),
        ({"polarity": "RANGE_HIGHER"}, {}),
        ({"polarity": "RANGE_HIGHER"}, {"upper": "70"}),
        ({"polarity": "PREDICATE", "scale": "SAKIP", "unit_type": "PREDICATE",
          "baseline_value": Decimal(4)}, {}),
    ],
)  # fmt: skip
def test_half_a_target_is_refused(create, aim, definition, given):
    create(definition=replace(WHOLE, **definition))
    with pytest.raises(TargetIncomplete):
        aim(**given)
    assert not IndicatorTarget.objects.filter(indicator__code="IKU-BARU").exists()


@pytest.mark.parametrize(
    ("moment", "allowed"),
    [("2026-09-30 23.59.50", True), ("2026-10-01 00.00.00", False), ("2026-10-01 00.00.01", False)],
)
def test_a_target_is_fixed_when_its_period_is_over(create, aim, at, moment, allowed):
    create()
    now = at(moment)
    if allowed:
        assert aim(span=Span(2026, 3), now=now).version == 1
    else:
        with pytest.raises(TargetPeriodOver):
            aim(span=Span(2026, 3), now=now)


def test_both_figures_are_told_for_every_indicator(create):
    row = create(definition=replace(WHOLE, aggregation="SUM"))
    for quarter, value in enumerate((100, 10, 20, 30, 40)):
        target(row, year=2026, quarter=quarter, value=value)
    for quarter, value in ((1, 8), (2, 22), (3, 28)):
        figure(row.series.get(), year=2026, quarter=quarter, value=value)
    line = indicator_view("IKU-BARU", viewer=None, year=2026, now=OCTOBER).line
    assert (line.to_date.label, line.to_date.text) == ("sampai triwulan III", "96,67 %")
    assert (line.toward_year.label, line.toward_year.text) == ("menuju target tahun", "58,00 %")
    assert date(2026, 9, 30) == line.as_of
