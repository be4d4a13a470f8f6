from sasando.planning.tests.conftest import *
from sasando.planning.tests.test_import_indicators import *
from sasando.planning.models import IndicatorSeries
def test_prof(measure):
    Indicator.objects.bulk_create(Indicator(code=f"IKU-{n}", name="x", measure="persen", level_type="OUTCOME", polarity="HIGHER", aggregation="LAST", definition="x", data_source="x") for n in range(10_000))
    content = listed(*[FIGURE | {"kode": f"IKU-{n}"} for n in range(10_000)])
    t=time.perf_counter(); r=measure(content=content); print("figures", r.applied, time.perf_counter()-t)
    t=time.perf_counter(); r=measure(content=content); print("again", r.changes_nothing, time.perf_counter()-t)
    from sasando.planning.queries import indicators_for
    t=time.perf_counter(); indicators_for(year=2026, now=OCTOBER); print("board of 10000", time.perf_counter()-t)
