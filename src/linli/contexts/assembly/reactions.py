"""What follows when something in the assembly is done: a published vote decides the topic it came from."""

from linli.contexts.assembly.commands import topic_steps
from linli.contexts.assembly.models.topics import Topic, TopicState
from linli.facts.assembly import BallotPublished
from linli.kernel.actor import linli


def decide_topics(fact: BallotPublished) -> None:
    """The result of a vote is the decision on the motion that was voted upon."""
    rows = Topic.objects.filter(ballot=fact.ballot_id, state=TopicState.MOTION)
    for row in rows.select_related("community", "ballot__area", "ballot__box"):
        topic_steps.decide_by_vote(linli("assembly"), row)
