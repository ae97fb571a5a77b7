"""Handing a motion of a topic to a meeting: an item on its agenda, and the motion as far as it is written."""

from django.utils.translation import gettext_lazy as _

from linli.contexts.assembly.commands import agenda, motions
from linli.contexts.assembly.commands.topic_steps import hand_to, motion_words
from linli.contexts.assembly.models import Meeting, MeetingState, Motion
from linli.contexts.assembly.models.topics import Topic
from linli.contexts.assembly.policies import topics as policies
from linli.kernel.actor import Actor
from linli.kernel.commands import command, note
from linli.kernel.errors import BadInput
from linli.kernel.refs import Ref

BEFORE = (MeetingState.DRAFT, MeetingState.ANNOUNCED)


@command("assembly.motion_put_to_meeting", policies.may_lead)
def put_to_meeting(actor: Actor, topic: Topic, meeting: Meeting, /) -> Motion:
    """Put it on the agenda; the day by which it is done is for the meeting to write in."""
    if not meeting.area.code.startswith(topic.community.code) or meeting.state not in BEFORE:
        raise BadInput(_("请选这个社区还没有开的会。"), field="meeting")
    words, said = motion_words(topic), topic.motion
    hand_to(actor, topic, ref=str(Ref.of(meeting)))
    item = agenda.add_item(actor, meeting, title=topic.title, words=words)
    how = "；".join(part for part in (said.get("when", ""), said.get("how", "")) if part)
    row = motions.write(
        actor,
        meeting,
        said={
            "item": item, "what": said.get("what", topic.title), "who": said.get("who", ""), "when": None,
            "where": said.get("where", ""), "how_much": said.get("money", ""), "how": how, "mover": "",
        },
    )  # fmt: skip
    Topic.objects.filter(pk=topic.pk).update(handed_to=str(Ref.of(row)))
    note(target=topic, area=topic.community.code)
    return row
