"""Papers and proofs of two contexts that were moved beside their box, nothing lost."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

BEFORE = [("assembly", "0007_contests"), ("budgeting", "0003_rolls_erased")]
AFTER = [("assembly", "0008_papers_on_the_common_floor"), ("budgeting", "0004_papers_on_the_common_floor")]
THEN = datetime(2026, 3, 2, 4, tzinfo=UTC)


def at(steps: list[tuple[str, str]]) -> Any:
    """The models of that time, in tables of that time."""
    executor = MigrationExecutor(connection)
    executor.migrate(steps)
    return MigrationExecutor(connection).loader.project_state(steps).apps


@pytest.fixture
def again_today(committed_world) -> Iterator[None]:
    """However far back a test goes, the next one finds the tables of today."""
    yield
    executor = MigrationExecutor(connection)
    executor.migrate(executor.loader.graph.leaf_nodes())


def box_of(apps: Any, area: Any, **more: Any) -> Any:
    made = apps.get_model("ballots", "Box").objects.create(
        area_id=area.pk, about="x", per="adult", secret=True, salt="s", opened_at=THEN, **more
    )
    apps.get_model("ballots", "Seat").objects.create(box=made, key="k", area_id=area.pk)
    return made


@pytest.mark.django_db(transaction=True)
def test_papers_of_votes_and_budgets_lie_beside_their_box(committed_world, again_today) -> None:
    area, behalf, day = committed_world.community, uuid4(), date(2026, 3, 2)
    old = at(BEFORE)
    vote = old.get_model("assembly", "Ballot").objects.create(
        area_id=area.pk, title="装门禁", kind="question", per="adult", opens_on=day, closes_on=day,
        opens_time=time(8), closes_time=time(20), made_at=THEN, state="cancelled", set_aside=3,
        box_id=box_of(old, area).pk,
    )  # fmt: skip
    old.get_model("assembly", "HandIn").objects.create(
        ballot=vote, key="k", area_id=area.pk, channel="phone", first_id=5, state="aside", on=day,
        withdrawn_why="没有第二人",
    )  # fmt: skip
    old.get_model("assembly", "RollErasure").objects.create(
        ballot=vote, lines=7, papers=2, digest="d", erased_at=THEN
    )
    one = old.get_model("budgeting", "Round").objects.create(
        number="PB-2026-01", community_id=area.pk, title="小事", words="", pool=1, candidate_days=1,
        publicity_days=1, call_until=day, vote_from=day, vote_until=day, made_at=THEN, erased_on=day,
        box_id=box_of(old, area, closed_at=THEN).pk, story={"aside": 1},
    )  # fmt: skip
    old.get_model("budgeting", "Handing").objects.create(
        round=one, key="k", behalf=behalf, channel="paper", door="3-2-501", first="account:5",
        second="account:6", at=THEN, state="held",
    )  # fmt: skip
    new = at(AFTER)
    papers = new.get_model("ballots", "HandIn").objects
    first, second = papers.get(box_id=vote.box_id), papers.get(box_id=one.box_id)
    assert (first.state, first.first, first.second, first.why) == ("aside", "account:5", "", "没有第二人")
    assert (second.state, second.second, second.behalf, second.on) == ("held", "account:6", behalf, day)
    proofs = {row.box_id: row for row in new.get_model("ballots", "Erasure").objects.all()}
    assert (proofs[vote.box_id].lines, proofs[vote.box_id].aside) == (7, 3)
    assert (proofs[one.box_id].lines, proofs[one.box_id].aside) == (1, 1)
    assert new.get_model("ballots", "Box").objects.get(pk=vote.box_id).closed_at is not None
