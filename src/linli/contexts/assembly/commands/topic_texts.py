"""Text messages about one's topics: asked for, no longer wanted, sent, or not sent."""

from datetime import timedelta

from linli.contexts.assembly.models.topics import News, TextWish
from linli.contexts.assembly.policies import topics as policies
from linli.contexts.assembly.queries.talk_rules import number
from linli.kernel import clock, db
from linli.kernel.actor import Actor, Resident
from linli.kernel.commands import command, note
from linli.kernel.errors import NotAllowed
from linli.kernel.ports import TextNotSent


@command("assembly.texts_wanted", policies.is_resident)
def ask_for(actor: Actor, /) -> TextWish:
    """A text message from now on, whenever something becomes of one's topics."""
    if not isinstance(actor, Resident) or actor.visitor is None:
        raise NotAllowed
    row, _is_new = TextWish.objects.get_or_create(visitor=actor.visitor, defaults={"since": clock.now()})
    note(target=actor.label)
    return row


@command("assembly.texts_unwanted", policies.is_resident)
def leave_off(actor: Actor, /) -> None:
    """No more of them."""
    if isinstance(actor, Resident) and actor.visitor is not None:
        TextWish.objects.filter(visitor=actor.visitor).delete()
    note(target=actor.label)


@command("assembly.topic_texted", policies.is_linli)
def sent(actor: Actor, news: News, /) -> News:
    """It left; once for each step and person."""
    row = db.lock_row(News, pk=news.pk)
    row.texted_at = clock.now()
    row.save(update_fields=["texted_at"])
    note(target=row.topic, area=row.topic.community.code, step=row.key)
    return row


@command("assembly.topic_not_texted", policies.is_linli)
def failed(actor: Actor, news: News, /, *, trouble: TextNotSent) -> News:
    """It did not leave: tried again later, or left off where trying is of no use."""
    row = db.lock_row(News, pk=news.pk)
    row.text_tries = number("texts", "tries") if trouble.is_final else row.text_tries + 1
    row.text_after = clock.now() + timedelta(minutes=2**row.text_tries)
    row.save(update_fields=["text_tries", "text_after"])
    note(target=row.topic, area=row.topic.community.code, step=row.key, why=trouble.reason)
    return row
