"""The pages of a form: whom it lists is only for those who see the whole place."""

from datetime import date
from io import BytesIO

import pytest
from django.urls import reverse
from openpyxl import load_workbook
from tests.builders.forms import blank, saved, stacked

from linli.contexts.forms.commands import filling, returns
from linli.contexts.forms.models import Filling

HEADINGS = ["姓名", "性别", "年龄", "家庭住址"]


@pytest.fixture
def made(world) -> Filling:
    """A form of the whole community, filled; the department had written a name into it already."""
    world.person("张国英", date(1946, 5, 2), home=world.home(world.building2, 1, "201"))
    manager = world.actor("community_manager")
    book = load_workbook(BytesIO(blank("全部居民登记表", HEADINGS)))
    book.active["A3"] = "李早知"
    asked = returns.take(manager, world.community, handed=returns.Handed(saved(book), "登记表.xlsx"))
    return filling.fill_in(manager, asked)


def addresses(made: Filling) -> dict[str, str]:
    """Every page that shows people, by its name."""
    one, version = [made.return_of_id], [made.return_of_id, made.number]
    return {
        "blank": reverse("forms:blank", args=one),
        "latest": reverse("forms:latest", args=one),
        "filled": reverse("forms:filled", args=version),
        "lineage": reverse("forms:lineage", args=version) + "?sheet=0&row=0&column=0",
        "download": reverse("forms:download", args=version),
    }


def test_the_manager_reads_whom_a_form_lists(world, made) -> None:
    browser = world.client("community_manager")
    answers = {name: browser.get(address).status_code for name, address in addresses(made).items()}
    assert answers == {"blank": 200, "latest": 303, "filled": 200, "lineage": 200, "download": 200}
    page = browser.get(reverse("forms:review", args=[made.return_of_id])).content.decode()
    assert "李早知" in page
    assert "第 1 版" in page


def test_a_grid_worker_sees_what_the_community_is_asked_but_nobody_of_other_grids(world, made) -> None:
    browser = world.client("grid_worker", world.grid1)
    page = browser.get(reverse("forms:review", args=[made.return_of_id])).content.decode()
    assert "家庭住址" in page
    for hidden in ("李早知", "张国英", "第 1 版", "/blank/"):
        assert hidden not in page
    answers = {name: browser.get(address).status_code for name, address in addresses(made).items()}
    assert set(answers.values()) == {404}


def test_a_neighbouring_community_finds_no_form(world, made) -> None:
    browser = world.client("community_manager", world.other_community)
    pages = [*addresses(made).values(), reverse("forms:review", args=[made.return_of_id])]
    assert {browser.get(address).status_code for address in pages} == {404}


def test_two_lists_of_a_sheet_are_reviewed_apart(world) -> None:
    manager = world.actor("community_manager")
    lists = [("独居老人台账", ["姓名", "联系电话"]), ("家庭成员情况", ["姓名", "身份证号"])]
    handed = returns.Handed(stacked(*lists), "两份.xlsx")
    asked = returns.take(manager, world.community, handed=handed)
    browser = world.client("community_manager")
    page = browser.get(reverse("forms:review", args=[asked.pk])).content.decode()
    for words in ("Sheet · 独居老人台账", "Sheet · 家庭成员情况", 'value="Sheet/2"', "没有写明填哪些人"):
        assert words in page
    anchors = [piece.split('"')[0] for piece in page.split('id="col-')[1:]]
    assert len(anchors) == len(set(anchors)) == 4


def test_a_form_nobody_belongs_into_says_so(world) -> None:
    manager = world.actor("community_manager")
    handed = returns.Handed(blank("百岁老人台账", HEADINGS), "百岁.xlsx")
    asked = returns.take(manager, world.community, handed=handed)
    browser = world.client("community_manager")
    page = browser.post(reverse("forms:fill", args=[asked.pk]), follow=True).content.decode()
    assert (
        page.count("没有符合“100周岁以上老年人”的人") == 2
    )  # once as a message, once where the rows would stand
