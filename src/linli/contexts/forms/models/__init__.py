"""The tables of One Form."""

from linli.contexts.forms.models.fillings import FilledPage, Filling, Question
from linli.contexts.forms.models.returns import FormTemplate, Return

__all__ = ["FilledPage", "Filling", "FormTemplate", "Question", "Return"]
