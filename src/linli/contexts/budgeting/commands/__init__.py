"""Every change of participatory budgets."""
