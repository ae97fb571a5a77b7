"""A decision becomes promises, and everybody who took part hears of them."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.builders.talk import asked, door_of, fresh, moved, person, proposed

from linli.contexts.assembly.commands import topic_following, topic_steps, topics
from linli.contexts.assembly.commands.promises import Promised, Source
from linli.contexts.assembly.models import Participant, Promise
from linli.contexts.assembly.models.topics import News, Second
from linli.contexts.assembly.policies.topics import voice_of_person
from linli.kernel import clock as now
from linli.kernel.errors import NotAllowedNow

pytestmark = pytest.mark.django_db


def wanted(row) -> Promised:
    return Promised(
        Source("topic", row.pk, row.title), "北门装门禁", now.today() + timedelta(days=30), "物业"
    )


def test_promises_follow_a_decision_and_are_told_back(world, clock) -> None:
    who, author = person(world)
    manager, row = world.actor("community_manager"), moved(world, clock, author)
    with pytest.raises(NotAllowedNow):
        topic_following.follow(manager, row, wanted=wanted(row))
    row = topic_steps.decide(manager, row, words="议事会通过", passed=True)
    for _twice in range(2):
        topic_following.follow(manager, fresh(row), wanted=wanted(row))
    assert fresh(row).state == "followed"
    assert Promise.objects.filter(source_kind="topic", source_id=row.pk).count() == 2
    people = set(Participant.objects.values_list("person", flat=True))
    assert who.pk in people
    assert len(people) == 2  # the author and the neighbour of the register; made-up voices are nobody
    assert News.objects.filter(key="followed").count() == 11


def test_nothing_is_promised_after_a_no(world, clock) -> None:
    manager, row = world.actor("community_manager"), moved(world, clock)
    row = topic_steps.decide(manager, row, words="没有通过", passed=False)
    with pytest.raises(NotAllowedNow):
        topic_following.follow(manager, row, wanted=wanted(row))
    assert fresh(row).state == "decided"


def test_who_is_told_is_found_without_reading_everybody(world, clock) -> None:
    author = person(world)[1]
    row = moved(world, clock, author)
    li = world.person("李大爷")
    clerk = world.actor("counter_clerk")
    voice = voice_of_person(str(li.pk))
    written = Second.objects.create(topic=row, voice=voice, channel="paper", on=now.today())
    written.behalf = topics.acted(clerk, row, door_of(world, li), asked(li), "附议议题")
    written.save()
    counts = []
    for more in (0, 12):
        for n in range(more):
            world.person(f"路人{n}")
            person(world, f"有手机的{n}", f"139000000{n:02d}")
        with CaptureQueriesContext(connection) as queries:
            heard = topic_following.hearers(row)
        counts.append(len(queries))
    names = {one.person for one in heard}
    assert li.pk in names
    assert len(heard) == 3
    assert counts[0] == counts[1] == 7


def test_the_desk_alone_reads_no_phones(world) -> None:
    assert topic_following.hearers(proposed(world)) == []
