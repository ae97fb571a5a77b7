"""Units are called, sign, come, plan and report; both sides read the same and mark each other."""

import re

import pytest
from playwright.sync_api import Page, expect
from tests.journeys.conftest import as_whom, sign_in

pytestmark = pytest.mark.journey
WATER, CIVIL = "临江水务有限公司梧桐营业所", "临江区民政局"


def turn(page: Page, unit: str) -> object:
    """The card of one unit."""
    return page.locator("section.card", has=page.locator("h2", has_text=re.compile(f"^{unit}$")))


def step(page: Page, unit: str, label: str, said: str = "") -> None:
    """One step of a unit, from its card and back."""
    turn(page, unit).locator("a.btn", has_text=re.compile(f"^{label}$")).click()
    expect(page.locator("h1")).to_contain_text(label)
    if said:
        page.fill("#id_said", said)
    page.locator("form.deed button").click()
    page.wait_for_url(re.compile(r"/call-outs/[0-9a-f-]{36}/$"))


def mark(page: Page, unit: str, label: str, said: str) -> None:
    turn(page, unit).locator("a.btn", has_text=label).click()
    page.locator("form.deed input[type=radio]").first.check()
    page.fill("#id_said", said)
    page.locator("form.deed button").click()
    page.wait_for_url(re.compile(r"/call-outs/[0-9a-f-]{36}/$"))


def test_blown_signed_come_planned_reported_and_both_sides_say_how_it_went(page: Page) -> None:
    sign_in(page, "manager")
    page.goto("/service_requests/call-outs/new/")
    page.locator("input[name=kind]").first.check()
    page.select_option("#id_area", index=2)
    page.fill("#id_place", "东侧人行道")
    page.fill("#id_words", "地下水管漏水，路面塌了一块，已围挡")
    page.fill("#id_tried", "物业关阀三次，没有找到漏点")
    page.select_option("#id_lead", label=WATER)
    page.fill("#id_lead_task", "查漏点、抢修")
    page.locator("details summary").click()
    page.locator(".ticks label", has_text=CIVIL).click()
    page.locator("form.deed button").click()
    page.wait_for_url(re.compile(r"/call-outs/[0-9a-f-]{36}/$"))
    address = page.url
    expect(turn(page, WATER)).to_contain_text("牵头")
    expect(turn(page, CIVIL)).to_contain_text("配合")
    expect(turn(page, WATER).locator("a.btn", has_text="签收")).to_have_count(0)

    as_whom(page, "water", address)
    expect(turn(page, CIVIL).locator("a.btn", has_text="签收")).to_have_count(0)
    step(page, WATER, "签收")
    step(page, WATER, "联系社区", "一小时内到，来三个人")
    step(page, WATER, "到场", "三人到场，已关总阀")
    step(page, WATER, "写处置方案", "今晚开挖换管，明早恢复路面")
    expect(turn(page, WATER)).to_contain_text("今晚开挖换管")

    as_whom(page, "civil", address)
    expect(turn(page, WATER)).to_contain_text("今晚开挖换管")
    step(page, CIVIL, "签收")
    step(page, CIVIL, "到场", "已安排两户老人临时用水")
    step(page, CIVIL, "反馈结果", "两户老人用水有人送，已办完")

    as_whom(page, "manager", address)
    expect(page.locator(".page-acts")).not_to_contain_text("销哨")
    as_whom(page, "water", address)
    step(page, WATER, "反馈结果", "已换管，路面已恢复")

    as_whom(page, "manager", address)
    page.locator(".page-acts a", has_text="销哨").click()
    page.fill("#id_said", "路面修复，用水恢复，居民已告知")
    page.locator("form.deed button").click()
    page.wait_for_url(address)
    expect(page.locator(".lead-words")).to_contain_text("已销哨")
    mark(page, WATER, "评价这个单位", "来得快，说清楚了")

    as_whom(page, "water", address)
    expect(turn(page, WATER)).to_contain_text("来得快，说清楚了")
    mark(page, WATER, "评价吹哨方", "现场围挡及时")
    seen_by_unit = page.locator("ol.rowlist > li").all_inner_texts()
    as_whom(page, "manager", address)
    expect(turn(page, WATER)).to_contain_text("现场围挡及时")
    assert page.locator("ol.rowlist > li").all_inner_texts() == seen_by_unit


def test_a_unit_says_it_is_not_its_own_and_the_community_decides(page: Page) -> None:
    sign_in(page, "grid1")
    page.goto("/service_requests/call-outs/new/")
    page.locator("input[name=kind]").first.check()
    page.select_option("#id_area", index=1)
    page.fill("#id_words", "井盖松动，夜里有响声")
    page.fill("#id_tried", "物业看过，不是小区的井")
    page.select_option("#id_lead", label=WATER)
    page.locator("form.deed button").click()
    page.wait_for_url(re.compile(r"/call-outs/[0-9a-f-]{36}/$"))
    address = page.url
    as_whom(page, "water", address)
    expect(page.locator("body")).not_to_contain_text("井盖松动")

    as_whom(page, "manager", address)
    page.locator(".page-acts a", has_text=re.compile("^吹哨$")).click()
    page.locator("form.deed button").click()
    page.wait_for_url(address)
    as_whom(page, "water", address)
    step(page, WATER, "说明不归本单位", "是通信井，归通信公司")
    as_whom(page, "manager", address)
    step(page, WATER, "不用再办", "已转请通信公司")
    page.locator(".page-acts a", has_text="撤哨").click()
    page.fill("#id_said", "改请通信公司处理")
    page.locator("form.deed button").click()
    expect(page.locator(".lead-words")).to_contain_text("已撤哨")
