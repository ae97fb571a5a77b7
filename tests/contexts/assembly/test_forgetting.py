"""Names on attendance lists are forgotten in their time, numbers and minutes stay."""

from datetime import timedelta

import pytest
from tests.builders.meetings import came, fresh, moved, running, voted
from tests.builders.promises import promise

from linli.contexts.assembly.commands import meetings, minutes, promises
from linli.contexts.assembly.commands.forgetting import forget_attendance
from linli.contexts.assembly.commands.promises import Source
from linli.contexts.assembly.models import Attendee, Participant
from linli.contexts.assembly.queries import meetings as queries
from linli.contexts.assembly.tasks.meetings import forget_who_came
from linli.kernel import clock as now
from linli.kernel.errors import NotAllowed

pytestmark = pytest.mark.django_db


def test_only_once_all_its_promises_have_ended(world, clock) -> None:
    manager = world.actor("community_manager")
    row = running(world, clock)
    came(world, row, world.person("王秀英"))
    motion = voted(world, moved(world, row), (3, 1, 0))
    row = fresh(meetings.close(manager, fresh(row)))
    due = now.today() + timedelta(days=9)
    made = minutes.assign(manager, motion, title="加充电口", who="物业", due_on=due)
    promise(world, source=Source("meeting", None, "记不清哪次会"))
    later = now.today() + timedelta(days=1)
    assert forget_who_came(later) == 0
    promises.give_up(manager, made, reason="没有电")
    assert forget_who_came(now.today()) == 0
    assert forget_who_came(later) == 4
    assert forget_who_came(later) == 0
    assert (row.attendees.count(), queries.there(row)) == (4, 4)
    assert not Attendee.objects.exclude(name="", door="", person=None).exists()
    assert not Participant.objects.filter(source_id=row.pk).exists()
    with pytest.raises(NotAllowed):
        forget_attendance(manager, row)
