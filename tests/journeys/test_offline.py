"""A round without a network: load, go offline, close the browser, write three visits, come back."""

import io
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from openpyxl import load_workbook
from PIL import Image
from playwright.sync_api import BrowserContext, Page, Playwright, expect
from tests.builders.forms import blank
from tests.journeys.conftest import ARGUMENTS, chromium_path, save, sign_in

pytestmark = pytest.mark.journey
PIN = "246813"
MARITAL = "select[name^='value:'][name$=':marital']"
POCKET = "/visits/pocket/"
PHONE = {"width": 390, "height": 844}
HELD = """async () => {
  const hear = (request) => new Promise((done) => { request.onsuccess = () => done(request.result); });
  const base = await hear(indexedDB.open("linli-pocket"));
  let all = "";
  for (const shelf of base.objectStoreNames) {
    for (const row of await hear(base.transaction(shelf).objectStore(shelf).getAll())) {
      all += new TextDecoder().decode(row);
    }
  }
  base.close();
  return all;
}"""


@pytest.fixture
def phone(stage: Playwright, house: str, tmp_path: Path) -> Iterator["Phone"]:
    """A browser that can be closed and opened again, with what it kept."""
    made = Phone(stage, house, tmp_path / "phone")
    yield made
    made.context.close()


class Phone:
    def __init__(self, playwright, house: str, folder: Path) -> None:
        self.playwright, self.house, self.folder = playwright, house, folder
        self.context: BrowserContext
        self.switch_on()

    def switch_on(self) -> Page:
        self.context = self.playwright.chromium.launch_persistent_context(
            str(self.folder), executable_path=chromium_path(), args=ARGUMENTS, base_url=self.house,
            viewport=PHONE, locale="zh-CN",
        )  # fmt: skip
        self.page = self.context.new_page()
        return self.page

    def switch_off_and_on(self, *, offline: bool) -> Page:
        self.context.close()
        page = self.switch_on()
        self.context.set_offline(offline)
        return page


def snapshot(folder: Path) -> Path:
    box = io.BytesIO()
    Image.effect_noise((1200, 900), 60).save(box, "JPEG", quality=95)
    file = folder / "楼道.jpg"
    file.write_bytes(box.getvalue())
    return file


def unlock(page: Page) -> None:
    page.fill("[data-unlock] input", PIN)
    page.click("[data-unlock] button")
    expect(page.locator("[data-list=rest] .pocket-door").first).to_be_visible()


def asked_for_marital_status(page: Page, people: list[str]) -> tuple[str, str]:
    """The first of some people whose marital status is to be asked, and the door."""
    for name in people:
        page.fill("#find", name)
        page.locator(".pocket-door", has_text=name).first.click()
        expect(page.locator("#visit")).to_be_visible()
        place = page.locator("#place").inner_text()
        is_asked = page.locator(MARITAL).count() == 1
        page.click("[data-go]")
        expect(page.locator("#find")).to_be_visible()
        if is_asked:
            return name, place
    raise AssertionError("nobody's marital status is to be asked")


def write_down(page: Page, door: str, words: str, photo: Path | None = None, *, marital: str = "") -> None:
    page.fill("#find", door)
    page.locator(".pocket-door", has_text=door).first.click()
    expect(page.locator("#place")).to_have_text(door)
    page.locator("input[name=outcome][value=met]").check()
    page.fill("textarea[name=words]", words)
    if marital:
        page.locator(MARITAL).select_option(label=marital)
    if photo:
        page.set_input_files("input[name=photo]", photo)
        expect(page.locator("#chosen img")).to_have_count(1)
    page.click("#visit button[type=submit]")
    expect(page.locator("#told")).to_contain_text("已记在手机里")


