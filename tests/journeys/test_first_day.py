"""The first day of a community manager: find a resident, see a number, get a form back filled."""

from pathlib import Path

import pytest
from openpyxl import load_workbook
from playwright.sync_api import Page, expect
from tests.builders.forms import blank
from tests.journeys.conftest import save, sign_in, sign_out

pytestmark = pytest.mark.journey
HEADINGS = ["序号", "姓名", "性别", "年龄", "身份证号码", "联系方式", "家庭住址", "紧急联系人", "所属党支部"]


def test_finding_a_resident_by_initials_and_seeing_a_phone_with_a_reason(page: Page) -> None:
    sign_in(page, "manager")
    page.goto("/registry/people/?population=独居老人")
    link = page.locator("#rows a.row-link").first
    name = link.inner_text()
    link.click()
    page.wait_for_url("**/registry/people/*-*/")
    expect(page.locator("h1")).to_have_text(name)
    page.locator("[data-search]").fill(name)
    expect(page.locator("#answers a.hit").first).to_contain_text(name)
    page.keyboard.press("Escape")
    shown = page.locator("#v-id_number")
    assert "***" in shown.inner_text()
    shown.locator(".reveal").click()
    dialog = page.locator("dialog[open]")
    dialog.locator("input[name=reason]").fill("核对高龄津贴")
    dialog.locator("button.btn-primary").click()
    expect(shown).not_to_contain_text("***")
    expect(page.locator("dialog[open]")).to_have_count(0)
    page.reload()
    assert "***" in page.locator("#v-id_number").inner_text()
    expect(page.locator("body")).to_contain_text("核对高龄津贴")


def test_a_blank_form_comes_back_filled_and_is_remembered(page: Page, tmp_path: Path) -> None:
    # One house serves both widths, and remembers: each width brings a form of its own.
    width = page.viewport_size["width"] if page.viewport_size else 0
    own = f"所属党支部{width}"
    file = tmp_path / "附件1：独居老人基本情况台账.xlsx"
    file.write_bytes(blank("XX街道独居老人基本情况台账", [*HEADINGS[:-1], own]))
    sign_in(page, "manager")
    page.goto("/forms/")
    page.set_input_files("#form-file", str(file))
    page.wait_for_url("**/forms/*-*/")
    expect(page.locator("h1")).to_have_text("XX街道独居老人基本情况台账")
    row = page.locator("li.mapping", has_text=own)
    expect(row.locator("select")).to_have_value("")
    row.locator("select").select_option(label="备注")
    expect(page.locator("li.mapping", has_text=own)).to_contain_text("按上次核对")
    page.locator("button.btn-lg").click()
    page.wait_for_url("**/filled/*/")
    page.locator("td.mark-register a").nth(1).click()
    expect(page.locator("dialog[open]")).to_contain_text("来源")
    page.locator("dialog[open] [data-closes]").click()
    with page.expect_download() as waiting:
        page.locator("a.btn-primary", has_text="下载").click()
    filled = load_workbook(save(waiting.value, tmp_path)).active
    assert filled.cell(3, 2).value
    numbers = [str(cell.value) for cell in filled["E"][2:] if cell.value]
    assert {len(number) for number in numbers} == {18}
    # The same form again: what was corrected is remembered.
    page.goto("/forms/")
    page.set_input_files("#form-file", str(file))
    page.wait_for_url("**/forms/*-*/")
    expect(page.locator("li.mapping", has_text=own).locator("select")).to_have_value("备注")


def test_a_wrong_file_is_refused_with_a_sentence(page: Page, tmp_path: Path) -> None:
    file = tmp_path / "不是表.xlsx"
    file.write_bytes(b"this is no workbook")
    sign_in(page, "manager")
    page.goto("/forms/")
    page.set_input_files("#form-file", str(file))
    expect(page.locator(".alert-danger")).to_contain_text("不能当表格打开")


def test_someone_of_another_community_finds_nothing(page: Page) -> None:
    sign_in(page, "manager")
    page.goto("/registry/people/")
    address = page.locator("#rows a.row-link").first.get_attribute("href")
    sign_out(page)
    sign_in(page, "manager2")
    answer = page.goto(address or "")
    assert answer is not None
    assert answer.status == 404
    expect(page.locator("body")).to_contain_text("没有找到")


def test_pages_stay_inside_the_screen(page: Page) -> None:
    sign_in(page, "manager")
    for path in (
        "/today/",
        "/forms/",
        "/registry/people/",
        "/registry/places/",
        "/insight/",
        "/privacy/",
        "/me/",
    ):
        for cookie in ("usual", "elder"):
            page.context.add_cookies([{"name": "linli_reading", "value": cookie, "url": page.url}])
            page.goto(path)
            wide = page.evaluate(
                "document.documentElement.scrollWidth - document.documentElement.clientWidth"
            )
            assert wide <= 0, f"{path} in {cookie}"


def test_without_scripts_the_work_can_be_done(browser, house: str, tmp_path: Path) -> None:
    file = tmp_path / "独居老人台账.xlsx"
    file.write_bytes(blank("独居老人基本情况台账", HEADINGS))
    context = browser.new_context(java_script_enabled=False, base_url=house)
    page = context.new_page()
    sign_in(page, "counter")
    page.goto("/forms/")
    page.set_input_files("#form-file", str(file))
    page.locator("noscript button, form[action$='/take/'] button").first.click()
    page.wait_for_url("**/forms/*-*/")
    page.locator("button.btn-lg").click()
    page.wait_for_url("**/filled/*/")
    expect(page.locator("table.sheet")).to_be_visible()
    context.close()
