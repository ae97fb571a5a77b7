"""A motion goes to a meeting as an item of its agenda, and what the meeting decides is written down."""

import pytest
from tests.builders.meetings import planned
from tests.builders.meetings import running as running_meeting
from tests.builders.talk import MOTION, fresh, moved

from linli.contexts.assembly.commands import topic_meetings
from linli.contexts.assembly.models import AgendaItem, Motion
from linli.contexts.assembly.queries import topic_desk
from linli.kernel.errors import BadInput, NotAllowedNow

pytestmark = pytest.mark.django_db


def test_a_meeting_takes_it_on_and_its_hands_are_the_decision(world, clock) -> None:
    manager, row = world.actor("community_manager"), moved(world, clock)
    meeting = planned(world)
    motion = topic_meetings.put_to_meeting(manager, row, meeting)
    assert (motion.what, motion.who, motion.how_much) == (MOTION["what"], MOTION["who"], MOTION["money"])
    assert AgendaItem.objects.get(title=row.title).words.startswith("做什么：")
    row = fresh(row)
    assert topic_desk.motion_of(row) == motion
    assert topic_desk.decision_of(row) == {}
    with pytest.raises(NotAllowedNow):
        topic_meetings.put_to_meeting(manager, row, meeting)
    Motion.objects.update(state="passed", present=23, votes_for=17, votes_against=4, abstained=2)
    found = topic_desk.decision_of(row)
    assert found["passed"] == "yes"
    assert "到会 23，赞成 17，反对 4，弃权 2" in found["words"]
    desk = world.client("community_manager")
    where = f"/assembly/desk/topics/{row.pk}/"
    assert "会上定了" in desk.get("/today/").content.decode()
    assert "赞成 17" in desk.get(f"{where}steps/decide/").content.decode()
    assert desk.post(f"{where}steps/decide/", found).status_code == 303
    assert fresh(row).state == "decided"


def test_only_a_meeting_of_the_community_that_has_not_begun(world, clock) -> None:
    manager, row = world.actor("community_manager"), moved(world, clock)
    with pytest.raises(BadInput):
        topic_meetings.put_to_meeting(manager, row, running_meeting(world, clock))
    assert fresh(row).handed_to == ""


def test_the_page_offers_what_is_planned(world, clock) -> None:
    desk, row = world.client("community_manager"), moved(world, clock)
    where = f"/assembly/desk/topics/{row.pk}/"
    assert "交给会议" in desk.get(where).content.decode()
    meeting = planned(world)
    assert meeting.title in desk.get(f"{where}meeting/").content.decode()
    assert desk.post(f"{where}meeting/", {"meeting": "x"}).status_code == 422
    assert desk.post(f"{where}meeting/", {"meeting": meeting.pk}).status_code == 303
    assert meeting.title in desk.get(where).content.decode()
