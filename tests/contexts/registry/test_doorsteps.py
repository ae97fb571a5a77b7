"""Whoever only wants the doors of a place gets them in walking order, and nothing of who owns them."""

import pytest

from linli.contexts.registry import api as registry
from linli.contexts.registry.models import Dwelling

pytestmark = pytest.mark.django_db


def test_every_door_or_those_behind_which_somebody_lives(world) -> None:
    far, near = world.home(world.building1, 2, "301"), world.home(world.building1, 1, "201")
    world.person("李一", home=far)
    Dwelling.objects.filter(pk=near.pk).update(order=1)
    Dwelling.objects.filter(pk=far.pk).update(order=2)
    code = world.community.code
    assert [one.key for one in registry.doorsteps_in(code)] == [near.pk, far.pk]
    assert [one.key for one in registry.lived_in(code)] == [far.pk]
    assert registry.doorsteps_in(world.other_community.code) == []


def test_no_owner_is_opened(world, django_assert_num_queries) -> None:
    world.home(world.building1, 1, "201")
    with django_assert_num_queries(1) as asked:
        registry.doorsteps_in(world.community.code)
    assert "owner" not in asked.captured_queries[0]["sql"]
