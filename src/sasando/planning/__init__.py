"""What the city promised for five years, and how it is measured.

RPJMD with missions, objectives and priority programmes (Perpres 29/2014, Permendagri 86/2017), the
official nomenclature of programmes, indicators with their series, targets and measurements.
Owns the registry of measurement sources (`sources`), the one place where upper packages hand
figures down.
"""