def test_three_visits_without_a_network_survive_a_closed_browser_and_arrive(
    phone: Phone, tmp_path: Path
) -> None:
    page = phone.page
    sign_in(page, "grid1")
    page.goto(POCKET)
    page.fill("[data-begin] input[name=pin]", PIN)
    page.fill("[data-begin] input[name=again]", PIN)
    page.click("[data-begin] button")
    rows = page.locator("[data-list=rest] .pocket-door strong")
    expect(rows.first).to_be_visible()
    page.wait_for_function(
        "async () => (await caches.open('linli-pocket')).keys().then((all) => all.length > 3)"
    )
    doors = rows.all_inner_texts()[:4]
    page.goto("/registry/people/?population=独居老人")
    alone = page.locator("#rows a.row-link").all_inner_texts()

    page = phone.switch_off_and_on(offline=True)
    page.goto(POCKET)
    expect(page.locator("#net")).to_contain_text("没有网络")
    unlock(page)
    person, doors[0] = asked_for_marital_status(page, alone)
    write_down(page, doors[0], "第一户，精神不错", marital="丧偶")
    # The browser is closed in the middle of the second one: what was typed is there again.
    page.fill("#find", doors[1])
    page.locator(".pocket-door", has_text=doors[1]).first.click()
    page.fill("textarea[name=words]", "第二户，药快吃完了")
    page.wait_for_timeout(700)
    page = phone.switch_off_and_on(offline=True)
    page.goto(POCKET)
    unlock(page)
    expect(page.locator("[data-list=now] .pocket-door", has_text=doors[1])).to_contain_text("没记完")
    page.locator(".pocket-door", has_text=doors[1]).first.click()
    expect(page.locator("textarea[name=words]")).to_have_value("第二户，药快吃完了")
    page.locator("input[name=outcome][value=met]").check()
    page.click("#visit button[type=submit]")
    expect(page.locator("#told")).to_contain_text("已记在手机里")
    write_down(page, doors[2], "第三户，楼道堆物", snapshot(tmp_path))
    expect(page.locator("#waiting")).to_have_text("3")
    assert "精神不错" not in page.evaluate(HELD)

    phone.context.set_offline(False)
    page.goto(f"{POCKET}#sent")
    if page.locator("[data-unlock]").is_visible():
        unlock(page)
    page.click("a[href='#sent']")
    page.click("[data-send]")
    expect(page.locator("[data-list=receipts] li")).to_have_count(3, timeout=60_000)
    expect(page.locator("#waiting")).to_have_text("0")
    expect(page.locator("[data-list=receipts] code").first).to_have_text(re.compile("^[0-9a-f]{12}$"))

    page.goto("/visits/?mine=1")
    for door in doors[:3]:
        expect(page.locator("#rows")).to_contain_text(door)
    page.goto("/sync/")
    page.locator("a", has_text="查看").first.click()
    expect(page.locator("main")).to_contain_text("第三户，楼道堆物")
    expect(page.locator(".photos img")).to_have_count(1)
    assert "丧偶" in row_of(filled_form(page, tmp_path), person)


def filled_form(page: Page, folder: Path) -> Path:
    """A department's blank list of older people who live alone, filled by the register."""
    file = folder / "独居老人台账.xlsx"
    file.write_bytes(blank("独居老人婚姻状况台账", ["序号", "姓名", "家庭住址", "婚姻状况"]))
    page.goto("/forms/")
    page.set_input_files("#form-file", str(file))
    page.wait_for_url("**/forms/*-*/")
    page.locator("button.btn-lg").click()
    page.wait_for_url("**/filled/*/")
    with page.expect_download() as waiting:
        page.locator("a.btn-primary", has_text="下载").click()
    return save(waiting.value, folder)


def row_of(file: Path, person: str) -> list[str]:
    rows = load_workbook(file).active.iter_rows(values_only=True)
    return next([str(cell) for cell in row if cell] for row in rows if person in row)


def test_files_of_an_older_build_are_dropped_when_a_newer_page_was_kept(phone: Phone) -> None:
    page = phone.page
    page.goto(POCKET)
    kept = "async () => (await (await caches.open('linli-pocket')).keys()).map((one) => one.url)"
    page.evaluate("async () => { await navigator.serviceWorker.ready; }")
    page.wait_for_function(f"async () => (await ({kept})()).some((one) => one.endsWith('{POCKET}'))")
    page.evaluate(
        "async () => (await caches.open('linli-pocket'))"
        ".put('/static/web/dist/assets/app-old.js', new Response('old'))"
    )
    page.reload()
    page.wait_for_function(f"async () => !(await ({kept})()).some((one) => one.includes('app-old'))")
    assert sum("/static/" in one for one in page.evaluate(kept)) > 3
    phone.context.set_offline(True)
    page.reload()
    expect(page.locator("[data-begin]")).to_be_visible()


def test_a_wrong_pin_five_times_asks_for_a_sign_in_and_a_lost_phone_is_emptied(phone: Phone) -> None:
    page = phone.page
    sign_in(page, "grid1")
    page.goto(POCKET)
    page.fill("[data-begin] input[name=pin]", PIN)
    page.fill("[data-begin] input[name=again]", PIN)
    page.click("[data-begin] button")
    expect(page.locator("[data-list=rest] .pocket-door").first).to_be_visible()
    page.click("[data-lock]")
    for _ in range(4):
        page.fill("[data-unlock] input", "000000")
        page.click("[data-unlock] button")
        expect(page.locator("[data-unlock] .pocket-fault")).to_contain_text("密码不对")
    page.fill("[data-unlock] input", "000000")
    page.click("[data-unlock] button")
    expect(page.locator("#told")).to_contain_text("密码错了五次")
    page.fill("[data-begin] input[name=pin]", "975310")
    page.fill("[data-begin] input[name=again]", "975310")
    page.click("[data-begin] button")
    expect(page.locator("[data-list=rest] .pocket-door").first).to_be_visible()
    office = phone.context.new_page()
    office.goto("/sync/")
    office.locator("form[action*=revoke] button").first.click()
    page.click("[data-refresh]")
    expect(page.locator("#told")).to_contain_text("已停用")
    assert page.evaluate(HELD) == ""
