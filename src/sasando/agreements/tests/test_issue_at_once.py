"""Two people open the paper of one agreement at the same moment, on real connections."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connections

from sasando.agreements.papers import issue_agreement
from sasando.core import clock
from sasando.core.models import AuditEvent
from sasando.papers.models import IssuedPaper

from .factories import viewer
from .paper_rows import in_force

pytestmark = [pytest.mark.concurrency, pytest.mark.usefixtures("own_database")]


def test_one_paper_is_issued(own_database, at, settings, tmp_path):
    settings.SIGNING_TEST_CERTIFICATE = tmp_path / "uji.pem"
    at("2026-11-20 10.00")
    agreement = in_force()
    together = Barrier(2)

    def issued(login):
        together.wait(timeout=10)
        try:
            return issue_agreement(viewer=viewer(login), now=clock.now(), code=agreement.code).code
        finally:
            connections.close_all()

    with ThreadPoolExecutor(2) as pool:
        codes = [
            done.result(timeout=30) for done in [pool.submit(issued, x) for x in ("kabid", "kadis")]
        ]
    assert len(set(codes)) == 1
    assert IssuedPaper.objects.count() == 1
    assert AuditEvent.objects.filter(action="paper.issued").count() == 1
