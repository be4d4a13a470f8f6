"""Examples stay out of a database that was created as a production one.

The copied database holds the cast, so its example objective and indicator are there already.
"""

from django.db import connection

from sasando.planning.actions import (
    assign_programmes,
    load_indicators,
    load_nomenclature,
    load_rpjmd,
)
from sasando.planning.models import (
    AgencyProgramme,
    Indicator,
    IndicatorTarget,
    Measurement,
    Objective,
)
from sasando.planning.tests.factories import DATA, KUPANG


def test_production_gets_published_facts_and_no_examples(production_database):
    load_rpjmd(KUPANG / "rpjmd_2025_2029.json")
    assert list(Objective.objects.values_list("code", flat=True)) == ["SASARAN-7.1"]

    assert load_indicators(KUPANG / "indikator.csv") == 32
    assert not IndicatorTarget.objects.exists()
    assert not Measurement.objects.filter(is_example=True).exists()
    examples = Indicator.objects.filter(is_example=True)
    assert list(examples.values_list("code", flat=True)) == ["IKU-SAMPAH"]

    load_nomenclature(DATA / "nasional")
    assert assign_programmes(2026) > 0
    assert not AgencyProgramme.objects.exclude(objective=None).exists()


def test_no_example_helps_a_figure_into_a_closed_period(production_database):
    with connection.cursor() as cursor:
        cursor.execute("SELECT planning_may_be_invented(true), planning_may_be_invented(false)")
        assert cursor.fetchone() == (False, False)
