"""A decision becomes promises, and everybody who took part hears of them."""

from datetime import timedelta

import pytest
from tests.builders.talk import fresh, moved, person

from linli.contexts.assembly.commands import topic_following, topic_steps
from linli.contexts.assembly.commands.promises import Promised, Source
from linli.contexts.assembly.models import Participant, Promise
from linli.contexts.assembly.models.topics import News
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
