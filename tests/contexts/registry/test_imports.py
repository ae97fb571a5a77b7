"""A roster comes in: tried out row by row, taken over, taken back; by whom, and what is refused."""

import json
from datetime import date
from typing import Any

import pytest
from tests.builders import rosters
from tests.builders.rosters import HEADINGS, outcomes, reasons, roster, row_of

from linli.contexts.registry.commands import imports as commands
from linli.contexts.registry.commands.people import amend
from linli.contexts.registry.imports import deciding, previewing, working
from linli.contexts.registry.imports.review import review_of
from linli.contexts.registry.imports.roster import day_spoken_of
from linli.contexts.registry.models import ImportRow, Membership, Person, Residence, Statement
from linli.kernel.errors import BadInput, NotAllowedNow

pytestmark = pytest.mark.django_db
ADDRESS = "学府路88号梧桐苑2号楼1单元301室"
ZHAO = ["赵小满", "女", "1990-02-03", "", "13800001111", ADDRESS, "户主"]


@pytest.fixture
def manager(world: Any) -> Any:
    """Who imports."""
    world.home(world.building2, 1, "301")
    return world.actor("community_manager")


def tried(world: Any, manager: Any, rows: list[list[Any]], **way: Any) -> Any:
    return rosters.tried(manager, world.community, roster(HEADINGS, rows), **way)


def test_rows_are_told_apart_as_new_changed_unchanged_and_refused(world: Any, manager: Any) -> None:
    known, moved = world.person("王建国"), world.person("李桂兰", date(1950, 1, 1), "2")
    rows = [row_of(known), row_of(moved, 联系电话="13900002222"), ZHAO, [*ZHAO[:5], "柳岸路1号", ""]]
    run = tried(world, manager, rows)
    assert outcomes(run) == {"same": 1, "change": 1, "new": 1, "refused": 1}
    assert run.valid_on == rosters.DAY  # the day in the title
    assert Person.objects.count() == 2  # trying out writes nothing
    assert ImportRow.objects.get(run=run, outcome="change").changes == ["phone"]


def test_a_roster_taken_over_says_so_beside_every_value(world: Any, manager: Any) -> None:
    known = world.person("李桂兰", date(1950, 1, 1), "2")
    run = tried(world, manager, [row_of(known, 联系电话="13900002222"), ZHAO])
    run = rosters.taken_over(manager, run)
    known.refresh_from_db()
    new = Person.objects.get(name="赵小满")
    assert run.state == "done"
    assert known.phone.reveal() == "13900002222"
    assert known.sources["phone"] == ["roster", "2026-03-05", manager.account_id]
    assert new.home.number == "301"
    assert new.relation == "02"
    assert new.household.head == new
    assert Residence.objects.get(person=new, role="living").valid_from == rosters.DAY


def test_the_same_roster_once_more_changes_nothing(world: Any, manager: Any) -> None:
    known = world.person("李桂兰", date(1950, 1, 1), "2")
    rows = [row_of(known, 联系电话="13900002222"), ZHAO]
    rosters.taken_over(manager, tried(world, manager, rows))
    before = state_of_the_register()
    again = tried(world, manager, rows)
    assert outcomes(again) == {"same": 2}
    rosters.taken_over(manager, again)
    assert state_of_the_register() == before


def test_two_people_take_over_the_same_roster_and_nobody_comes_twice(world: Any, manager: Any) -> None:
    clerk = world.actor("counter_clerk")
    first, second = tried(world, manager, [ZHAO]), tried(world, clerk, [ZHAO])
    rosters.taken_over(manager, first)
    rosters.taken_over(clerk, second)
    assert Person.objects.filter(name="赵小满").count() == 1
    assert not [row for row in ImportRow.objects.filter(run=second) if row.outcome == "new"]


def test_an_older_roster_does_not_overwrite_what_was_learned_since(world: Any, manager: Any) -> None:
    known = world.person("李桂兰", date(1950, 1, 1), "2", on=date(2026, 3, 8))
    run = tried(world, manager, [row_of(known, 联系电话="13900002222")])
    assert outcomes(run) == {"same": 1}
    assert reasons(run) == [["older"]]
    rosters.taken_over(manager, run)
    known.refresh_from_db()
    assert known.phone.reveal() != "13900002222"


