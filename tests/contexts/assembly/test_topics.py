"""Proposing, seconding once whatever the channel, changing with a trace, withdrawing."""

from datetime import timedelta

import pytest
from tests.builders.talk import TOLD, asked, door_of, fresh, person, proposed, seconded, talking

from linli.contexts.assembly.commands import topics
from linli.contexts.assembly.commands.topics import AlreadySeconded, OwnTopic
from linli.contexts.assembly.models.topics import News, Second, Topic
from linli.contexts.residents.models import Behalf
from linli.kernel.audit.models import AuditEntry
from linli.kernel.errors import BadInput, NotAllowedNow, OutsideYourArea, ReasonNeeded, TooMuchAtOnce

pytestmark = pytest.mark.django_db


def test_what_a_resident_proposes_waits_until_somebody_looked(world) -> None:
    _who, author = person(world)
    row = fresh(topics.propose(author, world.community, told=TOLD))
    assert (row.state, row.number, row.channel) == ("waiting", 1, "phone")
    assert row.due_at - row.made_at == timedelta(hours=24)
    assert AuditEntry.objects.filter(action="assembly.topic_proposed").exists()
    assert not News.objects.exists()


@pytest.mark.parametrize(
    ("told", "field"),
    [
        ({"title": "门"}, "title"),
        ({"words": ""}, "words"),
        ({"words": "打给 13912345678 说一声"}, "words"),
        ({"words": "打给 139-1234-5678 说一声"}, "words"),
        ({"title": "找 330106195001011234 谈谈"}, "title"),
        ({"title": "长" * 41}, "title"),
    ],
)
def test_what_cannot_be_shown_to_all_is_refused_at_once(world, told, field) -> None:
    _who, author = person(world)
    with pytest.raises(BadInput) as refusal:
        topics.propose(author, world.community, told={**TOLD, **told})
    assert refusal.value.field == field
    assert not Topic.objects.exists()


def test_at_most_three_topics_in_a_month(world, clock) -> None:
    _who, author = person(world)
    for n in range(3):
        topics.propose(author, world.community, told={**TOLD, "title": f"第{n}件想商量的事"})
    with pytest.raises(TooMuchAtOnce):
        topics.propose(author, world.community, told=TOLD)
    clock.forward(timedelta(days=31))
    assert topics.propose(author, world.community, told=TOLD).number == 4


def test_one_second_for_each_person_by_phone_or_at_the_door(world) -> None:
    who, neighbour = person(world)
    row = proposed(world)
    topics.second(neighbour, row)
    with pytest.raises(AlreadySeconded):
        topics.second(neighbour, row)
    clerk = world.actor("counter_clerk")
    with pytest.raises(AlreadySeconded):
        topics.second_for(clerk, row, door_of(world, who), asked=asked(who))
    assert Second.objects.count() == 1
    other = world.person("李大爷")
    found = topics.second_for(clerk, row, door_of(world, other), asked=asked(other))
    assert Behalf.objects.get(pk=found.behalf).way == "paper"


def test_somebody_whom_the_register_does_not_know_counts_once_too(world) -> None:
    who, clerk, row = world.person("李大爷"), world.actor("counter_clerk"), proposed(world)
    door, said = door_of(world, who), {"person": None, "name": "租户小周", "way": "phone"}
    topics.second_for(clerk, row, door, asked=said)
    with pytest.raises(AlreadySeconded):
        topics.second_for(clerk, row, door, asked={**said, "name": "租户 小周"})
    with pytest.raises(BadInput):
        topics.second_for(clerk, row, door, asked={**said, "name": " "})
    stranger = world.person("别家的人", home=world.home(world.building3, 1, "101"))
    with pytest.raises(BadInput):
        topics.second_for(clerk, row, door, asked=asked(stranger))


def test_a_second_can_be_taken_back_and_given_again(world) -> None:
    _who, neighbour = person(world)
    row = proposed(world)
    topics.second(neighbour, row)
    assert topics.take_back_second(neighbour, row) == 1
    topics.second(neighbour, row)
    assert row.seconds.count() == 1


def test_enough_seconds_and_the_author_is_told(world) -> None:
    _who, author = person(world)
    row = seconded(world, author)
    assert row.state == "seconded"
    assert list(News.objects.values_list("key", flat=True)) == ["shown", "seconded"]
    with pytest.raises(OwnTopic):
        topics.second(author, row)
    with pytest.raises(NotAllowedNow):
        topics.second(person(world, "孙", "13800000009")[1], talking(world))


def test_a_change_leaves_what_was_there_and_tells_those_who_seconded(world) -> None:
    _who, author = person(world)
    _other, neighbour = person(world, "李", "13800000002")
    row = proposed(world, author)
    topics.second(neighbour, row)
    with pytest.raises(BadInput):
        topics.amend(author, row, told=TOLD, why="没改")
    told = {**TOLD, "title": "北门夜里十一点关"}
    with pytest.raises(ReasonNeeded):
        topics.amend(author, row, told=told, why=" ")
    topics.amend(author, row, told=told, why="把时间写清楚")
    row = fresh(row)
    assert row.title == "北门夜里十一点关"
    before = row.versions.get()
    assert (before.number, before.title, before.why) == (1, TOLD["title"], "把时间写清楚")
    news = News.objects.get(key="amended")
    assert (news.behalf, news.said["why"]) == (None, "把时间写清楚")
    with pytest.raises(OutsideYourArea):
        topics.amend(neighbour, row, told=TOLD, why="不是我的")


def test_an_author_without_a_phone_changes_and_withdraws_through_one_of_us(world) -> None:
    who, clerk = world.person("李大爷"), world.actor("counter_clerk")
    door = door_of(world, who)
    row = fresh(topics.propose_for(clerk, world.community, door, told=TOLD, asked=asked(who)))
    assert (row.channel, row.visitor) == ("paper", None)
    other = world.person("王秀英", home=who.home)
    with pytest.raises(BadInput):
        topics.withdraw_for(clerk, row, door_of(world, other), asked=asked(other))
    told = {**TOLD, "title": "北门夜里十一点关"}
    topics.amend_for(clerk, row, door, told=told, why="电话里说的", asked=asked(who))
    assert topics.withdraw_for(clerk, fresh(row), door, asked=asked(who)).state == "withdrawn"
    assert Behalf.objects.count() == 3
    with pytest.raises(NotAllowedNow):
        topics.withdraw_for(clerk, fresh(row), door, asked=asked(who))


def test_a_talk_is_not_withdrawn_by_its_author(world) -> None:
    _who, author = person(world)
    with pytest.raises(NotAllowedNow):
        topics.withdraw(author, talking(world, author))
