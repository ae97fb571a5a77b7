"""When an open space ends, actions become promises, and those who took part hear of them."""

import pytest
from tests.builders.neighbours import neighbour
from tests.builders.spaces import at

from linli.contexts.assembly.commands import space_people, spaces
from linli.contexts.assembly.commands.space_promises import hearers
from linli.contexts.assembly.models import Participant, Promise

pytestmark = pytest.mark.django_db


def test_phones_and_convenors_are_told(world) -> None:
    me = neighbour(world.actor("community_manager"), world.person("王秀英"))
    space = at(world, "planning")
    space_people.join(me, space)
    assert {(one.visitor, one.name) for one in hearers(space)} == {
        (me.visitor, ""), (None, "周老师"), (None, "何大姐"),
    }  # fmt: skip
    spaces.lead_on(world.actor("community_manager"), space, verb="close")
    assert not Promise.objects.filter(source_id=space.pk).exists()
    over = at(world, "closed")
    assert Promise.objects.filter(source_id=over.pk).count() == 1
    assert Participant.objects.filter(source_id=over.pk).count() == 2
