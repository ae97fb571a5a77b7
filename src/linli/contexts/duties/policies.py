"""Who may see and change what in duties."""

from collections.abc import Sequence

from django.db.models import Q

from linli.contexts.duties.models import Admission, Demand, Duty
from linli.kernel.actor import Actor
from linli.kernel.areas.models import Area
from linli.kernel.db import inside
from linli.kernel.errors import OutsideYourArea

VIEW, MANAGE = "duties.view", "duties.manage"
APPLY, DECIDE, SPEAK = "duties.apply", "duties.decide", "duties.speak"
ANSWER = "duties.answer"
FLOORS = (9, 12)
"""Digits of the codes of those who keep lists: subdistricts and communities."""


def above(code: str) -> list[str]:
    """The codes of the subdistrict and the community that hold a place, itself included."""
    return [code[:n] for n in FLOORS if len(code) >= n]


def touching(path: str, codes: Sequence[str]) -> Q:
    """Rows of one's areas, and those of the subdistrict and community above them."""
    return inside(path, codes) | Q(**{f"{path}__in": {up for code in codes for up in above(code)}})


def touches(actor: Actor, permission: str, code: str) -> bool:
    """True when the actor's areas lie in the place ``code``, or it in them."""
    return any(code.startswith(own) or own.startswith(code) for own in actor.areas(permission))


def duties_seen(actor: Actor) -> Q:
    """The lists of one's areas and of those above."""
    return touching("area__code", actor.areas(VIEW))


def admissions_seen(actor: Actor) -> Q:
    """What is asked of one's areas; a department sees its own, others see none that is still a draft."""
    seen = touching("area__code", actor.areas(VIEW))
    own = Q(organisation_id=actor.organisation_id) & Q(organisation__isnull=False)
    if actor.system:
        return seen
    if actor.holds(APPLY) and not (actor.holds(DECIDE) or actor.holds(SPEAK)):
        return seen & own
    return seen & (own | ~Q(state="draft"))


def demands_seen(actor: Actor) -> Q:
    """What was asked of the communities where one answers, or that one looks after."""
    return inside("community__code", [c for p in (ANSWER, DECIDE) for c in actor.areas(p)])


def may_add(actor: Actor, area: Area) -> bool:
    """Add to a list: whoever keeps the list of that place."""
    return actor.may(MANAGE, area.code)


def may_change(actor: Actor, duty: Duty) -> bool:
    """Change an item: whoever keeps that list; an item of a list out of sight is not there."""
    if not touches(actor, VIEW, duty.area.code):
        raise OutsideYourArea
    return actor.may(MANAGE, duty.area.code)


def may_apply(actor: Actor, area: Area) -> bool:
    """Apply: officers of a department that serves the place."""
    return actor.may(APPLY, area.code) or touches(actor, APPLY, area.code)


def may_edit(actor: Actor, admission: Admission) -> bool:
    """Change, hand in or take back: officers of the department that applies."""
    _seen(actor, admission)
    return actor.holds(APPLY) and _is_own(actor, admission)


def may_decide(actor: Actor, admission: Admission) -> bool:
    """Decide: the subdistrict that holds every place concerned."""
    _seen(actor, admission)
    return actor.may(DECIDE, admission.area.code)


def may_speak(actor: Actor, admission: Admission, community: Area) -> bool:
    """Give an opinion: whoever speaks for that community, where the community is concerned."""
    _seen(actor, admission)
    return actor.may(SPEAK, community.code) and community.code.startswith(admission.area.code)


def may_record(actor: Actor, community: Area) -> bool:
    """Write down what was asked of a community: whoever answers for it."""
    return actor.may(ANSWER, community.code)


def may_answer(actor: Actor, demand: Demand, *_: object) -> bool:
    """Answer what was asked: whoever answers for that community."""
    if not any(actor.may(p, demand.community.code) for p in (ANSWER, DECIDE)):
        raise OutsideYourArea
    return actor.may(ANSWER, demand.community.code)


def _is_own(actor: Actor, admission: Admission) -> bool:
    return admission.organisation_id is not None and admission.organisation_id == actor.organisation_id


def _seen(actor: Actor, admission: Admission) -> None:
    if not touches(actor, VIEW, admission.area.code):
        raise OutsideYourArea
    if _is_own(actor, admission) or actor.system:
        return
    only_applies = actor.holds(APPLY) and not (actor.holds(DECIDE) or actor.holds(SPEAK))
    if only_applies or admission.state == "draft":
        raise OutsideYourArea
