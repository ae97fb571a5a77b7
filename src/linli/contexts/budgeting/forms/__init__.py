"""Forms of participatory budgets."""
