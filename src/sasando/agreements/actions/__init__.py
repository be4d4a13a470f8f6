"""What can be done to a Perjanjian Kinerja. Permission, rule, write and audit in one transaction.

Draft, items, money, proposal (content and parties become fixed), signatures in turn or on paper,
sending back, revision and handover; integrity pacts beside it. Every action locks what it decides
on first, so that two people never decide on different content.
"""

from .budget import add_budget_line, prefill_budget, remove_budget_line, set_budget_date
from .drafts import draft_agreement
from .items import ItemDraft, add_item, change_target, remove_item
from .pacts import sign_pact, witness_pact
from .revisions import begin_handover, revise
from .scans import bring_scan, refuse_scan, verify_scan
from .signing import propose, return_proposal, sign, withdraw_proposal

__all__ = [
    "ItemDraft",
    "add_budget_line",
    "add_item",
    "begin_handover",
    "bring_scan",
    "change_target",
    "draft_agreement",
    "prefill_budget",
    "propose",
    "refuse_scan",
    "remove_budget_line",
    "remove_item",
    "return_proposal",
    "revise",
    "set_budget_date",
    "sign",
    "sign_pact",
    "verify_scan",
    "withdraw_proposal",
    "witness_pact",
]
