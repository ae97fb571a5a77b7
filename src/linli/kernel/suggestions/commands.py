"""Saying what should be better, and answering it."""

from linli.kernel import clock
from linli.kernel.actor import Actor
from linli.kernel.commands import command
from linli.kernel.errors import BadInput
from linli.kernel.notices import post
from linli.kernel.suggestions.models import Suggestion


def may_suggest(actor: Actor) -> bool:
    """Everyone may."""
    return True


def may_answer(actor: Actor, suggestion: Suggestion) -> bool:
    """Whoever keeps the house answers."""
    return actor.holds("house.keep")


@command("suggestions.made", may_suggest)
def suggest(actor: Actor, /, *, text: str, page: str) -> Suggestion:
    """Keep a suggestion."""
    if not text.strip():
        raise BadInput
    return Suggestion.objects.create(
        account_id=actor.account_id, page=page[:200], text=text.strip()[:1000], at=clock.now()
    )


@command("suggestions.answered", may_answer)
def answer(actor: Actor, suggestion: Suggestion, /, *, text: str) -> Suggestion:
    """Answer a suggestion and tell whoever made it."""
    if not text.strip():
        raise BadInput
    suggestion.answer, suggestion.answered_at = text.strip(), clock.now()
    suggestion.save(update_fields=["answer", "answered_at"])
    if suggestion.account_id:
        post.tell([suggestion.account_id], "suggestions.answered", "/suggestions/")
    return suggestion
