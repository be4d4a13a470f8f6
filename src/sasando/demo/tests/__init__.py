"""Tests of the example city."""
