"""A chosen project that cannot be done, and the next one that stands in for it, in the open."""

from datetime import timedelta

from django.db.models import Max
from django.utils.translation import gettext_lazy as _

from linli.contexts.budgeting import policies
from linli.contexts.budgeting.commands.noticing import want
from linli.contexts.budgeting.commands.rounds import NotYet, step_proposal
from linli.contexts.budgeting.commands.telling import tell
from linli.contexts.budgeting.models import Proposal, Round, RoundState, Telling
from linli.contexts.budgeting.queries import standing_in
from linli.kernel import clock, db
from linli.kernel.actor import Actor
from linli.kernel.commands import command, note
from linli.kernel.errors import NotAllowedNow, ReasonNeeded


@command("budgeting.work_fell", policies.may_lead)
def fall(actor: Actor, proposal: Proposal, /, *, reason: str) -> Proposal:
    """It cannot be done after all: everybody reads why, and its money is free for the next in line."""
    if not reason.strip():
        raise ReasonNeeded(field="reason")
    _confirmed(proposal)
    row = step_proposal(proposal, "fall", fallen_why=reason.strip()[:300])
    tell([row], Telling.FALLEN)
    note(reason=reason.strip()[:200])
    return row


@command("budgeting.work_stepped_in", policies.may_lead)
def step_in(actor: Actor, proposal: Proposal, /, *, reason: str) -> Proposal:
    """The next in line by the published rule gets the free money; it hangs out before the work begins."""
    if not reason.strip():
        raise ReasonNeeded(field="reason")
    held = _confirmed(proposal)
    empty, following = standing_in.vacancy(held), standing_in.next_in_line(held)
    if empty is None or following is None or following.pk != proposal.pk:
        raise NotYet(why=_("按规则现在轮不到它：先要有做不成的项目，再按票数从高到低、钱够的递补。"))
    places = held.proposals.aggregate(last=Max("place_won"))["last"] or 0
    row = step_proposal(proposal, "step_in", stands_in_for=empty, place_won=places + 1)
    today = clock.today()
    held.counted_from, held.ends_on = today, today + timedelta(days=held.publicity_days)
    held.save(update_fields=["counted_from", "ends_on"])
    want(actor, held, "change")
    tell([row], Telling.STANDS_IN)
    note(reason=reason.strip()[:200])
    return row


def _confirmed(proposal: Proposal) -> Round:
    held = db.lock_row(Round, pk=proposal.round_id)
    if held.state != RoundState.CONFIRMED:
        raise NotAllowedNow
    return held
