"""Which steps each role is offered in every state, and a story that comes through every one of them."""

from datetime import date

import pytest

from linli.contexts.budgeting.commands import falling, objections, proposals, rounds, voting, works
from linli.contexts.budgeting.models import Proposal, ProposalState, Round, RoundState
from linli.contexts.budgeting.queries import desk
from linli.kernel.errors import NotAllowed, OutsideYourArea

pytestmark = pytest.mark.django_db
NONE: set[str] = set()
PLACES = {
    "community_manager": "community", "counter_clerk": "community", "grid_worker": "grid1",
    "subdistrict_officer": "subdistrict", "auditor": "subdistrict",
}  # fmt: skip
LEADS, COUNTS, AUDITS = ("community_manager",), ("community_manager", "counter_clerk"), (
    "subdistrict_officer", "auditor",
)  # fmt: skip
OF_ROUNDS = {
    "setup": {LEADS: {"open_call", "cancel"}},
    "call": {LEADS: {"begin_screening", "cancel"}},
    "screen": {LEADS: {"begin_deliberating", "cancel"}},
    "deliberate": {LEADS: {"post_candidates", "cancel"}},
    "candidates": {LEADS: {"reopen", "open_vote", "cancel"}},
    "vote": {COUNTS: {"count_votes"}},
    "tally": {LEADS: {"post_result"}},
    "publicity": {LEADS: {"confirm"}},
    "confirmed": {LEADS: {"begin_audit"}},
    "audit": {AUDITS: {"close"}},
    "closed": {},
    "cancelled": {},
}
OF_PROPOSALS = {
    ("proposed", "screen"): {COUNTS: {"pass_screening", "refuse"}},
    ("proposed", "call"): {},
    ("refused", "screen"): {},
    ("objected", "screen"): {},
    ("refused_for_good", "screen"): {},
    ("eligible", "deliberate"): {},
    ("merged", "deliberate"): {},
    ("withdrawn", "call"): {},
    ("candidate", "vote"): {},
    ("not_chosen", "confirmed"): {},
    ("chosen", "publicity"): {},
    ("chosen", "confirmed"): {LEADS: {"fall", "procure"}},
    ("procuring", "confirmed"): {LEADS: {"fall", "begin_work"}},
    ("building", "confirmed"): {LEADS: {"fall", "ask_acceptance"}},
    ("acceptance", "confirmed"): {LEADS: {"rework", "accept"}},
    ("accepted", "confirmed"): {},
    ("fallen", "confirmed"): {},
}


def _expected(table: dict, role: str) -> set[str]:
    return set().union(NONE, *(verbs for roles, verbs in table.items() if role in roles))


@pytest.mark.parametrize("role", PLACES)
def test_a_round_offers_each_role_its_own_steps(world, shares, role: str) -> None:
    one, actor = shares.planned(), world.actor(role, getattr(world, PLACES[role]))
    assert set(OF_ROUNDS) == set(RoundState.values)
    for state, table in OF_ROUNDS.items():
        one.state = state
        assert {step.verb for step in desk.round_steps(actor, one)} == _expected(table, role), state


@pytest.mark.parametrize("role", PLACES)
def test_a_proposal_offers_each_role_its_own_steps(world, shares, role: str) -> None:
    row = shares.propose(shares.called(), shares.neighbour("李一", "201"))
    actor = world.actor(role, getattr(world, PLACES[role]))
    assert {state for state, _round in OF_PROPOSALS} == set(ProposalState.values)
    for (state, at), table in OF_PROPOSALS.items():
        row.state, row.round.state = state, at
        assert {step.verb for step in desk.proposal_steps(actor, row)} == _expected(table, role), (state, at)


