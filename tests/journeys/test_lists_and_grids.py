"""A manager shapes a list and takes it away, works through look-alike records by keys, redraws the grids."""

from pathlib import Path

import pytest
from openpyxl import load_workbook
from playwright.sync_api import Browser, Page, expect
from tests.journeys.conftest import save, sign_in

pytestmark = pytest.mark.journey


def test_a_list_is_narrowed_kept_and_leaves_with_a_reason(page: Page, tmp_path: Path) -> None:
    width = page.viewport_size["width"] if page.viewport_size else 0
    sign_in(page, "manager")
    page.goto("/registry/registers/")
    page.select_option("select[name=population]", "80周岁以上老年人")
    page.click("text=打开名单")
    page.click("#ask summary")
    page.select_option("#ask select[name=field]", "sex")
    page.wait_for_selector("#ask select[name=how]")
    page.select_option("#ask select[name=value]", "2")
    page.click("#ask button.btn-primary")
    expect(page.locator(".chips").first).to_contain_text("性别：女")
    page.click("text=存为台账")
    page.fill("#id_name", f"高龄女性{width}")
    page.click("form.deed button.btn-primary")
    expect(page.locator("h1")).to_have_text(f"高龄女性{width}")
    page.locator("th .sort-link", has_text="年龄").first.dispatch_event("click")
    page.wait_for_url("**sort=**")
    page.click(".bar-acts a.btn")
    page.fill("#id_reason", "高龄津贴核对")
    page.click("form.deed button.btn-primary")
    with page.expect_download() as waiting:
        page.locator("button.btn-primary", has_text="下载").first.click()
    rows = list(load_workbook(save(waiting.value, tmp_path)).active.iter_rows(values_only=True))
    assert "高龄津贴核对" in str(rows[-1])
    assert {row[2] for row in rows[2:-1]} == {"女"}


def test_look_alike_records_are_decided_by_keys_and_a_slip_is_taken_back(page: Page) -> None:
    sign_in(page, "manager")
    page.goto("/registry/duplicates/")
    page.click(".page-acts form button")
    page.wait_for_load_state("networkidle")
    page.locator("#rows a.btn").first.click()
    page.wait_for_url("**/registry/duplicates/*-*/")
    first = page.url
    page.keyboard.press("ArrowRight")
    page.wait_for_url(lambda url: url != first)
    page.keyboard.press("ArrowLeft")
    page.wait_for_url(first)
    page.keyboard.press("1")
    page.wait_for_url("**merged=**")
    page.click(".alert-success form button")
    page.wait_for_url(first)
    page.keyboard.press("3")
    expect(page.locator(".alert-success")).to_contain_text("已记为两个人")
    assert page.goto(first).status == 404  # type: ignore[union-attr]
    page.goto("/registry/duplicates/merged/?show=apart")
    page.locator("#rows form button").first.click()
    page.wait_for_url(first)
    expect(page.locator(".answers")).to_be_visible()


def test_a_building_goes_to_another_grid_and_both_workers_see_it_at_once(
    page: Page, browser: Browser, house: str
) -> None:
    worker = browser.new_context(base_url=house, locale="zh-CN").new_page()
    sign_in(worker, "grid2")
    sign_in(page, "manager")
    page.goto("/registry/grids/")
    page.click("text=自己调整")
    page.wait_for_url("**/plans/*/")
    building = page.locator("li[data-building]").first
    name = building.locator("[data-name]").inner_text()
    page.wait_for_selector("[data-island=map][data-ready]")
    choice = building.locator("select")
    other = choice.locator("option:not(:checked)").first.get_attribute("value") or ""
    target = f"{other[:12]}002" if not choice.input_value().endswith("002") else f"{other[:12]}001"
    choice.select_option(target)
    expect(page.locator("li.is-moved")).to_have_count(1)
    page.click("text=看交接清单")
    expect(page.locator("body")).to_contain_text("总数一致")
    expect(page.locator("table").first).to_contain_text(name)
    before = _households(worker)
    page.click("text=确认切换")
    expect(page.locator(".alert-success")).to_contain_text("网格已切换")
    assert _households(worker) != before
    worker.context.close()


def _households(worker: Page) -> str:
    worker.goto("/registry/grids/")
    return worker.locator("tbody td[data-label=户数]").first.inner_text()
