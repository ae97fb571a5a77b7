"""Shown or not, with a reason and in time; one objection, looked at by somebody else."""

from datetime import timedelta

import pytest
from tests.builders.talk import TOLD, asked, door_of, fresh, person, said, talking

from linli.contexts.assembly.commands import moderation, statements, topics
from linli.contexts.assembly.models.statements import Moderation, Statement
from linli.contexts.assembly.models.topics import News, Topic
from linli.contexts.assembly.queries import topic_desk
from linli.kernel.errors import BadInput, NotAllowed, NotAllowedNow, ReasonNeeded

pytestmark = pytest.mark.django_db


def waiting(world, author) -> Statement:
    row = statements.state(author, talking(world), words="四楼那家最吵")
    return again(row)


def again(row: Statement) -> Statement:
    return Statement.objects.select_related("topic__community").get(pk=row.pk)


def test_a_statement_is_shown_and_its_author_told(world) -> None:
    _who, author = person(world)
    row = moderation.show_statement(world.actor("counter_clerk"), waiting(world, author))
    assert row.state == "shown"
    assert News.objects.get(key="statement_shown").said["words"] == "四楼那家最吵"


def test_a_refusal_needs_a_clause_and_a_reason_and_stands_in_the_public_log(world, clock) -> None:
    _who, author = person(world)
    clerk, row = world.actor("counter_clerk"), waiting(world, author)
    with pytest.raises(BadInput):
        moderation.refuse_statement(clerk, row, clause="mood", reason="不喜欢")
    with pytest.raises(ReasonNeeded):
        moderation.refuse_statement(clerk, row, clause="attack", reason=" ")
    clock.forward(timedelta(hours=25))
    found = moderation.refuse_statement(clerk, row, clause="attack", reason="说的是某一家")
    assert (found.hours, found.in_time, found.was_shown) == (25, False, False)
    assert News.objects.get(key="statement_refused").said["why"] == "说的是某一家"
    assert list(topic_desk.log_of(world.community)) == [found]
    numbers = topic_desk.log_numbers(world.community)
    assert (numbers["all"], numbers["in_time"]) == (1, 0)


def test_what_was_public_can_be_taken_down(world) -> None:
    row = again(said(world, talking(world)))
    found = moderation.refuse_statement(
        world.actor("counter_clerk"), row, clause="double", reason="和第二条一样"
    )
    assert (found.was_shown, found.in_time, found.hours) == (True, True, 0)


def test_one_objection_and_a_second_pair_of_eyes(world) -> None:
    _who, author = person(world)
    clerk, manager, row = (
        world.actor("counter_clerk"),
        world.actor("community_manager"),
        waiting(world, author),
    )
    found = moderation.refuse_statement(clerk, row, clause="attack", reason="说的是某一家")
    with pytest.raises(ReasonNeeded):
        moderation.object_statement(author, row, words=" ")
    moderation.object_statement(author, row, words="没有点名")
    with pytest.raises(NotAllowedNow):
        moderation.object_statement(author, row, words="再说一遍")
    found = Moderation.objects.select_related("community", "topic").get(pk=found.pk)
    with pytest.raises(NotAllowed):
        moderation.answer(clerk, found, shows=True, words="我自己看")
    moderation.answer(manager, found, shows=True, words="确实没有点名")
    assert again(row).state == "shown"
    with pytest.raises(NotAllowedNow):
        moderation.answer(manager, found, shows=False, words="又变了")
    assert News.objects.filter(key="objection_upheld").exists()


def test_refused_for_good(world) -> None:
    _who, author = person(world)
    clerk, row = world.actor("counter_clerk"), waiting(world, author)
    found = moderation.refuse_statement(clerk, row, clause="attack", reason="说的是某一家")
    moderation.object_statement(author, row, words="没有点名")
    found = Moderation.objects.select_related("community").get(pk=found.pk)
    moderation.answer(world.actor("community_manager"), found, shows=False, words="四楼只有两家，能认出来")
    assert again(row).state == "closed"
    assert News.objects.filter(key="objection_stood").exists()


def test_a_topic_is_not_shown_and_comes_back_after_an_objection_on_paper(world) -> None:
    who, clerk = world.person("李大爷"), world.actor("counter_clerk")
    door = door_of(world, who)
    row = fresh(topics.propose_for(clerk, world.community, door, told=TOLD, asked=asked(who)))
    found = moderation.remove_topic(clerk, row, clause="elsewhere", reason="这是报事")
    assert fresh(row).state == "removed"
    assert News.objects.get(key="removed").behalf is not None
    other = world.person("王秀英", home=who.home)
    with pytest.raises(BadInput):
        moderation.object_topic_for(clerk, row, door_of(world, other), words="不对", asked=asked(other))
    moderation.object_topic_for(clerk, row, door, words="要大家定时间", asked=asked(who))
    assert fresh(row).state == "objected"
    found = Moderation.objects.select_related("community").get(pk=found.pk)
    moderation.answer(world.actor("community_manager"), found, shows=True, words="确实要商量")
    assert fresh(row).state == "proposed"


def test_somebody_without_a_phone_objects_for_a_statement(world) -> None:
    who, clerk, row = world.person("李大爷"), world.actor("counter_clerk"), talking(world)
    door = door_of(world, who)
    mine = again(statements.state_for(clerk, row, door, words="四楼那家最吵", asked=asked(who)))
    moderation.refuse_statement(clerk, mine, clause="attack", reason="说的是某一家")
    moderation.object_statement_for(clerk, again(mine), door, words="没有点名", asked=asked(who))
    assert again(mine).state == "objected"
    assert list(topic_desk.statements_to_look(world.actor("community_manager"))) == [mine]


def test_an_objection_for_a_topic_by_phone(world) -> None:
    _who, author = person(world)
    row = fresh(topics.propose(author, world.community, told=TOLD))
    moderation.remove_topic(world.actor("counter_clerk"), row, clause="double", reason="有一样的")
    moderation.object_topic(author, fresh(row), words="时间不一样")
    assert Topic.objects.get().state == "objected"
