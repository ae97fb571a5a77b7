"""Places put forward by those who live there and by neighbours, once each."""

import pytest
from tests.builders.contests import fresh, judging, nominating, put_forward, stairway
from tests.builders.neighbours import neighbour

from linli.contexts.assembly.commands import contest_entries
from linli.contexts.assembly.commands.contest_entries import Forward
from linli.kernel.errors import BadInput, NotAllowedNow, OutsideYourArea, ReasonNeeded

pytestmark = pytest.mark.django_db
WHY = "每层都有人浇花"


def test_ones_own_stairway_or_a_neighbours_each_once(world) -> None:
    me = neighbour(world.actor("community_manager"), world.person("王秀英"))
    contest = nominating(world)
    own = contest_entries.propose(me, contest, forward=Forward(stairway(world.building1), WHY))
    other = contest_entries.propose(me, contest, forward=Forward(stairway(world.building2), WHY))
    assert (own.is_own, other.is_own, own.place) == (True, False, "1号楼1单元")
    for _double_click in range(2):
        with pytest.raises(BadInput) as refused:
            contest_entries.propose(me, contest, forward=Forward(stairway(world.building1), WHY))
        assert refused.value.field == "area"
    for n in (1, 2):
        contest_entries.propose(me, contest, forward=Forward(stairway(world.building3, n), WHY))
    contest_entries.propose(me, contest, forward=Forward(stairway(world.building2, 2), WHY))
    with pytest.raises(NotAllowedNow):
        contest_entries.propose(me, contest, forward=Forward(stairway(world.building1, 2), WHY))


def test_wrong_places_and_times(world) -> None:
    contest = nominating(world)
    clerk = world.actor("counter_clerk")
    for area in (world.building1, world.other_community):
        with pytest.raises(BadInput):
            contest_entries.write_down(clerk, contest, forward=Forward(area, WHY))
    with pytest.raises(BadInput):
        contest_entries.write_down(clerk, contest, forward=Forward(stairway(world.building1), "好"))
    with pytest.raises(BadInput):
        contest_entries.write_down(
            clerk, contest, forward=Forward(stairway(world.building1), WHY, b"no picture")
        )
    late = judging(world)
    with pytest.raises(NotAllowedNow):
        put_forward(world, late, world.building1, 2)
    stranger = world.actor("counter_clerk", world.other_community)
    with pytest.raises(OutsideYourArea):
        contest_entries.write_down(stranger, contest, forward=Forward(stairway(world.building1), WHY))


def test_looked_at_before_the_jury_comes(world) -> None:
    clerk, contest = world.actor("counter_clerk"), nominating(world)
    row = put_forward(world, contest, world.building1)
    with pytest.raises(ReasonNeeded):
        contest_entries.decline(clerk, row, reason=" ")
    assert contest_entries.decline(clerk, row, reason="正在维修").state == "declined"
    assert contest_entries.accept(clerk, row).reason == ""
    with pytest.raises(NotAllowedNow):
        contest_entries.decline(clerk, judging(world).entries.first(), reason="太晚")
    assert fresh(contest).state == "nominating"
