"""What forms do when the register changes."""

from linli.contexts.forms.commands.filling import answer
from linli.contexts.forms.queries.returns import open_questions
from linli.facts.registry import PersonAmended
from linli.kernel.actor import linli


def close_questions(fact: PersonAmended) -> None:
    """A value was said: questions for it are answered."""
    if open_questions([fact.person_id]).filter(field__in=fact.fields).exists():
        answer(linli("forms"), fact.person_id, fact.fields)
