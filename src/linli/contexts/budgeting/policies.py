"""Who may run a round, judge proposals, write down for others, count and check the accounts."""

from collections.abc import Iterable
from uuid import UUID

from django.db.models import Q

from linli.contexts.budgeting.models import Past, Proposal, Round
from linli.contexts.budgeting.states import AUDIT, COUNT, PROPOSE, RUN, SCREEN, VIEW
from linli.contexts.registry import api as registry
from linli.contexts.registry.api import Door
from linli.contexts.residents import api as residents
from linli.kernel.actor import Actor, Resident
from linli.kernel.areas.models import Area
from linli.kernel.errors import OutsideYourArea

__all__ = ["AUDIT", "COUNT", "PROPOSE", "RUN", "SCREEN", "VIEW"]


def rounds_seen(actor: Actor) -> Q:
    """Rounds of the communities that touch one's areas."""
    found = Q(pk__in=[])
    for code in actor.areas(VIEW):
        found |= Q(community__code__startswith=code) | Q(community__code=code[:12])
    return found


def may_plan(actor: Actor, community: Area) -> bool:
    """Begin a round for a community."""
    return _in(actor, community.code) and actor.may(RUN, community.code)


def may_drop_past(actor: Actor, past: Past) -> bool:
    """Remove a past election that was imported."""
    return may_plan(actor, past.community)


def may_run(actor: Actor, one: Round, *_: object) -> bool:
    """Lead a round from step to step."""
    return _in(actor, one.community.code) and actor.may(RUN, one.community.code)


def may_count(actor: Actor, one: Round, *_: object) -> bool:
    """End the vote and count; decide what becomes of papers that nobody confirmed."""
    return _in(actor, one.community.code) and actor.may(COUNT, one.community.code)


def may_read_papers(actor: Actor, one: Round, *_: object) -> bool:
    """Read papers into the box: whoever writes down for residents."""
    return _in(actor, one.community.code) and actor.holds(PROPOSE)


def may_audit(actor: Actor, one: Round) -> bool:
    """Check the accounts: never whoever began or counted the round."""
    apart = actor.account_id not in (one.account_id, one.counted_by)
    return _in(actor, one.community.code) and actor.may(AUDIT, one.community.code) and apart


def may_lead(actor: Actor, proposal: Proposal, *_: object) -> bool:
    """Lead a proposal or the work that became of it."""
    return may_run(actor, proposal.round)


def may_screen(actor: Actor, proposal: Proposal, *_: object) -> bool:
    """Judge a proposal: estimate, pass, refuse, ask for a change."""
    code = proposal.round.community.code
    return _in(actor, code) and actor.may(SCREEN, code)


def may_tell(actor: Actor, proposal: Proposal) -> bool:
    """Say to the author of a paper what became of it: whoever judges, or writes down for residents."""
    code = proposal.round.community.code
    return _in(actor, code) and (actor.may(SCREEN, code) or actor.holds(PROPOSE)) and not proposal.visitor


def may_write_down(actor: Actor, one: Round, door: Door) -> bool:
    """Write down something for a resident behind a door of one's own area."""
    if not (actor.may(PROPOSE, door.area.code) and door.area.code.startswith(one.community.code)):
        raise OutsideYourArea
    return True


def may_answer_for(actor: Actor, proposal: Proposal, door: Door, *_: object) -> bool:
    """Write down what the author behind a door says."""
    return may_write_down(actor, proposal.round, door)


def may_answer_for_author(actor: Actor, proposal: Proposal, door: Door, *_: object) -> bool:
    """Write down what the author of a paper says, at the door where the author lives."""
    allowed = may_write_down(actor, proposal.round, door)
    if proposal.visitor is None and not on_paper_from([proposal], door):
        raise OutsideYourArea
    return allowed


def on_paper_from(proposals: Iterable[Proposal], door: Door) -> list[Proposal]:
    """Those that were written down for somebody behind this door."""
    rows = [row for row in proposals if row.behalf is not None and row.visitor is None]
    records = residents.behalf_cards([row.behalf for row in rows if row.behalf])
    behind = {member.key for member in registry.members_behind([door.key]).get(door.key, [])}
    return [
        row
        for row in rows
        if row.behalf
        and (record := records.get(row.behalf))
        and (record.person in behind if record.person else record.dwelling == door.key)
    ]


def visitor_of(actor: Actor) -> UUID | None:
    """The key of the visitor behind a resident's acts; nobody else has one."""
    return actor.visitor if isinstance(actor, Resident) else None


def belongs(actor: Actor, one: Round, *_: object) -> bool:
    """A resident of that community."""
    if not isinstance(actor, Resident) or not actor.homes_in(one.community.code):
        raise OutsideYourArea
    return True


def belongs_to_works(actor: Actor, proposal: Proposal) -> bool:
    """A resident of the community in which it was built."""
    return belongs(actor, proposal.round)


def is_author(actor: Actor, proposal: Proposal, *_: object) -> bool:
    """Whoever made the proposal by phone."""
    if not isinstance(actor, Resident) or proposal.visitor is None or proposal.visitor != actor.visitor:
        raise OutsideYourArea
    return True


def is_linli(actor: Actor, *_: object) -> bool:
    """Linli itself, when something was confirmed elsewhere."""
    return bool(actor.system)


def _in(actor: Actor, code: str) -> bool:
    if not any(code.startswith(own) or own.startswith(code) for own in actor.areas(VIEW)):
        raise OutsideYourArea
    return True
