"""The catalogue of public rules: what each computes, on what legal ground, and step by step how.

A rule is a plain function that returns an Outcome. Registered with `@rule`, it can be listed and
recomputed by anyone with `./sasando rules`, from the same code that judges.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields, is_dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from typing import Any, Generic, TypeVar

from sasando.rules.arguments import Argument, read_arguments
from sasando.rules.errors import Problem, RuleInputError

V = TypeVar("V")
F = TypeVar("F", bound=Callable[..., "Outcome[Any]"])


class Status(StrEnum):
    """Whether a figure exists, and if not, why not."""

    OK = "OK"
    NOT_REPORTED = "NOT_REPORTED"
    NOT_YET_RELEASED = "NOT_YET_RELEASED"
    TARGET_MISSING = "TARGET_MISSING"
    TARGET_ZERO = "TARGET_ZERO"
    NOT_APPLICABLE = "NOT_APPLICABLE"
    INVALID = "INVALID"


class Mark(StrEnum):
    """How sure the legal source of a rule is."""

    VERIFIED = "V"  # read in a source
    MEMORY = "M"  # known, the text itself not read: to be confirmed
    DESIGN = "D"  # a decision of this system or plain arithmetic
    PROPOSAL = "P"  # proposed to the city, waiting for its own regulation


@dataclass(frozen=True)
class Step:
    """One line of "how the figure was made", in Indonesian, ready to be shown."""

    rule: str
    input: str
    outcome: str
    clause: str


@dataclass(frozen=True)
class Outcome(Generic[V]):
    """A computed value, whether it exists, and the steps that led to it."""

    value: V
    status: Status
    steps: tuple[Step, ...]


@dataclass(frozen=True)
class Rule:
    """One entry of the catalogue; `example` is a set of JSON arguments that works."""

    name: str
    title: str
    source: str
    mark: Mark
    arguments: tuple[Argument, ...]
    example: Mapping[str, Any]
    function: Callable[..., Outcome[Any]]


_RULES: dict[str, Rule] = {}


def rule(
    name: str,
    *,
    title: str,
    source: str,
    mark: Mark,
    arguments: tuple[Argument, ...],
    example: Mapping[str, Any],
) -> Callable[[F], F]:
    """Register the decorated function under `name`; its keyword arguments are `arguments`."""

    def register(function: F) -> F:
        if name in _RULES:
            raise ValueError(name)
        _RULES[name] = Rule(name, title, source, mark, arguments, example, function)
        return function

    return register


def all_rules() -> tuple[Rule, ...]:
    """Every registered rule, by name."""
    return tuple(_RULES[name] for name in sorted(_RULES))


def find_rule(name: str) -> Rule:
    """The rule called `name`. Raises RuleInputError (UNKNOWN_RULE) with the known names."""
    if name not in _RULES:
        raise RuleInputError("rule", Problem.UNKNOWN_RULE, name, tuple(sorted(_RULES)))
    return _RULES[name]


def evaluate(name: str, arguments: Mapping[str, Any]) -> Outcome[Any]:
    """Recompute a rule from JSON arguments (read with `parse_float=Decimal`).

    Raises RuleInputError naming the rule or the field that has to be mended.
    """
    found = find_rule(name)
    return found.function(**read_arguments(found.arguments, arguments))


def outcome_as_json(outcome: Outcome[Any]) -> dict[str, Any]:
    """The outcome as JSON values: decimals as strings, times in ISO 8601."""
    return {
        "value": _as_json(outcome.value),
        "status": outcome.status.value,
        "steps": [_as_json(step) for step in outcome.steps],
    }


def _as_json(value: Any) -> Any:
    if isinstance(value, Outcome):
        return outcome_as_json(value)
    if is_dataclass(value) and not isinstance(value, type):
        return {part.name: _as_json(getattr(value, part.name)) for part in fields(value)}
    if isinstance(value, Mapping):
        return {str(key): _as_json(part) for key, part in value.items()}
    if isinstance(value, list | tuple):
        return [_as_json(part) for part in value]
    return _scalar_as_json(value)


def _scalar_as_json(value: Any) -> Any:
    if isinstance(value, Decimal):
        return f"{value:f}"
    if isinstance(value, date | datetime):
        return value.isoformat()
    if isinstance(value, StrEnum):
        return value.value
    return value
