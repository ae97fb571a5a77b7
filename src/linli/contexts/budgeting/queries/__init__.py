"""Every read of participatory budgets."""
