"""The rules of the city: every formula, deadline and verdict, as plain functions beside their law.

Nothing here knows the database or the web. A rule takes values and returns an Outcome: the value,
whether it exists, and the steps that led to it in Indonesian, so that anyone who is judged can
read and recompute the verdict (`./sasando rules`). Regulations: SAKIP (Perpres 29/2014, Permen
PANRB 53/2014 and 88/2021), performance of civil servants (Permen PANRB 6/2022), working hours
(Perpres 21/2023). Every package may import from here; this package imports none of them.

To add a rule: write a function that returns an Outcome in the module of its subject, put `@rule`
on it with its legal source and an example, and name a new module in `__all__` below.
"""

from sasando.rules import (
    absorption,
    achievement,
    action_plans,
    aggregation,
    agreements,
    apportion,
    bands,
    budget_calendar,
    calendars,
    closing,
    codes,
    contracts,
    distance,
    efficiency,
    forecast,
    habit_verdict,
    intervals,
    mandatory_spending,
    measuring,
    monitoring,
    nip,
    printed,
    programme_results,
    reminders,
    rollup,
    scenarios,
    statements,
    supervision,
    texts,
    tree,
)

__all__ = [
    "absorption",
    "achievement",
    "action_plans",
    "aggregation",
    "agreements",
    "apportion",
    "bands",
    "budget_calendar",
    "calendars",
    "closing",
    "codes",
    "contracts",
    "distance",
    "efficiency",
    "forecast",
    "habit_verdict",
    "intervals",
    "mandatory_spending",
    "measuring",
    "monitoring",
    "nip",
    "printed",
    "programme_results",
    "reminders",
    "rollup",
    "scenarios",
    "statements",
    "supervision",
    "texts",
    "tree",
]
