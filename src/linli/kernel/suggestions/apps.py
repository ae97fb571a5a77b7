"""Django app: suggestions."""

from django.apps import AppConfig


class SuggestionsConfig(AppConfig):
    """What people say about Linli itself."""

    name = "linli.kernel.suggestions"
    label = "suggestions"
