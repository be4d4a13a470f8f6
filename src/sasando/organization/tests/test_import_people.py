"""Loading people: their facts, NIP, posts, and accounts nobody can enter yet."""

import json
from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from sasando.core import clock
from sasando.core.models import AuditEvent, User
from sasando.organization.actions import import_list
from sasando.organization.imports.columns import PEOPLE
from sasando.organization.models import Appointment, Person, PersonNumber, Position, Unit

from .files import codes_of, csv_of, load, outcomes

pytestmark = pytest.mark.django_db
HEAD = "kode;nama;status;golongan;nip;nip_sejak;jabatan;cara;sejak;sampai;sk"
PNS, PNS2 = "198609262015051001", "198609262015051003"
PPPK = "199009132024212004"
STAFF_NIP = "199204082019032004"


@pytest.fixture(autouse=True)
def _posts(db):
    unit = Unit.objects.get(code="DISHUB")
    for code in ("UJI.1", "UJI.2"):
        Position.objects.create(
            code=code,
            title=code,
            unit=unit,
            kind=Position.Kind.EXECUTIVE,
            valid_from=date(2025, 1, 1),
        )


def people(*lines, head=HEAD, **options):
    return load("pegawai", csv_of(head, *lines), **options)


def new(code="P-1", nip=PNS, post="UJI.1", since="2026-01-01", until=""):
    return f"{code};Nama {code};PNS;III/a;{nip};;{post};;{since};{until};800/1"


def test_a_new_person_gets_facts_number_post_and_a_closed_account():
    report = people(new(), apply=True)
    assert report.applied
    assert report.new_people == ["P-1"]
    person = Person.objects.get(code="P-1")
    assert (person.name, person.employment, person.grade) == ("Nama P-1", "PNS", "III/a")
    assert person.numbers.get().number == PNS
    held = person.appointments.get()
    assert (held.position.code, held.kind, held.valid_from) == (
        "UJI.1",
        "DEFINITIF",
        date(2026, 1, 1),
    )
    assert held.decree == "800/1"
    assert person.user.username == "p-1"
    assert person.user.must_change_password
    assert not person.user.has_usable_password()
    assert not person.is_example


def test_the_same_file_again_changes_nothing():
    lines = [new(), new("P-2", PNS2, "UJI.2")]
    people(*lines, apply=True)
    events = AuditEvent.objects.count()
    again = people(*lines, apply=True)
    assert again.changes_nothing
    assert outcomes(again) == ["tetap", "tetap"]
    assert AuditEvent.objects.count() == events


def test_the_number_never_stands_in_report_or_trail_beyond_three_digits():
    people(new(), apply=True)
    report = people(f"P-1;Nama P-1;PNS;III/b;{PNS2};2026-11-01;;;;;", apply=True)
    assert outcomes(report) == ["berubah"]
    told = " ".join(report.lines())
    assert "…001 → …003" in told
    trail = json.dumps(list(AuditEvent.objects.values("before", "after", "subject_code")))
    for text in (told, trail):
        assert PNS[:8] not in text
        assert PNS[:15] not in text


def test_a_new_number_ends_the_old_one_the_day_before():
    people(new(), apply=True)
    people(f"P-1;Nama P-1;PNS;III/a;{PNS2};2026-11-01;;;;;", apply=True)
    old, fresh = PersonNumber.objects.filter(person__code="P-1").order_by("valid_from")
    assert (old.number, old.valid_to) == (PNS, date(2026, 10, 31))
    assert (fresh.number, fresh.valid_from, fresh.valid_to) == (PNS2, date(2026, 11, 1), None)


@pytest.mark.parametrize(
    ("nip", "code"),
    [
        ("19860926201505100", "NIP_LENGTH"),
        ("198613262015051001", "NIP_BIRTH_DATE"),
        ("198609262015131001", "NIP_START_MONTH"),
        ("198609262015053001", "NIP_SEX"),
        ("198609262015051000", "NIP_SERIAL"),
        ("200509262099051001", "NIP_AGE"),
        ("206009262090051001", "NIP_START_IN_FUTURE"),
        (PPPK, "nip-employment"),
        (STAFF_NIP, "nip-taken"),
        ("", "nip-missing"),
    ],
)
def test_numbers_that_cannot_be_are_refused(nip, code):
    assert code in codes_of(people(new(nip=nip)).rows[0])


def test_blanks_in_a_number_are_no_part_of_it():
    people(new(nip="19860926 201505 1 001"), apply=True)
    assert PersonNumber.objects.filter(number=PNS).exists()


def test_the_same_number_for_two_people_is_refused():
    report = people(new(), new("P-2", PNS, "UJI.2"))
    assert codes_of(report.rows[1]) == ["nip-twice"]


def test_a_changed_number_needs_its_date():
    people(new(), apply=True)
    assert codes_of(people(new(nip=PNS2)).rows[0]) == ["nip-needs-date"]
    wrong = f"P-1;Nama P-1;PNS;III/a;{PNS};2026-02-01;;;;;"
    assert codes_of(people(wrong).rows[0]) == ["nip-date-wrong"]


def test_a_former_number_does_not_come_back():
    people(new(), apply=True)
    people(f"P-1;Nama P-1;PNS;III/a;{PNS2};2026-11-01;;;;;", apply=True)
    report = people(f"P-1;Nama P-1;PNS;III/a;{PNS};2026-12-01;;;;;")
    assert codes_of(report.rows[0]) == ["nip-former"]


