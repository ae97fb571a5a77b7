"""Registers: saved views over fields, asked in the address bar, the same few queries whatever they show."""

from dataclasses import replace
from datetime import date
from urllib.parse import urlencode

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from linli.contexts.registry.commands import registers as commands
from linli.contexts.registry.commands.registers import Title
from linli.contexts.registry.models import Register
from linli.contexts.registry.queries import asking, registers
from linli.contexts.registry.queries.registers import View
from linli.contexts.registry.seeds import lay_out_registers
from linli.kernel.actor import linli
from linli.kernel.errors import BadInput, NotAllowed, OutsideYourArea

OLDER = View(None, "60周岁以上老年人", ("name", "sex", "age", "address", "phone"))  # type: ignore[arg-type]
OPEN = "/registry/registers/open/"


def view(world, **changes):
    return replace(OLDER, community=world.community, **changes)


def names(actor, asked):
    return [row.cells[0] for row in registers.listed(actor, asked)[:50]]


@pytest.fixture
def three(world):
    """Two older people in grid 1, one in grid 2, and a child."""
    world.person("张国英", date(1944, 3, 20), "2", home=world.home(world.building1, 1, "101"))
    world.person("欧阳文山", date(1950, 1, 2), "1", home=world.home(world.building2, 1, "201"))
    world.person("王秀珍", date(1935, 7, 7), "2", home=world.home(world.building3, 2, "501"))
    world.person("陈小雨", date(2015, 9, 9), "2", home=world.home(world.building1, 1, "101"))
    return world


# ── what a view shows ───────────────────────────────────────────────────────────────────────────────────
def test_a_view_lists_its_population_with_sealed_values_covered(three):
    rows = registers.listed(three.actor("community_manager"), view(three))[:50]
    assert rows[0].cells[:3] == ("欧阳文山", "男", "76")
    assert all("****" in row.cells[4] for row in rows)
    assert len(rows) == 3


@pytest.mark.parametrize(
    ("filters", "expected"),
    [
        ((("age", "from", "80"),), {"张国英", "王秀珍"}),
        ((("age", "until", "80"),), {"欧阳文山"}),
        ((("sex", "is", "1"),), {"欧阳文山"}),
        ((("sex", "not", "1"),), {"张国英", "王秀珍"}),
        ((("name", "has", "国英"),), {"张国英"}),
        ((("born_on", "from", "1940-01-01"), ("sex", "is", "2")), {"张国英"}),
        ((("lives_alone", "is", "true"),), {"欧阳文山", "王秀珍"}),
        ((("lives_alone", "is", "false"),), {"张国英"}),
        ((("occupation", "empty", ""),), {"张国英", "欧阳文山", "王秀珍"}),
        ((("phone", "filled", ""), ("grid", "is", "第二网格")), {"王秀珍"}),
    ],
)
def test_filters_narrow_a_view(three, filters, expected):
    assert set(names(three.actor("community_manager"), view(three, filters=filters))) == expected


@pytest.mark.parametrize(
    ("words", "expected"),
    [("zgy", "张国英"), ("欧阳", "欧阳文山"), ("3-2-501", "王秀珍"), ("2号楼1单元201室", "欧阳文山")],
)
def test_words_find_names_spellings_and_homes(three, words, expected):
    assert names(three.actor("community_manager"), view(three, words=words)) == [expected]


def test_amounts_among_the_details_are_compared_and_sorted_as_numbers(world):
    for n, amount in enumerate(("950", "1200", "80", "未定")):
        home = world.home(world.building1, 1, f"10{n}")
        detail = {"subsistence_allowance": {"allowance_amount": amount}}
        world.person(f"王{'一二三四'[n]}", home=home, groups=detail)
    asked = View(world.community, "低保人员", ("name", "allowance_amount"), sort="-allowance_amount")
    manager = world.actor("community_manager")
    assert names(manager, asked) == ["王二", "王一", "王三", "王四"]
    assert names(manager, replace(asked, filters=(("allowance_amount", "from", "900"),))) == ["王二", "王一"]


