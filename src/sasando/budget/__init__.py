"""The money of the city: versions of the APBD, their lines, and what was paid.

Legal ground: PP 12/2019, Permendagri 77/2020; codes after Permendagri 90/2019 and its updates. A
budget is a chain of versions (murni, pergeseran, perubahan) that are never overwritten, and
payments never change when the version does. Every figure names its version, its scope and the day
it is known at. Lines come from exports of SIPD-RI; codes nobody knows are kept and reported.

Other packages may import `models`, `queries`, `errors` and `actions`. An agency is the unit of
`organization` that its printed SKPD code is tied to (`BudgetUnit.unit`).
"""
