"""One election by an older voter's phone, on paper and by a call; counted, published and counted again."""

import json
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect
from tests.conftest import ROOT
from tests.journeys.conftest import in_the_house, resident_in, save, sign_in, to_matter

pytestmark = pytest.mark.journey
OLDER = "13800002001"
LAID = """
import json, sys, django
django.setup()
from datetime import timedelta
from linli.contexts.assembly.commands import ballots, rolls
from linli.contexts.assembly.commands.ballots import Wanted
from linli.contexts.assembly.models import Kind, Unit
from linli.contexts.assembly.queries.rolls import named
from linli.contexts.residents.models import Link
from linli.kernel import clock
from linli.kernel.actor import linli
from linli.kernel.privacy import cipher
staff, today = linli("journey"), clock.today()
link = Link.objects.select_related("dwelling__area__parent").filter(
    visitor__phone_hash=cipher.lookup(sys.argv[1], "phone"), ended_at=None).order_by("since").first()
with clock.standing_at(clock.now() - timedelta(days=3)):
    row = ballots.draft(staff, link.dwelling.area.parent, wanted=Wanted(
        "楼道长椅放在几层", Kind.QUESTION, Unit.ADULT, today, today + timedelta(days=5),
        "老人上楼中间歇一歇，一共两把。", options=("一层和三层", "二层和四层", "都不放")))
    row = ballots.make_roll(staff, row)
    mine = row.box.seats.get(key=str(link.person_id))
    rest = list(row.box.seats.exclude(key=mine.key).order_by("door"))
    others, doors = [], {mine.door}
    for one in rest:
        if one.door not in doors and len(others) < 2:
            others.append(one)
            doors.add(one.door)
    for one in rest:
        if one not in others:
            rolls.strike(staff, row, key=one.key, reason="不在试投的三户里")
    ballots.announce(staff, row)
ballots.open_ballot(staff, row)
names = named(row, others)
print(json.dumps({"ballot": str(row.pk), "others": [[o.door, names[o.key]] for o in others]}))
"""


@dataclass
class Desk:
    """Somebody of ours at a screen of their own."""

    page: Page
    ballot: str

    def take_in(self, door: str, name: str, how: str) -> None:
        """Find the line of the roll and take its vote in."""
        self.page.goto(f"/assembly/ballots/{self.ballot}/take/")
        self.page.fill("main input[name=q]", door)
        self.page.press("main input[name=q]", "Enter")
        line = self.page.locator("li", has=self.page.get_by_text(name)).filter(has_text=door)
        line.get_by_role("button", name=how).click()
        expect(self.page.locator(".alert-success")).to_contain_text("请第二个人")

    def confirm(self, door: str) -> None:
        """Be the second person."""
        self.page.goto(f"/assembly/ballots/{self.ballot}/take/")
        line = self.page.locator("li", has_text=door)
        line.get_by_role("button", name="我也在场").click()
        expect(self.page.locator(".alert-success")).to_contain_text("两个人都确认了")

    def read(self, number: int, mark: str) -> None:
        """Read a paper of the pile."""
        self.page.goto(f"/assembly/ballots/{self.ballot}/read/")
        self.page.fill("#id_number", str(number))
        self.page.fill("#id_marks", mark)
        self.page.keyboard.press("Enter")
        expect(self.page.locator(".alert-dismissible").first).to_contain_text(f"第 {number} 张")

    def step(self, label: str) -> None:
        """Lead the vote a step on."""
        self.page.goto(f"/assembly/ballots/{self.ballot}/")
        self.page.get_by_role("button", name=label).click()
        expect(self.page.locator(".alert-success").first).to_contain_text(label)


@pytest.fixture
def elder(browser: Browser, house: str) -> Iterator[BrowserContext]:
    """An older voter's phone, in large letters."""
    context = browser.new_context(
        viewport={"width": 390, "height": 844}, base_url=house, locale="zh-CN", has_touch=True,
        accept_downloads=True,
    )  # fmt: skip
    context.add_cookies([{"name": "linli_reading", "value": "elder", "url": house}])
    yield context
    context.close()


def desk(browser: Browser, house: str, username: str, ballot: str) -> Desk:
    page = browser.new_context(base_url=house, locale="zh-CN").new_page()
    sign_in(page, username)
    return Desk(page, ballot)


def is_easy_to_press(page: Page) -> None:
    """Large letters, large targets, nothing beyond the edge."""
    page.wait_for_load_state("networkidle")
    for one in page.locator(".vote-option").all():
        box = one.bounding_box()
        assert box
        assert box["height"] >= 60
        assert float(one.evaluate("(part) => parseFloat(getComputedStyle(part).fontSize)")) >= 18
    assert page.evaluate("document.documentElement.scrollWidth") <= 390


def vote_by_phone(elder: BrowserContext, ballot: str, words: str) -> str:
    """From one's own page to the receipt; its code."""
    page = elder.new_page()
    resident_in(page, OLDER)
    to_matter(page, "楼道长椅放在几层")
    if ballot not in page.url or not page.url.endswith("/vote/"):
        page.get_by_role("link", name="去投票").click()
    is_easy_to_press(page)
    page.get_by_text(words, exact=True).click()
    page.get_by_role("button", name="选好了，再看一遍").click()
    expect(page.locator(".vote-chosen")).to_contain_text(words)
    page.get_by_role("button", name="确定，投出去").click()
    expect(page.locator("h1")).to_contain_text("投好了")
    code = page.locator(".vote-receipt").inner_text().strip()
    page.goto(f"/assembly/votes/{ballot}/vote/")
    expect(page.locator("main")).to_contain_text("已经投过了")
    return code


def test_one_vote_each_by_phone_paper_and_call_and_anybody_counts_again(
    browser: Browser,
    elder: BrowserContext,
    house: str,
    tmp_path: Path,
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    laid = json.loads(in_the_house(tmp_path_factory, LAID, OLDER))
    ballot, (paper, call) = laid["ballot"], laid["others"]
    manager, clerk = (desk(browser, house, name, ballot) for name in ("manager", "counter"))
    manager.take_in(*paper, "纸票")
    clerk.confirm(paper[0])
    clerk.take_in(*call, "打电话来投的")
    manager.confirm(call[0])
    code = vote_by_phone(elder, ballot, "二层和四层")
    for number, mark in ((1, "2"), (2, "1")):
        manager.read(number, mark)
        clerk.read(number, mark)
    manager.step("结束投票并计票")
    manager.step("公布结果")

    page = elder.new_page()
    page.goto(f"/assembly/votes/{ballot}/")
    expect(page.locator("main")).to_contain_text("得票最多的是：二层和四层")
    with page.expect_download() as download:
        page.locator("a[href$='ballots.json']").click()
    file = save(download.value, tmp_path)
    linli = [sys.executable, "-m", "linli.config.cli", "ballots", "recount", str(file), "--json"]
    again = json.loads(subprocess.run(linli, cwd=ROOT, check=True, capture_output=True, text=True).stdout)
    assert again["same"] is True
    assert again["ballots"] == 3
    assert again["result"]["votes"] == {"1": 1, "2": 2, "3": 0}
    assert not set(file.read_text()) & set("".join(name for _door, name in laid["others"]))

    page.goto(f"/assembly/votes/{ballot}/receipt/")
    page.fill("#id_code", code)
    page.get_by_role("button", name="查", exact=True).click()
    expect(page.locator(".alert-success")).to_contain_text("二层和四层")
