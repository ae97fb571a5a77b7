"""Django app: budgeting."""

from django.apps import AppConfig


class BudgetingConfig(AppConfig):
    """See README.md in this folder."""

    name = "linli.contexts.budgeting"
    label = "budgeting"
