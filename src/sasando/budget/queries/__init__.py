"""Reading budgets; every figure comes from the stored sums of a version."""