def test_no_command_of_a_round_is_open_to_other_roles_or_places(world, shares) -> None:
    one = shares.planned()
    for role, place in (("counter_clerk", "community"), ("grid_worker", "grid1"), ("auditor", "subdistrict")):
        with pytest.raises(NotAllowed):
            rounds.open_call(world.actor(role, getattr(world, place)), one)
    with pytest.raises(OutsideYourArea):
        rounds.open_call(world.actor("community_manager", world.other_community), one)


class Story:
    """Notes in which states rounds and proposals were seen."""

    def __init__(self, shares) -> None:
        self.shares, self.rounds, self.proposals = shares, set(), set()

    def look(self) -> None:
        self.rounds |= set(Round.objects.values_list("state", flat=True))
        self.proposals |= set(Proposal.objects.values_list("state", flat=True))

    def fresh(self, number: int) -> Proposal:
        return Proposal.objects.select_related("round__community").get(
            number=number, round__state__in=self.rounds, round=self.one
        )

    def walk(self, *deeds) -> None:
        """Do one after the other, looking each time."""
        for deed in deeds:
            deed()
            self.look()


def test_every_state_is_reached_by_what_people_can_do(shares) -> None:
    story, manager, clerk = Story(shares), shares.manager, shares.clerk
    near = [shares.neighbour(f"邻{n}", f"{n}01") for n in (2, 3, 4)]
    story.one = shares.planned(rule="greedy")
    story.look()
    one = rounds.open_call(manager, story.one)
    rows = [shares.propose(one, near[n % 3], n % 3, wish=fen) for n, fen in enumerate(
        (6_000_000, 4_000_000, 3_000_000, 1_000_000, 1_000_000, 1_000_000, 1_000_000),
    )]  # fmt: skip
    story.walk(lambda: proposals.withdraw(near[0], rows[6]))
    shares.until(date(2026, 3, 21))
    rounds.begin_screening(manager, one)
    story.look()
    for row in rows[:4]:
        shares.passed(row)
    for row in (rows[4], rows[5]):
        proposals.refuse(clerk, row, clause="private", reason="自家的事")
    story.look()
    said = objections.object_to_refusal(near[1], rows[4], words="不是自家的")
    story.walk(lambda: objections.answer(manager, one, said, words="看过了，是自家的", upheld=False))
    story.walk(lambda: rounds.begin_deliberating(manager, one))
    asked = proposals.suggest_change(clerk, rows[3], told={"into": story.fresh(1)}, why="同一个花园")
    story.walk(
        lambda: proposals.answer_change(near[0], rows[3], asked, agrees=True),
        lambda: rounds.post_candidates(manager, one),
    )
    shares.until(date(2026, 3, 26))
    held = voting.open_vote(manager, Round.objects.get(pk=one.pk))
    story.look()
    for who, keys in zip(near, (("1", "2"), ("1", "2"), ("1", "3")), strict=True):
        shares.cast(held, who, *keys)
    held = shares.counted(held)
    story.look()
    story.walk(lambda: rounds.post_result(manager, held))
    shares.until(date(2026, 4, 5))
    story.walk(
        lambda: rounds.confirm(manager, held), lambda: works.procure(manager, story.fresh(1)),
        lambda: works.begin_work(manager, story.fresh(1), builder="本地公司", how="比价"),
        lambda: works.ask_acceptance(manager, story.fresh(1)),
        lambda: works.score(near[0], story.fresh(1), stars=5),
        lambda: works.accept(manager, story.fresh(1)),
        lambda: falling.fall(manager, story.fresh(2), reason="做不了"),
        lambda: rounds.begin_audit(manager, held),
        lambda: rounds.close(shares.officer, Round.objects.get(pk=held.pk), reason="齐全"),
    )  # fmt: skip
    other = shares.planned(
        call_until=date(2026, 5, 1), vote_from=date(2026, 5, 9), vote_until=date(2026, 5, 9)
    )
    story.walk(lambda: rounds.cancel(manager, other, reason="资金改期"))
    assert story.proposals | {"objected"} == set(ProposalState.values)
    assert story.rounds == set(RoundState.values)
