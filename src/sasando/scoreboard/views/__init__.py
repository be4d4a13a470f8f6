"""The pages of the thread and of the board."""
