"""Who may see, fill and return forms."""

from django.db.models import Q

from linli.contexts.forms.models import Return
from linli.kernel.actor import Actor
from linli.kernel.areas.models import Area
from linli.kernel.db import inside
from linli.kernel.errors import OutsideYourArea

VIEW, FILL = "forms.view", "forms.fill"


def visible_to(actor: Actor) -> Q:
    """Returns for places in one's area; a grid worker also sees those asked of the whole community."""
    codes = actor.areas(VIEW)
    communities = [code[:12] for code in codes if len(code) > 12]
    return inside("place__code", codes) | Q(place__code__in=communities)


def may_read(actor: Actor, asked: Return) -> bool:
    """Read what a form says of people: whoever sees the whole place it is about."""
    return actor.may(VIEW, asked.place.code)


def may_take(actor: Actor, place: Area) -> bool:
    """Take a department's form in, for a place in one's area."""
    return actor.may(FILL, place.code)


def may_fill(actor: Actor, asked: Return, *_: object) -> bool:
    """Fill or hand in: whoever may for the whole place the form is about."""
    if not (actor.may(VIEW, asked.place.code) or asked.place.code in {c[:12] for c in actor.areas(VIEW)}):
        raise OutsideYourArea
    return actor.may(FILL, asked.place.code)
