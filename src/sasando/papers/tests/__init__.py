"""Tests of the papers: typesetting, signatures, the register, the crest."""
