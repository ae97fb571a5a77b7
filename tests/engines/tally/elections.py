"""Small elections made by hand or by chance, and the real ones where they are at hand."""

import json
import os
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path

import pytest
from hypothesis import strategies as st

from linli.engines.tally import Ballot, Election, Project, VoteType
from linli.engines.tally.pabulib import read

ROOT = Path(__file__).resolve().parents[3]
SHARED = Path(os.environ.get("LINLI_SHARED_DATA", ROOT.parent / "shared" / "data"))


def real_files() -> list[Path]:
    """The real elections; the test is skipped where they are not at hand."""
    found = sorted((SHARED / "budgeting").glob("*.pb"))
    if not found:
        pytest.skip("no real elections (budgeting/*.pb) in LINLI_SHARED_DATA")
    return found


@cache
def real(name: str) -> Election:
    """One real election by the name of its file."""
    return read(next(one for one in real_files() if one.stem == name).read_bytes())


def reference(name: str) -> dict[str, list[str]]:
    """What is known of one election that was decided by equal shares."""
    path = SHARED / "budgeting" / "equal_shares_reference.json"
    if not path.exists():
        pytest.skip("no equal_shares_reference.json in LINLI_SHARED_DATA")
    found: dict[str, list[str]] = json.loads(path.read_text())[name]
    return found


def official(election: Election) -> set[str]:
    """The winners that the file itself names."""
    place = election.project_columns.index("selected")
    return {one.key for one in election.projects if one.cells[place].strip() == "1"}


def approvals(costs: Mapping[str, int], budget: int, *said: str) -> Election:
    """An election of approvals; ``"ab"`` approves of a and b, ``"3 ab"`` is three such ballots."""
    choices: list[str] = []
    for one in said:
        times, _, letters = one.rpartition(" ")
        choices += [letters] * int(times or 1)
    return Election(
        projects=tuple(Project(key, cost, name=f"project {key}") for key, cost in costs.items()),
        ballots=tuple(Ballot(f"v{at}", tuple(one)) for at, one in enumerate(choices)),
        budget=budget,
    )


def with_points(costs: Mapping[str, int], budget: int, *said: Mapping[str, int]) -> Election:
    """An election where each ballot divides points."""
    return Election(
        projects=tuple(Project(key, cost) for key, cost in costs.items()),
        ballots=tuple(Ballot(f"v{at}", tuple(one), tuple(one.values())) for at, one in enumerate(said)),
        budget=budget,
        vote_type=VoteType.CUMULATIVE,
    )


@st.composite
def elections(draw: st.DrawFn, types: Sequence[VoteType] = (VoteType.APPROVAL,)) -> Election:
    """Small elections of any shape: dear and cheap projects, empty ballots, ties galore."""
    top = draw(st.sampled_from([4, 60, 5000]))
    costs = draw(st.lists(st.integers(1, top), min_size=1, max_size=7))
    projects = tuple(Project(f"p{at}", cost) for at, cost in enumerate(costs))
    keys = st.lists(st.sampled_from([one.key for one in projects]), unique=True, max_size=len(costs))
    chosen = draw(st.lists(keys, min_size=1, max_size=9))
    vote_type = draw(st.sampled_from(list(types)))
    ballots = []
    for at, choices in enumerate(chosen):
        points = ()
        if vote_type in (VoteType.CUMULATIVE, VoteType.SCORING):
            points = tuple(draw(st.integers(1, 5)) for _ in choices)
        ballots.append(Ballot(f"v{at}", tuple(choices), points))
    budget = draw(st.integers(1, sum(costs) + 3))
    return Election(projects, tuple(ballots), budget, vote_type)
