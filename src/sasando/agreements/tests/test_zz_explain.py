import time, pytest
from django.db import connection
from sasando.agreements.queries import tiers
from sasando.agreements.tests.test_monitoring_tiers import *
def test_explain(two_thousand):
    post, now = scene.post("SEKDA"), clock.now()
    values = {"above": post.pk, "day": clock.local_day(now), "year": 2026, "quarter": 1, "due": due_at(scene.Q1)}
    for i in range(3):
        s=time.perf_counter(); tiers.tier_rows(post, scene.Q1, now); print("ms", 1000*(time.perf_counter()-s))
    with connection.cursor() as c:
        c.execute("EXPLAIN (ANALYZE, TIMING OFF) " + tiers.TIER, values)
        print("\n".join(r[0] for r in c.fetchall()))
