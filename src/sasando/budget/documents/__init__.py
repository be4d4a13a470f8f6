"""Budgets as files: tables, workbooks whose formulas can be followed, papers."""
