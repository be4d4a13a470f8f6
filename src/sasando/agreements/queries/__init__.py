"""Reading agreements, always as seen by a viewer; lists cost the same whatever their length."""

from sasando.core.paging import Pager

from .agreements import (
    agreement_for,
    agreement_in_force,
    agreement_in_force_of,
    signed_on,
    waits_for_signature_of,
)
from .budget import budget_dates, budget_table
from .cascade import cascade_sheet, superior_items
from .choices import (
    indicator_choices,
    objective_choices,
    posts_to_prepare,
    support_choices,
    units_to_prepare,
)
from .due import due_date, due_dates
from .lists import (
    TONES,
    AgreementList,
    AgreementRow,
    Filters,
    agreement_list,
    all_rows,
    units_with_agreements,
    years_of,
)
from .missing import all_missing, count_missing, missing_list, posts_without_pact
from .officials import officials_of
from .pacts import own_pacts, pact_for, pacts_to_witness, visible_pacts

__all__ = [
    "TONES",
    "AgreementList",
    "AgreementRow",
    "Filters",
    "Pager",
    "agreement_for",
    "agreement_in_force",
    "agreement_in_force_of",
    "agreement_list",
    "all_missing",
    "all_rows",
    "budget_dates",
    "budget_table",
    "cascade_sheet",
    "count_missing",
    "due_date",
    "due_dates",
    "indicator_choices",
    "missing_list",
    "objective_choices",
    "officials_of",
    "own_pacts",
    "pact_for",
    "pacts_to_witness",
    "posts_to_prepare",
    "posts_without_pact",
    "signed_on",
    "superior_items",
    "support_choices",
    "units_to_prepare",
    "units_with_agreements",
    "visible_pacts",
    "waits_for_signature_of",
    "years_of",
]
