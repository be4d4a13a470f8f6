"""Why a rule refused its arguments: a field, a problem code and the value, never a sentence.

The codes are stable: forms, imports and the command line each translate them to their reader.
"""

from enum import StrEnum


class Problem(StrEnum):
    """What is wrong with one argument; the name tells what to mend."""

    REQUIRED = "REQUIRED"
    UNKNOWN_FIELD = "UNKNOWN_FIELD"
    UNKNOWN_RULE = "UNKNOWN_RULE"
    NOT_TEXT = "NOT_TEXT"
    NOT_A_LIST = "NOT_A_LIST"
    NOT_A_RECORD = "NOT_A_RECORD"
    NOT_A_BOOLEAN = "NOT_A_BOOLEAN"
    NOT_A_CHOICE = "NOT_A_CHOICE"
    EMPTY = "EMPTY"
    TOO_LONG = "TOO_LONG"
    DUPLICATE = "DUPLICATE"
    OUT_OF_RANGE = "OUT_OF_RANGE"
    OUT_OF_ORDER = "OUT_OF_ORDER"
    NOT_ALLOWED_HERE = "NOT_ALLOWED_HERE"

    NOT_A_NUMBER = "NOT_A_NUMBER"
    NOT_FINITE = "NOT_FINITE"
    NOT_EXACT = "NOT_EXACT"  # a binary float reached the rule
    NOT_AN_INTEGER = "NOT_AN_INTEGER"
    AMBIGUOUS_NUMBER = "AMBIGUOUS_NUMBER"  # 1.234: a thousand or a decimal point
    DOT_IS_NOT_DECIMAL = "DOT_IS_NOT_DECIMAL"  # 1.50: the decimal sign is the comma

    NOT_A_DATE = "NOT_A_DATE"
    NOT_AN_INSTANT = "NOT_AN_INSTANT"
    WITHOUT_ZONE = "WITHOUT_ZONE"
    NOT_A_ZONE = "NOT_A_ZONE"
    NOT_A_CLOCK_TIME = "NOT_A_CLOCK_TIME"
    NO_WORKING_DAY = "NO_WORKING_DAY"
    OUTSIDE_ROSTER = "OUTSIDE_ROSTER"

    RUNNING_TOTAL_FALLS = "RUNNING_TOTAL_FALLS"
    BANDS_HAVE_GAP = "BANDS_HAVE_GAP"
    BANDS_OVERLAP = "BANDS_OVERLAP"
    BANDS_OPEN_END = "BANDS_OPEN_END"

    CODE_SEGMENTS = "CODE_SEGMENTS"  # no level has so many parts between dots
    CODE_DIGITS = "CODE_DIGITS"
    CODE_NEEDS_MAPPING = "CODE_NEEDS_MAPPING"  # a two-digit sub-activity: names moved since

    NIP_LENGTH = "NIP_LENGTH"
    NIP_BIRTH_DATE = "NIP_BIRTH_DATE"
    NIP_START_MONTH = "NIP_START_MONTH"
    NIP_START_IN_FUTURE = "NIP_START_IN_FUTURE"
    NIP_SEX = "NIP_SEX"
    NIP_SERIAL = "NIP_SERIAL"
    NIP_AGE = "NIP_AGE"


class RuleInputError(ValueError):
    """One argument cannot be used.

    `field` is a dotted path (`quarters.2.target`), `allowed` the accepted choices when there is a
    short list of them. `value` may be personal data: it is kept out of the printed form, so that
    a log never shows it.
    """

    def __init__(
        self,
        field: str,
        problem: Problem,
        value: object = None,
        allowed: tuple[str, ...] = (),
    ) -> None:
        super().__init__(f"{field}: {problem}")
        self.field = field
        self.problem = problem
        self.value = value
        self.allowed = allowed

    def within(self, path: str) -> "RuleInputError":
        """The same refusal, its field placed below `path`."""
        return RuleInputError(f"{path}.{self.field}", self.problem, self.value, self.allowed)
