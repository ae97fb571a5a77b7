"""Who may ask for a call-out, blow it, take part in it and end it."""

from django.db.models import Exists, OuterRef, Q

from linli.contexts.service_requests.models import CallOut, Turn
from linli.contexts.service_requests.policies.requests import VIEW, acts_for, sees_by_place
from linli.contexts.service_requests.states import CALL, CALL_HEAVY, HANDLE
from linli.kernel.actor import Actor
from linli.kernel.areas.models import Area
from linli.kernel.db import inside
from linli.kernel.errors import OutsideYourArea

PROPOSE = "service_requests.propose_call_out"
BY_SUBDISTRICT = "subdistrict"


def calls_visible_to(actor: Actor) -> Q:
    """The call-outs that an actor sees: those of his areas, and those to which his body was called."""
    if actor.system:
        return Q()
    found = inside("area__code", actor.areas(VIEW))
    if sees_by_place(actor):
        return found
    called = Turn.objects.filter(
        call_out=OuterRef("pk"), unit_id=actor.organisation_id, called_at__isnull=False
    )
    return found | (inside("area__code", actor.areas(HANDLE)) & Q(Exists(called)))


def _call_is_seen(actor: Actor, call_out: CallOut) -> None:
    if actor.may(VIEW, call_out.area.code):
        return
    if not CallOut.objects.filter(calls_visible_to(actor), pk=call_out.pk).exists():
        raise OutsideYourArea


def may_take_calls_along(actor: Actor) -> bool:
    """Take the list of call-outs one sees along."""
    return actor.holds(HANDLE)


def may_propose_call(actor: Actor, area: Area) -> bool:
    """Ask that units be called to a place."""
    if not actor.may(VIEW, area.code):
        raise OutsideYourArea
    return actor.may(PROPOSE, area.code)


def may_call(actor: Actor, area: Area) -> bool:
    """Call units at once; a heavy kind asks for more, which the command looks at."""
    return may_propose_call(actor, area) and actor.may(CALL, area.code)


def may_lead_call(actor: Actor, call_out: CallOut) -> bool:
    """Blow, decline, close: the community's head, for a heavy kind the subdistrict."""
    _call_is_seen(actor, call_out)
    return actor.may(CALL_HEAVY if call_out.by == BY_SUBDISTRICT else CALL, call_out.area.code)


def may_withdraw_call(actor: Actor, call_out: CallOut) -> bool:
    """Who leads it; and who proposed it, as long as it was not blown."""
    leads = may_lead_call(actor, call_out)
    return leads or (call_out.blown_at is None and call_out.proposed_by == actor.account_id)


def may_lead_turn(actor: Actor, turn: Turn) -> bool:
    """Those who called: more time, back for more, released, their mark."""
    return may_lead_call(actor, turn.call_out)


def may_take_turn(actor: Actor, turn: Turn) -> bool:
    """The unit that was called; for a unit without accounts of its own, those who give requests out."""
    _call_is_seen(actor, turn.call_out)
    is_theirs = actor.may(HANDLE, turn.call_out.area.code)
    return is_theirs and acts_for(actor, turn.call_out, turn.unit_id)