# ── Reasons ─────────────────────────────────────────────────────────────────────────────────────────────
@pytest.mark.parametrize(
    ("wrong", "reason"),
    [
        ({"姓名": ""}, "no_name"),
        ({"身份证号码": "339901199002030027"}, "id_check_digit"),
        ({"身份证号码": 339901199002030000}, "id_digits_lost"),
        ({"身份证号码": "33990119900203"}, "id_length"),
        ({"身份证号码": "339901199013030024"}, "id_date"),
        ({"出生日期": "1990-02-30"}, "impossible_date"),
        ({"出生日期": "2027-01-01"}, "future_date"),
        ({"出生日期": "2035.01"}, "future_date"),
        ({"出生日期": "1790年"}, "impossible_date"),
        ({"现住地址": "学府路88号梧桐苑2号楼1单元909室"}, "no_such_door"),
        ({"现住地址": "学府路88号梧桐苑29号楼1单元101室"}, "no_such_building"),
        ({"出生日期": "", "联系电话": "", "现住地址": ""}, "only_a_name"),
    ],
)
def test_what_cannot_be_right_goes_back_with_its_reason(
    world: Any, manager: Any, wrong: dict[str, Any], reason: str
) -> None:
    row = [wrong.get(heading, value) for heading, value in zip(HEADINGS, ZHAO, strict=True)]
    run = tried(world, manager, [row])
    assert outcomes(run) == {"refused": 1}
    assert reason in reasons(run)[0]


def test_the_number_contradicts_birth_and_sex(world: Any, manager: Any) -> None:
    known = world.person("王建国")
    run = tried(world, manager, [row_of(known, 出生日期="1961-05-01", 性别="女")])
    assert reasons(run) == [["birth_differs", "sex_differs"]]


def test_one_person_twice_in_one_roster_comes_once(world: Any, manager: Any) -> None:
    run = tried(world, manager, [ZHAO, ZHAO])
    assert outcomes(run) == {"new": 1, "refused": 1}
    row = ImportRow.objects.get(run=run, outcome="refused")
    assert row.reasons == [["said_twice", {"row": 3}]]


@pytest.mark.parametrize("written", ["13x", "138", "1380000", 138])
def test_a_telephone_that_cannot_be_is_left_out_and_the_row_goes(
    world: Any, manager: Any, written: Any
) -> None:
    run = tried(world, manager, [[*ZHAO[:4], written, *ZHAO[5:]]])
    assert outcomes(run) == {"new": 1}
    assert reasons(run) == [["not_a_phone"]]


@pytest.mark.parametrize("ours", ["本社区", "我社区", "本街道本社区", ""])
def test_a_building_that_is_not_there_is_called_that(world: Any, manager: Any, ours: str) -> None:
    run = tried(world, manager, [[*ZHAO[:5], f"{ours}99号楼1单元101室", *ZHAO[6:]]])
    assert reasons(run) == [["no_such_building"]]


def test_namesakes_without_anything_beside_the_name_go_back(world: Any, manager: Any) -> None:
    world.person("王建国")
    run = tried(world, manager, [["王建国", "", "", "", "", "", ""]])
    assert reasons(run) == [["namesake_no_address"]]


def test_a_missing_door_is_added_only_when_that_was_asked_for(world: Any, manager: Any) -> None:
    row = [*ZHAO[:5], "学府路88号梧桐苑2号楼1单元502室", "户主"]
    assert outcomes(tried(world, manager, [row])) == {"refused": 1}
    run = tried(world, manager, [row], adds_dwellings=True)
    assert outcomes(run) == {"new": 1}
    rosters.taken_over(manager, run)
    assert Person.objects.get(name="赵小满").home.number == "502"


# ── Rows to be decided ──────────────────────────────────────────────────────────────────────────────────
def test_someone_who_resembles_a_resident_waits_for_a_person_to_decide(world: Any, manager: Any) -> None:
    known = world.person("王建国", values={"id_number": ""})
    row = row_of(known, 姓名="王建囯", 联系电话="", 与户主关系="", 出生日期="1960-05-11")
    run = tried(world, manager, [row])
    asked = ImportRow.objects.get(run=run)
    assert (asked.outcome, asked.candidates) == ("ask", [str(known.pk)])
    with pytest.raises(BadInput):
        deciding.decide(manager, run, asked, "same", "")
    decided = deciding.decide(manager, run, asked, "same", str(known.pk))
    assert decided.outcome in ("same", "change")
    rosters.taken_over(manager, run)
    assert Person.objects.count() == 1