def test_sorting_by_age_turns_round_and_homes_sort_as_people_walk(three):
    manager = three.actor("community_manager")
    assert names(manager, view(three, sort="-age")) == ["王秀珍", "张国英", "欧阳文山"]
    assert names(manager, view(three, sort="address")) == ["张国英", "欧阳文山", "王秀珍"]


def test_a_grid_worker_sees_the_rows_of_the_grid_and_a_place_narrows_a_managers_view(three):
    assert set(names(three.actor("grid_worker", three.grid1), view(three))) == {"张国英", "欧阳文山"}
    manager = three.actor("community_manager")
    assert names(manager, view(three, place=three.grid2.code)) == ["王秀珍"]


def test_both_grids_see_someone_who_lives_in_one_and_is_registered_in_the_other(world):
    home, registered = world.home(world.building1, 1, "101"), world.home(world.building3, 1, "301")
    world.person("李桂兰", date(1940, 1, 1), home=home, registered_home=registered)
    manager = world.actor("community_manager")
    for grid in (world.grid1, world.grid2):
        assert names(manager, view(world, place=grid.code)) == ["李桂兰"]


def test_homes_have_registers_of_their_own(world):
    world.home(world.building1, 1, "101", use="rented", owner_name="赵立", owner_phone="19900000077")
    world.home(world.building1, 1, "102", use="own")
    asked = View(world.community, "出租房屋", ("address", "use", "owner_phone"))
    rows = registers.listed(world.actor("community_manager"), asked)[:10]
    assert [row.cells[1:] for row in rows] == [("出租", "199****0077")]


@pytest.mark.parametrize("many", [3, 30])
def test_a_page_takes_as_many_queries_for_thirty_rows_as_for_three(world, many):
    for n in range(many):
        home = world.home(world.building1, 1, f"{1 + n // 10}{n % 10:02d}")
        world.person("周明", date(1940, 1, 1 + n % 28), home=home)
    asked = view(
        world, columns=tuple(f.key for f in asking.fields_for(OLDER.subject, date(2026, 3, 11)))[:40]
    )
    manager = world.actor("community_manager")
    with CaptureQueriesContext(
        connection,
    ) as ran:
        page = registers.listed(manager, asked)
        assert (len(page), len(page[:50])) == (many, many)
    assert len(ran) == 3


# ── what may be asked ───────────────────────────────────────────────────────────────────────────────────
@pytest.mark.parametrize(
    ("one", "where"),
    [
        (("age", "from", "八十"), "value"),
        (("age", "from", "nan"), "value"),
        (("born_on", "from", "2026-02-30"), "value"),
        (("sex", "is", "7"), "value"),
        (("name", "has", "  "), "value"),
        (("name", "from", "a"), "how"),
        (("id_number", "is", "339901194403200021"), "how"),
        (("bank_account", "filled", ""), "how"),
        (("shoe_size", "is", "42"), "how"),
    ],
)
def test_a_filter_that_cannot_be_right_is_refused_with_the_entry_at_fault(world, one, where):
    with pytest.raises(BadInput) as refusal:
        asking.checked(*one)
    assert refusal.value.field == where


def test_filters_read_as_people_say_them(world):
    assert asking.in_words(("age", "from", "80")) == "年龄 ≥ 80"
    assert asking.in_words(("sex", "is", "2")) == "性别：女"
    assert asking.in_words(("lives_alone", "is", "true")) == "是否独居：是"
    assert asking.in_words(("occupation", "empty", "")) == "职业未登记"


