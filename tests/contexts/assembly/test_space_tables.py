"""Open spaces and contests for programs: what the pages show, for everybody or for those who work on them."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from tests.builders.contests import judging, marked, nominating, published, put_forward
from tests.builders.spaces import at, handed, paper

from linli.contexts.assembly.commands import contest_entries, contests, spaces

pytestmark = pytest.mark.django_db
API = "/api/v1/assembly/"


def test_an_open_space_at_every_state(world) -> None:
    desk = world.client("grid_worker", world.grid1)
    for state in ("calling", "market", "talking", "dots", "planning", "closed"):
        space = at(world, state)
        told = Client().get(f"/assembly/open/{space.code}/space.json").json()
        assert told == desk.get(f"{API}spaces/{space.pk}").json()
        assert (told["state"], told["places"]) == (state, ["东角", "西角"])
        assert [one["dots"] is None for one in told["cards"]] in (
            [],
            [state not in ("planning", "closed")] * 2,
        )
    assert told["actions"][0]["promise"]
    assert told["cards"][0]["round"] == 1
    draft = at(world, "draft")
    assert Client().get(f"/assembly/open/{draft.code}/space.json").status_code == 404
    assert desk.get(f"{API}spaces/{draft.pk}").json()["state"] == "draft"
    assert len(desk.get(f"{API}spaces").json()) == 7
    assert [one["state"] for one in desk.get(f"{API}spaces?state=draft&q=院子").json()] == ["draft"]


def test_what_was_called_off_says_why_to_whoever_holds_its_address(world) -> None:
    manager, space, contest = world.actor("community_manager"), at(world, "calling"), nominating(world)
    spaces.cancel(manager, space, reason="台风")
    contests.cancel(manager, contest, reason="人手不够")
    assert Client().get(f"/assembly/open/{space.code}/space.json").json()["ended_why"] == "台风"
    page = Client().get(f"/assembly/open/{space.code}/").content.decode()
    assert "取消的原因：台风" in page
    assert "<form" not in page.partition("<main")[2].partition("</main>")[0]
    told = Client().get(f"/assembly/contests/open/{contest.pk}/contest.json").json()
    assert told["ended_why"] == "人手不够"


def test_a_contest_tells_everybody_who_is_honoured_and_the_desk_how_it_was_counted(world) -> None:
    contest = published(world)
    told = Client().get(f"/assembly/contests/open/{contest.pk}/contest.json").json()
    assert [one["place"] for one in told["places"]] == ["1号楼1单元"]
    assert len(told["jurors"]) == 2
    assert "sums" not in told
    desk = world.client("counter_clerk").get(f"{API}contests/{contest.pk}").json()
    assert [one["total"] for one in desk["sums"]] == ["80", "76", "76"]
    assert len(desk["forwarded"]) == 3
    assert [one["title"] for one in world.client("counter_clerk").get(f"{API}contests?q=三月").json()] == [
        contest.title
    ]
    running = judging(world)
    told = Client().get(f"/assembly/contests/open/{running.pk}/contest.json").json()
    assert told["jurors"] == []
    assert len(told["places"]) == 3


def test_walls(world) -> None:
    space, contest = at(world, "market"), marked(world)
    for path in (f"spaces/{space.pk}", f"contests/{contest.pk}"):
        other = world.client("community_manager", world.other_community)
        assert other.get(API + path).status_code == 404, path
        assert other.get(API + path.partition("/")[0]).json() == []
        assert Client().get(API + path).status_code == 401, path
        assert world.client("auditor", world.subdistrict).get(API + path).status_code == 403, path
    assert Client().get("/assembly/open/NOSUCH/space.json").status_code == 404


def test_programs_do_not_ask_more_for_more(world) -> None:
    counts = []
    for size in (1, 4):
        space, contest = at(world, "calling"), nominating(world)
        for n in range(size):
            paper(world, space, f"题卡{n}", f"邻居{n}")
        handed(world, space, size)
        for building in (world.building1, world.building2, world.building3)[:size]:
            contest_entries.accept(world.actor("counter_clerk"), put_forward(world, contest, building))
        counts.append([])
        for path in (
            f"/assembly/open/{space.code}/space.json",
            f"{API}contests/{contest.pk}",
            f"{API}spaces",
        ):
            desk = world.client("community_manager")
            desk.get(path)
            with CaptureQueriesContext(connection) as asked:
                assert desk.get(path).status_code == 200
            counts[-1].append(len(asked))
    assert counts[0] == counts[1]
