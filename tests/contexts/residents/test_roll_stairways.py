"""The roll names the stairway of every voter, though nothing else of a dwelling is opened for it."""

import pytest

from linli.contexts.registry import api as registry
from linli.contexts.residents.api import Unit, roll

pytestmark = pytest.mark.django_db


def test_each_adult_stands_under_the_stairway_of_the_home(world) -> None:
    home = world.home(world.building1, 1, "201")
    person = world.person("李一", home=home)
    lines = {line.key: line.area_code for line in roll(world.community.code, Unit.ADULT)}
    assert lines[person.pk] == home.area.code
    assert registry.stairways_in(world.community.code)[home.pk] == home.area.code
    assert registry.stairways_in(world.other_community.code) == {}