# ── keeping views ───────────────────────────────────────────────────────────────────────────────────────
def test_a_view_is_kept_for_oneself_or_by_a_manager_for_everyone(three):
    worker, manager = three.actor("grid_worker", three.grid1), three.actor("community_manager")
    own = commands.save_register(worker, three.community, title=Title("我的老人"), view=view(three))
    shared = commands.save_register(
        manager, three.community, title=Title("老人", is_shared=True), view=view(three, sort="-age")
    )
    assert registers.registers_in(worker, three.community) == [own, shared]
    assert registers.registers_in(manager, three.community) == [shared]
    assert registers.view_of(shared) == view(three, sort="-age")
    assert registers.counts(manager, [shared]) == {shared.pk: 3}
    assert registers.counts(worker, [own, shared]) == {own.pk: 2, shared.pk: 2}


def test_a_grid_worker_cannot_share_nor_change_what_is_shared(three):
    worker, manager = three.actor("grid_worker", three.grid1), three.actor("community_manager")
    with pytest.raises(NotAllowed):
        commands.save_register(worker, three.community, title=Title("老人", is_shared=True), view=view(three))
    shared = commands.save_register(
        manager, three.community, title=Title("老人", is_shared=True), view=view(three)
    )
    with pytest.raises(NotAllowed):
        commands.change_register(worker, shared, title=Title("别的"), view=view(three))
    with pytest.raises(NotAllowed):
        commands.drop_register(worker, shared)


def test_somebody_elses_own_register_does_not_exist_for_others(three):
    worker, other = three.actor("grid_worker", three.grid1), three.actor("grid_worker", three.grid2)
    own = commands.save_register(worker, three.community, title=Title("我的老人"), view=view(three))
    with pytest.raises(OutsideYourArea):
        registers.register(other, own.pk)
    with pytest.raises(OutsideYourArea):
        commands.drop_register(three.actor("community_manager"), own)
    assert three.client("grid_worker", three.grid2).get(f"/registry/registers/{own.pk}/").status_code == 404


@pytest.mark.parametrize(
    ("title", "changes", "where"),
    [
        (Title("  "), {}, "name"),
        (Title("甲"), {"population": "会飞的人"}, "population"),
        (Title("甲"), {"columns": ()}, "columns"),
        (Title("甲"), {"columns": ("name", "shoe_size")}, "columns"),
        (Title("甲"), {"filters": (("age", "from", "x"),)}, "value"),
        (Title("甲"), {"sort": "shoe_size"}, "sort"),
    ],
)
def test_what_cannot_be_shown_is_not_kept(three, title, changes, where):
    with pytest.raises(BadInput) as refusal:
        commands.save_register(
            three.actor("community_manager"), three.community, title=title, view=view(three, **changes)
        )
    assert refusal.value.field == where
    assert not Register.objects.exists()


def test_two_registers_of_a_community_have_two_names(three):
    manager = three.actor("community_manager")
    first = commands.save_register(manager, three.community, title=Title("老人"), view=view(three))
    with pytest.raises(BadInput):
        commands.save_register(manager, three.community, title=Title(" 老人 "), view=view(three))
    second = commands.save_register(manager, three.community, title=Title("老人二"), view=view(three))
    with pytest.raises(BadInput):
        commands.change_register(manager, second, title=Title("老人"), view=view(three))
    commands.change_register(manager, first, title=Title("老人"), view=view(three, sort="age"))
    assert Register.objects.get(pk=first.pk).sort == "age"


# ── the pages ───────────────────────────────────────────────────────────────────────────────────────────
def test_a_manager_shapes_a_list_keeps_it_changes_it_and_removes_it(three):
    browser = three.client("community_manager")
    here = {"community": three.community.code, "population": "60周岁以上老年人"}
    assert "共 3 条" in browser.get(OPEN, here).content.decode()
    added = browser.get(OPEN, {**here, "field": "age", "how": "from", "value": "80"})
    assert added.status_code == 302
    assert "f0=age.from.80" in added["Location"]
    ticked = browser.get(f"{OPEN}{added['Location']}&col=age&col=name&col=grid")
    assert "c=name%2Cage%2Cgrid" in ticked["Location"]
    query = ticked["Location"]
    assert "年龄 ≥ 80" in browser.get(f"{OPEN}{query}").content.decode()
    saved = browser.post(f"{OPEN}save/{query}", {"name": "高龄老人", "is_shared": "on"})
    register = Register.objects.get(name="高龄老人")
    assert saved["Location"] == f"/registry/registers/{register.pk}/"
    assert register.filters == [["age", "from", "80"]]
    assert register.columns == ["name", "age", "grid"]
    page = f"/registry/registers/{register.pk}/"
    assert "高龄老人" in browser.get("/registry/registers/").content.decode()
    browser.post(f"{page}change/?f0=none&sort=-age", {"name": "老人全表"})
    register.refresh_from_db()
    assert (register.name, register.filters, register.sort) == ("老人全表", [], "-age")
    assert browser.post(f"{page}drop/", {"sure": "1"})["Location"] == "/registry/registers/"
    assert not Register.objects.exists()


