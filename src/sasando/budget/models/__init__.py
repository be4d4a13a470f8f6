"""Rows of the budget: codes as printed and known, versions, lines, totals."""

from .codes import Account, BudgetActivity, BudgetUnit, FundingSource
from .execution import (
    CashPlanMonth,
    Contract,
    Payment,
    PaymentTotal,
    PhysicalProgress,
    RealisationLine,
    RealisationReport,
)
from .versions import BudgetLine, BudgetTotal, BudgetVersion, PrintedFigure

__all__ = [
    "Account",
    "BudgetActivity",
    "BudgetLine",
    "BudgetTotal",
    "BudgetUnit",
    "BudgetVersion",
    "CashPlanMonth",
    "Contract",
    "FundingSource",
    "Payment",
    "PaymentTotal",
    "PhysicalProgress",
    "PrintedFigure",
    "RealisationLine",
    "RealisationReport",
]