def test_a_row_decided_after_the_import_goes_in_at_once(world: Any, manager: Any) -> None:
    known = world.person("王建国", values={"id_number": ""})
    row = row_of(known, 姓名="王建囯", 联系电话="", 与户主关系="", 出生日期="1960-05-11")
    run = rosters.taken_over(manager, tried(world, manager, [row, ZHAO]))
    asked = ImportRow.objects.get(run=run, outcome="ask")
    decided = deciding.decide(manager, run, asked, "new")
    assert decided.applied_at is not None
    assert Person.objects.count() == 3
    with pytest.raises(NotAllowedNow):
        deciding.decide(manager, run, decided, "skip")


# ── Killed half-way, taken back ─────────────────────────────────────────────────────────────────────────
def state_of_the_register() -> dict[str, list[Any]]:
    """Everything that a roster can touch, but for the ids of history rows."""
    models = (Person, Statement, Residence, Membership)
    found: dict[str, list[Any]] = {}
    for model in models:
        names = [f.attname for f in model._meta.concrete_fields if f.name not in ("id", "recorded_at")]
        found[model.__name__] = sorted(map(plainly, model.objects.values(*names)))
    return found


def plainly(row: dict[str, Any]) -> str:
    """A row to be compared; sealed values as they are kept."""
    return json.dumps(row, sort_keys=True, default=lambda held: getattr(held, "box", None) or str(held))


def test_taking_back_leaves_the_register_as_it_was(world: Any, manager: Any) -> None:
    known = world.person("李桂兰", date(1950, 1, 1), "2")
    before = state_of_the_register()
    rows = [row_of(known, 联系电话="13900002222", 现住地址=ADDRESS), ["赵小满", *ZHAO[1:6], "配偶"]]
    run = rosters.taken_over(manager, tried(world, manager, rows))
    assert state_of_the_register() != before
    run = rosters.taken_back(manager, run)
    assert run.state == "undone"
    assert state_of_the_register() == before
    with pytest.raises(NotAllowedNow):
        commands.begin_undo(manager, run, enqueue=lambda _job: None)


def test_a_tenant_who_was_moved_by_a_roster_is_back_where_he_lived(world: Any, manager: Any) -> None:
    tenant = world.person("何志伟", registered_home=None)
    before = state_of_the_register()
    run = tried(world, manager, [row_of(tenant, 现住地址=ADDRESS)])
    rosters.taken_back(manager, rosters.taken_over(manager, run))
    assert state_of_the_register() == before


def test_who_was_changed_since_is_kept_and_named(world: Any, manager: Any) -> None:
    run = rosters.taken_over(manager, tried(world, manager, [ZHAO]))
    new = Person.objects.get(name="赵小满")
    amend(manager, new, values={"phone": "13900003333"}, source="visit")
    run = rosters.taken_back(manager, run)
    assert Person.objects.filter(pk=new.pk).exists()
    assert ImportRow.objects.get(run=run).kept == "changed_since"


def test_work_that_was_killed_goes_on_where_it_stopped(world: Any, manager: Any, monkeypatch: Any) -> None:
    from linli.contexts.registry.imports import applying

    monkeypatch.setattr(applying, "CHUNK", 2)  # small chunks, so that there is something between them
    rows = [[f"赵小满{at}", "女", f"199{at}-02-03", "", f"1380000111{at}", ADDRESS, ""] for at in range(5)]
    rows = [[name.replace(str(at), "甲乙丙丁戊"[at]), *rest] for at, (name, *rest) in enumerate(rows)]
    run = tried(world, manager, rows)
    commands.begin(manager, run, enqueue=lambda _job: None)

    class Killed(Exception):
        """As if the worker were gone."""

    def dies(done: int, _total: int) -> None:
        if done >= 2:
            raise Killed

    with pytest.raises(Killed):
        working.take_over(manager, run, dies)
    assert Person.objects.count() == 2
    commands.resume(manager, run, enqueue=lambda _job: None)
    working.take_over(manager, run)
    run.refresh_from_db()
    assert (Person.objects.count(), run.state) == (5, "done")


