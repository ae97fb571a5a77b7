"""Numbers that nobody needs any more are not kept."""

from datetime import timedelta

import pytest
from tests.builders.neighbours import neighbour

from linli.contexts.residents.commands.keeping import forget_idle
from linli.kernel.visitors import stays
from linli.kernel.visitors.models import Visitor

pytestmark = pytest.mark.django_db


def test_only_idle_numbers_without_a_home_go(world, clock) -> None:
    neighbour(world.actor("community_manager"), world.person("王秀英"))
    idle = stays.arrive("13900005678")
    clock.forward(timedelta(days=200))
    fresh = stays.arrive("13900009999")
    assert forget_idle(clock.today() - timedelta(days=180)) == 1
    left = set(Visitor.objects.values_list("pk", flat=True))
    assert idle.pk not in left
    assert fresh.pk in left
    assert len(left) == 2
