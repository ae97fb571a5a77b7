"""From a thought to a vote: proposed on an older resident's phone, seconded, talked over, moved, voted."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect
from tests.journeys.conftest import in_the_house, resident_in, sign_in, to_matter

pytestmark = pytest.mark.journey
OLDER, PARENT = "13800002001", "13800002002"
TITLE, SAID = "楼下晾衣杆装在哪里", "装在南边花坛旁，晒得到太阳"
OTHERS = """
import sys, django
django.setup()
from linli.contexts.assembly.models import Second, Topic
from linli.kernel import clock, db
row = Topic.objects.get(title=sys.argv[1])
voices = Second.objects.exclude(topic=row).values_list("voice", flat=True).distinct()[:9]
db.insert_all(Second, [Second(topic=row, voice=v, channel="phone", on=clock.today()) for v in voices])
"""
OVER = """
import sys, django
django.setup()
from datetime import timedelta
from linli.contexts.assembly.models import Topic
from linli.kernel import clock
Topic.objects.filter(title=sys.argv[1]).update(talk_until=clock.today() - timedelta(days=1))
"""
OPENED = """
import sys, django
django.setup()
from datetime import timedelta
from linli.contexts.assembly.commands import ballots
from linli.contexts.assembly.models import Ballot, Topic
from linli.kernel import clock
from linli.kernel.actor import linli
staff, today = linli("journey"), clock.today()
row = Topic.objects.get(title=sys.argv[1]).ballot
with clock.standing_at(clock.now() - timedelta(days=6)):
    ballots.make_roll(staff, Ballot.objects.select_related("area", "box").get(pk=row.pk))
    ballots.announce(staff, Ballot.objects.select_related("area", "box").get(pk=row.pk))
Ballot.objects.filter(pk=row.pk).update(opens_on=today)
ballots.open_ballot(staff, Ballot.objects.select_related("area", "box").get(pk=row.pk))
"""


@pytest.fixture
def phones(browser: Browser, house: str) -> Iterator[tuple[Page, Page]]:
    """An older resident's phone in large letters, and a neighbour's."""
    found: list[BrowserContext] = []
    for _n in range(2):
        context = browser.new_context(
            viewport={"width": 390, "height": 844}, base_url=house, locale="zh-CN", has_touch=True
        )
        context.add_cookies([{"name": "linli_reading", "value": "elder", "url": house}])
        found.append(context)
    yield found[0].new_page(), found[1].new_page()
    for context in found:
        context.close()


def is_easy(page: Page) -> None:
    """Large answers, nothing beyond the edge."""
    page.wait_for_load_state("networkidle")
    for one in page.locator(".talk-choices .btn, .vote-go").all():
        box = one.bounding_box()
        assert box
        assert box["height"] >= 60
    assert page.evaluate("document.documentElement.scrollWidth") <= 390


def to_topics(page: Page) -> None:
    page.goto("/residents/")
    page.locator("a", has_text="大家的议题").first.click()


def test_from_a_thought_to_a_vote(
    browser: Browser, phones: tuple[Page, Page], house: str, tmp_path_factory: pytest.TempPathFactory
) -> None:
    older, parent = phones
    desk = browser.new_context(base_url=house, locale="zh-CN").new_page()
    sign_in(desk, "manager")

    resident_in(older, OLDER)
    to_topics(older)
    older.get_by_role("link", name="提一个议题").click()
    older.fill("#id_title", TITLE)
    older.fill("#id_words", "楼下没有地方晾被子，大家都晾在栏杆上，希望商量装几根晾衣杆。")
    is_easy(older)
    older.locator(".report-send").click()
    expect(older.locator(".alert-success")).to_contain_text("收到了")
    where = older.url

    desk.goto("/assembly/desk/topics/look/")
    desk.locator("li", has_text=TITLE).get_by_role("button", name="可以公开").click()
    expect(desk.locator(".alert-success")).to_contain_text("公开了")
    in_the_house(tmp_path_factory, OTHERS, TITLE)

    resident_in(parent, PARENT)
    to_topics(parent)
    parent.locator("a", has_text=TITLE).click()
    is_easy(parent)
    parent.get_by_role("button", name="我也觉得该议一议").click()
    expect(parent.locator("main")).to_contain_text("附议够了")

    desk.goto("/assembly/desk/topics/?q=" + TITLE)
    desk.get_by_role("link", name=TITLE).click()
    desk.get_by_role("link", name="开始讨论").click()
    desk.locator("main form button.btn-primary").click()
    desk.get_by_role("link", name="写一条").click()
    desk.fill("#id_words", SAID)
    desk.locator("main form button.btn-primary").click()
    page = desk.url

    to_matter(older, TITLE)
    expect(older.locator(".talk-words")).to_have_text(SAID)
    is_easy(older)
    older.get_by_role("button", name="同意", exact=True).click()
    expect(older.locator("main")).to_contain_text("都说过了")
    older.get_by_role("link", name="改上一句").click()
    older.get_by_role("button", name="说不好").click()
    expect(older.locator("main")).to_contain_text("都说过了")

    in_the_house(tmp_path_factory, OVER, TITLE)
    desk.goto(page)
    desk.get_by_role("link", name="写成动议，交去表决").click()
    said = {
        "what": "装四根晾衣杆", "where": "南边花坛旁", "when": "下月 15 日前", "who": "物业",
        "money": "800 元", "how": "公共收益支出",
    }  # fmt: skip
    for name, words in said.items():
        desk.fill(f"#id_{name}", words)
    desk.locator("main form button.btn-primary").click()
    desk.get_by_role("link", name="交给大家表决").click()
    desk.select_option("#id_per", "adult")
    desk.locator("main form button.btn-primary").click()
    expect(desk.locator("main")).to_contain_text("表决起草好了")
    in_the_house(tmp_path_factory, OPENED, TITLE)

    older.goto(where)
    expect(older.locator("main")).to_contain_text("装四根晾衣杆")
    older.get_by_role("link", name="看这次表决").click()
    older.get_by_role("link", name="去投票").click()
    older.get_by_text("赞成", exact=True).click()
    older.get_by_role("button", name="选好了，再看一遍").click()
    older.get_by_role("button", name="确定，投出去").click()
    expect(older.locator("h1")).to_contain_text("投好了")
