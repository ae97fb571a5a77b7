"""An open space and a contest of stairways at the desk, on a neighbour's phone, on the wall."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect
from tests.journeys.conftest import resident_in, sign_in, to_matter

from linli.kernel import clock

pytestmark = pytest.mark.journey
TENANT, PARENT = "13800002003", "13800002002"
DAY = (clock.today() + timedelta(days=9)).isoformat()


@pytest.fixture
def elder(browser: Browser, house: str) -> Iterator[BrowserContext]:
    """A neighbour's phone, in large letters."""
    context = browser.new_context(
        viewport={"width": 390, "height": 844}, base_url=house, locale="zh-CN", has_touch=True
    )
    context.add_cookies([{"name": "linli_reading", "value": "elder", "url": house}])
    yield context
    context.close()


def manager(browser: Browser, house: str) -> Page:
    page = browser.new_context(base_url=house, locale="zh-CN").new_page()
    sign_in(page, "manager")
    return page


def step(page: Page, label: str) -> None:
    page.get_by_role("button", name=label).click()
    expect(page.locator(".alert-success").first).to_contain_text(label)


def typed(page: Page, link: str, button: str, **entries: str) -> None:
    """Open a form by its link, fill it in and send it."""
    page.get_by_role("link", name=link).first.click()
    for name, value in entries.items():
        page.fill(f"#id_{name}", value)
    page.get_by_role("button", name=button).click()
    expect(page.locator(".alert-success").first).to_be_visible()


def test_from_a_question_to_a_promise(browser: Browser, elder: BrowserContext, house: str) -> None:
    desk, phone = manager(browser, house), elder.new_page()
    desk.goto("/assembly/spaces/new/")
    laid = {
        "title": "院子里的长椅放在哪儿好？", "venue": "活动室", "on": DAY, "begins_at": "14:00",
        "first_at": "14:40",
        "rounds": "2", "minutes": "45", "pause": "5", "places": "东角 12\n西角 8",
    }  # fmt: skip
    for name, value in laid.items():
        desk.fill(f"#id_{name}", value)
    desk.get_by_role("button", name="存好").click()
    step(desk, "发出邀请，征集题卡")
    door = desk.get_by_role("link", name="居民看到的页面").get_attribute("href") or ""
    desk.get_by_role("button", name="做入场卡").click()
    expect(desk.locator(".alert-success")).to_contain_text("1 号到 24 号做好了")
    typed(desk, "录入纸题卡", "贴上墙", title="树底下还是路边", convenor="周老师", number="3")
    typed(desk, "录入纸题卡", "贴上墙", title="谁来擦谁来修", convenor="周老师", number="3")

    resident_in(phone, TENANT)
    to_matter(phone, "院子里的长椅放在哪儿好")
    phone.get_by_role("button", name="用我的手机参加").click()
    expect(phone.locator("main")).to_contain_text("您是 25 号")
    phone.get_by_role("link", name="写一张题卡").click()
    phone.fill("#id_title", "坐着能晒到太阳")
    phone.fill("#id_convenor", "何大姐")
    phone.get_by_role("button", name="贴上墙").click()
    phone.locator(".vote-option", has_text="谁来擦谁来修").click()
    phone.get_by_role("button", name="选好了，存下来").click()
    assert phone.evaluate("document.documentElement.scrollWidth") <= 390

    wall = browser.new_context(base_url=house, viewport={"width": 1920, "height": 1080}).new_page()
    wall.goto(f"{door}wall/")
    expect(wall.locator(".space-screen-cards article")).to_have_count(3)
    desk.reload()
    step(desk, "开集市，排时间地点")
    desk.get_by_role("button", name="请邻里先排没排的").click()
    expect(desk.locator(".alert-success")).to_contain_text("排好了 3 张")
    expect(wall.locator(".space-screen-market section")).to_have_count(2, timeout=15_000)
    desk.get_by_role("link", name="移动").first.click()
    expect(desk.locator("main")).to_contain_text("不行：周老师")
    desk.get_by_role("link", name="取消").click()
    step(desk, "开始分组讨论")

    phone.goto(door)
    phone.get_by_role("link", name="写记录").first.click()
    phone.fill("#id_words", "树底下凉快，但是蚊子多")
    phone.get_by_role("button", name="贴上新闻墙").click()
    step(desk, "请大家点选")
    phone.goto(door)
    phone.locator(".dots-line").first.locator(".report-pick", has_text="3").click()
    phone.get_by_role("button", name="点好了，存下来").click()
    expect(phone.locator("main")).to_contain_text("您的点记下了")
    desk.fill("input[name=number]", "3")
    desk.get_by_role("button", name="去选").click()
    desk.locator(".dots-line").last.locator(".report-pick", has_text="2").click()
    desk.get_by_role("button", name="存好").click()
    expect(desk.locator(".alert-success")).to_contain_text("3 号的点记下了")
    desk.get_by_role("link", name="院子里的长椅放在哪儿好").click()
    step(desk, "点选结束，商量行动")
    expect(desk.locator(".vote-bar").first).to_contain_text("3 个点")
    typed(desk, "记一条行动", "记下", what="量好两处尺寸", who="江畔物业 刘工", due_on=DAY, means="卷尺")
    step(desk, "结束会议，行动转为承诺")
    expect(desk.locator("main")).to_contain_text("已转为承诺")
    phone.goto(door)
    expect(phone.locator("main")).to_contain_text("量好两处尺寸")


