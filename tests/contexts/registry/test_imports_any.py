"""Whatever people and layout: the register holds what a roster said, and afterwards never heard of it."""

from datetime import date
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.builders import rosters
from tests.builders.rosters import WORDS, outcomes, roster
from tests.builders.world import id_number
from tests.contexts.registry.test_imports import state_of_the_register

from linli.contexts.registry.models import Dwelling, GroupMembership, Household, Person
from linli.kernel import codes

pytestmark = pytest.mark.django_db
SURNAMES, GIVEN = "王李张刘陈杨黄赵吴周", "明芳强敏静伟丽军洋艳"
HEADINGS = {
    "name": ["姓名", "居民姓名"],
    "sex": ["性别"],
    "born_on": ["出生日期", "出生年月日"],
    "id_number": ["身份证号码", "公民身份号码", "证件号码"],
    "phone": ["联系电话", "手机号码", "电话"],
    "address": ["现住地址", "家庭住址", "居住地址"],
    "relation": ["与户主关系"],
    "disability_grade": ["残疾等级"],
}
ROOMS = ("101", "102", "201", "202")


@st.composite
def people(draw: st.DrawFn) -> list[dict[str, str]]:
    """People of one building, the first of each door its head; numbers never come twice."""
    rooms = sorted(draw(st.lists(st.sampled_from(ROOMS), min_size=1, max_size=8)))
    found = []
    for at, room in enumerate(rooms):
        born = draw(st.dates(date(1930, 1, 1), date(2020, 12, 31)))
        sex = draw(st.sampled_from("12"))
        is_head = room not in rooms[:at]
        found.append({
            "name": "".join(draw(st.sampled_from(letters)) for letters in (SURNAMES, GIVEN, GIVEN)),
            "sex": sex,
            "born_on": born.isoformat(),
            "id_number": id_number(born, sex, 100 + at),
            "phone": draw(st.sampled_from(["", f"1390000{at:04d}"])),
            "address": f"学府路88号梧桐苑3号楼1单元{room}室",
            "relation": "02" if is_head else draw(st.sampled_from(["10", "20", "30", "41", "51"])),
            "disability_grade": draw(st.sampled_from(["", "", "2"])),
        })  # fmt: skip
    return found


@st.composite
def layouts(draw: st.DrawFn) -> list[tuple[str, str]]:
    """Columns in any order under any of their names; name and number are always there."""
    keys = draw(st.permutations(list(HEADINGS)))
    must = {"name", "id_number", "address", "relation"}
    kept = [key for key in keys if key in must or draw(st.booleans())]
    return [(key, draw(st.sampled_from(HEADINGS[key]))) for key in kept]


def written(key: str, value: str) -> str:
    """As departments write it."""
    if key == "sex":
        return WORDS[value]
    if key in ("relation", "disability_grade") and value:
        return codes.word(key, value)
    return value


def everything() -> dict[str, Any]:
    """The register with what is counted and kept beside it."""
    counts = Dwelling.objects.order_by("pk").values_list(
        "pk", "living_count", "youngest_born_on", "owner_household"
    )
    households = Household.objects.order_by("pk").values_list("pk", "home", "head", "size", "ended_on")
    groups = GroupMembership.objects.order_by("pk").values_list("person", "group", "valid_from", "valid_to")
    return {
        **state_of_the_register(),
        "homes": list(counts),
        "households": list(households),
        "groups": list(groups),
    }


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(people(), layouts(), st.integers(0, 8))
def test_in_and_out_again(world: Any, found: list[dict[str, str]], layout: list[Any], known: int) -> None:
    from django.db import transaction

    manager = world.actor("community_manager")
    for room in ROOMS:
        world.home(world.building3, 1, room)
    sid = transaction.savepoint()
    for one in found[:known]:  # some of them live elsewhere already, under an older telephone
        values = {"id_number": one["id_number"], "phone": "19900000000"}
        born = date.fromisoformat(one["born_on"])
        world.person(one["name"], born, one["sex"], home=world.home(world.building1), values=values)
    before = everything()
    rows = [[written(key, one[key]) for key, _heading in layout] for one in found]
    data = roster([heading for _key, heading in layout], rows)
    run = rosters.tried(manager, world.community, data)
    assert set(outcomes(run)) <= {"new", "change"}
    rosters.taken_over(manager, run)
    keys = {key for key, _heading in layout}
    for one in found:
        assert_as_said(one, keys)
    assert outcomes(rosters.tried(manager, world.community, data)) == {"same": len(found)}
    rosters.taken_back(manager, run)
    assert everything() == before
    transaction.savepoint_rollback(sid)


def assert_as_said(one: dict[str, str], keys: set[str]) -> None:
    """The register holds what the row said."""
    held = next(
        p for p in Person.objects.filter(name=one["name"]) if p.id_number.reveal() == one["id_number"]
    )
    assert held.home.address == one["address"]
    assert held.relation == one["relation"]
    assert (held.born_on.isoformat(), held.sex) == (one["born_on"], one["sex"])
    if "phone" in keys and one["phone"]:
        assert held.phone.reveal() == one["phone"]
    if "disability_grade" in keys and one["disability_grade"]:
        assert held.groups["disability"]["disability_grade"] == one["disability_grade"]
        assert GroupMembership.objects.get(person=held, superseded_at=None).evidence == "名册"
