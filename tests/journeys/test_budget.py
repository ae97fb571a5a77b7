"""One budget from a wish on paper to an accepted playground: call, screening, votes, why, work, audit."""

import json
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect
from tests.conftest import ROOT
from tests.journeys.conftest import in_the_house, resident_in, save, sign_in
from tests.journeys.test_vote import is_easy_to_press

pytestmark = pytest.mark.journey
PHONE = "13800002001"
LAID = """
import json, sys, django
django.setup()
from datetime import timedelta
from linli.contexts.budgeting.commands import rounds
from linli.contexts.registry import api as registry
from linli.contexts.residents.models import Link
from linli.kernel import clock
from linli.kernel.actor import linli
from linli.kernel.areas.queries import community_of
from linli.kernel.privacy import cipher
today, staff = clock.today(), linli("journey")
link = Link.objects.select_related("dwelling__area").filter(
    visitor__phone_hash=cipher.lookup(sys.argv[1], "phone"), ended_at=None).order_by("since").first()
place = community_of(link.dwelling.area.code)
mine = registry.members([link.person_id])[link.person_id]
older = next(m for m in registry.members_in(place.code)
             if m.is_adult(today) and m.home and m.home != mine.home and m.born_on.year < 1955)
one = rounds.open_call(staff, rounds.plan(staff, place, told={
    "title": "院子里的小事", "words": "社区保障资金", "pool": 10_000_000, "caps": {}, "unit": "adult",
    "rule": "equal_shares", "utility": "cost", "completion": "add1u", "vote_kind": "approval", "most": 3,
    "purse": 10, "candidate_days": 3, "publicity_days": 3, "call_until": today,
    "vote_from": today + timedelta(days=6), "vote_until": today + timedelta(days=8)}))
print(json.dumps({"round": str(one.pk), "door": str(older.home), "name": older.name}))
"""
GO_BY = """
import sys, django
django.setup()
from datetime import timedelta
from linli.contexts.budgeting.models import Round
row, days = Round.objects.get(pk=sys.argv[1]), timedelta(days=int(sys.argv[2]))
for name in ("call_until", "vote_from", "vote_until", "ends_on"):
    if getattr(row, name) is not None:
        setattr(row, name, getattr(row, name) - days)
row.save()
"""


@dataclass
class Desk:
    """Somebody of ours at a screen of their own."""

    page: Page
    round: str

    def do(self, path: str, **filled: str) -> None:
        """One deed: fill its form and send it."""
        self.page.goto(path)
        for name, value in filled.items():
            field = self.page.locator(f"#id_{name}")
            if field.evaluate("(field) => field.tagName") == "SELECT":
                field.select_option(value)
            else:
                field.fill(value)
        self.page.locator("main form button.btn-primary, main form button.btn-danger").first.click()
        expect(self.page.locator(".alert-success").first).to_be_visible()

    def step(self, verb: str, **filled: str) -> None:
        """Lead the round a step on."""
        self.do(f"/budgeting/rounds/{self.round}/steps/{verb}/", **filled)

    def proposal(self, title: str) -> str:
        """The address of a proposal, found in the list of its round."""
        self.page.goto(f"/budgeting/rounds/{self.round}/")
        address = self.page.locator("a.row-link", has_text=title).get_attribute("href")
        assert address
        return address

    def read(self, choice: str) -> None:
        """Read paper number 1."""
        self.page.goto(f"/budgeting/rounds/{self.round}/papers/")
        self.page.fill("#id_number", "1")
        self.page.locator("main label", has_text=choice).first.click()
        self.page.get_by_role("button", name="录入").click()
        expect(self.page.locator(".alert-success").first).to_contain_text("录好了")


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


def desk(browser: Browser, house: str, username: str, one: str) -> Desk:
    page = browser.new_context(base_url=house, locale="zh-CN").new_page()
    sign_in(page, username)
    return Desk(page, one)


def judged(manager: Desk, clerk: Desk, title: str, yuan: str) -> str:
    """Two people find what it costs, and it passes."""
    page = manager.proposal(title)
    for one in (manager, clerk):
        one.do(f"{page}estimate/", amount=yuan, basis="三家询价")
    clerk.do(f"{page}steps/pass_screening/")
    return page


def vote_by_phone(page: Page, one: str) -> str:
    """Choose, look once more, cast; the receipt."""
    page.goto(f"/budgeting/open/{one}/")
    page.get_by_role("link", name="去投票").click()
    is_easy_to_press(page)
    for title in ("旧滑梯换新", "楼下长椅"):
        page.locator(".vote-option", has_text=title).click()
    page.get_by_role("button", name="下一步").click()
    expect(page.locator("main")).to_contain_text("请再看一遍")
    page.get_by_role("button", name="确定，投出去").click()
    code = page.locator(".vote-receipt").inner_text().strip()
    page.goto(f"/budgeting/open/{one}/vote/")
    expect(page.locator("main")).to_contain_text("已经投过票")
    return code


