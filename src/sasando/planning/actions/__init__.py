"""What can be done in planning: load the plan and its data, assign programmes, record figures."""

from .indicators import load_indicators
from .measurements import Report, record_measurement
from .nomenclature import load_nomenclature
from .plan import load_rpjmd
from .programmes import assign_programmes, tie_programme

__all__ = [
    "Report",
    "assign_programmes",
    "load_indicators",
    "load_nomenclature",
    "load_rpjmd",
    "record_measurement",
    "tie_programme",
]
