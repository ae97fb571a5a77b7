"""A request from the counter to the last call: given out, "not ours", given to another, done, asked back."""

import re
from itertools import count
from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import Browser, Page, expect
from tests.journeys.conftest import as_whom, sign_in

pytestmark = pytest.mark.journey
ORDER = count(1)


def step(page: Page, label: str) -> None:
    """Press the button of a step on the request's page."""
    page.locator(".req-steps a", has_text=re.compile(f"^{label}$")).click()
    expect(page.locator("h1")).to_contain_text(label)


def sent(page: Page) -> None:
    """Send the form of a step; back on the request's page."""
    page.locator("form.deed button").click()
    page.wait_for_url(re.compile(r"/service_requests/[0-9a-f-]{36}/$"))


def picture(folder: Path) -> str:
    file = folder / "after.jpg"
    Image.new("RGB", (400, 300), "khaki").save(file, "JPEG")
    return str(file)


def write_down(page: Page, words: str) -> str:
    """At the counter: words, place, who; the address of the request."""
    page.goto("/service_requests/enter/")
    page.fill("#id_words", words)
    page.fill("#id_where", "3号楼")
    page.locator("label.tap", has_text="窗口").click()
    page.fill("#id_name", "王秀英")
    page.fill("#id_phone", f"1990001{next(ORDER):04d}")
    page.locator("button.btn-primary.btn-lg").click()
    page.wait_for_url("**/?entered=1")
    return page.url.split("?")[0]


def test_from_the_counter_to_the_last_call(page: Page, tmp_path: Path) -> None:
    sign_in(page, "counter")
    address = write_down(page, "楼道灯不亮，晚上老人上下楼看不清台阶")
    step(page, "确定类别")
    page.select_option("#id_category", "lighting")
    sent(page)
    step(page, "派单")
    page.select_option("#id_unit", label="临江区民政局")
    sent(page)
    expect(page.locator(".req-clock")).to_contain_text("还有")

    as_whom(page, "civil", address)
    expect(page.locator("main")).not_to_contain_text(re.compile(r"1990001\d{4}"))
    step(page, "签收")
    sent(page)
    step(page, "提出异议")
    page.select_option("#id_why", "wrong_unit")
    page.fill("#id_clause", "职责清单第 12 项")
    page.select_option("#id_proposed", label="梧桐街道办事处")
    sent(page)
    expect(page.locator("h1")).to_contain_text("派单有异议")

    as_whom(page, "counter", address)
    step(page, "改派")
    expect(page.locator("#id_unit option:checked")).to_have_text("梧桐街道办事处")
    page.fill("#id_reason", "异议成立，由街道牵头")
    sent(page)

    as_whom(page, "street", address)
    step(page, "签收")
    sent(page)
    step(page, "联系诉求人")
    page.fill("#id_words_said", "电话联系，约好明天上午上门。")
    sent(page)
    step(page, "反馈结果")
    page.fill("#id_answer", "已换新灯，试亮正常。")
    page.set_input_files("#id_after", picture(tmp_path))
    sent(page)
    expect(page.locator(".photos img")).to_have_count(1)

    as_whom(page, "counter", address)
    step(page, "审核通过，转回访")
    sent(page)
    page.locator(".req-steps a", has_text="回访诉求人").click()
    page.locator(".rowlist a.btn-primary").first.click()
    page.locator("a.reveal").click()
    page.fill("dialog #id_reason", "回访")
    page.locator("dialog button.btn-primary").click()
    expect(page.locator("[data-revealed]")).to_have_text(re.compile(r"^1990001\d{4}$"))
    page.locator("label.tap", has_text=re.compile("^解决了$")).click()
    page.locator("label.tap", has_text=re.compile("^满意$")).click()
    page.fill("#id_remark", "来得很快")
    page.locator("form.card button.btn-primary").click()
    page.wait_for_url("**/callbacks/")
    page.goto(address)
    expect(page.locator("h1")).to_contain_text("已办结")
    expect(page.locator("main")).to_contain_text("来得很快")
    expect(page.locator(".hops > li")).to_have_count(11)


def test_of_two_dispatchers_the_second_reads_who_was_first(page: Page, browser: Browser, house: str) -> None:
    sign_in(page, "counter")
    address = write_down(page, "北门垃圾桶满了三天没有人来收")
    step(page, "确定类别")
    sent(page)
    other = browser.new_context(base_url=house, locale="zh-CN").new_page()
    sign_in(other, "manager")
    other.goto(address)
    step(other, "派单")
    other.select_option("#id_unit", label="临江区民政局")
    other.fill("#id_words_to_unit", "请带手套")

    step(page, "派单")
    page.select_option("#id_unit", label="梧桐街道办事处")
    sent(page)
    other.locator("form.deed button").click()
    expect(other.locator(".alert-danger")).to_contain_text("派单")
    expect(other.locator("#id_words_to_unit")).to_have_value("请带手套")
    other.goto(address)
    expect(other.locator(".req-clock")).to_contain_text("梧桐街道办事处")
    other.context.close()


def test_many_are_sorted_at_once(page: Page) -> None:
    sign_in(page, "counter")
    addresses = [write_down(page, f"全楼停水了，没有通知 {n}") for n in range(3)]
    page.goto("/service_requests/?group=to_sort&q=全楼停水了")
    page.locator("th input[data-all]").check() if page.viewport_size["width"] > 860 else [
        box.check() for box in page.locator("input[name=id]").all()
    ]
    page.locator(".req-bulk button[value=merge]").click()
    page.locator("form.deed button").click()
    page.wait_for_url("**/bulk/*/")
    expect(page.locator("h1")).to_contain_text("办好")
    page.goto(addresses[1])
    expect(page.locator("h1")).to_contain_text("已并入同一件事")
