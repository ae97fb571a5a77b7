"""Keeping a list: the example, changes with their versions, refusals, who changed what when."""

from datetime import date

import pytest

from linli.contexts.duties.commands import lists as commands
from linli.contexts.duties.models import Duty, DutyVersion
from linli.contexts.duties.queries import lists
from linli.kernel.errors import BadInput, NotAllowed, OutsideYourArea, ReasonNeeded

NEW = {"kind": "assist", "title": "楼道灯报修协助", "department": "住房建设部门"}


@pytest.fixture
def street(world):
    return world.actor("subdistrict_officer", world.subdistrict)


def test_an_empty_list_begins_with_the_example(world, street) -> None:
    assert commands.take_example(street, world.subdistrict) == 65
    assert lists.counts(lists.in_place(world.community.code)) == {"own": 12, "assist": 46, "excluded": 7}
    assert Duty.objects.filter(is_example=True).count() == DutyVersion.objects.count() == 65
    with pytest.raises(BadInput):
        commands.take_example(street, world.subdistrict)


def test_numbers_go_on_where_the_list_ends(world, street) -> None:
    commands.take_example(street, world.subdistrict)
    added = commands.add(street, world.subdistrict, values=NEW)
    assert added.number == "协助47"
    listed = [d.number for d in lists.in_place(world.community.code)]
    assert listed[12:15] == ["协助1", "协助2", "协助3"]
    assert listed[-8:-6] == ["协助47", "不承担1"]


def test_what_an_item_said_before_stays_readable(world, street, clock) -> None:
    duty = commands.add(street, world.subdistrict, values={**NEW, "clause": "第三条"}, reason="新印发")
    commands.change(street, duty, values={"clause": "第四条"}, reason="文件修订")
    commands.end(street, duty, last_day=date(2026, 3, 31), reason="任务结束")
    told = lists.versions(duty)
    assert [v.changed for v, _who in told][:2] == [["valid_to"], ["clause"]]
    assert [v.values["clause"] for v, _who in told] == ["第四条", "第四条", "第三条"]
    assert all(who for _v, who in told)
    assert lists.in_place(world.community.code, date(2026, 3, 31)).count() == 1
    assert lists.in_place(world.community.code, date(2026, 4, 1)).count() == 0


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"kind": "other"}, "kind"),
        ({"title": "  "}, "title"),
        ({"title": "长" * 121}, "title"),
        ({"valid_from": date(2026, 5, 1), "valid_to": date(2026, 4, 1)}, "valid_to"),
        ({"number": "甲1"}, "number"),
    ],
)
def test_what_cannot_be_right_is_refused(world, street, values, field) -> None:
    commands.add(street, world.subdistrict, values={**NEW, "number": "甲1"})
    with pytest.raises(BadInput) as refused:
        commands.add(street, world.subdistrict, values={**NEW, **values})
    assert refused.value.field == field


def test_a_change_needs_a_reason_and_must_change_something(world, street) -> None:
    duty = commands.add(street, world.subdistrict, values=NEW)
    with pytest.raises(ReasonNeeded):
        commands.change(street, duty, values={"title": "新名"}, reason=" ")
    with pytest.raises(BadInput):
        commands.change(street, duty, values={"title": duty.title}, reason="无")
    with pytest.raises(BadInput):
        commands.end(street, duty, last_day=date(2020, 1, 1), reason="无")


def test_a_community_keeps_its_own_list_and_reads_the_subdistricts(world, street) -> None:
    manager = world.actor("community_manager")
    above = commands.add(street, world.subdistrict, values=NEW)
    own = commands.add(manager, world.community, values={**NEW, "title": "本社区约定"})
    assert set(lists.visible(manager)) == {above, own}
    with pytest.raises(NotAllowed):
        commands.change(manager, above, values={"title": "改"}, reason="改")
    with pytest.raises(OutsideYourArea):
        commands.change(
            world.actor("community_manager", world.other_community), own, values={"title": "改"}, reason="改"
        )
