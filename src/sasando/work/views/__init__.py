"""Pages of the working day, by what they show."""
