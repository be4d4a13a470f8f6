"""What the city promised for five years, and how it is measured.

RPJMD with missions, objectives and priority programmes (Perpres 29/2014, Permendagri 86/2017), the
official nomenclature of programmes, indicators with their series, targets and measurements.
Owns the registry of measurement sources (`sources`), the one place where upper packages hand
figures down.

Plan documents (RPJMD, RPD, Renstra, RKPD, Renja) are versions. A version is a draft until its legal
act is entered; then its lines, indicators, targets and ceilings are fixed by triggers, and a change
is the next version, begun as a copy. Missions and objectives are not copied: everything hangs on
them (indicators, agreements, results), so they stand once, on version 1. An amendment adds
(`added_by`) and ends (`ended_by`) them, both in force from its adoption, and words an objective
anew only in its own line (`PlanRow.name`); `Objective.objects.in_force()` says which bind today. A
plan known only from reports (`is_summary`) binds, and can be completed until that is declared done.
"""
