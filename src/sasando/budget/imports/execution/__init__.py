"""Lists of a budget on its way: cash plan, contracts, payments, reports of them, work done.

Headings are those of SIPD-RI's own tables (planning_budget F3) with printed codes instead of
SIPD's inner numbers, which mean nothing outside of it.
"""
