"""Sasando: one thread from a mayor's promise to a civil servant's day, kept whole and open."""

__version__ = "0.1.0"
