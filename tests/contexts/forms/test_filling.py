"""A department's blank form comes back filled: the right people, every cell with its origin."""

import io
from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from openpyxl import load_workbook
from tests.builders.forms import blank, cells, stacked

from linli.contexts.forms.commands import filling, returns
from linli.contexts.forms.models import FilledPage, Filling, Question, Return
from linli.contexts.forms.queries import fillings
from linli.contexts.registry.commands import people
from linli.kernel.audit.models import AuditEntry
from linli.kernel.errors import BadInput, NotAllowed, OutsideYourArea
from linli.kernel.files import store
from linli.kernel.outbox import delivery

HEADINGS = ["序号", "姓名", "性别", "年龄", "身份证号码", "联系电话", "现住址", "健康状况"]


@pytest.fixture
def manager(world):
    return world.actor("community_manager")


@pytest.fixture
def zhang(world):
    home = world.home(world.building3, 2, "501")
    return world.person("张国英", date(1944, 3, 20), "2", home=home, on=date(2026, 1, 10))


def take(manager, world, title: str = "独居老人基本情况台账", place=None, **more) -> Return:
    handed = returns.Handed(blank(title, HEADINGS), f"{title}.xlsx", **more)
    return returns.take(manager, place or world.community, handed=handed)


def content(asked: Return, made: Filling) -> list[list[object]]:
    return cells(store.content(returns.file_of(made.file_id)))


def test_only_the_people_the_title_means(world, manager, zhang) -> None:
    world.person("年轻人", date(2000, 1, 1))
    asked = take(manager, world)
    made = filling.fill_in(manager, asked)
    rows = content(asked, made)
    assert rows[2][:7] == [
        1,
        "张国英",
        "女",
        81,
        zhang.id_number.reveal(),
        zhang.phone.reveal(),
        zhang.home.address,
    ]
    assert made.counts["rows"] == 1
    assert asked.state == "filled"
    assert rows[3][0].startswith("填表人")  # drawn rows that nobody needs are gone, the signature moved up


def test_numbers_stay_text_and_layout_stays(world, manager, zhang) -> None:
    made = filling.fill_in(manager, take(manager, world))
    page = load_workbook(io.BytesIO(store.content(returns.file_of(made.file_id)))).active
    assert page["E3"].data_type == "s"
    assert "A1:H1" in {str(r) for r in page.merged_cells.ranges}
    assert page["B3"].border.left.style == "thin"


def test_every_cell_says_whose_it_is_and_where_from(world, manager, zhang, clock) -> None:
    made = filling.fill_in(manager, take(manager, world))
    phone = fillings.lineage(manager, made, 0, 0, 5)
    assert (phone.whose, phone.source, phone.on) == ("张国英", "名册导入", date(2026, 1, 10))
    assert phone.written == "199****0001"  # a page shows sealed values covered
    age = fillings.lineage(manager, made, 0, 0, 3)
    assert age.derived_from == ("出生日期",)
    health = fillings.lineage(manager, made, 0, 0, 7)
    assert health.mark == "missing"


def test_old_values_are_marked(world, manager, clock) -> None:
    world.person("李文", date(1944, 1, 1), on=clock.today() - timedelta(days=366))
    made = filling.fill_in(manager, take(manager, world))
    row = fillings.shown(made, 0, 0)[0]
    assert {c.column: c.mark for c in row.cells if c.mark}[5] == "stale"
    assert {c.column: c.mark for c in row.cells if c.mark}[4] == "register"  # identity numbers do not age


def test_gaps_become_questions_once_and_are_answered_by_a_visit(world, manager, zhang, clock) -> None:
    asked = take(manager, world, due_on=date(2026, 3, 20))
    filling.fill_in(manager, asked)
    filling.fill_in(manager, asked)
    question = Question.objects.get(person=zhang)
    assert (question.field, question.due_on) == ("health", date(2026, 3, 20))
    people.amend(manager, zhang, values={"health": "自理"}, source="visit")
    delivery.drain()
    question.refresh_from_db()
    assert question.answered_at is not None
    made = filling.fill_in(manager, asked)
    assert content(asked, made)[2][7] == "自理"


def test_the_next_turn_shows_only_what_changed(world, manager, zhang, clock) -> None:
    first = take(manager, world, "2026年第一季度独居老人台账")
    filling.fill_in(manager, first)
    world.person("李文", date(1944, 1, 1))
    people.amend(manager, zhang, values={"phone": "19900088888"}, source="visit")
    clock.forward(timedelta(days=90))
    second = take(manager, world, "2026年第二季度独居老人台账")
    assert second.series == first.series
    made = filling.fill_in(manager, second)
    assert {k: made.counts[k] for k in ("added", "changed", "gone")} == {"added": 1, "changed": 1, "gone": 0}
    assert {r.change for r in fillings.shown(made, 0, 0, only_changed=True)} == {"new", "changed"}


TWO = [("独居老人台账", ["序号", "姓名", "联系电话"]), ("80周岁以上老人台账", ["姓名", "性别", "现住址"])]


def take_two(manager, world, *lists) -> Return:
    handed = returns.Handed(stacked(*(lists or TWO)), "两份.xlsx")
    return returns.take(manager, world.community, handed=handed)


