"""Who may lead a contest, help in it, put a place forward, and give marks."""

from django.db.models import Q

from linli.contexts.assembly.models.contests import Contest, ContestEntry, Juror
from linli.contexts.assembly.policies.ballots import places_seen
from linli.contexts.assembly.states.contests import HELP_CONTEST, LEAD_CONTEST
from linli.kernel.actor import Actor, Resident
from linli.kernel.areas.models import Area
from linli.kernel.errors import OutsideYourArea


def contests_seen(actor: Actor) -> Q:
    """Contests of one's area, and of the community that it belongs to."""
    return places_seen(actor, HELP_CONTEST)


def may_begin_contest(actor: Actor, area: Area) -> bool:
    """Lay a contest out in a place."""
    return _leads(actor, area.code)


def may_lead_contest(actor: Actor, contest: Contest) -> bool:
    """Lead a contest from step to step, and call jurors."""
    return _leads(actor, contest.area.code)


def may_revoke(actor: Actor, entry: ContestEntry) -> bool:
    """Take an honour back."""
    return _leads(actor, entry.contest.area.code)


def may_help_contest(actor: Actor, contest: Contest) -> bool:
    """Write down what was put forward on paper, look at it: whoever works in that community."""
    if not any(
        contest.area.code.startswith(code) or code.startswith(contest.community)
        for code in actor.areas(HELP_CONTEST)
    ):
        raise OutsideYourArea
    return True


def may_look_at(actor: Actor, entry: ContestEntry) -> bool:
    """The same, for one of its places."""
    return may_help_contest(actor, entry.contest)


def may_put_forward(actor: Actor, contest: Contest) -> bool:
    """A resident of that community, by phone."""
    if not (isinstance(actor, Resident) and actor.homes_in(contest.community)):
        raise OutsideYourArea
    return True


def may_mark_off(actor: Actor, juror: Juror) -> bool:
    """Take somebody off the jury."""
    return _leads(actor, juror.contest.area.code)


def may_mark(actor: Actor, juror: Juror) -> bool:
    """Somebody who types a score sheet in; jurors themselves come through their own door."""
    return may_help_contest(actor, juror.contest)


def _leads(actor: Actor, code: str) -> bool:
    if not actor.may(LEAD_CONTEST, code):
        raise OutsideYourArea
    return True
