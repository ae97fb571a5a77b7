"""What forms do when the register changes."""

from linli.contexts.forms.commands.filling import answer
from linli.contexts.forms.commands.forgetting import carry_questions, forget
from linli.contexts.forms.models import Question
from linli.contexts.forms.queries.returns import open_questions
from linli.facts.registry import PeopleMerged, PersonAmended, PersonErased
from linli.kernel.actor import linli


def close_questions(fact: PersonAmended) -> None:
    """A value was said: questions for it are answered."""
    if open_questions([fact.person_id]).filter(field__in=fact.fields).exists():
        answer(linli("forms"), fact.person_id, fact.fields)


def forget_person(fact: PersonErased) -> None:
    """A record was erased: nothing filled keeps what it said."""
    forget(linli("forms"), fact.person_id, fact.area_code, households=fact.households)


def ask_the_kept_one(fact: PeopleMerged) -> None:
    """Two records became one: what was asked about the one is asked about the other."""
    if Question.objects.filter(person=fact.gone_id, answered_at=None).exists():
        carry_questions(linli("forms"), fact.kept_id, fact.gone_id)
