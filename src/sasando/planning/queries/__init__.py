"""Reading planning: indicators with their achievement, the plan as a tree, programmes."""

from .indicator_page import IndicatorView, indicator_view
from .indicators import (
    IndicatorBoard,
    IndicatorLine,
    indicators_by_agenda,
    indicators_by_unit,
    indicators_for,
)
from .plan import PlanTree, mission_branch, mission_tree
from .programmes import agencies, agency_programmes

__all__ = [
    "IndicatorBoard",
    "IndicatorLine",
    "IndicatorView",
    "PlanTree",
    "agencies",
    "agency_programmes",
    "indicator_view",
    "indicators_by_agenda",
    "indicators_by_unit",
    "indicators_for",
    "mission_branch",
    "mission_tree",
]
