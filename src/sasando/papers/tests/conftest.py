"""What the tests of papers share: a Friday morning, files apart, tools of outside readers."""

import shutil

import pytest

from sasando.core import clock
from sasando.core.models import User
from sasando.organization.queries import viewer_for

NOW = "2026-11-20 10.00"
TOOLS = {"qpdf": "qpdf", "pdftotext": "poppler-utils", "pdfsig": "poppler-utils"}


@pytest.fixture(autouse=True)
def _own_certificate(settings, tmp_path):
    settings.SIGNING_TEST_CERTIFICATE = tmp_path / "uji.pem"


@pytest.fixture(scope="session")
def outside_readers():
    """The programs of others that judge our PDFs. Missing ones fail the test, loudly."""
    missing = sorted({package for tool, package in TOOLS.items() if not shutil.which(tool)})
    assert not missing, f"install {', '.join(missing)}: nobody else has read our PDFs yet"


@pytest.fixture
def friday(db, at):
    """Friday 20 November 2026, 10.00 WITA."""
    return at(NOW)


@pytest.fixture
def viewer(friday):
    """Who a member of the cast is today."""

    def who(login):
        user = User.objects.get(username=login)
        return viewer_for(user, clock.local_day(clock.now()))

    return who


@pytest.fixture
def as_(friday, client):
    """A browser in which a member of the cast is logged in."""

    def log_in(login):
        client.force_login(User.objects.get(username=login))
        return client

    return log_in
