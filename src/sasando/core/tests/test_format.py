"""What filters write, at the edges where Indonesian and default formatting part."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from decimal import Decimal

import pytest
from django import forms
from django.template import Context, Template
from django.utils import formats

from sasando.core.templatetags import sasando_format as tags

# 15.04 WITA on Friday; still Thursday's evening in UTC eight hours earlier.
INSTANT = datetime(2026, 11, 20, 7, 4, tzinfo=UTC)
FRIDAY = date(2026, 11, 20)


@dataclass(frozen=True)
class Series:
    values: tuple[Decimal | None, ...]
    target: Decimal | None = None
    finding: str = "Naik dari 1 ke 3"


def shown(template: str, **context: object) -> str:
    return Template("{% load sasando_format %}" + template).render(Context(context))


@pytest.mark.parametrize(
    ("template", "value", "written"),
    [
        ("{{ value|tanggal }}", FRIDAY, "20 November 2026"),
        ("{{ value|tanggal }}", datetime(2026, 11, 19, 16, 0, tzinfo=UTC), "20 November 2026"),
        ("{{ value|tanggal }}", datetime(2026, 11, 19, 15, 59, tzinfo=UTC), "19 November 2026"),
        ("{{ value|hari_tanggal }}", FRIDAY, "Jumat, 20 November 2026"),
        ("{{ value|hari_tanggal }}", date(2026, 8, 17), "Senin, 17 Agustus 2026"),
        ("{{ value|jam }}", INSTANT, "15.04"),
        ("{{ value|jam }}", time(9, 5), "09.05"),
        ("{{ value|waktu }}", INSTANT, "20 November 2026 15.04 WITA"),
        ("{{ value|rupiah }}", Decimal(1234567), "Rp 1.234.567"),
        ("{{ value|rupiah }}", 0, "Rp 0"),
        ("{{ value|desimal }}", Decimal("1234.50"), "1.234,50"),
        ("{{ value|desimal }}", 20417, "20.417"),
        ("{{ value|desimal:1 }}", Decimal("17.85"), "17,9"),
        ("{{ value|persen }}", Decimal("97.94"), "97,94 %"),
        ("{{ value|persen:0 }}", Decimal("99.5"), "100 %"),
        ("{{ value|rupiah|utuh }}", 1500, "Rp\N{NO-BREAK SPACE}1.500"),
        ("{{ value|menit }}", 340, "5 j 40 m"),
        ("{{ value|menit }}", 300, "5 j"),
        ("{{ value|menit }}", 0, "0 m"),
        ("{{ value|menit_panjang }}", 252, "4 jam 12 menit"),
        ("{{ value|menit_panjang }}", 59, "59 menit"),
        ("{{ value|menit_jam }}", 510, "08.30"),
        ("{{ value|menit_jam }}", 1439, "23.59"),
        ("{{ value|menit_jam }}", 1440, "00.00 (+1)"),
        ("{{ value|menit_jam }}", 1860, "07.00 (+1)"),
    ],
)
def test_a_value_is_written_as_offices_write_it(template, value, written):
    assert shown(template, value=value) == written


@pytest.mark.parametrize(
    "name", ["tanggal", "hari_tanggal", "jam", "waktu", "rupiah", "desimal", "persen", "menit"]
)
def test_a_missing_value_is_a_dash(name):
    assert shown("{{ value|" + name + " }}", value=None) == "–"


@pytest.mark.parametrize("name", ["rupiah", "desimal", "persen"])
@pytest.mark.parametrize("value", [97.94, "97.94", True])
def test_a_number_that_is_not_exact_is_refused(name, value):
    with pytest.raises(TypeError):
        shown("{{ value|" + name + " }}", value=value)


def test_an_instant_without_a_zone_is_refused():
    with pytest.raises(ValueError, match="naive"):
        tags.waktu(datetime(2026, 11, 20, 15, 4))


def test_the_zone_label_follows_the_city(settings):
    settings.CITY_ZONE_LABEL = "WIT"
    assert tags.waktu(INSTANT).endswith(" WIT")


class DayForm(forms.Form):
    day = forms.DateField(widget=forms.DateInput(attrs={"type": "date"}))
    start = forms.TimeField(widget=forms.TimeInput(attrs={"type": "time"}))


def test_date_and_time_inputs_hold_what_browsers_read():
    page = str(DayForm(initial={"day": FRIDAY, "start": time(8, 30)}))
    assert 'value="2026-11-20"' in page
    assert 'value="08:30"' in page


@pytest.mark.parametrize("text", ["2026-11-20", "20-11-2026", "20/11/2026", "20 November 2026"])
def test_a_day_is_read_day_first(text):
    form = DayForm({"day": text, "start": "08.30"})
    assert form.is_valid(), form.errors
    assert form.cleaned_data["day"] == FRIDAY


@pytest.mark.parametrize("text", ["11/20/2026", "11/20/26", "2026/11/20"])
def test_a_month_first_day_is_refused(text):
    assert "day" in DayForm({"day": text, "start": "08:30"}).errors


def test_plain_dates_in_pages_have_no_abbreviated_month():
    assert formats.date_format(FRIDAY) == "20 November 2026"
    assert shown('{{ value|date:"F Y" }}', value=FRIDAY) == "November 2026"


def test_codes_and_years_are_not_grouped():
    assert shown("{{ value }}", value=2026) == "2026"


def test_a_trend_spans_its_drawing_and_ends_in_a_dot():
    drawn = tags.trend(Series((Decimal(1), Decimal(2), Decimal(3))))
    assert drawn["paths"] == ["M0.0 28.0L54.0 16.0L108.0 4.0"]
    assert drawn["last"] == tags.TrendPoint("108.0", "4.0")
    assert drawn["target_y"] is None


def test_a_gap_in_a_trend_stays_a_gap():
    drawn = tags.trend(Series((Decimal(1), None, Decimal(2), Decimal(2), None)))
    assert drawn["paths"] == ["M0.0 28.0", "M54.0 4.0L81.0 4.0"]
    assert drawn["last"] == tags.TrendPoint("81.0", "4.0")


def test_a_target_above_every_value_is_the_top_of_the_drawing():
    drawn = tags.trend(Series((Decimal(10), Decimal(10)), target=Decimal(20)))
    assert drawn["target_y"] == "4.0"
    assert drawn["paths"] == ["M0.0 28.0L108.0 28.0"]


@pytest.mark.parametrize("values", [(), (None, None)])
def test_a_trend_without_values_draws_nothing(values):
    drawn = tags.trend(Series(values))
    assert drawn["paths"] == []
    assert drawn["last"] is None


def test_a_flat_trend_lies_in_the_middle():
    assert tags.trend(Series((Decimal(5), Decimal(5))))["paths"] == ["M0.0 16.0L108.0 16.0"]


def test_a_trend_says_its_finding_to_those_who_do_not_see_it():
    page = shown("{% trend series %}", series=Series((Decimal(1), Decimal(3))))
    assert 'aria-label="Naik dari 1 ke 3"' in page
