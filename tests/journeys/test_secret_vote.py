"""A vote without names in a meeting: a phone and two slips, counted by two; nobody's choice on any page."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect
from tests.journeys.conftest import in_the_house, resident_in, save, sign_in

pytestmark = pytest.mark.journey
PHONE = "13800002001"
MATTER = "一楼门厅放一张长椅"
SIDES = ("赞成", "反对", "弃权")
LAID = """
import json, sys, django
django.setup()
from datetime import timedelta
from linli.contexts.assembly.commands import agenda, attendance, meetings, motions
from linli.contexts.assembly.commands.attendance import Written
from linli.contexts.assembly.commands.meetings import Laid
from linli.contexts.residents.models import Link
from linli.kernel import clock
from linli.kernel.actor import linli
from linli.kernel.areas.queries import community_of
from linli.kernel.privacy import cipher
staff, now = linli("journey"), clock.now()
link = Link.objects.select_related("dwelling__area").filter(
    visitor__phone_hash=cipher.lookup(sys.argv[1], "phone"), ended_at=None).order_by("since").first()
community = community_of(link.dwelling.area.code)
with clock.standing_at(now - timedelta(days=5)):
    row = meetings.plan(staff, community, wanted=Laid(
        "building", "门厅长椅楼栋会", "一楼门厅", now - timedelta(minutes=5), "易安宁", None, "李晓燕"))
    agenda.add_item(staff, row, title="长椅放不放", words="")
    row = meetings.announce(staff, row)
row = meetings.open_meeting(staff, row)
guests = ("欧阳竹青", "司徒兰亭")
for name in guests:
    attendance.check_in_guest(staff, row, written=Written(name, "临时登记", counts=True))
motion = motions.put(staff, motions.write(staff, row, said={
    "item": row.items.get(), "what": sys.argv[2], "who": "梧桐物业", "where": "一楼门厅",
    "when": (now + timedelta(days=30)).date(), "how_much": "300 元，微更新经费", "mover": "易安宁"}))
print(json.dumps({"meeting": str(row.pk), "motion": str(motion.pk), "code": row.code, "guests": guests,
    "door": link.dwelling.short_address}))
"""


@dataclass
class Room:
    """The meeting as it was laid: addresses and who votes on paper."""

    meeting: str
    motion: str
    code: str
    guests: list[str]
    door: str

    @property
    def desk(self) -> str:
        return f"/assembly/meetings/{self.meeting}/"

    @property
    def slips(self) -> str:
        return f"/assembly/motions/{self.motion}/slips/"

    @property
    def slip(self) -> str:
        return f"/assembly/meetings/slip/{self.motion}/"

    @property
    def here(self) -> str:
        return f"/assembly/meetings/here/{self.meeting}/"

    @property
    def read(self) -> str:
        return f"/assembly/meetings/read/{self.meeting}/"


@pytest.fixture
def room(house: str, tmp_path_factory: pytest.TempPathFactory) -> Room:
    """A meeting that runs, with two neighbours on its list and a motion that is talked about."""
    return Room(**json.loads(in_the_house(tmp_path_factory, LAID, PHONE, MATTER)))


@pytest.fixture
def elder(browser: Browser, house: str) -> Iterator[BrowserContext]:
    """A resident's phone, in large letters."""
    context = browser.new_context(
        viewport={"width": 390, "height": 844}, base_url=house, locale="zh-CN", has_touch=True,
        accept_downloads=True,
    )  # fmt: skip
    context.add_cookies([{"name": "linli_reading", "value": "elder", "url": house}])
    yield context
    context.close()


def staff(browser: Browser, house: str, username: str) -> Page:
    page = browser.new_context(base_url=house, locale="zh-CN", accept_downloads=True).new_page()
    sign_in(page, username)
    return page


def shows_no_choice(page: Page, address: str) -> None:
    """While people vote, no page of the room gives a figure for any side."""
    page.goto(address)
    words = page.inner_text("body")
    assert not [side for side in SIDES if f"{side} " in words], address


def tells_nobodys_choice(page: Page, address: str, people: list[str], code: str) -> None:
    """Wherever somebody's name or door stands, no choice stands beside it; the receipt stands nowhere."""
    page.goto(address)
    words = page.inner_text("body")
    assert code not in words, address
    for line in words.splitlines():
        if any(one in line for one in people):
            assert not [side for side in SIDES if side in line], f"{address}: {line}"


def arrive(phone: Page, room: Room) -> None:
    """A resident reads the code on the wall."""
    resident_in(phone, PHONE)
    phone.goto(room.here)
    phone.fill("#id_code", room.code)
    phone.get_by_role("button", name="我到了").click()
    expect(phone.get_by_role("heading", name=MATTER)).to_be_visible()


def take_slip(page: Page, room: Room, name: str) -> None:
    """Note that somebody put a slip into the box."""
    page.goto(room.slips)
    page.locator("li", has_text=name).get_by_role("button", name="交了纸票").click()
    expect(page.locator("li", has_text=name)).to_contain_text("等第二人确认")


