"""Who may see, enter, give out, handle and decide requests.

Workers see the requests of their areas.  A body from outside sees those that were given to it, and keeps
seeing what it handled; it never sees the rest of the area.
"""

from django.db.models import Exists, OuterRef, Q

from linli.contexts.service_requests.models import OPEN, CallOut, Hop, Part, Reporter, Request
from linli.contexts.service_requests.states import APPROVE, ARBITRATE, DISPATCH, HANDLE, LIFE, SUPERVISE
from linli.kernel.accounts.models import Account
from linli.kernel.actor import Actor
from linli.kernel.areas.models import Area
from linli.kernel.db import inside
from linli.kernel.errors import OutsideYourArea

VIEW, ENTER, RULES = "service_requests.view", "service_requests.enter", "service_requests.rules"
SUBDISTRICT_DIGITS, COMMUNITY_DIGITS = 9, 12


def visible_to(actor: Actor) -> Q:
    """The requests that an actor sees."""
    if actor.system:
        return Q()
    found = inside("area__code", actor.areas(VIEW))
    if sees_by_place(actor):
        return found
    own = (
        Q(unit_id=actor.organisation_id)
        | Exists(Hop.objects.filter(request=OuterRef("pk"), unit_id=actor.organisation_id))
        | Exists(Part.objects.filter(request=OuterRef("pk"), unit_id=actor.organisation_id))
    )
    return found | (inside("area__code", actor.areas(HANDLE)) & own)


def sees_by_place(actor: Actor) -> bool:
    """True when the place alone decides: one has no unit, or sees everything where one may handle it."""
    everything = actor.areas(VIEW)
    return actor.organisation_id is None or all(c.startswith(everything) for c in actor.areas(HANDLE))


def sees(actor: Actor, request: Request) -> bool:
    """True when the actor sees this request."""
    return (
        actor.may(VIEW, request.area.code)
        or Request.objects.filter(visible_to(actor), pk=request.pk).exists()
    )


def of_request(actor: Actor, request: Request, permission: str) -> bool:
    """Holds the permission over a request that one sees; OutsideYourArea when one does not see it."""
    if not sees(actor, request):
        raise OutsideYourArea
    return actor.may(permission, request.area.code)


def may_enter(actor: Actor, area: Area) -> bool:
    """Write a request down for somebody; whoever reports for himself acts through the public door."""
    if not actor.may(VIEW, area.code):
        raise OutsideYourArea
    return actor.may(ENTER, area.code)


def may_dispatch(actor: Actor, request: Request) -> bool:
    """Sort, answer, give out, merge, review, call back."""
    return of_request(actor, request, DISPATCH)


def may_merge(actor: Actor, request: Request, lead: Request) -> bool:
    """Both of them are one's own to sort."""
    return may_dispatch(actor, request) and may_dispatch(actor, lead)


def may_approve(actor: Actor, request: Request) -> bool:
    """Agree to more time."""
    return of_request(actor, request, APPROVE)


def may_arbitrate(actor: Actor, request: Request) -> bool:
    """Decide who answers for it."""
    return of_request(actor, request, ARBITRATE)


def may_supervise(actor: Actor, request: Request) -> bool:
    """Take up what was not solved twice."""
    return of_request(actor, request, SUPERVISE)


def may_handle(actor: Actor, request: Request) -> bool:
    """The unit that leads now; for a unit without accounts of its own, those who give requests out."""
    unit_id = Request.objects.values_list("unit_id", flat=True).get(pk=request.pk)
    return of_request(actor, request, HANDLE) and acts_for(actor, request, unit_id)


def may_do_part(actor: Actor, part: Part) -> bool:
    """The unit that was asked for a part."""
    return of_request(actor, part.request, HANDLE) and acts_for(actor, part.request, part.unit_id)


def may_take_back(actor: Actor, part: Part) -> bool:
    """The unit that leads."""
    return may_handle(actor, part.request)


def may_agree(actor: Actor, reporter: Reporter) -> bool:
    """The second person who leaves an answer out of the rates."""
    return may_approve(actor, reporter.request)


def may_forget(actor: Actor, reporter: Reporter) -> bool:
    """Take somebody's name and number away for good."""
    return may_approve(actor, reporter.request)


def may_call_back(actor: Actor, reporter: Reporter) -> bool:
    """Ask a reporter whether it is solved, and write the answer down."""
    return of_request(actor, reporter.request, DISPATCH)


def may_reveal(actor: Actor, reporter: Reporter) -> bool:
    """See a reporter's number: the desk, and the unit that leads while it still has to do something."""
    row = reporter.request
    return may_dispatch(actor, row) or leads_now(actor, row)


def leads_now(actor: Actor, request: Request) -> bool:
    """True for the people of the unit that answers for it, as long as it is open."""
    mine = actor.organisation_id is not None and actor.organisation_id == request.unit_id
    return mine and request.state in OPEN


def knows_reporters(actor: Actor, request: Request) -> bool:
    """True for whoever may read who reported: those who work in the area, and the unit that leads now."""
    return actor.may(VIEW, request.area.code) or leads_now(actor, request)


def may_export(actor: Actor) -> bool:
    """Take the list along; it holds no names and no numbers of reporters."""
    return actor.holds(VIEW)


def acts_for(actor: Actor, request: Request | CallOut, unit_id: int | None) -> bool:
    """True for the unit's own people, and for the dispatcher where the unit has none who sign in."""
    if unit_id is None:
        return False
    if actor.organisation_id == unit_id:
        return True
    people = Account.objects.filter(organisation_id=unit_id, is_active=True)
    return actor.may(DISPATCH, request.area.code) and not people.exists()


def may_take(actor: Actor, request: Request, verb: str) -> bool:
    """True when this step of the table is the actor's; the page shows only such buttons."""
    needs = next(step.needs for step in LIFE.steps if step.verb == verb)
    if needs == HANDLE:
        return actor.may(HANDLE, request.area.code) and acts_for(actor, request, request.unit_id)
    return actor.may(needs, request.area.code)


def is_linli(actor: Actor, *_: object) -> bool:
    """Only Linli itself: a reporter who proved the tracking code, a reaction, the clock."""
    return bool(actor.system)
