"""Waiting files and addresses for the tests of this package."""

import pytest

from sasando.core.models import User


@pytest.fixture(autouse=True)
def _own_place(settings, tmp_path):
    settings.DATA_DIR = tmp_path


@pytest.fixture
def as_(db, client):
    """A browser in which this member of the cast has logged in."""

    def log_in(login):
        client.force_login(
            User.objects.get(username=login), "sasando.organization.login.NumberOrNameBackend"
        )
        return client

    return log_in
