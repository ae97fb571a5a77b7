"""A roster of any layout: handed in, put right, tried out, taken over, taken back."""

from itertools import count
from pathlib import Path

import pytest
from openpyxl import load_workbook
from playwright.sync_api import Locator, Page, expect
from tests.builders.rosters import roster
from tests.journeys.conftest import save, sign_in

pytestmark = pytest.mark.journey
HEADINGS = ["户主姓名", "家庭住址", "姓名", "与户主关系", "性别", "出生年月", "身份证号", "手机号码"]
_numbers = count(1)


def resident(page: Page) -> tuple[str, str]:
    """Name and address of someone who lives in the community."""
    page.goto("/registry/people/?population=独居老人")
    page.locator("#rows a.row-link").first.click()
    page.wait_for_url("**/registry/people/*-*/")
    name = page.locator("h1").inner_text()
    return name, page.locator(".lead-words a").first.inner_text()


def width(page: Page) -> int:
    return page.viewport_size["width"] if page.viewport_size else 0


def club(page: Page) -> str:
    """A heading that nobody knows; one house serves both widths, and remembers what it was told."""
    return f"兴趣小组{width(page)}"


def handed_in(page: Page, tmp_path: Path) -> tuple[str, str]:
    """A roster about a resident with a new telephone, two newcomers and two rows that cannot be right."""
    name, address = resident(page)
    newcomer = "欧阳" + "甲乙丙丁"[next(_numbers) % 4] + ("宽" if width(page) > 400 else "窄")
    rows = [
        [name, address, name, "户主", "", "", "", f"1390000{width(page):04d}", "书法"],
        [newcomer, address, newcomer, "户主", "男", "1988.05", "", f"1380000{width(page):04d}", ""],
        [newcomer, address, newcomer[:2] + "小" + newcomer[-1], "女", "女", "2015.06", "", "", "合唱"],
        ["", "天上人间99号楼1单元101室", "钱多多", "", "男", "1970.01", "", "", ""],
        ["", address, "冯不可", "", "男", "2035.01", "", "", ""],
    ]
    file = tmp_path / f"居民花名册{width(page)}.xlsx"
    file.write_bytes(roster([*HEADINGS, club(page)], rows, "梧桐苑社区居民花名册"))
    page.goto("/registry/imports/")
    page.set_input_files("#roster-file", str(file))
    page.wait_for_url("**/registry/imports/*-*/")
    return name, newcomer


def work_over(page: Page) -> None:
    """Wait until long work is over and the page of the roster is there again."""
    page.wait_for_url(lambda url: "/registry/imports/" in url.split("?")[0] and "undo" not in url)


def figure(page: Page, outcome: str) -> Locator:
    return page.locator(f"a.figure[href='?outcome={outcome}'] strong")


def test_a_roster_goes_in_and_comes_out_again(page: Page, tmp_path: Path) -> None:
    sign_in(page, "manager")
    name, newcomer = handed_in(page, tmp_path)
    # What the columns hold: all but one are known, and that one is answered once.
    asked = page.locator("li.mapping", has_text=club(page))
    expect(asked.locator("select")).to_have_value("")
    asked.locator("select").select_option(label="备注")
    expect(page.locator("li.mapping", has_text=club(page))).to_contain_text("按您选的")
    page.locator("button.btn-lg").click()
    work_over(page)
    # Nothing has been written yet, and every row says what it would do.
    expect(figure(page, "new")).to_have_text("2")
    expect(figure(page, "change")).to_have_text("1")
    expect(figure(page, "refused")).to_have_text("2")
    page.locator("a.figure[href='?outcome=change']").click()
    expect(page.locator("#rows")).to_contain_text(name)
    expect(page.locator("#rows .changes")).to_contain_text("书法")
    page.locator("a.figure[href='?outcome=refused']").click()
    expect(page.locator("#rows")).to_contain_text("日期在今天之后")
    with page.expect_download() as waiting:
        page.locator("a.btn", has_text="退回的").click()
    back = load_workbook(save(waiting.value, tmp_path)).active
    assert [cell.value for cell in back[2]][-1] == "退回原因"
    assert back.max_row == 4
    # Taken over: the newcomer lives in the community and says where that comes from.
    page.locator("button.btn-lg", has_text="确认导入").click()
    work_over(page)
    expect(page.locator("body")).to_contain_text("已导入：新增 2 人，更新 1 人")
    page.locator("a.figure[href='?outcome=new']").click()
    page.locator("#rows a.row-link", has_text=newcomer).first.click()
    page.wait_for_url("**/registry/people/*-*/")
    expect(page.locator("h1")).to_have_text(newcomer)
    expect(page.locator("body")).to_contain_text("名册导入")
    person = page.url
    # Taken back: nobody has come, and a second time is refused.
    page.goto("/registry/imports/")
    page.locator("a.row-link").first.click()
    page.wait_for_url("**/registry/imports/*-*/")
    page.locator("a", has_text="撤销导入").click()
    page.locator("button.btn-danger").click()
    work_over(page)
    expect(page.locator("body")).to_contain_text("登记恢复到导入之前")
    expect(page.locator("a", has_text="撤销导入")).to_have_count(0)
    gone = page.goto(person)
    assert gone is not None
    assert gone.status == 404


def test_the_pages_of_rosters_stay_inside_the_screen(page: Page, tmp_path: Path) -> None:
    sign_in(page, "manager")
    handed_in(page, tmp_path)
    columns = page.url
    page.locator("button.btn-lg").click()
    work_over(page)
    for path in ("/registry/imports/", f"{columns}?columns=1", columns):
        for cookie in ("usual", "elder"):
            page.context.add_cookies([{"name": "linli_reading", "value": cookie, "url": page.url}])
            page.goto(path)
            wide = page.evaluate(
                "document.documentElement.scrollWidth - document.documentElement.clientWidth"
            )
            assert wide <= 0, f"{path} in {cookie}"


def test_a_file_that_is_no_roster_is_refused_with_a_sentence(page: Page, tmp_path: Path) -> None:
    file = tmp_path / "不是表.xlsx"
    file.write_bytes(b"this is no workbook")
    sign_in(page, "counter")
    page.goto("/registry/imports/")
    page.set_input_files("#roster-file", str(file))
    expect(page.locator(".alert-danger")).to_contain_text("没有找到名册")
