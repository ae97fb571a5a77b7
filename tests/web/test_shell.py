"""The navigation says where one may go, and how much waits there for oneself."""

import re

import pytest
from django.template.loader import render_to_string

from linli.contexts.registry.models import Resemblance
from linli.kernel.access.roles import ROLES

SIDE = re.compile(r'<nav class="shell-side".*?</nav>', re.DOTALL)
LINK = re.compile(r'<a class="shell-link" href="(?P<address>[^"]+)".*?</a>', re.DOTALL)
COUNT = re.compile(r'aria-hidden="true">(\d+)<')
DUPLICATES, REGISTERS = "/registry/duplicates/", "/registry/registers/"


def side(browser) -> dict[str, int]:
    """Where the side bar leads, with the number beside each entry."""
    bar = SIDE.search(browser.get("/me/").content.decode())
    assert bar
    found = {}
    for link in LINK.finditer(bar.group()):
        number = COUNT.search(link.group())
        found[link["address"]] = int(number.group(1)) if number else 0
    return found


@pytest.fixture
def pair(world, clock):
    """Two records that look alike and wait for somebody."""
    first, second = world.person("张国英"), world.person("张国瑛")
    return Resemblance.objects.create(
        community=world.community, first=first, second=second, probability=0.9, found_at=clock.now()
    )


@pytest.mark.parametrize(
    ("role", "area", "waiting"),
    [
        ("community_manager", "community", 1), ("counter_clerk", "community", 1),
        ("community_manager", "other_community", 0), ("grid_worker", "grid1", None),
        ("subdistrict_officer", "subdistrict", None),
    ],
)  # fmt: skip
def test_what_waits_is_counted_for_whoever_may_decide_it(world, pair, role, area, waiting) -> None:
    assert side(world.client(role, getattr(world, area))).get(DUPLICATES) == waiting


def test_an_answer_takes_it_off_the_count(world, pair) -> None:
    browser = world.client("counter_clerk")
    browser.post(f"{DUPLICATES}{pair.pk}/decide/", {"answer": "different"})
    assert side(browser)[DUPLICATES] == 0


def test_whoever_asks_for_an_export_does_not_wait_for_themselves(world) -> None:
    """More than a hundred people need a second person, whose navigation says so."""
    home = world.home(world.building1, 1, "101")
    for number in range(101):
        world.person(f"人{number}", home=home)
    asks = world.client("counter_clerk")
    query = f"community={world.community.code}&population=全部居民"
    sent = asks.post(f"{REGISTERS}open/export/?{query}", {"reason": "核对", "seal": "masked"})
    assert sent.status_code == 303
    assert side(asks)[REGISTERS] == 0
    assert side(world.client("community_manager"))[REGISTERS] == 1
    assert side(world.client("community_manager", world.other_community))[REGISTERS] == 0


def test_parts_of_a_page_do_not_count(world, pair, django_assert_max_num_queries) -> None:
    browser = world.client("community_manager")
    part = browser.get("/registry/people/", headers={"HX-Request": "true"})
    assert "shell-side" not in part.content.decode()


def test_an_account_with_a_role_is_never_told_that_it_has_none(world):
    for role in ROLES:
        page = world.client(role, world.subdistrict).get("/", follow=True)
        assert page.status_code == 200
        assert "还没有授权" not in page.content.decode()


def test_a_role_without_a_page_is_told_what_it_is_for(world):
    page = render_to_string("web/no_work.html", {"roles": [ROLES["department_officer"]]})
    assert "部门工作人员" in page
    assert "不需要您登录操作" in page
