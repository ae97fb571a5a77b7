"""The search box: a few answers at once, and the way to all of them."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from linli.kernel.search import hits

MORE = re.compile(r'<a class="hit hit-more" href="([^"]+)"')


def answers(browser, words: str) -> str:
    return browser.get("/search/", {"q": words}, headers={"HX-Request": "true"}).content.decode()


@pytest.fixture
def many(world):
    """Nine people of one name, one more than are shown at once, and one of another."""
    home = world.home(world.building1, 1, "101")
    for _ in range(hits.EACH + 1):
        world.person("王建国", home=home)
    world.person("李文", home=home)
    return world


@pytest.mark.parametrize("words", ["王建国", "建国", "wjg", "wangjianguo"])
def test_more_than_are_shown_lead_to_the_whole_list(many, words) -> None:
    browser = many.client("counter_clerk")
    part = answers(browser, words)
    assert part.count(">王建国<") == hits.EACH
    (address,) = MORE.findall(part)
    page = browser.get(address).content.decode()
    assert page.count(">王建国<") == hits.EACH + 1
    assert "李文" not in page


def test_the_tail_of_a_number_leads_to_the_whole_list_too(world) -> None:
    home = world.home(world.building1, 1, "101")
    for number in range(hits.EACH + 1):
        world.person("王建国", home=home, values={"phone": f"1990{number:03d}4321"})
    world.person("李文", home=home)
    browser = world.client("counter_clerk")
    (address,) = MORE.findall(answers(browser, "4321"))
    page = browser.get(address).content.decode()
    assert page.count(">王建国<") == hits.EACH + 1
    assert "李文" not in page


def test_what_is_all_there_has_no_way_to_more(many) -> None:
    assert not MORE.findall(answers(many.client("counter_clerk"), "李文"))


def test_the_whole_list_of_a_grid_worker_stays_in_the_grid(many) -> None:
    theirs = many.person("王建国", home=many.home(many.building3, 1, "301"))
    browser = many.client("grid_worker", many.grid1)
    (address,) = MORE.findall(answers(browser, "王建国"))
    assert str(theirs.pk) not in browser.get(address).content.decode()


def test_an_answer_takes_as_many_queries_for_many_people(world) -> None:
    browser = world.client("counter_clerk")
    home = world.home(world.building1, 1, "101")

    def queries() -> int:
        with CaptureQueriesContext(connection) as ran:
            assert "王建国" in answers(browser, "王建国")
        return len(ran)

    world.person("王建国", home=home)
    before = queries()
    for _ in range(12):
        world.person("王建国", home=home)
    assert queries() == before