def count_slips(page: Page, room: Room, yes: int, no: int) -> None:
    """What one person counted."""
    page.goto(room.slips)
    page.get_by_role("link", name="我来数").click()
    page.fill("#id_votes_for", str(yes))
    page.fill("#id_votes_against", str(no))
    page.get_by_role("button", name="我数的就是这些").click()


def cast(phone: Page, room: Room, words: str) -> str:
    """Choose, look once more, cast; the code of the receipt."""
    phone.goto(room.here)
    phone.get_by_role("link", name="投我的一票").click()
    phone.get_by_text(words, exact=True).click()
    phone.get_by_role("button", name="选好了，再看一遍").click()
    expect(phone.locator(".vote-chosen")).to_contain_text(words)
    assert phone.evaluate("document.documentElement.scrollWidth") <= 390
    phone.get_by_role("button", name="确定，投出去").click()
    expect(phone.locator("h1")).to_contain_text("投好了")
    code = phone.locator(".vote-receipt").inner_text().strip()
    phone.goto(room.slip)
    expect(phone.locator("main")).to_contain_text("您的票已经投过了")
    expect(phone.locator(".vote-chosen, .vote-option")).to_have_count(0)
    return code


def published(manager: Page, clerk: Page, room: Room) -> None:
    """The meeting ends; its minutes are agreed to and published."""
    manager.goto(room.desk)
    manager.get_by_role("button", name="散会").click()
    manager.goto(f"{room.desk}minutes/")
    manager.get_by_role("button", name="纪要交给主持人看").click()
    clerk.goto(f"{room.desk}minutes/")
    clerk.get_by_role("button", name="同意这份纪要").click()
    manager.goto(room.desk)
    manager.get_by_role("button", name="公布纪要").click()
    expect(manager.locator("h1 .tag")).to_have_text("纪要公布了")


def test_a_phone_and_two_slips_and_nobody_reads_who_chose_what(
    browser: Browser, elder: BrowserContext, house: str, room: Room, tmp_path: Path
) -> None:
    manager, clerk = (staff(browser, house, name) for name in ("manager", "counter"))
    phone = elder.new_page()
    arrive(phone, room)

    manager.goto(f"{room.desk}chair/")
    manager.get_by_role("button", name="讨论完了，无记名投票").click()
    expect(manager.locator("main")).to_contain_text("已投 0／应投 3")
    expect(manager.get_by_role("button", name="结束投票，出结果")).to_be_disabled()
    code = cast(phone, room, "反对")

    first, second = room.guests
    take_slip(manager, room, first)
    expect(manager.get_by_role("button", name="我也在场")).to_have_count(0)
    clerk.goto(room.slips)
    clerk.get_by_role("button", name="我也在场，确认这 1 张").click()
    expect(clerk.locator("main")).to_contain_text("只有一张纸票")
    take_slip(clerk, room, second)
    phone.goto(room.here)
    phone.get_by_text("主持人请您帮忙看纸票的话").click()
    phone.get_by_role("button", name="我也在场，确认这 1 张").click()
    expect(phone.locator("main")).to_contain_text("已投 3／应投 3")

    count_slips(manager, room, 1, 1)
    expect(manager.locator("body")).to_contain_text("第一遍记下了")
    for address in (f"{room.desk}chair/", f"{room.desk}wall/", room.slips, room.desk):
        shows_no_choice(manager, address)
    shows_no_choice(phone, room.here)
    count_slips(clerk, room, 1, 1)
    expect(clerk.locator("body")).to_contain_text("两个人数的一样")

    manager.goto(f"{room.desk}chair/")
    manager.get_by_role("button", name="结束投票，出结果").click()
    manager.goto(f"{room.desk}wall/")
    expect(manager.locator(".room-next", has_text=MATTER)).to_contain_text("没有通过 1 : 2")
    published(manager, clerk, room)

    phone.goto(room.read)
    expect(phone.locator(".minutes")).to_contain_text("无记名投票，应投 3，实投 3：赞成 1，反对 2，弃权 0")
    with phone.expect_download() as download:
        phone.get_by_role("link", name="下载全部选票（没有姓名）").click()
    file = save(download.value, tmp_path).read_text()
    people = [*room.guests, room.door]
    assert not [one for one in people if one in file]
    told = (room.desk, f"{room.desk}attendance/", f"{room.desk}minutes/", f"{room.desk}wall/", room.slips)
    for address in told:
        tells_nobodys_choice(manager, address, people, code)
    tells_nobodys_choice(phone, room.read, people, code)

    phone.get_by_role("link", name="用回执码查我的票").click()
    phone.fill("#id_code", code)
    phone.get_by_role("button", name="查", exact=True).click()
    expect(phone.locator(".alert-success")).to_contain_text("反对")
