"""Who may see, enter, give out, handle and decide requests.

Workers see the requests of their areas.  A body from outside sees those that were given to it, and keeps
seeing what it handled; it never sees the rest of the area.
"""

from django.db.models import Exists, OuterRef, Q

from linli.contexts.service_requests.models import OPEN, CallOut, Hop, Part, Reporter, Request, Text, Turn
from linli.contexts.service_requests.models.programs import Program
from linli.contexts.service_requests.models.rules import CommonReport, RoutingRule
from linli.contexts.service_requests.states import (
    APPROVE,
    ARBITRATE,
    CALL,
    CALL_HEAVY,
    DISPATCH,
    HANDLE,
    LIFE,
    SUPERVISE,
)
from linli.kernel.accounts.models import Account
from linli.kernel.actor import Actor
from linli.kernel.areas.models import Area
from linli.kernel.db import inside
from linli.kernel.errors import OutsideYourArea

VIEW, ENTER, RULES = "service_requests.view", "service_requests.enter", "service_requests.rules"
SUBDISTRICT_DIGITS, COMMUNITY_DIGITS = 9, 12
PROPOSE = "service_requests.propose_call_out"
BY_SUBDISTRICT = "subdistrict"


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


def _of(actor: Actor, request: Request, permission: str) -> bool:
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
    return _of(actor, request, DISPATCH)


def may_merge(actor: Actor, request: Request, lead: Request) -> bool:
    """Both of them are one's own to sort."""
    return may_dispatch(actor, request) and may_dispatch(actor, lead)


def may_approve(actor: Actor, request: Request) -> bool:
    """Agree to more time."""
    return _of(actor, request, APPROVE)


def may_arbitrate(actor: Actor, request: Request) -> bool:
    """Decide who answers for it."""
    return _of(actor, request, ARBITRATE)


def may_supervise(actor: Actor, request: Request) -> bool:
    """Take up what was not solved twice."""
    return _of(actor, request, SUPERVISE)


def may_handle(actor: Actor, request: Request) -> bool:
    """The unit that leads now; for a unit without accounts of its own, those who give requests out."""
    unit_id = Request.objects.values_list("unit_id", flat=True).get(pk=request.pk)
    return _of(actor, request, HANDLE) and acts_for(actor, request, unit_id)


def may_do_part(actor: Actor, part: Part) -> bool:
    """The unit that was asked for a part."""
    return _of(actor, part.request, HANDLE) and acts_for(actor, part.request, part.unit_id)


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
    return _of(actor, reporter.request, DISPATCH)


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
    has_people = Account.objects.filter(organisation_id=unit_id, is_active=True).exists()
    return not has_people and actor.may(DISPATCH, request.area.code)


def may_take(actor: Actor, request: Request, verb: str) -> bool:
    """True when this step of the table is the actor's; the page shows only such buttons."""
    needs = next(step.needs for step in LIFE.steps if step.verb == verb)
    if needs == HANDLE:
        return actor.may(HANDLE, request.area.code) and acts_for(actor, request, request.unit_id)
    return actor.may(needs, request.area.code)


def is_linli(actor: Actor, *_: object) -> bool:
    """Only Linli itself: a reporter who proved the tracking code, a reaction, the clock."""
    return bool(actor.system)


def may_keep_rules(actor: Actor, scope: Area) -> bool:
    """Write the rules of a community or a subdistrict."""
    if not actor.may(VIEW, scope.code):
        raise OutsideYourArea
    return actor.may(RULES, scope.code)


def may_change_rule(actor: Actor, rule: RoutingRule) -> bool:
    """Change one of them."""
    return may_keep_rules(actor, rule.scope)


def reports_visible_to(actor: Actor) -> Q:
    """A community's reports; the subdistrict's people see them once they are sent."""
    sent: Q = inside("scope__code", actor.areas(VIEW)) & Q(sent_at__isnull=False)
    found: Q = inside("scope__code", actor.areas(ENTER)) | sent
    return found


def may_report_common(actor: Actor, scope: Area) -> bool:
    """Tell a common problem upward."""
    if not actor.may(VIEW, scope.code):
        raise OutsideYourArea
    return actor.may(ENTER, scope.code) and actor.may(DISPATCH, scope.code)


def may_change_common(actor: Actor, report: CommonReport) -> bool:
    """Put a report right and send it."""
    return may_report_common(actor, report.scope)


def may_answer_common(actor: Actor, report: CommonReport) -> bool:
    """The subdistrict answers."""
    if not actor.may(VIEW, report.scope.code):
        raise OutsideYourArea
    return actor.may(SUPERVISE, report.scope.code[:SUBDISTRICT_DIGITS])


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


def may_add_program(actor: Actor, area: Area) -> bool:
    """Whoever decides how requests are given out also decides which programs may bring some."""
    if not actor.may(VIEW, area.code):
        raise OutsideYourArea
    return actor.may(RULES, area.code)


def may_withdraw_program(actor: Actor, program: Program) -> bool:
    """The same."""
    return may_add_program(actor, program.area)


def may_pull(actor: Actor, community: Area) -> bool:
    """Look at the hotline now."""
    return may_add_program(actor, community)


def may_send_again(actor: Actor, text: Text) -> bool:
    """Send a text message once more."""
    return _of(actor, text.request, RULES)
