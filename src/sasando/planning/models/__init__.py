"""Rows of planning, by noun: plans and their lines, nomenclature, indicators, measurements."""

from .alignment import Alignment, HigherGoal
from .documents import PlanCeiling, PlanRow, PlanRowIndicator, PlanRowTarget
from .habits import HabitAnswer, HabitJudging, HabitReview, HabitVerdict
from .indicators import (
    Indicator,
    IndicatorRevision,
    IndicatorSeries,
    IndicatorTarget,
    IndicatorTargetVersion,
)
from .measurements import (
    Measurement,
    MeasurementDecision,
    MeasurementEvidence,
    MeasurementVersion,
    PeriodReopening,
)
from .nomenclature import AgencyProgramme, NomenclatureNode, NomenclatureReplacement
from .plan import Mission, Objective, PlanDocument, PriorityAgenda, PriorityProgramme
from .tree import CrosscuttingRequest, NodeChange, PerformanceNode, PerformanceTree

__all__ = [
    "AgencyProgramme",
    "Alignment",
    "CrosscuttingRequest",
    "HabitAnswer",
    "HabitJudging",
    "HabitReview",
    "HabitVerdict",
    "HigherGoal",
    "Indicator",
    "IndicatorRevision",
    "IndicatorSeries",
    "IndicatorTarget",
    "IndicatorTargetVersion",
    "Measurement",
    "MeasurementDecision",
    "MeasurementEvidence",
    "MeasurementVersion",
    "Mission",
    "NodeChange",
    "NomenclatureNode",
    "NomenclatureReplacement",
    "Objective",
    "PerformanceNode",
    "PerformanceTree",
    "PeriodReopening",
    "PlanCeiling",
    "PlanDocument",
    "PlanRow",
    "PlanRowIndicator",
    "PlanRowTarget",
    "PriorityAgenda",
    "PriorityProgramme",
]
