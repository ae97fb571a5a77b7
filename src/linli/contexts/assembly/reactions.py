"""What follows when a vote is published, and when the board hangs what it was asked for."""

from uuid import UUID

from linli.contexts.assembly.commands import meeting_notices, topic_steps
from linli.contexts.assembly.models import Meeting
from linli.contexts.assembly.models.topics import Topic, TopicState
from linli.facts.assembly import BallotPublished
from linli.facts.bulletin import NoticePosted
from linli.kernel.actor import linli


def remember_notice(fact: NoticePosted) -> None:
    """Say on the pages of a meeting where its notice hangs."""
    about, _hash, part = fact.about.partition("#")
    kind, _colon, key = about.partition(":")
    if kind != "assembly.meeting":
        return
    row = Meeting.objects.select_related("area").filter(pk=UUID(key)).first()
    if row is not None:
        meeting_notices.hangs(linli("assembly"), row, part=part, page=fact.page)


def decide_topics(fact: BallotPublished) -> None:
    """The result of a vote is the decision on the motion that was voted upon."""
    rows = Topic.objects.filter(ballot=fact.ballot_id, state=TopicState.MOTION)
    for row in rows.select_related("community", "ballot__area", "ballot__box"):
        topic_steps.decide_by_vote(linli("assembly"), row)
