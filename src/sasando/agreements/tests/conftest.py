"""What the tests of the agreements share: a Friday morning, and who is logged in."""

import pytest

from sasando.core.models import User

NOW = "2026-11-20 10.00"


@pytest.fixture
def friday(db, at):
    """Friday 20 November 2026, 10.00 WITA."""
    return at(NOW)


@pytest.fixture
def as_(friday, client):
    """A browser in which a member of the cast is logged in."""

    def log_in(login):
        client.force_login(User.objects.get(username=login))
        return client

    return log_in
