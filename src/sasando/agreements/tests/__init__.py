"""Tests of the Perjanjian Kinerja: a proposal between kabid and kadis, and what others may do."""
