"""A department asks with a form, the street sees its cost and decides; a manager sends a demand back."""

from datetime import timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect
from tests.builders.forms import blank
from tests.journeys.conftest import sign_in, sign_out

from linli.kernel import clock

pytestmark = pytest.mark.journey
FORM = ["序号", "姓名", "性别", "身份证号码", "家庭住址", "联系电话", "助听器型号", "是否需要维修"]


def test_a_form_is_applied_for_weighed_and_let_in(page: Page, tmp_path: Path) -> None:
    width = page.viewport_size["width"] if page.viewport_size else 0
    form, title = tmp_path / "助听器登记表.xlsx", f"助听器使用情况登记{width}"
    form.write_bytes(blank("80周岁以上老年人助听器登记表", FORM))
    starts = clock.today() + timedelta(days=90)

    sign_in(page, "civil")
    page.goto("/duties/admissions/")
    page.click(".page-acts a:has-text('申请准入')")
    page.fill("#id_title", title)
    page.select_option("#id_wanted", "form")
    page.fill("#id_asks", "登记一次助听器使用情况，安排上门维修。")
    page.fill("#id_basis", "区残联工作通知")
    page.select_option("#id_often", "half_yearly")
    page.fill("#id_starts_on", starts.isoformat())
    page.fill("#id_ends_on", (starts + timedelta(days=180)).isoformat())
    page.fill("#id_people", "残联派两名工作人员")
    page.fill("#id_training", "线上培训一小时")
    page.set_input_files("#id_blank", form)
    page.click("form.deed button.btn-primary")
    expect(page.locator(".lead-words")).to_contain_text("准入-")
    page.click("button:has-text('提交申请')")
    expect(page.locator(".lead-words")).to_contain_text("已提交")
    where = page.url
    sign_out(page)

    sign_in(page, "street")
    page.goto(where)
    burden = page.locator("section:has-text('填报负担')").last
    expect(burden).to_contain_text("5 / 7")
    expect(burden).to_contain_text("助听器型号")
    page.click("button:has-text('开始审核')")
    sign_out(page)

    sign_in(page, "manager")
    page.goto(where)
    page.click(".page-acts a:has-text('提意见')")
    page.select_option("#id_stance", "conditions")
    page.fill("#id_words", "已有的五项不要再填，只问助听器。")
    page.click("form.deed button.btn-primary")
    expect(page.locator("body")).to_contain_text("有条件支持")
    sign_out(page)

    sign_in(page, "street")
    page.goto(where)
    page.click(".page-acts a:has-text('批准准入')")
    page.fill("#id_unheard", "其余社区电话答复没有意见")
    page.fill("#id_words", "同意。已有的内容由一表通自动填。")
    page.click("form.deed button.btn-primary")
    expect(page.locator(".lead-words")).to_contain_text("已准入")


def test_what_is_off_the_list_goes_back_with_a_letter(page: Page, tmp_path: Path) -> None:
    sign_in(page, "manager")
    page.goto("/duties/demands/")
    page.click(".page-acts a:has-text('登记来件')")
    page.fill("#id_title", "协助招商引资，每月完成两家")
    page.fill("#id_sender", "临江区商务部门")
    page.fill("#id_document_number", "临商〔2026〕5号")
    page.click("form.deed button.btn-primary")
    expect(page.locator("section .alert-warning")).to_contain_text("不应承担")
    page.click("button:has-text('就是这一项')")
    expect(page.locator("form:has-text('主送')")).to_contain_text("第三部分第2项")
    page.click("button:has-text('出具退回函')")
    expect(page.locator(".lead-words")).to_contain_text("已退回")
    letter = page.locator("a.row-link:has-text('社区函')").first
    answer = page.request.get(letter.get_attribute("href") or "")
    assert answer.headers["content-type"] == "application/pdf"
    file = tmp_path / "letter.pdf"
    file.write_bytes(answer.body())
    assert file.read_bytes().startswith(b"%PDF-")


def test_an_application_that_is_refused_leaves_its_reason_for_all_to_read(page: Page) -> None:
    width = page.viewport_size["width"] if page.viewport_size else 0
    starts, title = clock.today() + timedelta(days=90), f"微信点赞任务{width}"
    sign_in(page, "civil")
    page.goto("/duties/admissions/")
    page.click(".page-acts a:has-text('申请准入')")
    page.fill("#id_title", title)
    page.select_option("#id_wanted", "task")
    page.fill("#id_asks", "每周组织居民点赞转发。")
    page.fill("#id_basis", "宣传工作要求")
    page.select_option("#id_often", "weekly")
    page.fill("#id_starts_on", starts.isoformat())
    page.fill("#id_ends_on", (starts + timedelta(days=60)).isoformat())
    page.fill("#id_people", "无")
    page.fill("#id_training", "无")
    page.click("form.deed button.btn-primary")
    page.click("button:has-text('提交申请')")
    where = page.url
    sign_out(page)
    sign_in(page, "street")
    page.goto(where)
    page.click("button:has-text('开始审核')")
    page.click(".page-acts a:has-text('不准入')")
    page.fill("#id_reason", "没有法律依据，不属于社区工作事项。")
    page.click("form.deed button")
    expect(page.locator(".lead-words")).to_contain_text("未准入")
    sign_out(page)
    for reader in ("civil", "manager"):
        sign_in(page, reader)
        page.goto(where)
        expect(page.locator("main")).to_contain_text("没有法律依据")
        sign_out(page)


def test_a_resident_without_account_learns_where_to_go(page: Page) -> None:
    page.goto("/duties/certificates/")
    page.type("#certificate", "dsz")
    page.fill("#certificate", "")
    page.type("#certificate", "单身")
    expect(page.locator("#found li")).to_have_count(1)
    page.click("#found a.btn")
    expect(page.locator("h1")).to_have_text("婚姻状况证明")
    expect(page.locator("main")).to_contain_text("婚姻登记机关")


def test_without_scripts_the_same(browser: Browser, house: str) -> None:
    context = browser.new_context(java_script_enabled=False, base_url=house, locale="zh-CN")
    page = context.new_page()
    page.goto("/duties/certificates/")
    page.fill("#certificate", "狗证")
    page.click("main form[role=search] button")
    expect(page.locator("#found")).to_contain_text("居民养犬证明")
    context.close()
