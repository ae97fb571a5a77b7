"""Agreeing to be asked by text message, taking that back, and sending the question."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from linli.contexts.care import policies
from linli.contexts.care.models import Asking, Texting
from linli.contexts.care.queries import texting as queries
from linli.contexts.registry import api as registry
from linli.facts.care import OpinionToAsk
from linli.kernel import clock, db
from linli.kernel.actor import Actor
from linli.kernel.areas.models import Area
from linli.kernel.commands import command, note, publish
from linli.kernel.errors import BadInput, NotAllowedNow
from linli.kernel.ports import TextNotSent
from linli.kernel.visitors.phones import mobile


@dataclass(frozen=True, slots=True)
class Agreed:
    """Who agreed, and the number; without one, that of the register."""

    agreed_by: str
    phone: str = ""


@command("care.texting_agreed", policies.may_agree_texts)
def agree(actor: Actor, held: registry.Held, /, *, told: Agreed) -> Texting:
    """Somebody may be asked by text message from now on."""
    if not told.agreed_by.strip():
        raise BadInput(_("请写是谁同意的。"), field="agreed_by")
    member = registry.members([held.key]).get(held.key)
    known = member.boxed_phone.reveal() if member else ""
    number = mobile(told.phone.strip() or known)
    values = {
        "phone": number, "agreed_by": told.agreed_by.strip()[:40], "agreed_on": clock.today(),
        "account_id": actor.account_id,
    }  # fmt: skip
    made, _new = Texting.objects.update_or_create(person_id=held.key, defaults=values)
    note(target=f"registry.person:{held.key}", area=held.area_code)
    return made


@command("care.texting_ended", policies.may_agree_texts)
def take_back(actor: Actor, held: registry.Held, /) -> None:
    """No more text messages."""
    gone, _by_table = Texting.objects.filter(person=held.key).delete()
    if not gone:
        raise NotAllowedNow
    note(target=f"registry.person:{held.key}", area=held.area_code)


@command("care.texting_stopped", policies.is_linli)
def stop(actor: Actor, asking: Asking, /) -> None:
    """Whoever holds the link of a message wants no more of them."""
    Texting.objects.filter(person=asking.person_id).delete()
    note(target=asking.offer, area=asking.offer.community.code)


@command("care.opinions_texted", policies.is_linli)
def text(actor: Actor, place: Area, /) -> int:
    """Ask whoever agreed, each once; the messages leave after this is on record."""
    db.lock_row(Area, pk=place.pk)
    rows = queries.to_text(place)
    Asking.objects.filter(pk__in=[row.pk for row in rows]).update(texted_at=clock.now())
    publish(*(OpinionToAsk(row.pk) for row in rows))
    note(target=place, area=place.code, rows=len(rows))
    return len(rows)


@command("care.text_put_off", policies.is_linli)
def put_off(actor: Actor, asking: Asking, /) -> None:
    """It became night before the message could leave: it waits for the morning."""
    Asking.objects.filter(pk=asking.pk).update(texted_at=None)
    note(target=asking.offer, area=asking.offer.community.code)


@command("care.text_unsent", policies.is_linli)
def note_unsent(actor: Actor, asking: Asking, /, *, trouble: TextNotSent) -> None:
    """The number takes no messages; the question stays with those that one can ask by telephone."""
    note(target=asking.offer, area=asking.offer.community.code, reason=trouble.reason)
