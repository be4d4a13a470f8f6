"""Rows of planning, by noun: plans and their lines, nomenclature, indicators, measurements."""

from .documents import PlanCeiling, PlanRow, PlanRowIndicator, PlanRowTarget
from .indicators import Indicator, IndicatorSeries, IndicatorTarget
from .measurements import Measurement
from .nomenclature import AgencyProgramme, NomenclatureNode
from .plan import Mission, Objective, PlanDocument, PriorityAgenda, PriorityProgramme

__all__ = [
    "AgencyProgramme",
    "Indicator",
    "IndicatorSeries",
    "IndicatorTarget",
    "Measurement",
    "Mission",
    "NomenclatureNode",
    "Objective",
    "PlanCeiling",
    "PlanDocument",
    "PlanRow",
    "PlanRowIndicator",
    "PlanRowTarget",
    "PriorityAgenda",
    "PriorityProgramme",
]
