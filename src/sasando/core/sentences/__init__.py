"""The one place where a refusal becomes a sentence: what happened, why, what to do now.

One module per package, keyed by the `code` of each DomainError; a test walks all of them.
"""

from datetime import date
from decimal import Decimal
from typing import Any

from sasando.core.errors import DomainError
from sasando.rules.numerals import format_date, format_decimal

from . import agreements, budget, core, demo, organization, papers, planning, reminders, seals, work

SENTENCES: dict[str, Any] = {
    **agreements.SENTENCES,
    **budget.SENTENCES,
    **core.SENTENCES,
    **demo.SENTENCES,
    **organization.SENTENCES,
    **papers.SENTENCES,
    **planning.SENTENCES,
    **reminders.SENTENCES,
    **seals.SENTENCES,
    **work.SENTENCES,
}


def sentence_for(failure: DomainError) -> str:
    """The sentence shown to the person, in the language of the request."""
    return str(SENTENCES[failure.code]) % {
        name: shown(value) for name, value in failure.values.items()
    }


def shown(value: Any) -> Any:
    """A value as a sentence says it: dates in words, figures with decimal comma."""
    if isinstance(value, Decimal):
        return format_decimal(value)
    return format_date(value) if isinstance(value, date) else value
