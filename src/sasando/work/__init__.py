"""What each civil servant promised for the year (SKP) and does today (e-Kinerja), sealed.

Legal ground: PP 30/2019, Permen PANRB 6/2022; the closing is the mayor's order of 17 September
2025 that closed is closed. Others may import models, queries and errors.
"""
