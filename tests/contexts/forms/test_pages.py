"""The pages of a form: whom it lists is only for those who see the whole place."""

from datetime import date
from io import BytesIO

import pytest
from django.urls import reverse
from openpyxl import load_workbook
from tests.builders.forms import blank, saved

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
