"""Visits from another system's sheet: each row is taken, or says why not."""

import io
from datetime import date, datetime

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from openpyxl import Workbook

from linli.contexts.visits.imports import judging, sheets
from linli.contexts.visits.models import Visit
from linli.kernel.errors import BadInput
from linli.kernel.sheets.refusals import FileRefused

HEAD = ["序号", "走访对象", "居住地址", "走访方式", "走访时间", "走访结果", "走访详情"]


def book(*rows, head=HEAD) -> bytes:
    made = Workbook()
    made.active.append(["2026年3月走访记录"])
    made.active.append(head)
    for row in rows:
        made.active.append(row)
    box = io.BytesIO()
    made.save(box)
    return box.getvalue()


@pytest.fixture
def people(world):
    world.person("张国英", date(1943, 3, 20), "2", home=world.home(world.building1, 1, "501"))
    world.person("王芳", date(1970, 3, 20), "2", home=world.home(world.building1, 1, "502"))
    world.person("王芳", date(1980, 3, 20), "2", home=world.home(world.building2, 1, "201"))


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ([1, "张国英", "", "电话", "2026-03-09 10:00", "", "问候"], ""),
        ([1, "张国英", "1-1-501", "3", datetime(2026, 3, 9, 9, 30), "已走访", ""], ""),
        ([1, "", "1号楼1单元501", "走访", "2026年3月9日", "未遇", ""], ""),
        ([1, "赵没有", "", "走访", "2026-03-09", "", ""], "nobody"),
        ([1, "王芳", "", "走访", "2026-03-09", "", ""], "several"),
        ([1, "王芳", "1-1-502", "走访", "2026-03-09", "", ""], ""),
        ([1, "王芳", "1-1-501", "走访", "2026-03-09", "", ""], "elsewhere"),
        ([1, "张国英", "9-9-999", "走访", "2026-03-09", "", ""], "address"),
        ([1, "张国英", "", "走访", "2026-13-09", "", ""], "date"),
        ([1, "张国英", "", "走访", "2027-03-09", "", ""], "future"),
        ([1, "张国英", "", "走访", "2020-03-09", "", ""], "old"),
        ([1, "张国英", "", "飞鸽传书", "2026-03-09", "", ""], "channel"),
        ([1, "张国英", "", "走访", "2026-03-09", "说不清", ""], "outcome"),
        ([1, "", "", "走访", "2026-03-09", "", "x"], "empty"),
    ],
)
def test_a_row_is_taken_or_says_why_not(world, people, row, reason):
    worker = world.actor("grid_worker", world.grid1)
    manager = world.actor("community_manager")
    [verdict] = judging.judge(manager, world.community, sheets.rows_of(book(row), "a.xlsx"))
    assert verdict.reason == reason
    assert bool(verdict.said) == bool(reason)
    assert worker


def test_the_same_visit_is_not_taken_twice(world, people):
    manager = world.actor("community_manager")
    row = [1, "张国英", "", "走访", "2026-03-09 10:00", "", "家里都好"]
    rows = sheets.rows_of(book(row, row), "a.xlsx")
    verdicts = judging.judge(manager, world.community, rows)
    assert [v.reason for v in verdicts] == ["", "again"]
    assert judging.take(manager, verdicts) == {"": 1, "again": 1}
    visit = Visit.objects.get()
    assert (visit.came_by, visit.words.reveal()) == ("sheet", "家里都好")
    assert visit.seen.get().person.name == "张国英"
    assert [v.reason for v in judging.judge(manager, world.community, rows)] == ["again", "again"]


def test_neighbours_of_another_grid_are_nobody_to_this_worker(world, people):
    worker = world.actor("grid_worker", world.grid2)
    rows = sheets.rows_of(book([1, "张国英", "", "走访", "2026-03-09", "", ""]), "a.xlsx")
    assert judging.judge(worker, world.community, rows)[0].reason == "nobody"


def test_what_is_no_sheet_of_visits_is_refused_in_a_sentence(world):
    with pytest.raises(FileRefused):
        sheets.rows_of(b"no workbook", "a.xlsx")
    with pytest.raises(BadInput, match="没有找到"):
        sheets.rows_of(book([1], head=["甲"]), "a.xlsx")


def test_from_the_page_tried_out_then_taken(world, people):
    browser = world.client("community_manager")
    sent = SimpleUploadedFile(
        "走访.xlsx",
        book([1, "张国英", "", "走访", "2026-03-09", "", ""], [2, "赵没有", "", "", "2026-03-09", "", ""]),
    )
    page = browser.post(reverse("visits:bulk"), {"file": sent})
    text = page.content.decode()
    assert "查无此人" in text
    assert not Visit.objects.exists()
    kept = page.context["kept"]
    assert (
        world.client("grid_worker", world.grid1)
        .post(reverse("visits:bulk"), {"kept": kept, "take": "1"})
        .status_code
        == 404
    )
    browser.post(reverse("visits:bulk"), {"kept": kept, "take": "1"})
    assert Visit.objects.count() == 1
    assert browser.post(reverse("visits:bulk"), {"kept": "nonsense"}).status_code == 422
