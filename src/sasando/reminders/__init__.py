"""Reminders: what waits for a person today, on a page, in a daily letter, and in his calendar.

The letter goes only to an address its owner has confirmed himself; address and calendar are
personal data and stand on no public page and in no log. What waits is asked from the packages
below; nothing is stored of it. Others need nothing from here.
"""
