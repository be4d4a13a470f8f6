"""The lists of the organisation: units, positions, people and roster shifts.

`columns` says what each list holds, the modules named after a list judge and write it; reading,
reporting and keeping a file is `sasando.core.listings`.
"""