def test_htmx_gets_the_list_without_the_page(three):
    browser = three.client("community_manager")
    part = browser.get(OPEN, {"population": "60周岁以上老年人", "q": "zgy"}, headers={"HX-Request": "true"})
    assert "<html" not in part.content.decode()
    assert "张国英" in part.content.decode()
    assert "王秀珍" not in part.content.decode()


@pytest.mark.parametrize(
    ("query", "status", "words"),
    [
        ({"field": "born_on", "how": "from", "value": "2026-02-30"}, 422, "没有这一天"),
        ({"f0": "age.from.abc"}, 200, "请填数字"),
        ({"f0": "<script>"}, 200, "不能这样筛选"),
        ({"c": "shoe_size", "sort": "'; drop", "place": "9", "size": "1e9", "page": "-4"}, 200, "共 3 条"),
        ({"population": "会飞的人"}, 422, ""),
    ],
)
def test_a_bent_address_is_answered_with_a_sentence(three, query, status, words):
    asked = {"population": "60周岁以上老年人", **query}
    answer = three.client("community_manager").get(OPEN, asked)
    assert answer.status_code == status
    assert words in answer.content.decode()


@pytest.mark.parametrize(
    ("role", "status"),
    [
        ("community_manager", 200),
        ("counter_clerk", 200),
        ("department_officer", 403),
        ("auditor", 403),
        ("administrator", 403),
    ],
)
def test_who_may_open_the_registers(three, role, status):
    browser = three.client(role)
    assert browser.get("/registry/registers/").status_code == status
    assert browser.get(OPEN).status_code == status


def test_a_list_of_another_community_is_not_found(three):
    browser = three.client("community_manager", three.other_community)
    asked = {"community": three.community.code, "population": "全部居民"}
    assert browser.get(f"{OPEN}?{urlencode(asked)}").status_code == 404


def test_the_page_of_registers_counts_them_all_in_one_query(three):
    manager = three.actor("community_manager")
    browser = three.client("community_manager")

    def queries() -> int:
        with CaptureQueriesContext(connection) as ran:
            assert browser.get("/registry/registers/").status_code == 200
        return len(ran)

    commands.save_register(manager, three.community, title=Title("零"), view=view(three))
    before = queries()
    for n in range(6):
        asked = view(three, filters=(("age", "from", str(60 + n)),))
        commands.save_register(manager, three.community, title=Title(f"表{n}"), view=asked)
    homes = View(three.community, "全部房屋", ("address",))
    commands.save_register(manager, three.community, title=Title("房屋"), view=homes)
    assert queries() == before


def test_names_from_the_pack_are_said_in_the_readers_language(world) -> None:
    lay_out_registers(linli("test"), world.community)
    browser = world.client("community_manager")
    browser.cookies["linli_language"] = "en"
    page = browser.get(reverse("registry:registers")).content.decode()
    assert "Older people living alone" in page
    assert '<option value="独居老人">' in page
    own = Register.objects.filter(community=world.community).first()
    own.name = "王大姐的名单"
    own.save()
    shown = browser.get(reverse("registry:register", args=[own.pk])).content.decode()
    assert "王大姐的名单" in shown