def test_two_lists_on_one_sheet_are_both_filled_each_for_its_own_people(world, manager, zhang) -> None:
    world.person("李文", date(1940, 1, 1), home=zhang.home)
    world.person("王芳", date(1950, 5, 5), "2", home=world.home(world.building1, 1, "101"))
    asked = take_two(manager, world)
    made = filling.fill_in(manager, asked)
    rows = content(asked, made)
    second = next(n for n, row in enumerate(rows) if row[0] == "80周岁以上老人台账")
    assert [row[1] for row in rows[2 : second - 1]] == ["王芳"]  # the two others share a home
    assert {row[0] for row in rows[second + 2 :] if row[0]} == {"张国英", "李文"}
    assert [(s["people"], s["rows"]) for s in made.sheets] == [("独居老人", 1), ("80周岁以上老年人", 2)]
    assert made.counts["unfilled"] == []


def test_someone_in_two_lists_is_compared_list_by_list(world, manager, zhang) -> None:
    asked = take_two(manager, world)
    filling.fill_in(manager, asked)
    again = filling.fill_in(manager, asked)
    assert {k: again.counts[k] for k in ("added", "changed", "gone")} == {"added": 0, "changed": 0, "gone": 0}


def test_a_later_list_that_names_nobody_waits_for_a_choice_of_its_own(world, manager, zhang) -> None:
    asked = take_two(manager, world, TWO[0], ("家庭成员情况", ["姓名", "身份证号", "联系电话"]))
    made = filling.fill_in(manager, asked)
    assert [s["key"] for s in made.sheets] == ["Sheet"]
    assert made.counts["unfilled"] == ["Sheet · 家庭成员情况"]
    returns.choose(manager, asked, sheet="Sheet/2", chosen={"meant": {"name": "全部居民"}})
    made = filling.fill_in(manager, asked)
    assert [(s["key"], s["people"]) for s in made.sheets] == [("Sheet", "独居老人"), ("Sheet/2", "全部居民")]


def test_nobody_found_is_told(world, manager) -> None:
    made = filling.fill_in(manager, take(manager, world))
    assert (made.counts["rows"], made.sheets[0]["people"]) == (0, "独居老人")


def test_the_next_turn_knows_who_asks_and_names_who_is_gone(world, manager, zhang, clock) -> None:
    first = take(manager, world, "2026年10月80周岁以上老人月报", asked_by="民政科", repeats="monthly")
    filling.fill_in(manager, first)
    people.record_death(manager, zhang, on=clock.today())
    second = take(manager, world, "2026年11月80周岁以上老人月报")
    assert (second.asked_by, second.repeats) == ("民政科", "monthly")
    made = filling.fill_in(manager, second)
    assert made.counts["gone"] == 1
    assert fillings.gone(manager, made) == ([], 1)  # not among residents any more
    page = world.client("community_manager").get(f"/forms/{second.pk}/filled/1/?changed=1").content.decode()
    assert "上次有、这次没有的" in page


def test_one_query_for_the_rows_whatever_their_number(world, manager) -> None:
    asked = take(manager, world, "居民信息登记表")
    numbers = []
    for more in (2, 20):
        for n in range(more):
            world.person(f"居民{n}")
        with CaptureQueriesContext(connection) as seen:
            filling.fill_in(manager, asked)
        numbers.append(sum('FROM "registry_person"' in q["sql"] for q in seen))
    assert numbers[0] == numbers[1] == 1


def test_a_grid_worker_fills_for_the_own_grid_only(world, manager, zhang) -> None:
    other = world.person("李文", date(1944, 1, 1), home=world.home(world.building1, 1, "101"))
    worker = world.actor("grid_worker", world.grid2)
    asked = take(worker, world, place=world.grid2)
    made = filling.fill_in(worker, asked)
    names = [row[1] for row in content(asked, made)[2:3]]
    assert names == ["张国英"]
    assert other.name not in str(content(asked, made))
    stranger = world.actor("grid_worker", world.grid1)
    with pytest.raises(OutsideYourArea):
        filling.fill_in(stranger, asked)
    with pytest.raises(NotAllowed):
        take(worker, world)  # the whole community is not his


def test_what_lies_in_the_database_is_sealed(world, manager, zhang) -> None:
    filling.fill_in(manager, take(manager, world))
    assert "张国英" not in FilledPage.objects.get().box
    trail = AuditEntry.objects.filter(action="forms.filled").get()
    assert "张国英" not in str(trail.detail)
    assert trail.detail == {"rows": 1, "missing": 1}


def test_a_form_about_people_nobody_keeps_says_so(world, manager) -> None:
    asked = take(manager, world, "社区矫正对象花名册")
    with pytest.raises(BadInput):
        filling.fill_in(manager, asked)
    assert asked.state == "received"
    assert Filling.objects.count() == 0


def test_nobody_fits_leaves_a_tidy_empty_form(world, manager) -> None:
    asked = take(manager, world)
    made = filling.fill_in(manager, asked)
    assert made.counts["rows"] == 0
    assert content(asked, made)[1] == HEADINGS
