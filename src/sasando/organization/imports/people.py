"""Judging and writing the list of people: who they are, their NIP, the posts they hold.

A person stands once with his own facts and once more for every post he holds. Nothing is ended
silently: whoever takes up another post needs a row that ends the old one.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from django.contrib.auth.hashers import make_password
from django.db.models import Q

from sasando.core.listings.judging import BATCH, defaults_of, new_ids, note_changes, update_rows
from sasando.core.listings.report import Outcome
from sasando.core.models import User
from sasando.organization.models import Appointment, Person, PersonNumber, Position
from sasando.rules.errors import RuleInputError
from sasando.rules.nip import CivilServantNumber, parse_nip

from .appointments import FOREVER, Holding, note_overlaps
from .columns import PEOPLE

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sasando.core.listings.report import Row

    from .context import Context

FIELDS = {"name", "employment", "grade", "is_example"}
OWN = {*FIELDS, "nip", "nip_from"}
HELD = {"valid_to", "decree"}
Key = tuple[str, str, str, date]


def tail(digits: str) -> str:
    """The part of a NIP that may be shown."""
    return digits[-3:]


class PeopleImport:
    """People from a file beside what stands: themselves, posts, other holders, other NIPs."""

    def __init__(self, rows: Sequence[Row], context: Context) -> None:
        self.rows = rows
        self.context = context
        codes = {row.values["code"] for row in rows if row.values.get("code")}
        self.people = {person.code: person for person in Person.objects.filter(code__in=codes)}
        posts = {row.values["position"] for row in rows if row.values.get("position")}
        self.positions = {row.code: row for row in Position.objects.filter(code__in=posts)}
        self.accounts = set(
            User.objects.filter(username__in=[code.lower() for code in codes]).values_list(
                "username", flat=True
            )
        )
        self._load_numbers()
        self._load_appointments()

    def _load_numbers(self) -> None:
        given = [row.values["nip"].digits for row in self.rows if row.values.get("nip")]
        ids = [person.pk for person in self.people.values()]
        stood = PersonNumber.objects.filter(Q(person_id__in=ids) | Q(number__in=given))
        self.owners: dict[str, PersonNumber] = {}
        self.last_numbers: dict[int, PersonNumber] = {}
        for number in stood.order_by("valid_from"):
            self.owners[number.number] = number
            self.last_numbers[number.person_id] = number

    def _load_appointments(self) -> None:
        touched = Q(person__in=self.people.values()) | Q(position__in=self.positions.values())
        stood = Appointment.objects.filter(touched).select_related("person", "position")
        self.appointments: dict[Key, Appointment] = {
            (row.person.code, row.position.code, row.kind, row.valid_from): row for row in stood
        }

    def judge(self) -> None:
        self.first_rows: dict[str, Row] = {}
        self.number_rows: dict[str, Row] = {}
        self.holdings: dict[Key, Holding] = {
            key: Holding(key[0], key[1], key[2], key[3], found.valid_to)
            for key, found in self.appointments.items()
        }
        for row in self.rows:
            code = row.values.get("code")
            if code in self.first_rows:
                self._judge_same(row, self.first_rows[code])
            elif code:
                self.first_rows[code] = row
                self._judge_person(code, row)
                self._judge_number(code, row)
            if code:
                self._judge_post(code, row)
            if code and code == self.context.person_code and row.outcome is not Outcome.SAME:
                row.refuse("kode", "own-post")
        note_overlaps(self.holdings.values())

    def _judge_same(self, row: Row, first: Row) -> None:
        """A further row of a person may only add a post."""
        for column in PEOPLE.columns:
            both = column.name in row.values and column.name in first.values
            if not both or column.name not in OWN:
                continue
            if row.values[column.name] != first.values[column.name]:
                row.refuse(column.heading, "differs-in-file", line=first.line)

    def _judge_person(self, code: str, row: Row) -> None:
        person = self.people.get(code)
        row.is_new = person is None
        if person is not None:
            current = {name: getattr(person, name) for name in FIELDS}
            note_changes(row, PEOPLE, current, FIELDS)
            return
        told = {found.field for found in row.troubles}
        for heading, name in (("nama", "name"), ("status", "employment")):
            if name not in row.values and heading not in told:
                row.refuse(heading, "empty")
        if code.lower() in self.accounts:
            row.refuse("kode", "account-taken", value=code.lower())

    def _judge_number(self, code: str, row: Row) -> None:
        number: CivilServantNumber | None = row.values.get("nip")
        person = self.people.get(code)
        employment = row.values.get("employment", person.employment if person else "")
        elected = employment == Person.Employment.ELECTED
        if number is None:
            unread = any(found.field == "nip" for found in row.troubles)
            if row.is_new and employment and not elected and not unread:
                row.refuse("nip", "nip-missing")
            return
        self._judge_digits(number, row, employment)
        before = self.number_rows.setdefault(number.digits, row)
        if before is not row:
            row.refuse("nip", "nip-twice", tail=tail(number.digits), line=before.line)
        owner = self.owners.get(number.digits)
        if owner is not None and (person is None or owner.person_id != person.pk):
            row.refuse("nip", "nip-taken", tail=tail(number.digits))
        elif person is not None:
            last = self.last_numbers.get(person.pk)
            if owner is not None and owner is not last:
                row.refuse("nip", "nip-former", tail=tail(number.digits))
            else:
                self._judge_change_of_number(number, row, last)

    def _judge_digits(self, number: CivilServantNumber, row: Row, employment: str) -> None:
        try:
            parse_nip(number.digits, today=self.context.today)
        except RuleInputError as refusal:
            row.refuse("nip", refusal.problem)
        if employment == Person.Employment.ELECTED:
            row.refuse("nip", "nip-elected")
        elif employment and number.employment != employment:
            told = number.employment.value
            row.refuse("nip", "nip-employment", tail=tail(number.digits), employment=told)

    @staticmethod
    def _judge_change_of_number(
        number: CivilServantNumber, row: Row, last: PersonNumber | None
    ) -> None:
        """A NIP that changes says since when; one that stays cannot get another date."""
        since: date | None = row.values.get("nip_from")
        shown = tail(number.digits)
        if last is None:
            row.note("nip", "", f"…{shown}")
        elif last.number == number.digits:
            if since and since != last.valid_from:
                row.refuse("nip_sejak", "nip-date-wrong", tail=shown, since=last.valid_from)
        elif since is None:
            row.refuse("nip_sejak", "nip-needs-date", old=tail(last.number), tail=shown)
        elif since <= last.valid_from:
            old = tail(last.number)
            row.refuse("nip_sejak", "nip-date-wrong", tail=old, since=last.valid_from)
        else:
            row.note("nip", f"…{tail(last.number)}", f"…{shown}")

    def _judge_post(self, code: str, row: Row) -> None:
        key = self._key(code, row)
        if key is None:
            return
        position, first, last = self.positions.get(key[1]), key[3], row.values.get("valid_to")
        if position is None:
            row.refuse("jabatan", "position-unknown", value=key[1])
        elif position.valid_to and position.valid_to < first:
            row.refuse("sejak", "position-ended")
        if last and last < first:
            row.refuse("sampai", "dates-reversed")
            return
        self._place(key, row)

    def _key(self, code: str, row: Row) -> Key | None:
        """Which appointment the row speaks of; None when it speaks of none."""
        values = row.values
        position, first = values.get("position"), values.get("valid_from")
        if any(found.field in {"jabatan", "cara", "sejak"} for found in row.troubles):
            return None
        if position and first:
            return code, position, values.get("kind", Appointment.Kind.DEFINITIVE), first
        acting = values.get("kind") in {Appointment.Kind.PLT, Appointment.Kind.PLH}
        if position or first or acting or any(values.get(name) for name in HELD):
            row.refuse("jabatan", "appointment-incomplete")
        return None

    def _place(self, key: Key, row: Row) -> None:
        before = self.holdings.get(key)
        if before is not None and before.row is not None:
            row.refuse("jabatan", "duplicate", line=before.row.line)
            return
        stood = self.appointments.get(key)
        last = row.values.get("valid_to", stood.valid_to if stood else None)
        if stood is None:
            row.note("jabatan", "", f"{key[2]} {key[1]} sejak {key[3]}")
        else:
            current = {name: getattr(stood, name) for name in HELD}
            note_changes(row, PEOPLE, current, HELD)
        # A row that changes nothing here must not be blamed for a clash it did not bring.
        changes = stood is None or last != stood.valid_to
        self.holdings[key] = Holding(*key, last, row if changes else None)

    def write(self) -> None:
        self._write_people()
        self._write_numbers()
        self._write_appointments()

    def _write_people(self) -> None:
        added = [code for code, row in self.first_rows.items() if row.is_new]
        users = User.objects.bulk_create(map(self._account, added), batch_size=BATCH)
        numbers = new_ids(Person, len(added))
        for code, number, user in zip(added, numbers, users, strict=True):
            self.people[code] = Person(pk=number, code=code, user=user)
        for code, row in self.first_rows.items():
            values = {**defaults_of(PEOPLE), **row.values} if row.is_new else row.values
            for name in FIELDS.intersection(values):
                setattr(self.people[code], name, values[name])
        Person.objects.bulk_create([self.people[code] for code in added], batch_size=BATCH)
        changed = [
            self.people[code]
            for code, row in self.first_rows.items()
            if not row.is_new and row.changes
        ]
        update_rows(Person, changed, sorted(FIELDS))

    def _account(self, code: str) -> User:
        """An account nobody can enter until a first password is issued."""
        is_example = bool(self.first_rows[code].values.get("is_example"))
        return User(username=code.lower(), password=make_password(None), is_example=is_example)

    def _write_numbers(self) -> None:
        ended: list[PersonNumber] = []
        added: list[PersonNumber] = []
        for code, row in self.first_rows.items():
            number: CivilServantNumber | None = row.values.get("nip")
            last = self.last_numbers.get(self.people[code].pk)
            if number is None or (last is not None and last.number == number.digits):
                continue
            since = self._number_since(row)
            if last is not None and (last.valid_to is None or last.valid_to >= since):
                last.valid_to = since - timedelta(days=1)
                ended.append(last)
            added.append(
                PersonNumber(person=self.people[code], number=number.digits, valid_from=since)
            )
        update_rows(PersonNumber, ended, ["valid_to"])
        PersonNumber.objects.bulk_create(added, batch_size=BATCH)

    def _number_since(self, row: Row) -> date:
        """The given day, else the first day of the post, else the day of the import."""
        given: date | None = row.values.get("nip_from") or row.values.get("valid_from")
        return given or self.context.today

    def _write_appointments(self) -> None:
        added: list[Appointment] = []
        shortened: list[Appointment] = []
        others: list[Appointment] = []
        for row in self.rows:
            key = self._key(row.values["code"], row)
            if key is None:
                continue
            stood = self.appointments.get(key)
            if stood is None:
                added.append(self._appointment(key, row.values))
                continue
            end_before = stood.valid_to or FOREVER
            before = {name: getattr(stood, name) for name in HELD}
            for name in HELD.intersection(row.values):
                setattr(stood, name, row.values[name])
            if before != {name: getattr(stood, name) for name in HELD}:
                shorter = (stood.valid_to or FOREVER) < end_before
                (shortened if shorter else others).append(stood)
        # The database refuses two holders at any moment, so first ends come before new holders.
        update_rows(Appointment, shortened, sorted(HELD))
        update_rows(Appointment, others, sorted(HELD))
        Appointment.objects.bulk_create(added, batch_size=BATCH)

    def _appointment(self, key: Key, values: dict[str, Any]) -> Appointment:
        return Appointment(
            person=self.people[key[0]],
            position=self.positions[key[1]],
            kind=key[2],
            valid_from=key[3],
            valid_to=values.get("valid_to"),
            decree=values.get("decree", ""),
        )
