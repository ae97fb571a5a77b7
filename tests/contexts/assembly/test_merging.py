"""Two topics become one: both authors are told, one word keeps them apart, and nobody counts twice."""

from datetime import timedelta

import pytest
from tests.builders.talk import TOLD, asked, door_of, fresh, person, proposed, said, talking

from linli.contexts.assembly.commands import merging, statements, topic_steps, topics
from linli.contexts.assembly.models.statements import Answer
from linli.contexts.assembly.models.topics import Merge, News
from linli.kernel.errors import BadInput, NotAllowedNow, OutsideYourArea, ReasonNeeded

pytestmark = pytest.mark.django_db


@pytest.fixture
def two(world):
    _one, author = person(world)
    _other, second = person(world, "李", "13800000002")
    row = proposed(world, author)
    into = proposed(world, second, title="北门晚上太吵怎么办")
    return row, into, author, second


def test_both_authors_are_told_and_nobody_else_decides(world, two, clock) -> None:
    row, into, _author, second = two
    manager = world.actor("community_manager")
    with pytest.raises(ReasonNeeded):
        merging.ask(manager, row, into=into, why=" ")
    with pytest.raises(BadInput):
        merging.ask(manager, row, into=row, why="同一件事")
    merge = merging.ask(manager, row, into=into, why="同一件事")
    assert News.objects.filter(key="merge_asked").count() == 2
    with pytest.raises(NotAllowedNow):
        merging.ask(manager, into, into=row, why="反过来")
    with pytest.raises(NotAllowedNow):
        merging.carry_out(manager, row, merge)
    with pytest.raises(OutsideYourArea):
        merging.object_to(person(world, "孙", "13800000009")[1], row, merge, words="不行")
    merging.object_to(second, into, merge, words="我说的是吵，不是门")
    merge.refresh_from_db()
    assert (merge.state, merge.objection) == ("objected", "我说的是吵，不是门")
    clock.forward(timedelta(days=9))
    with pytest.raises(NotAllowedNow):
        merging.carry_out(manager, row, merge)
    assert fresh(row).state == "proposed"


def test_seconds_and_statements_go_along_each_person_once(world, two, clock) -> None:
    row, into, author, second = two
    manager = world.actor("community_manager")
    _third, neighbour = person(world, "赵", "13800000003")
    for topic in (row, into):
        topics.second(neighbour, topic)
    topics.second(second, row)
    merge = merging.ask(manager, row, into=into, why="同一件事")
    clock.forward(timedelta(days=4))
    with pytest.raises(NotAllowedNow):
        merging.object_to(author, row, merge, words="晚了")
    merging.carry_out(manager, row, merge)
    row, into = fresh(row), fresh(into)
    assert (row.state, row.merged_into) == ("merged", into)
    assert into.seconds.count() == 2  # the neighbour once, the author of the other topic by that
    assert News.objects.filter(key="merged").count() == 3
    assert Merge.objects.get().state == "done"


def test_answers_stay_with_their_statements(world, clock) -> None:
    _one, neighbour = person(world)
    row = talking(world, title="电动车不进楼")
    into = proposed(world, title="电动车停哪里")
    one = said(world, row)
    statements.answer(neighbour, one, says=1)
    manager = world.actor("community_manager")
    merge = merging.ask(manager, row, into=into, why="同一件事")
    clock.forward(timedelta(days=4))
    merging.carry_out(manager, row, merge)
    assert into.statements.get() == one
    assert Answer.objects.get().statement == one
    assert fresh(into).state == "seconded"  # with the seconds of the other it has enough


def test_the_desk_can_leave_it(world, two) -> None:
    row, into, _author, _second = two
    manager = world.actor("community_manager")
    merge = merging.ask(manager, row, into=into, why="同一件事")
    merging.drop(manager, row, merge)
    assert Merge.objects.get().state == "dropped"
    topic_steps.set_aside(manager, row, reason="等物业换届")
    with pytest.raises(NotAllowedNow):
        merging.ask(manager, row, into=into, why="同一件事")


def test_an_author_without_a_phone_says_no_through_one_of_us(world) -> None:
    who, clerk = world.person("李大爷"), world.actor("counter_clerk")
    door = door_of(world, who)
    row = fresh(topics.propose_for(clerk, world.community, door, told=TOLD, asked=asked(who)))
    row.state = "proposed"
    row.save()
    merge = merging.ask(world.actor("community_manager"), row, into=proposed(world), why="同一件事")
    merging.object_for(clerk, row, door, merge, words="不一样", asked=asked(who))
    found = Merge.objects.get()
    assert (found.state, found.behalf is not None) == ("objected", True)
