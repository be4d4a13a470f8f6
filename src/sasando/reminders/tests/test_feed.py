"""The calendar under a secret address: valid, revocable, counted, and only about its owner."""

import re
from datetime import timedelta

import pytest
from django.urls import reverse

from sasando.agreements.tests.factories import viewer
from sasando.core import clock
from sasando.core.models import User
from sasando.demo.cast import CAST
from sasando.reminders import actions
from sasando.reminders.models import CalendarFeed
from sasando.reminders.queries import MOST_READS

from .ics import read


def opened(login="kabid"):
    return actions.open_calendar(viewer=viewer(login), now=clock.now())


def fetch(client, token):
    return client.get(reverse("reminders:calendar", args=[token]))


def test_whoever_knows_the_address_reads_the_last_days(october, client):
    response = fetch(client, opened())
    assert response["Content-Type"] == "text/calendar; charset=utf-8"
    assert response["Cache-Control"] == "private, max-age=900"
    events = read(response.content)
    assert [event["DTSTART"] for event in events] == ["20261010", "20270110"]
    assert "Batas laporan rencana aksi TW III 2026" in events[0]["SUMMARY"]
    assert events[0]["URL"].startswith("http")


def test_the_same_thing_has_the_same_uid_at_every_reading(october, client, at):
    token = opened()
    first = [event["UID"] for event in read(fetch(client, token).content)]
    at("2026-10-05 08.00")
    assert [event["UID"] for event in read(fetch(client, token).content)] == first
    assert len(set(first)) == len(first)


def test_nobody_else_is_named_and_no_number(october, client):
    text = fetch(client, opened()).content.decode()
    assert not any(role.name in text for role in CAST)
    assert not re.search(r"\d{18}", text)


def test_the_token_itself_is_not_kept(db):
    token = opened()
    row = CalendarFeed.objects.get()
    assert token not in str(vars(row))
    assert len(token) >= 43


@pytest.mark.parametrize("token", ["", "x", "A" * 43, "%00", "ä" * 10, "0" * 5000])
def test_an_unknown_address_is_not_found(db, client, token):
    opened()
    path = f"/pengingat/kalender/{token}.ics"
    assert client.get(path).status_code == 404


def test_a_revoked_or_renewed_address_is_worth_nothing(october, client):
    first = opened()
    second = opened()
    assert fetch(client, first).status_code == 404
    assert fetch(client, second).status_code == 200
    actions.close_calendar(viewer=viewer("kabid"))
    assert fetch(client, second).status_code == 404


def test_a_closed_account_has_no_calendar(october, client):
    token = opened()
    User.objects.filter(username="kabid").update(is_active=False)
    assert fetch(client, token).status_code == 404


def test_who_fetches_without_end_has_to_wait_an_hour(october, client, at):
    token = opened()
    for _read in range(MOST_READS):
        assert fetch(client, token).status_code == 200
    refused = fetch(client, token)
    assert (refused.status_code, refused["Retry-After"]) == (429, "3600")
    row = CalendarFeed.objects.get()
    at("2026-10-03 11.05")
    assert clock.now() - row.window_began_at > timedelta(hours=1)
    assert fetch(client, token).status_code == 200


def test_the_page_shows_the_address_once(october, as_):
    page = as_("kabid")
    made = page.post(reverse("reminders:open_calendar"))
    token = re.search(r"/pengingat/kalender/([\w-]+)\.ics", made.content.decode())[1]
    assert fetch(page, token).status_code == 200
    again = page.get(reverse("reminders:index")).content.decode()
    assert token not in again
    assert "Alamat kalender dibuat" in again
    page.post(reverse("reminders:close_calendar"))
    assert fetch(page, token).status_code == 404


def test_who_is_no_civil_servant_has_no_calendar(as_):
    assert as_("warga").post(reverse("reminders:open_calendar")).status_code == 403
