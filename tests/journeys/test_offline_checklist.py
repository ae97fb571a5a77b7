"""A checklist without a network: begun, the browser closed, ended, brought; its version retired meanwhile."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Locator, Page, expect
from tests.journeys.conftest import sign_in
from tests.journeys.test_offline import HELD, PIN, POCKET, Phone, unlock
from tests.journeys.test_offline import phone as phone  # the fixture

pytestmark = pytest.mark.journey
TITLE = "居家安全检查"
KEPT = (
    "async () => (await (await caches.open('linli-pocket')).keys()).some((one) => /checklist-/.test(one.url))"
)


@pytest.fixture
def office(browser: Browser, house: str) -> Iterator[Page]:
    """The manager at the desk, who puts every version back to use in the end."""
    context = browser.new_context(base_url=house, locale="zh-CN")
    page = context.new_page()
    sign_in(page, "manager")
    yield page
    switch(page, "启用这一版")
    context.close()


def switch(page: Page, button: str) -> None:
    """Retire the checklist, or put it back to use, if it is not so already."""
    page.goto("/visits/checklists/")
    page.locator("a", has_text=TITLE).first.click()
    if page.locator("button", has_text=button).count():
        page.locator("button", has_text=button).click()
        page.wait_for_url("**/visits/checklists/")


def question(page: Page, words: str) -> Locator:
    return page.locator(".cl-question", has_text=words)


def answer(page: Page, words: str, choice: str) -> None:
    question(page, words).locator(".cl-choice", has_text=choice).first.click()


def test_a_checklist_begun_offline_survives_and_arrives_as_it_was_filled(phone: Phone, office: Page) -> None:
    page = phone.page
    sign_in(page, "grid1")
    page.goto(POCKET)
    page.fill("[data-begin] input[name=pin]", PIN)
    page.fill("[data-begin] input[name=again]", PIN)
    page.click("[data-begin] button")
    rows = page.locator("[data-list=rest] .pocket-door strong")
    expect(rows.first).to_be_visible()
    door = rows.nth(5).inner_text()
    page.wait_for_function(
        KEPT
    )  # nobody has opened a checklist yet: the helper keeps the renderer in advance

    page = phone.switch_off_and_on(offline=True)
    page.goto(POCKET)
    unlock(page)
    page.fill("#find", door)
    page.locator(".pocket-door", has_text=door).first.click()
    page.locator("[data-slot=offers] button", has_text=TITLE).click()
    answer(page, "烟雾报警器", "有问题")
    question(page, "一句话记下看到的情况").locator("textarea").fill("厨房那只没有声音")
    page.wait_for_timeout(700)

    # The browser is closed in the middle; what was answered is there again, and cannot be read on the phone.
    page = phone.switch_off_and_on(offline=True)
    page.goto(POCKET)
    assert "没有声音" not in page.evaluate(HELD)
    unlock(page)
    page.locator("[data-list=now] .pocket-door", has_text=door).click()
    said = question(page, "一句话记下看到的情况").locator("textarea")
    expect(said).to_have_value("厨房那只没有声音")
    expect(question(page, "烟雾报警器").locator("input:checked")).to_have_value("faulty")
    expect(page.locator("[data-slot=offers] button", has_text=TITLE)).to_be_disabled()

    # What must be answered is told at once, at the question itself; an answer brings further questions.
    page.locator("label.tap", has_text="见到或联系上").click()
    page.click("#visit button[type=submit]")
    expect(page.locator("#told")).to_contain_text("清单里还有几处要看一下")
    expect(question(page, "家里用燃气吗").locator(".cl-error")).to_be_visible()
    expect(question(page, "软管种类")).to_be_hidden()
    answer(page, "家里用燃气吗", "是")
    answer(page, "软管种类", "橡胶软管")

    switch(office, "停用")
    page.click("#visit button[type=submit]")
    expect(page.locator("#told")).to_contain_text("已记在手机里")
    expect(page.locator("#waiting")).to_have_text("1")

    phone.context.set_offline(False)
    page.click("a[href='#sent']")
    page.click("[data-send]")
    receipt = page.locator("[data-list=receipts] li")
    expect(receipt).to_contain_text("记下时已停用", timeout=30_000)
    page.goto("/sync/")
    page.locator("a", has_text="查看").first.click()
    card = page.locator("section.card", has_text=TITLE)
    for words in ("橡胶软管", "有问题", "厨房那只没有声音"):
        expect(card).to_contain_text(words)
    expect(card).to_contain_text("答案按原来那版保留")

    # Loaded again, the retired one is offered no more.
    page.goto(POCKET)
    unlock(page)
    page.click("[data-refresh]")
    expect(page.locator("#net")).to_have_text("有网络")
    page.fill("#find", door)
    page.locator(".pocket-door", has_text=door).first.click()
    expect(page.locator("[data-slot=offers] button", has_text=TITLE)).to_have_count(0)
