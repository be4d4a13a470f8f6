"""Reading a cell that holds a civil servant number."""

from sasando.core.listings.cells import LATEST
from sasando.rules.nip import CivilServantNumber, parse_nip


def nip(cell: str) -> CivilServantNumber:
    """A NIP whose digits can be true. That its start has come is judged with the day at hand.

    Raises RuleInputError, which never carries the digits.
    """
    return parse_nip(cell, today=LATEST)