def test_from_a_neighbours_word_to_an_honour_and_back(
    browser: Browser, elder: BrowserContext, house: str
) -> None:
    desk, phone = manager(browser, house), elder.new_page()
    desk.goto("/assembly/contests/new/")
    for name, value in (("title", "试评最美楼道"), ("percent", "0"), ("honours", "1"), ("until", DAY)):
        desk.fill(f"#id_{name}", value)
    desk.get_by_role("button", name="存好").click()
    step(desk, "开始自荐和推荐")
    door = desk.get_by_role("link", name="居民看到的页面").get_attribute("href") or ""

    resident_in(phone, PARENT)
    phone.goto(door)
    phone.get_by_role("link", name="推荐我的楼道").click()
    phone.select_option("#id_area", index=1)
    phone.fill("#id_why", "每层都有人扫，门口有花")
    phone.get_by_role("button", name="推荐").click()
    expect(phone.locator("main")).to_contain_text("正在核对")
    desk.get_by_role("link", name="录入一处推荐").click()
    desk.select_option("#id_area", index=4)
    desk.fill("#id_why", "通道一直是空的")
    desk.get_by_role("button", name="保存").click()
    for _both in range(2):
        desk.locator(".rowlist").get_by_role("button", name="参加评选").first.click()
    typed(desk, "请一位评委", "保存", name="居民代表 何大姐")
    typed(desk, "请一位评委", "保存", name="物业 刘工")
    step(desk, "推荐结束，请评委看现场")
    for juror in range(2):
        desk.get_by_role("link", name="录入纸评分表").nth(juror).click()
        for place in range(2):
            desk.locator("a.own-tile").nth(place).click()
            for entry in desk.locator("main input[type=number]").all():
                entry.fill(str(18 - 3 * place))
            desk.get_by_role("button", name="记下").click()
            expect(desk.locator(".alert-success")).to_contain_text("的分记下了")
        desk.get_by_role("link", name="回到评选").click()
    step(desk, "合计得分")
    step(desk, "公布获评的楼道")
    phone.goto(door)
    expect(phone.locator("main")).to_contain_text("不分先后")
    desk.get_by_role("link", name="撤销称号").click()
    desk.fill("#id_reason", "又堆满了，劝了两次")
    desk.get_by_role("button", name="撤销称号").click()
    phone.reload()
    expect(phone.locator("main")).to_contain_text("又堆满了")
