"""A meeting in the browser: announced; held with a resident at the phone; its promise told back."""

from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from playwright.sync_api import Browser, Page, expect
from tests.journeys.conftest import resident_in, save, sign_in

HERE = ZoneInfo("Asia/Shanghai")
RUNNING = "门口花坛改菜园还是改座位"


def opened(browser: Browser, house: str, width: int) -> Page:
    """A browser of one's own."""
    context = browser.new_context(
        viewport={"width": width, "height": 900}, base_url=house, locale="zh-CN", accept_downloads=True
    )
    return context.new_page()


def resident(browser: Browser, house: str, phone: str) -> Page:
    """A resident at the phone, in elder mode."""
    page = opened(browser, house, 390)
    page.context.add_cookies([{"name": "linli_reading", "value": "elder", "url": house}])
    resident_in(page, phone)
    return page


def test_a_meeting_is_announced_and_everybody_reads_it(browser: Browser, house: str, tmp_path: Path) -> None:
    desk = opened(browser, house, 1440)
    sign_in(desk, "manager")
    start = datetime.now(HERE) + timedelta(days=4)
    desk.goto("/assembly/meetings/new/")
    desk.select_option("#id_kind", "building")
    desk.fill("#id_title", "5 号楼晾衣架楼栋会")
    desk.fill("#id_starts_at", f"{start:%Y-%m-%dT19:00}")
    desk.fill("#id_place", "5 号楼门厅")
    desk.fill("#id_chair_name", "何志明")
    desk.click("form.deed button.btn-primary")
    desk.get_by_role("button", name="发通知").click()
    expect(desk.get_by_text("还没有议程，先写上要谈什么。")).to_be_visible()
    desk.get_by_role("link", name="加一项议程").click()
    desk.fill("#id_title", "晾衣架装在哪里")
    desk.click("form.deed button.btn-primary")
    desk.get_by_role("button", name="发通知").click()
    expect(desk.locator("h1 .tag")).to_have_text("已经通知")
    address = desk.get_by_role("link", name="居民看到的页面").get_attribute("href")
    everybody = opened(browser, house, 390)
    everybody.goto(str(address))
    expect(everybody.get_by_text("晾衣架装在哪里")).to_be_visible()
    expect(everybody.get_by_role("link", name="我到了，报到")).to_have_count(0)


def test_from_the_talk_to_the_promise_told_back(browser: Browser, house: str, tmp_path: Path) -> None:
    desk, clerk = opened(browser, house, 1440), opened(browser, house, 390)
    sign_in(desk, "manager")
    sign_in(clerk, "counter")
    desk.goto("/assembly/meetings/?state=running")
    desk.get_by_role("link", name=RUNNING).click()
    meeting = desk.url
    wall = desk.context.new_page()
    wall.goto(f"{meeting}wall/")
    code = wall.locator(".room-code b").inner_text()
    expect(wall.get_by_text("想说的请举手，或用手机排队")).to_be_visible()

    hand = resident(browser, house, "13800002003")
    hand.goto(meeting.replace("/meetings/", "/meetings/here/"))
    if hand.locator("#id_code").count():
        hand.fill("#id_code", code)
        hand.get_by_role("button", name="我到了").click()
    hand.get_by_role("button", name="我要说：赞成").click()
    expect(hand.get_by_text("排上了，轮到时主持人会请您。")).to_be_visible()

    chair = clerk
    chair.goto(f"{meeting}chair/")
    chair.get_by_role("button", name="下一位").click()
    expect(wall.locator(".room-now .countdown")).to_be_visible(timeout=15_000)
    before = wall.locator(".room-now .countdown").inner_text()
    expect(wall.locator(".room-now .countdown")).not_to_have_text(before, timeout=5_000)
    chair.get_by_role("button", name="说完了").click()
    chair.get_by_role("button", name="讨论完了，举手表决").click()
    expect(chair.get_by_text("两个人各数一遍，互相不看。").first).to_be_visible()
    count_hands(chair, "我来数", 6, 2)
    hand.goto(meeting.replace("/meetings/", "/meetings/here/"))
    count_hands(hand, "帮忙数举手", 6, 2)
    expect(hand.get_by_text("有结果了：通过了")).to_be_visible()
    written_down(desk, clerk, meeting, tmp_path)
    hand.goto("/assembly/promises/mine/")
    expect(hand.get_by_text("花坛装六张座位").first).to_be_visible()


def count_hands(page: Page, link: str, yes: int, no: int) -> None:
    page.get_by_role("link", name=link).click()
    page.fill("#id_votes_for", str(yes))
    page.fill("#id_votes_against", str(no))
    page.get_by_role("button", name="我数的就是这些").click()


def written_down(desk: Page, clerk: Page, meeting: str, folder: Path) -> None:
    """The meeting is closed, the resolution assigned, the minutes agreed to and published."""
    desk.goto(meeting)
    desk.get_by_role("button", name="散会").click()
    desk.goto(f"{meeting}minutes/")
    desk.get_by_role("link", name="记录", exact=True).first.click()
    desk.fill("#id_notes", "大家看过现场。\n担心树根顶坏地面，物业答应做挡板。")
    desk.click("form.deed button.btn-primary")
    desk.get_by_role("button", name="纪要交给主持人看").click()
    expect(desk.get_by_text("还没有落实到人").first).to_be_visible()
    desk.goto(f"{meeting}minutes/")
    desk.get_by_role("link", name="落实到人").first.click()
    desk.fill("#id_title", "花坛装六张座位")
    desk.click("form.deed button.btn-primary")
    expect(desk.get_by_text("花坛装六张座位").first).to_be_visible()
    desk.get_by_role("button", name="纪要交给主持人看").click()
    clerk.goto(f"{meeting}minutes/")
    clerk.get_by_role("button", name="同意这份纪要").click()
    desk.goto(meeting)
    desk.get_by_role("button", name="公布纪要").click()
    expect(desk.locator("h1 .tag")).to_have_text("纪要公布了")
    desk.goto(f"{meeting}minutes/")
    with desk.expect_download() as kept:
        desk.get_by_role("link", name="Word").click()
    assert save(kept.value, folder).stat().st_size > 5_000
