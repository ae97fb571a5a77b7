"""A community is founded once, with a code that can be one."""

import pytest

from linli.kernel.actor import linli
from linli.kernel.areas.commands import found_community
from linli.kernel.areas.models import Area, Kind
from linli.kernel.areas.queries import point_above
from linli.kernel.errors import BadInput, NotAllowed

pytestmark = pytest.mark.django_db
ITSELF = linli("command_line")


def test_a_community_brings_its_subdistrict() -> None:
    first = found_community(ITSELF, code="330106003001", name="北山社区", subdistrict="北山街道")
    second = found_community(ITSELF, code="330106003002", name="南山社区")
    assert first.parent == second.parent
    assert Area.objects.get(kind=Kind.SUBDISTRICT).name == "北山街道"


@pytest.mark.parametrize(
    "code", ["", "330106", "33010600300x", "330106003000", "033010600300", "3301060030011"]
)
def test_a_code_that_can_be_none_is_refused(code: str) -> None:
    with pytest.raises(BadInput, match="12 位"):
        found_community(ITSELF, code=code, name="北山社区")


@pytest.mark.parametrize("name", ["", "  ", "山" * 61])
def test_a_community_has_a_name_that_fits(name: str) -> None:
    with pytest.raises(BadInput):
        found_community(ITSELF, code="330106003001", name=name)


def test_a_community_is_founded_once() -> None:
    found_community(ITSELF, code="330106003001", name="北山社区")
    with pytest.raises(BadInput, match="已经登记"):
        found_community(ITSELF, code="330106003001", name="别的社区")


@pytest.mark.parametrize("role", ["administrator", "community_manager", "grid_worker", "auditor"])
def test_who_holds_only_a_part_founds_nothing(world, role: str) -> None:
    with pytest.raises(NotAllowed):
        found_community(world.actor(role), code="330106003001", name="北山社区")


def test_the_point_of_what_holds_a_place_stands_for_it_the_nearest_first(django_assert_num_queries) -> None:
    top = found_community(ITSELF, code="330106003001", name="北山社区")
    grid = Area.objects.create(code=f"{top.code}001", kind=Kind.GRID, name="第一网格", parent=top)
    place = f"{grid.code}B01E1"
    assert point_above(place) is None
    Area.objects.filter(pk=top.pk).update(longitude=120.1, latitude=30.2)
    assert point_above(place) == (120.1, 30.2)
    Area.objects.filter(pk=grid.pk).update(longitude=120.3, latitude=30.4)
    with django_assert_num_queries(1):
        assert point_above(place) == (120.3, 30.4)
    assert point_above(grid.code) == (120.1, 30.2)
