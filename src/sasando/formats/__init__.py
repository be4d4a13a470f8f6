"""Date, time and number formats of our own, by language; Django reads them by name."""
