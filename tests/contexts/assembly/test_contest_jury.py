"""A jury: called by name, marks within what was announced, standing aside for one's own stairway."""

import pytest
from tests.builders.contests import POINTS, fresh, judging, mark, marked, nominating

from linli.contexts.assembly.commands import contest_jury, contests
from linli.contexts.assembly.commands.contest_jury import Given
from linli.contexts.assembly.queries import contests as queries
from linli.kernel.errors import BadInput, NotAllowedNow, OutsideYourArea

pytestmark = pytest.mark.django_db


def test_jurors_are_called_once_and_leave_before_they_gave_marks(world) -> None:
    manager, contest = world.actor("community_manager"), judging(world)
    for name in ("", "物业 刘工"):
        with pytest.raises(BadInput):
            contest_jury.call_juror(manager, contest, name=name)
    third = contest_jury.call_juror(manager, contest, name="小学 美术老师")
    contest_jury.leave(manager, third)
    mark(world, contest, 1, 1)
    with pytest.raises(NotAllowedNow):
        contest_jury.leave(manager, contest.jurors.get(number=1))


def test_letters_are_a_jurors_own(world) -> None:
    first, second = queries.jurors(judging(world))
    assert queries.bearer(first.contest, 1, queries.secret_of(first).lower()) == first
    assert queries.bearer(first.contest, 2, queries.secret_of(first)) is None
    assert queries.secret_of(first) != queries.secret_of(second)


def test_marks_stay_within_what_was_announced(world) -> None:
    contest = judging(world)
    juror, entry, clerk = contest.jurors.first(), contest.entries.first(), world.actor("counter_clerk")
    for wrong in ({**POINTS, "clear": 21}, {**POINTS, "clear": -1}, {}):
        with pytest.raises(BadInput):
            contest_jury.give(clerk, juror, entry=entry, given=Given(wrong))
    assert contest_jury.give(clerk, juror, entry=entry, given=Given(POINTS)).sum == 80
    assert contest_jury.give(clerk, juror, entry=entry, given=Given({**POINTS, "dogs": 20})).sum == 85
    assert juror.marks.count() == 1
    with pytest.raises(OutsideYourArea):
        contest_jury.give(clerk, juror, entry=judging(world).entries.first(), given=Given(POINTS))
    early = nominating(world)
    one = contest_jury.call_juror(world.actor("community_manager"), early, name="何大姐")
    with pytest.raises(OutsideYourArea):
        contest_jury.give(clerk, one, entry=entry, given=Given(POINTS))


def test_two_jurors_are_needed_besides_those_who_stand_aside(world) -> None:
    manager, contest = world.actor("community_manager"), marked(world)
    entry = contest.entries.get(number=1)
    contest_jury.give(
        world.actor("counter_clerk"), contest.jurors.get(number=1), entry=entry, given=Given(is_aside=True)
    )
    with pytest.raises(NotAllowedNow):
        contests.count(manager, contest)
    contest_jury.call_juror(manager, contest, name="小学 美术老师")
    mark(world, contest, 3, 1, 10)
    contests.count(manager, contest)
    assert fresh(contest).entries.get(number=1).jury == "3/4"
