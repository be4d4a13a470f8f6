"""What can be done to the organisation: load lists, appoint acting holders, issue passwords."""

from .accounts import FirstPassword, issue_first_password, issue_first_passwords
from .city import load_city_units
from .loading import import_list
from .posts import Mandate, appoint, end_acting
from .viewing import view_person

__all__ = [
    "FirstPassword",
    "Mandate",
    "appoint",
    "end_acting",
    "import_list",
    "issue_first_password",
    "issue_first_passwords",
    "load_city_units",
    "view_person",
]
