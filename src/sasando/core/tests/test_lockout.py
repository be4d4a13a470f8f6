"""What is remembered of a failed log-in tells nobody a NIP."""

import pytest
from axes.models import AccessAttempt

from sasando.core.lockout import remembered_name

NIP = "199204082019032004"


def test_a_user_name_is_kept_as_typed():
    assert remembered_name(None, {"username": "staf"}) == "staf"


def test_a_nip_is_kept_as_a_fingerprint_with_and_without_spaces():
    plain = remembered_name(None, {"username": NIP})
    spaced = remembered_name(None, {"username": "19920408 201903 2 004"})
    assert plain == spaced
    assert plain.startswith("nip:")
    assert NIP not in plain


@pytest.mark.django_db
def test_no_nip_lies_in_the_attempts(client):
    client.post("/masuk/", {"username": NIP, "password": "salah"})
    attempt = AccessAttempt.objects.get()
    assert NIP not in str(attempt.__dict__)
