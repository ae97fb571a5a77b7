"""A published vote decides the topic it came from, once."""

from datetime import timedelta

import pytest
from tests.builders.assembly import fresh as fresh_ballot
from tests.builders.talk import fresh, moved

from linli.contexts.assembly import reactions
from linli.contexts.assembly.commands import ballots, topic_steps
from linli.contexts.assembly.commands.topic_steps import Vote
from linli.facts.assembly import BallotPublished
from linli.kernel import clock as now

pytestmark = pytest.mark.django_db


def test_the_result_becomes_the_decision(world, clock) -> None:
    manager, row = world.actor("community_manager"), moved(world, clock)
    start = now.today() + timedelta(days=4)
    vote = Vote(area=world.community, per="adult", opens_on=start, closes_on=start + timedelta(days=2))
    ballot = topic_steps.put_to_vote(manager, row, vote=vote)
    ballots.make_roll(manager, ballot)
    ballots.announce(manager, fresh_ballot(ballot))
    clock.forward(timedelta(days=4))
    ballots.open_ballot(manager, fresh_ballot(ballot))
    clock.forward(timedelta(days=4))
    ballots.close(manager, fresh_ballot(ballot))
    ballots.publish(manager, fresh_ballot(ballot))
    for _twice in range(2):
        reactions.decide_topics(BallotPublished(ballot.pk, world.community.code))
    assert fresh(row).state == "decided"
