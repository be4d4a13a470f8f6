"""What arguments a rule takes, and how each is read from JSON without losing exactness.

A rule declares its arguments once; the declaration both describes them to the reader
(`./sasando rules`) and reads them, so that the two cannot drift apart.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from enum import StrEnum
from typing import Any, Final, Generic, TypeVar
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from sasando.rules.errors import Problem, RuleInputError
from sasando.rules.numerals import NumberStyle, checked, parse_decimal

S = TypeVar("S")
T = TypeVar("T")
D = TypeVar("D", bound=date)
E = TypeVar("E", bound=StrEnum)

LONGEST_LIST: Final = 10_000
LONGEST_TEXT: Final = 500
FIRST_YEAR, LAST_YEAR = 1900, 2200
REQUIRED: Final = object()


@dataclass(frozen=True)
class Kind(Generic[T]):
    """A kind of value: its name for the reader and how it is read from JSON."""

    name: str
    read: Callable[[Any, str], T]
    choices: tuple[str, ...] = ()
    fields: tuple["Argument", ...] = ()


@dataclass(frozen=True)
class Argument:
    """One named argument of a rule or of a record inside it; `meaning` is Indonesian.

    Null means "not given", unless `null_is_none`: then null says "none" against a default.
    """

    name: str
    kind: Kind[Any]
    meaning: str
    default: object = REQUIRED
    null_is_none: bool = False

    @property
    def is_required(self) -> bool:
        """Whether the caller must give it."""
        return self.default is REQUIRED


def read_arguments(
    declared: tuple[Argument, ...], given: Mapping[str, Any], path: str = ""
) -> dict[str, Any]:
    """Read `given` by its declaration.

    Raises RuleInputError naming the first wrong, missing or unknown field.
    """
    names = tuple(argument.name for argument in declared)
    for name in given:
        if name not in names:
            raise RuleInputError(path + str(name), Problem.UNKNOWN_FIELD, allowed=names)
    return {argument.name: _read_one(argument, given, path) for argument in declared}


def choice(choices: type[E]) -> Kind[E]:
    """One member of an enumeration, by its code."""
    codes = tuple(member.value for member in choices)

    def read(value: Any, path: str) -> E:
        if not isinstance(value, str) or value not in codes:
            raise RuleInputError(path, Problem.NOT_A_CHOICE, value, codes)
        return choices(value)

    return Kind("pilihan", read, codes)


def list_of(item: Kind[T]) -> Kind[tuple[T, ...]]:
    """A list of values of one kind."""

    def read(value: Any, path: str) -> tuple[T, ...]:
        if not isinstance(value, list | tuple):
            raise RuleInputError(path, Problem.NOT_A_LIST, value)
        if len(value) > LONGEST_LIST:
            raise RuleInputError(path, Problem.TOO_LONG, len(value))
        return tuple(item.read(part, f"{path}.{index}") for index, part in enumerate(value, 1))

    return Kind(f"daftar {item.name}", read, item.choices, item.fields)


def record(make: Callable[..., T], *fields: Argument) -> Kind[T]:
    """An object with named fields, made into a Python value by `make`."""

    def read(value: Any, path: str) -> T:
        if not isinstance(value, Mapping):
            raise RuleInputError(path, Problem.NOT_A_RECORD, value)
        values = read_arguments(fields, value, f"{path}.")
        try:
            return make(**values)
        except RuleInputError as refusal:
            raise refusal.within(path) from refusal

    return Kind("rekaman", read, fields=fields)


def made_from(source: Kind[S], make: Callable[[S], T]) -> Kind[T]:
    """A value that `make` builds out of another kind, refusals placed at the argument itself."""

    def read(value: Any, path: str) -> T:
        raw = source.read(value, path)
        try:
            return make(raw)
        except RuleInputError as refusal:
            raise RuleInputError(path, refusal.problem, refusal.value, refusal.allowed) from refusal

    return Kind(source.name, read, source.choices, source.fields)


def _read_one(argument: Argument, given: Mapping[str, Any], path: str) -> Any:
    value = given.get(argument.name)
    if value is not None:
        return argument.kind.read(value, path + argument.name)
    if argument.null_is_none and argument.name in given:
        return None
    if argument.is_required:
        raise RuleInputError(path + argument.name, Problem.REQUIRED)
    return argument.default


def _read_decimal(value: Any, path: str) -> Decimal:
    if isinstance(value, float):
        raise RuleInputError(path, Problem.NOT_EXACT, value)
    if isinstance(value, str):
        return parse_decimal(value, style=NumberStyle.PLAIN, field=path)
    if isinstance(value, bool) or not isinstance(value, int | Decimal):
        raise RuleInputError(path, Problem.NOT_A_NUMBER, value)
    return checked(Decimal(value), path)


def _read_integer(value: Any, path: str) -> int:
    number = _read_decimal(value, path)
    if number != number.to_integral_value():
        raise RuleInputError(path, Problem.NOT_AN_INTEGER, value)
    return int(number)


def _read_text(value: Any, path: str) -> str:
    if not isinstance(value, str):
        raise RuleInputError(path, Problem.NOT_TEXT, value)
    if len(value) > LONGEST_TEXT:
        raise RuleInputError(path, Problem.TOO_LONG, len(value))
    return value


def _read_boolean(value: Any, path: str) -> bool:
    if not isinstance(value, bool):
        raise RuleInputError(path, Problem.NOT_A_BOOLEAN, value)
    return value


def _read_date(value: Any, path: str) -> date:
    if isinstance(value, date) and not isinstance(value, datetime):
        return _in_calendar(value, path)
    try:
        day = date.fromisoformat(value)
    except (TypeError, ValueError) as unreadable:
        raise RuleInputError(path, Problem.NOT_A_DATE, value) from unreadable
    if day.isoformat() != value:  # week dates and dates without hyphens are easily misread
        raise RuleInputError(path, Problem.NOT_A_DATE, value)
    return _in_calendar(day, path)


def _read_instant(value: Any, path: str) -> datetime:
    try:
        moment = value if isinstance(value, datetime) else datetime.fromisoformat(value)
        return utc_instant(_in_calendar(moment, path), path)
    except RuleInputError:
        raise
    except (TypeError, ValueError) as unreadable:
        raise RuleInputError(path, Problem.NOT_AN_INSTANT, value) from unreadable


def utc_instant(moment: datetime, field: str) -> datetime:
    """`moment` in UTC; a wall-clock time without zone is refused (WITHOUT_ZONE)."""
    if moment.utcoffset() is None:
        raise RuleInputError(field, Problem.WITHOUT_ZONE, moment)
    return moment.astimezone(UTC)


def _in_calendar(day: D, path: str) -> D:
    """Years outside living memory and planning are slips of the keyboard."""
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise RuleInputError(path, Problem.OUT_OF_RANGE, day)
    return day


def _read_zone(value: Any, path: str) -> ZoneInfo:
    try:
        return ZoneInfo(value)
    except (TypeError, ValueError, OSError, ZoneInfoNotFoundError) as unknown:
        raise RuleInputError(path, Problem.NOT_A_ZONE, value) from unknown


def _read_clock(value: Any, path: str) -> int:
    """Minutes since local midnight; 24:00 is the end of the day."""
    text = value.replace(".", ":") if isinstance(value, str) else ""
    hours, _, minutes = text.partition(":")
    if not (len(hours) == len(minutes) == 2 and (hours + minutes).isdecimal() and text.isascii()):
        raise RuleInputError(path, Problem.NOT_A_CLOCK_TIME, value)
    total = int(hours) * 60 + int(minutes)
    if int(minutes) > 59 or total > 24 * 60:
        raise RuleInputError(path, Problem.NOT_A_CLOCK_TIME, value)
    return total


DECIMAL = Kind("bilangan desimal", _read_decimal)
INTEGER = Kind("bilangan bulat", _read_integer)
TEXT = Kind("teks", _read_text)
BOOLEAN = Kind("ya/tidak (true atau false)", _read_boolean)
DATE = Kind("tanggal (TTTT-BB-HH)", _read_date)
INSTANT = Kind("saat (ISO 8601 dengan zona waktu)", _read_instant)
ZONE = Kind("zona waktu (nama IANA)", _read_zone)
CLOCK = Kind("jam setempat (JJ:MM, sampai 24:00)", _read_clock)