def test_elected_leaders_have_no_number():
    report = people(f"P-1;Nama;TERPILIH;;{PNS};;;;;;", "P-2;Nama;TERPILIH;;;;;;;;")
    assert "nip-elected" in codes_of(report.rows[0])
    assert outcomes(report)[1] == "baru"


def test_two_definitive_holders_at_once_are_refused_and_named():
    report = people(new(), new("P-2", PNS2, "UJI.1", "2026-06-01"))
    assert codes_of(report.rows[1]) == ["holder-overlaps"]
    assert "P-1" in report.rows[1].troubles[0].problem
    report = people(new(post="DISHUB.01"))
    assert "P-ORANGLUAR" in report.rows[0].troubles[0].problem


def test_a_person_with_two_definitive_posts_is_refused_unless_the_old_one_ends():
    people(new(), apply=True)
    report = people(new(post="UJI.2", since="2026-07-01"))
    assert codes_of(report.rows[0]) == ["post-overlaps"]
    moved = [new(post="UJI.2", since="2026-07-01"), new(until="2026-06-30")]
    report = people(*moved, apply=True)
    assert report.applied
    held = Appointment.objects.filter(person__code="P-1").order_by("valid_from")
    assert [(row.position.code, row.valid_to) for row in held] == [
        ("UJI.1", date(2026, 6, 30)),
        ("UJI.2", None),
    ]
    assert people(*moved).changes_nothing


def test_two_people_change_places_in_one_file():
    people(new(), new("P-2", PNS2, "UJI.2"), apply=True)
    report = people(
        new(post="UJI.2", since="2026-07-01"),
        new("P-2", PNS2, "UJI.1", "2026-07-01"),
        new(until="2026-06-30"),
        new("P-2", PNS2, "UJI.2", until="2026-06-30"),
        apply=True,
    )
    assert report.applied, report.lines()
    assert Appointment.objects.get(position__code="UJI.1", valid_to=None).person.code == "P-2"


def test_an_acting_post_stands_beside_the_definitive_one():
    acting = f"P-1;Nama P-1;PNS;III/a;{PNS};;UJI.2;PLT;2026-02-01;2026-04-30;800/2"
    report = people(new(), acting, apply=True)
    assert report.applied
    assert Person.objects.get(code="P-1").appointments.count() == 2
    other = f"P-2;Nama P-2;PNS;;{PNS2};;UJI.2;PLH;2026-04-30;;"
    assert codes_of(people(other).rows[0]) == ["acting-overlaps"]


def test_rows_of_one_person_must_agree():
    other = f"P-1;Nama Lain;PNS;III/a;{PNS};;UJI.2;PLT;2026-02-01;;"
    assert codes_of(people(new(), other).rows[1]) == ["differs-in-file"]


@pytest.mark.parametrize(
    ("line", "code"),
    [
        (new(post="TIADA"), "position-unknown"),
        (new(since=""), "appointment-incomplete"),
        (new(until="2025-12-31"), "dates-reversed"),
        (new(code="P-STAF"), "nip-needs-date"),
        (f"P-1;Nama P-1;PNS;;{PNS};;;PLT;;;", "appointment-incomplete"),
    ],
)
def test_posts_that_cannot_be_are_refused(line, code):
    assert code in codes_of(people(line).rows[0])


def test_a_post_that_has_ended_takes_nobody():
    Position.objects.filter(code="UJI.1").update(valid_to=date(2025, 6, 30))
    assert codes_of(people(new()).rows[0]) == ["position-ended"]


def test_an_account_of_that_name_is_not_taken_over():
    User.objects.create_user("p-1")
    assert codes_of(people(new()).rows[0]) == ["account-taken"]


def test_nobody_changes_himself():
    report = people("P-KEPEGAWAIAN;Regina Contoh;PNS;IV/e", head="kode;nama;status;golongan")
    assert codes_of(report.rows[0]) == ["own-post"]
    same = people("P-KEPEGAWAIAN;Regina Contoh;PNS;III/c", head="kode;nama;status;golongan")
    assert same.changes_nothing


def test_the_trail_names_the_file_and_every_changed_person():
    people(new(), apply=True)
    event = AuditEvent.objects.get(action="import.applied")
    assert event.after["baru"] == ["P-1"]
    assert event.actor_name == "Regina Contoh"
    people(new().replace("III/a", "III/b"), apply=True)
    changed = AuditEvent.objects.get(action="import.row-changed")
    assert (changed.subject_code, changed.before, changed.after) == (
        "P-1",
        {"golongan": "III/a"},
        {"golongan": "III/b"},
    )


def number_of(n):
    """A NIP of its own for each n below 20,000."""
    return f"199001012015{1 + n // 1998:02d}{1 + n // 999 % 2}{1 + n % 999:03d}"


def numbered(first, count):
    """A file of so many people, each with a post of his own."""
    unit = Unit.objects.get(code="DISHUB")
    kind = Position.Kind.EXECUTIVE
    Position.objects.bulk_create(
        Position(code=f"M.{n}", title="Staf", unit=unit, kind=kind, valid_from=date(2025, 1, 1))
        for n in range(first, first + count)
    )
    lines = [new(f"M-{n}", number_of(n), f"M.{n}") for n in range(first, first + count)]
    return csv_of(HEAD, *lines)


def queries_for(content):
    with CaptureQueriesContext(connection) as captured:
        report = import_list(
            viewer=None, now=clock.now(), listing=PEOPLE, content=content, apply=True
        )
    assert report.applied
    return len(captured)


def test_ten_times_the_people_take_the_same_queries():
    queries_for(numbered(0, 1))
    few = queries_for(numbered(1, 5))
    assert queries_for(numbered(6, 50)) == few
