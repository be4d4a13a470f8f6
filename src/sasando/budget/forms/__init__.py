"""What people may ask of budgets and write into them, parsed."""
