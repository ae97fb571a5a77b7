"""When a chosen project falls: how much money is free again, and who comes next by the published rule."""

from dataclasses import replace

from linli.contexts.budgeting.models import LineKind, Proposal, ProposalState, Round
from linli.contexts.budgeting.queries import counting
from linli.engines.tally import USUAL, Verdict, greedy
from linli.engines.tally.amounts import written
from linli.engines.tally.greedy_rule import Caps, wanted_only

KEPT = (
    ProposalState.CHOSEN, ProposalState.PROCURING, ProposalState.BUILDING, ProposalState.ACCEPTANCE,
    ProposalState.ACCEPTED,
)  # fmt: skip


def free_money(one: Round) -> int:
    """Fen that no standing project needs and no fallen one has paid."""
    bound = 0
    for row in one.proposals.filter(state__in=(*KEPT, ProposalState.FALLEN)).prefetch_related("lines"):
        bound += _bound(row)
    return one.pool - bound


def _bound(row: Proposal) -> int:
    """What a project holds of the pool: its cost while it stands, what was paid once it fell."""
    if row.state in KEPT:
        return row.cost or 0
    return sum(line.fen for line in row.lines.all() if line.kind == LineKind.PAID)


def vacancy(one: Round) -> Proposal | None:
    """The first fallen project for which nobody stands in yet."""
    fallen = one.proposals.filter(state=ProposalState.FALLEN, stand_ins=None)
    return fallen.order_by("place_won", "number").first()


def next_in_line(one: Round) -> Proposal | None:
    """Who stands in: of those not chosen, by votes, the first that the free money pays, under the caps."""
    rows = {row.key: row for row in counting.candidates(one)}
    waiting = {key for key, row in rows.items() if row.state == ProposalState.NOT_CHOSEN}
    if not waiting or vacancy(one) is None:
        return None
    election = counting.count(one).election
    left = replace(
        election, budget=free_money(one), meta=_left_under_caps(one, list(rows.values()), election.meta),
        projects=tuple(project for project in election.projects if project.key in waiting),
        ballots=tuple(counting.only(ballot, waiting) for ballot in election.ballots),
    )  # fmt: skip
    rule = Caps.KEPT if one.caps or one.place_caps else Caps.IGNORED
    steps = greedy(wanted_only(left), ties=USUAL, caps=rule).steps
    return next((rows[step.project] for step in steps if step.verdict is Verdict.WON), None)


def _left_under_caps(
    one: Round, rows: list[Proposal], meta: tuple[tuple[str, str], ...]
) -> tuple[tuple[str, str], ...]:
    """The caps less what the standing projects hold of them."""
    values = dict(meta)
    for key, caps, place in (
        ("budget_per_category", one.caps, lambda row: row.category),
        ("budget_per_neighborhood", one.place_caps, counting.compound_of),
    ):
        used = {
            name: sum(_bound(row) for row in rows if place(row) == name and row.place_won) for name in caps
        }
        if caps:
            values[key] = ",".join(
                written(max(fen - used[name], 0), counting.FEN) for name, fen in caps.items()
            )
    return tuple(values.items())