def test_an_import_taken_back_half_way(world: Any, manager: Any) -> None:
    run = tried(world, manager, [ZHAO])
    commands.begin(manager, run, enqueue=lambda _job: None)
    run = rosters.taken_back(manager, run)
    assert (Person.objects.count(), run.state) == (0, "undone")


@pytest.mark.parametrize("written", ["1940.5", "1940年5月", "1940-05", 1940.5, "一九四〇年五月"])
def test_a_month_of_birth_is_kept_as_a_remark(world: Any, manager: Any, written: Any) -> None:
    run = tried(world, manager, [["赵小满", "女", written, "", "13800001111", ADDRESS, "户主"]])
    row = ImportRow.objects.get(run=run)
    assert reasons(run) == {3: ["day_noted"]} or [code for code, _ in row.reasons] == ["day_noted"]
    page = previewing.shown(run, [row])[0]
    assert "1940-05" in page.facts
    rosters.taken_over(manager, run)
    person = Person.objects.get(name="赵小满")
    assert (person.born_on, person.details["remarks"]) == (None, "出生日期：1940-05（日期不全）")
    again = tried(world, manager, [["赵小满", "女", written, "", "13800001111", ADDRESS, "户主"]])
    assert [list(row.reasons) for row in ImportRow.objects.filter(run=again)] == [[]]


def test_a_month_of_birth_beside_a_known_day(world: Any, manager: Any) -> None:
    known, other = world.person("王建国", date(1950, 3, 9)), world.person("李桂兰", date(1951, 4, 1), "2")
    bare = {"身份证号码": "", "联系电话": ""}
    run = tried(
        world, manager, [row_of(known, 出生日期="1950.3", **bare), row_of(other, 出生日期="1951.9", **bare)]
    )
    told = {row.number: [code for code, _ in row.reasons] for row in ImportRow.objects.filter(run=run)}
    assert told == {3: [], 4: ["day_differs"]}


def with_another_list(rows: list[list[Any]], headings: list[str], other: list[list[Any]]) -> bytes:
    """A roster, and under it a second list with headings of its own."""
    return roster(HEADINGS, [*rows, [], ["附：本月迁出人员名单"], headings, *other])


def test_a_second_list_on_the_sheet_is_told_and_not_taken_for_people(world: Any, manager: Any) -> None:
    known = world.person("王建国")
    gone = [[1, known.name, "2-1-301", "2026-03-01", "外区"], [2, "周小兰", "2-1-101", "2026-03-02", "外区"]]
    data = with_another_list([ZHAO], ["序号", "姓名", "原住址", "迁出日期", "迁往何处"], gone)
    run = rosters.tried(manager, world.community, data)
    assert outcomes(run) == {"new": 1}
    review = review_of(run)
    assert [(other.row, other.title) for other in review.unread] == [(5, "附：本月迁出人员名单")]
    assert review.rows == 1


def test_headings_printed_again_are_the_same_roster(world: Any, manager: Any) -> None:
    chen = ["陈大海", "男", "1985-06-07", "", "", ADDRESS, ""]
    run = rosters.tried(manager, world.community, with_another_list([ZHAO], HEADINGS, [chen]))
    assert outcomes(run) == {"new": 2}
    review = review_of(run)
    assert (review.unread, review.rows) == ([], 2)


@pytest.mark.parametrize(
    ("title", "day"),
    [
        ("新增住户花名册（2026年1月）", date(2026, 1, 31)),
        ("新增住户花名册（2025年11月）", date(2025, 11, 30)),  # not the first of January
        ("名册2025.12", date(2025, 12, 31)),
        ("名册202511", date(2025, 11, 30)),
        ("名册20251103", date(2025, 11, 3)),
        ("名册2025-11-3", date(2025, 11, 3)),
        ("2025年第三季度名册", date(2025, 9, 30)),
        ("名册13605712025", date(2026, 3, 11)),
        ("2026年12月名册", date(2026, 3, 11)),  # a month that is not over speaks of today
    ],
)
def test_the_day_that_a_title_speaks_of(title: str, day: date) -> None:
    assert day_spoken_of("", title, date(2026, 3, 11)) == day
