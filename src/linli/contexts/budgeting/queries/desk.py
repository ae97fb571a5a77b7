"""What workers read: rounds of their communities, proposals with all their parts, papers that wait."""

from dataclasses import dataclass
from uuid import UUID

from django.db.models import Count, Q, QuerySet

from linli.contexts.budgeting import policies
from linli.contexts.budgeting.models import (
    Channel,
    Proposal,
    ProposalState,
    Round,
    RoundState,
)
from linli.contexts.budgeting.queries import standing_in
from linli.contexts.budgeting.states import PROPOSAL, ROUND
from linli.engines.similarity import Index, Recent, ready
from linli.kernel import clock
from linli.kernel.actor import Actor
from linli.kernel.ballots.models import HandIn
from linli.kernel.workflow import Step

BY_PAGES = frozenset(
    {
        "merge",
        "withdraw",
        "step_in",
        "object",
        "uphold",
        "dismiss",
        "stand",
        "step_back",
        "choose",
        "pass_over",
    }
)
"""Steps of a proposal that come with something else and have no button of their own."""
LIKELY = 0.35


def seen(actor: Actor) -> QuerySet[Round]:
    """Rounds of one's communities, the newest first."""
    rows = Round.objects.filter(policies.rounds_seen(actor)).select_related("community", "box")
    return rows.annotate(ideas=Count("proposals")).order_by("-made_at", "-pk")


def round_of(actor: Actor, round_id: UUID) -> Round:
    """One round; Round.DoesNotExist outside one's area."""
    return seen(actor).get(pk=round_id)


def proposals(one: Round, *, words: str = "", state: str = "") -> QuerySet[Proposal]:
    """Those of a round that somebody looks for."""
    rows = one.proposals.select_related("area", "merged_into").order_by("number")
    rows = rows.filter(Q(title__contains=words) | Q(words__contains=words)) if words else rows
    return rows.filter(state=state) if state in ProposalState.values else rows


def proposal_of(actor: Actor, proposal_id: UUID) -> Proposal:
    """One proposal; Proposal.DoesNotExist outside one's area."""
    rows = Proposal.objects.select_related("round__community", "area", "merged_into")
    return rows.get(pk=proposal_id, round__in=Round.objects.filter(policies.rounds_seen(actor)))


def round_steps(actor: Actor, one: Round) -> list[Step]:
    """The steps that this person may press now."""
    found = [step for step in ROUND.open_from(one.state) if actor.may(step.needs, one.community.code)]
    return [step for step in found if step.verb != "close" or policies.may_audit(actor, one)]


def proposal_steps(actor: Actor, one: Proposal) -> list[Step]:
    """The steps of a proposal that this person may press now."""
    code, at = one.round.community.code, one.round.state
    timely = {
        ProposalState.PROPOSED: at == RoundState.SCREEN, ProposalState.CHOSEN: at == RoundState.CONFIRMED,
    }.get(ProposalState(one.state), True)  # fmt: skip
    found = [s for s in PROPOSAL.open_from(one.state) if s.verb not in BY_PAGES and actor.may(s.needs, code)]
    if at != RoundState.CONFIRMED:
        found = [step for step in found if step.verb != "fall"]
    return found if timely else []


@dataclass(frozen=True, slots=True)
class Alike:
    """Another proposal of the round that may speak of the same."""

    proposal: Proposal
    reason: str


def is_next(one: Proposal) -> bool:
    """Whether it would stand in for a project that fell."""
    if one.round.state != RoundState.CONFIRMED or standing_in.vacancy(one.round) is None:
        return False
    following = standing_in.next_in_line(one.round)
    return following is not None and following.pk == one.pk


def alike(one: Proposal) -> list[Alike]:
    """Likely the same matter, by their words; a person decides."""
    others = {row.number: row for row in one.round.proposals.exclude(pk=one.pk).select_related("round")}
    index = Index([Recent(n, ready(row.title, f"{row.place}{row.words}")) for n, row in others.items()])
    hints = index.likely(ready(one.title, f"{one.place}{one.words}"), most=3, least=LIKELY)
    return [Alike(others[hint.number], hint.reason) for hint in hints]


def papers(one: Round, *states: str) -> list[HandIn]:
    """Papers that wait for a second person, or were left out."""
    return list(HandIn.objects.filter(box=one.box_id, state__in=states).order_by("pk"))


def papers_of(behalf: UUID) -> list[tuple[Round, HandIn]]:
    """The paper that waits by an act on behalf, and its round; none if the act was about something else."""
    found = HandIn.objects.filter(behalf=behalf, state=HandIn.State.WAITING)
    rounds = Round.objects.filter(box__in=found.values("box")).select_related("community", "box")
    by_box = {one.box_id: one for one in rounds}
    return [(by_box[taken.box_id], taken) for taken in found if taken.box_id in by_box]


def waiting(actor: Actor) -> int:
    """Proposals that wait to be judged, where this person may."""
    if not actor.holds(policies.SCREEN):
        return 0
    rows = Proposal.objects.filter(round__in=Round.objects.filter(policies.rounds_seen(actor)))
    rows = rows.filter(
        round__state=RoundState.SCREEN, state__in=(ProposalState.PROPOSED, ProposalState.OBJECTED)
    )
    return rows.count()


def untold(one: Round) -> int:
    """Authors of papers who were not told yet what became of their proposal."""
    rows = one.proposals.filter(channel=Channel.PAPER, told__heard_at=None, told__isnull=False)
    return rows.distinct().count()


def days_left(one: Round) -> int:
    """Days of the publicity that are still to come."""
    return max((one.ends_on - clock.today()).days, 0) if one.ends_on else 0
