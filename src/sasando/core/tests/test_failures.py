"""What nobody expected: seen in the log, told to the person with the code that finds it there."""

import logging
import re

import pytest
from django.test import Client

from sasando.core.errors import DomainError
from sasando.core.sentences import SENTENCES, sentence_for

pytestmark = pytest.mark.django_db


@pytest.fixture
def failing(settings):
    settings.ROOT_URLCONF = "sasando.core.tests.addresses_that_fail"
    return Client(raise_request_exception=False)


def test_an_unknown_failure_is_a_500_with_a_code_that_stands_in_the_log(failing, caplog):
    with caplog.at_level(logging.ERROR, "sasando.request"):
        answer = failing.get("/rusak/")
    assert answer.status_code == 500
    code = re.search(r"\b[0-9A-F]{10}\b", answer.content.decode())[0]
    assert code in caplog.text


def test_the_page_does_not_tell_what_broke(failing):
    page = failing.get("/rusak/").content.decode()
    assert "ZeroDivisionError" not in page
    assert "tidak terduga" not in page


def test_an_unknown_address_is_a_404_in_indonesian(client):
    answer = client.get("/tidak-ada/")
    assert answer.status_code == 404
    assert 'lang="id"' in answer.content.decode()


def test_an_expected_failure_is_a_sentence_not_a_500(client):
    answer = client.get("/segel/hari/2020-01-01/")
    assert answer.status_code == 404
    assert "1 Januari 2020" in answer.content.decode()


def test_health_answers_without_log_in(client):
    assert client.get("/sehat").json() == {"sehat": True}


def test_a_form_without_its_token_is_refused_with_a_mend():
    strict = Client(enforce_csrf_checks=True)
    answer = strict.post("/masuk/", {"username": "staf", "password": "x"})
    assert answer.status_code == 403
    assert "kedaluwarsa" in answer.content.decode()


def test_the_strict_policy_stands_on_every_answer(client):
    for address in ("/masuk/", "/segel/", "/tidak-ada/"):
        policy = client.get(address).headers["Content-Security-Policy"]
        assert "script-src 'self'" in policy
        assert "unsafe" not in policy


def test_a_sentence_takes_its_values():
    class Refused(DomainError):
        code = "result-state-wrong"

    assert "“Draf”" in sentence_for(Refused(code="H-1", state="Draf"))
    assert all(str(sentence) for sentence in SENTENCES.values())
