"""The pages of rosters: columns, outcomes, refused rows; by whom they are seen, and what stays on record."""

from datetime import date
from typing import Any

import pytest
from tests.builders import rosters
from tests.builders.forms import cells
from tests.builders.rosters import HEADINGS, roster, row_of

from linli.contexts.registry.commands import imports as commands
from linli.contexts.registry.imports import working
from linli.contexts.registry.models import ImportRow
from linli.kernel.audit.models import AuditEntry
from linli.kernel.errors import NotAllowedNow, OutsideYourArea

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


def test_the_pages_of_a_roster_from_its_columns_to_its_end(world: Any, manager: Any) -> None:
    known = world.person("李桂兰", date(1950, 1, 1), "2")
    browser = world.client("community_manager")
    run = rosters.hand_in(manager, world.community, roster(HEADINGS, [row_of(known), ZHAO]))
    page = f"/registry/imports/{run.pk}/"
    columns = browser.get(page).content.decode()
    assert "各列是什么" in columns
    assert known.id_number.reveal() not in columns  # numbers of people are covered in the picture
    browser.post(f"{page}choose/", {"cell": "E2", "field": ""})
    run.refresh_from_db()
    assert run.mapping["E2"] == ""
    working.try_out(manager, run)
    assert "导入后会新增 1 人" in browser.get(page).content.decode()
    rosters.taken_over(manager, run)
    assert "撤销导入" in browser.get(page).content.decode()
    rosters.taken_back(manager, run)
    assert "登记恢复到导入之前" in browser.get(page).content.decode()
    assert "居民花名册.xlsx" in browser.get("/registry/imports/").content.decode()


def test_a_choice_is_remembered_for_the_same_layout(world: Any, manager: Any) -> None:
    data = roster([*HEADINGS, "所属党支部"], [[*ZHAO, "第一支部"]])
    run = rosters.hand_in(manager, world.community, data)
    commands.choose(manager, run, choice=commands.Choice(columns={"H2": "remarks"}))
    again = rosters.hand_in(manager, world.community, data)
    assert (again.mapping["H2"], again.decided) == ("remarks", ["H2"])


def test_refused_rows_come_back_in_their_layout_with_the_reason(world: Any, manager: Any) -> None:
    run = tried(world, manager, [ZHAO, ["钱多多", *ZHAO[1:5], "学府路88号梧桐苑2号楼1单元909室", ""]])
    browser = world.client("community_manager")
    answer = browser.get(f"/registry/imports/{run.pk}/refused/")
    sheet = cells(b"".join(answer.streaming_content) if answer.streaming else answer.content)
    head, back = sheet[1], sheet[2]
    assert (head[0], head[-1]) == ("姓名", "退回原因")
    assert (back[0], back[-1]) == ("钱多多", "地址不匹配：这栋楼没有这个门牌")
    assert len(sheet) == 3


def test_a_file_that_is_no_roster_is_refused_with_a_sentence(world: Any, manager: Any) -> None:
    from django.core.files.uploadedfile import SimpleUploadedFile

    browser = world.client("community_manager")
    for name, data in (("名册.xlsx", b"no workbook"), ("名册.xlsx", b""), ("通知.docx", b"PK\x03\x04broken")):
        file = SimpleUploadedFile(name, data)
        answer = browser.post("/registry/imports/take/", {"file": file, "community": world.community.pk})
        assert answer.status_code == 422
        assert "alert-danger" in answer.content.decode()


def test_pages_ask_the_database_no_more_for_more_rows(world: Any, manager: Any) -> None:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    browser = world.client("community_manager")
    asked = []
    for size in (2, 18):
        people = [world.person("王" + "甲乙丙丁戊己庚辛壬"[n % 9] + "一二"[n // 9]) for n in range(size)]
        run = tried(world, manager, [row_of(p, 联系电话="13900002222") for p in people])
        assert run.counts["change"] == size
        with CaptureQueriesContext(
            connection,
        ) as queries:
            browser.get(f"/registry/imports/{run.pk}/")
        asked.append(len(queries))
    assert asked[0] == asked[1]


# ── By whom ─────────────────────────────────────────────────────────────────────────────────────────────
@pytest.mark.parametrize(
    ("role", "may"),
    [("community_manager", True), ("counter_clerk", True), ("grid_worker", False), ("viewer", False)],
)
def test_who_may_import(world: Any, role: str, may: bool) -> None:  # noqa: FBT001 - a column of a table
    from django.core.files.uploadedfile import SimpleUploadedFile

    browser = world.client(role, world.grid1 if role == "grid_worker" else None)
    file = SimpleUploadedFile("名册.xlsx", roster(HEADINGS, [ZHAO]))
    answer = browser.post("/registry/imports/take/", {"file": file, "community": world.community.pk})
    assert answer.status_code in ((302, 303) if may else (403, 404))


def test_a_roster_of_another_community_does_not_exist(world: Any, manager: Any) -> None:
    run = tried(world, manager, [ZHAO])
    stranger = world.actor("community_manager", world.other_community)
    with pytest.raises(OutsideYourArea):
        commands.begin(stranger, run, enqueue=lambda _job: None)
    browser = world.client("community_manager", world.other_community)
    assert browser.get(f"/registry/imports/{run.pk}/").status_code == 404


def test_every_step_stands_in_the_audit_trail(world: Any, manager: Any) -> None:
    rosters.taken_back(manager, rosters.taken_over(manager, tried(world, manager, [ZHAO])))
    actions = set(
        AuditEntry.objects.filter(action__startswith="registry.import").values_list("action", flat=True)
    )
    assert {
        f"registry.import_{step}" for step in ("started", "checked", "begun", "applied", "undone")
    } <= actions


def test_a_giving_up_takes_the_file_away(world: Any, manager: Any) -> None:
    run = tried(world, manager, [ZHAO])
    run = commands.drop(manager, run)
    assert run.state == "dropped"
    assert not ImportRow.objects.filter(run=run).exists()
    with pytest.raises(NotAllowedNow):
        commands.begin(manager, run, enqueue=lambda _job: None)


def test_a_room_inside_another_column_is_an_address(world: Any, manager: Any) -> None:
    rows = [["赵小满", "女", "梧桐苑", "2", "1-301"]]
    run = rosters.hand_in(manager, world.community, roster(["姓名", "性别", "小区", "楼幢", "单元-室"], rows))
    page = world.client("community_manager").get(f"/registry/imports/{run.pk}/").content.decode()
    assert "没有地址这一列" not in page
