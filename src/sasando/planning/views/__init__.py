"""The pages of planning, by noun."""

from .indicators import indicator, indicators, indicators_file, record, series_file
from .plan import mission, rpjmd
from .programmes import agency_list, programme, programmes

__all__ = [
    "agency_list",
    "indicator",
    "indicators",
    "indicators_file",
    "mission",
    "programme",
    "programmes",
    "record",
    "rpjmd",
    "series_file",
]