def test_from_a_wish_on_paper_to_an_accepted_playground(
    browser: Browser,
    elder: BrowserContext,
    house: str,
    tmp_path: Path,
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    laid = json.loads(in_the_house(tmp_path_factory, LAID, PHONE))
    one, door = laid["round"], f"/budgeting/doors/{laid['door']}/"
    manager, clerk, street = (desk(browser, house, name, one) for name in ("manager", "counter", "street"))

    def go_by(days: int) -> None:
        in_the_house(tmp_path_factory, GO_BY, one, str(days))

    clerk.do(f"{door}rounds/{one}/propose/", title="旧滑梯换新", words="裂了口，划手", category="sport",
             place="中心花园", way="paper")  # fmt: skip
    page = elder.new_page()
    resident_in(page, PHONE)
    page.goto(f"/budgeting/open/{one}/propose/")
    for name, value in (("title", "楼下长椅"), ("words", "坐一坐"), ("place", "3 号楼前")):
        page.fill(f"#id_{name}", value)
    page.get_by_role("button", name="提交").click()
    expect(page.locator("main")).to_contain_text("楼下长椅")

    go_by(1)
    manager.step("begin_screening")
    slide = judged(manager, clerk, "旧滑梯换新", "60000")
    bench = judged(manager, clerk, "楼下长椅", "30000")
    page.goto("/residents/")
    expect(page.locator("main")).to_contain_text("您的提案有新的结果")
    manager.page.goto(f"/budgeting/rounds/{one}/untold/")
    expect(manager.page.locator("main")).to_contain_text(laid["name"])
    manager.page.get_by_role("button", name="告诉了").click()
    manager.step("begin_deliberating")
    manager.step("post_candidates")
    go_by(5)
    manager.step("open_vote")

    code = vote_by_phone(page, one)
    clerk.do(f"{door}rounds/{one}/vote/", way="phone")
    manager.page.goto(f"/budgeting/rounds/{one}/papers/")
    manager.page.get_by_role("button", name="我也核对过").click()
    manager.read("旧滑梯换新")
    clerk.read("旧滑梯换新")
    go_by(3)
    clerk.step("count_votes")
    manager.step("post_result")

    page.goto(f"/budgeting/open/{one}/counting/")
    expect(page.locator("main")).to_contain_text("2 位投票人里，2 位至少有一个支持的项目选上")
    page.goto(f"/budgeting/open/{one}/")
    with page.expect_download() as download:
        page.locator("a[href$='files/ballots/']").click()
    file = save(download.value, tmp_path)
    linli = [sys.executable, "-m", "linli.config.cli", "ballots", "recount", str(file), "--json"]
    again = json.loads(subprocess.run(linli, cwd=ROOT, check=True, capture_output=True, text=True).stdout)
    assert (again["same"], again["ballots"]) == (True, 2)
    page.fill("#id_code", code)
    page.get_by_role("button", name="看看").click()
    expect(page.locator("main")).to_contain_text("您的一份钱用在了")

    go_by(5)
    manager.step("confirm")
    manager.do(f"{slide}steps/procure/")
    manager.do(f"{slide}steps/begin_work/", builder="本地施工队", how="三家比价")
    manager.do(f"{slide}milestones/", words="装好滑梯", due_on="2030-01-01")
    manager.page.goto(slide)
    manager.page.get_by_role("link", name="这一步做好了").click()
    manager.page.locator("main form button.btn-primary").click()
    manager.do(f"{slide}account/", kind="contract", amount="59800.50", words="施工合同")
    manager.do(f"{slide}steps/ask_acceptance/")
    page.goto(f"/budgeting/open/{one}/1/score/")
    page.locator("main label", has_text="很好").first.click()
    page.get_by_role("button", name="提交").click()
    expect(page.locator("main")).to_contain_text("59,800.50")
    manager.do(f"{slide}steps/accept/")
    manager.do(f"{bench}steps/fall/", reason="地下有管线，不能打桩")
    manager.step("begin_audit")
    street.step("close", reason="凭证齐全，账实相符")
    page.goto(f"/budgeting/open/{one}/")
    expect(page.locator("main")).to_contain_text("凭证齐全，账实相符")
    expect(page.locator("main")).to_contain_text("地下有管线，不能打桩")
