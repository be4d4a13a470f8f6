"""Reading plans, days and what waits, always as seen by a viewer."""
