"""Who may write down a promise, work on it, say that it is kept, and tell those who took part."""

from django.db.models import Q

from linli.contexts.assembly.models import Participant, Promise
from linli.contexts.assembly.states import CONFIRM, FOLLOW, PROMISE
from linli.kernel.actor import Actor, Resident
from linli.kernel.areas.models import Area
from linli.kernel.db import inside
from linli.kernel.errors import OutsideYourArea

COMMUNITY = 12


def promises_seen(actor: Actor) -> Q:
    """Promises of the communities where one works; and one's own, wherever they were made."""
    found = inside("area__code", _communities(actor))
    return found | Q(account_id=actor.account_id) if actor.account_id else found


def _communities(actor: Actor) -> tuple[str, ...]:
    return tuple({code[:COMMUNITY] for code in actor.areas(FOLLOW)})


def participants_seen(actor: Actor) -> Q:
    """People in one's area who took part."""
    return inside("area__code", actor.areas(FOLLOW))


def sees(actor: Actor, promise: Promise) -> bool:
    """Whether a promise can be seen by an actor; the same as ``promises_seen``."""
    return is_own(actor, promise) or any(promise.area.code.startswith(c) for c in _communities(actor))


def confirms(actor: Actor) -> Q:
    """Promises of the places for which one answers."""
    return inside("area__code", actor.areas(CONFIRM))


def is_own(actor: Actor, promise: Promise) -> bool:
    """Whether the actor is responsible for it."""
    return promise.account_id is not None and promise.account_id == actor.account_id


def may_promise(actor: Actor, area: Area) -> bool:
    """Write down what was promised in a place."""
    if not actor.may(PROMISE, area.code):
        raise OutsideYourArea
    return True


def may_work_on(actor: Actor, promise: Promise) -> bool:
    """Say how far it is: whoever is responsible, and who answers for the place."""
    if not sees(actor, promise):
        raise OutsideYourArea
    return is_own(actor, promise) or actor.may(PROMISE, promise.area.code)


def may_confirm_kept(actor: Actor, promise: Promise) -> bool:
    """Say that it is kept: who answers for the place, but never for a promise of one's own."""
    if not sees(actor, promise):
        raise OutsideYourArea
    return actor.may(CONFIRM, promise.area.code) and not is_own(actor, promise)


def may_take_up_again(actor: Actor, promise: Promise) -> bool:
    """Try once more what was not kept."""
    if not sees(actor, promise):
        raise OutsideYourArea
    return actor.may(PROMISE, promise.area.code)


def may_speak(actor: Actor, promise: Promise, participant: Participant) -> bool:
    """Say whether it was kept: a resident who took part."""
    if not (isinstance(actor, Resident) and participant.key in keys_of(actor)):
        raise OutsideYourArea
    return (participant.source_kind, participant.source_id) == (promise.source_kind, promise.source_id)


def may_tell(actor: Actor, participant: Participant) -> bool:
    """Note that somebody was told: whoever works where that person lives."""
    if not actor.may(FOLLOW, participant.area.code):
        raise OutsideYourArea
    return True


def may_take_along(actor: Actor, area: Area) -> bool:
    """Take the list of promises along."""
    if not any(area.code.startswith(one) or one.startswith(area.code) for one in actor.areas(FOLLOW)):
        raise OutsideYourArea
    return True


def is_resident(actor: Actor) -> bool:
    """Somebody who proved a phone."""
    return isinstance(actor, Resident)


def keys_of(resident: Actor) -> list[str]:
    """Under which keys a resident may have taken part."""
    if not isinstance(resident, Resident):
        return []
    people = [f"person:{home.person}" for home in resident.homes if home.person]
    return [f"visitor:{resident.visitor}", *people]
