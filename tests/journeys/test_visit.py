"""A grid worker's morning on the phone, and a manager who finds somebody to stand in."""

import re
from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import Page, expect
from tests.journeys.conftest import sign_in

pytestmark = pytest.mark.journey


def picture(folder: Path) -> Path:
    file = folder / "IMG_0001.jpg"
    Image.new("RGB", (400, 300), "teal").save(file, "JPEG")
    return file


def test_a_morning_from_the_list_to_the_next_door(page: Page, tmp_path: Path) -> None:
    sign_in(page, "grid1")
    page.goto("/today/")
    page.locator("form[action$='/today/order/'] button").click()
    expect(page.locator("main")).to_contain_text("按步行路线")
    page.locator("body").press("j")
    first = page.locator(".doorlist a.doorline-name").first
    expect(first).to_be_focused()
    place = first.inner_text()
    page.keyboard.press("Enter")
    page.wait_for_url("**/visits/door/*/")
    expect(page.locator("h1")).to_have_text(place)

    page.locator("label.tap", has_text=re.compile("^(都见到了|见到了)$")).first.click()
    change = page.locator("select[name^='change:']").first
    change.locator("xpath=ancestor::details").evaluate("(part) => { part.open = true; }")
    change.select_option("fell")
    page.locator("label.tap", has_text="电动车进楼充电").click()
    page.locator("label.tap", has_text=re.compile("^见到或联系上$")).click()
    page.fill("textarea[name=words]", "昨天在楼梯上滑了一下，精神还好。")
    page.fill("input[name='promise:0:words']", "问清高龄津贴哪天发")

    # The phone's browser throws the page away: what was typed is there again.
    page.wait_for_timeout(400)
    page.reload()
    expect(page.locator("[data-draft-note]")).to_be_visible()
    expect(page.locator("textarea[name=words]")).to_have_value("昨天在楼梯上滑了一下，精神还好。")

    # A promise without its day: the page goes to where it is missing.
    save = page.locator(".visit-save button")
    save.click()
    due = page.locator("input[name='promise:0:due_on']")
    expect(due).to_be_focused()
    today = page.locator("input[name=date]").input_value()
    due.fill(today)
    page.set_input_files("input[name=photo]", str(picture(tmp_path)))
    save.click()
    page.wait_for_url(lambda address: "/visits/door/" not in address)
    expect(page.locator("main")).to_contain_text("昨天在楼梯上滑了一下")
    expect(page.locator(".photos img")).to_have_count(1)
    visit = page.url
    onward = page.locator("a.btn-primary", has_text="下一户")
    expect(onward).to_be_visible()

    page.goto("/visits/promises/")
    expect(page.locator("main")).to_contain_text("问清高龄津贴哪天发")
    page.goto("/visits/findings/?kind=problem")
    expect(page.locator("main")).to_contain_text("电动车进楼充电")
    page.goto("/visits/?mine=1")
    page.locator("#rows a.row-link").first.click()
    page.wait_for_url(visit)
    page.locator("a.btn-primary", has_text="下一户").click()
    page.wait_for_url("**/visits/door/*/")
    expect(page.locator("textarea[name=words]")).to_have_value("")
    expect(page.locator("h1")).not_to_have_text(place)


def test_the_manager_finds_somebody_to_stand_in(page: Page) -> None:
    sign_in(page, "manager")
    page.goto("/today/cover/")
    page.locator("a.btn", has_text="请假、代班").first.click()
    page.select_option("select[name=account]", index=1)
    page.select_option("select[name=cover]", index=1)
    page.locator("form.deed button.btn-primary").click()
    page.wait_for_url("**/today/cover/")
    expect(page.locator("main")).to_contain_text("代班")
    page.locator("button", has_text="提前结束").first.click()
    page.wait_for_url("**/today/cover/")


@pytest.mark.parametrize("path", ["/visits/", "/visits/left/", "/visits/hand-over/", "/visits/round-sheet/"])
def test_pages_of_visits_stay_inside_the_screen(page: Page, path: str) -> None:
    sign_in(page, "grid1")
    for cookie in ("usual", "elder"):
        page.context.add_cookies([{"name": "linli_reading", "value": cookie, "url": page.url}])
        page.goto(path)
        wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        assert wide <= 0, cookie
