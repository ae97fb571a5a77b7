"""A resident's phone reports into a dead network, is heard later by itself, and closes it by an answer."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect
from tests.conftest import ROOT

pytestmark = pytest.mark.journey
HERE = "/service_requests/report/339901001001/"
STAFF = """
import sys, django
django.setup()
from linli.contexts.service_requests.commands import disputing, finishing, handling, sorting
from linli.contexts.service_requests.commands.handling import Result
from linli.contexts.service_requests.models import Request
from linli.kernel.actor import linli
from linli.kernel.organisations.models import Organisation
staff, row = linli("journey"), Request.objects.get(number=sys.argv[1])
unit, _ = Organisation.objects.get_or_create(name="江畔路灯所", defaults={"kind": "department"})
if row.state == "new":
    sorting.classify(staff, row, category="lighting", kind="help", urgency="general")
sorting.dispatch(staff, row, unit=unit)
disputing.sign(staff, row)
handling.contact(staff, row, words_said="今天下午来看")
handling.report_result(staff, row, result=Result("换了新灯，亮了。", without="白天拍不出"))
finishing.accept(staff, row)
"""


@pytest.fixture
def phone(browser: Browser, house: str) -> BrowserContext:
    context = browser.new_context(
        viewport={"width": 390, "height": 844}, base_url=house, locale="zh-CN", has_touch=True,
        geolocation={"longitude": 120.1551, "latitude": 30.2741}, permissions=["geolocation"],
    )  # fmt: skip
    yield context
    context.close()


def picture(folder: Path) -> Path:
    from PIL import Image

    file = folder / "灯.jpg"
    Image.new("RGB", (2400, 1800), "navy").save(file, "JPEG")
    return file


def ready(page: Page) -> None:
    page.goto(HERE)
    expect(page.locator("form[data-report][data-ready]")).to_be_visible()


def staff_do(tmp_path_factory: pytest.TempPathFactory, number: str) -> None:
    """What staff do at their desks, through the same commands."""
    folder = max(tmp_path_factory.getbasetemp().glob("house*"), key=lambda f: f.stat().st_mtime)
    environment = {**os.environ, "LINLI_DATA": str(folder), "LINLI_DEMO": "1", "DATABASE_URL": ""}
    environment.pop("LINLI_MASTER_KEYS", None)
    environment.pop("LINLI_SESSION_KEY", None)
    environment["DJANGO_SETTINGS_MODULE"] = "linli.config.settings"
    subprocess.run([sys.executable, "-c", STAFF, number], env=environment, cwd=ROOT, check=True)


def test_reported_into_a_dead_network_heard_later_and_closed_by_her_answer(
    phone: BrowserContext, tmp_path: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    page = phone.new_page()
    ready(page)
    page.fill("#id_words", "五号楼三单元三楼的灯坏了，晚上黑")
    page.set_input_files("#id_photos", str(picture(tmp_path)))
    expect(page.locator("[data-thumbs] img")).to_have_count(1)
    page.select_option("#id_building", index=3)
    page.fill("#id_name", "李梅")
    page.wait_for_timeout(600)
    phone.set_offline(True)
    page.click(".report-send")
    expect(page.locator("#report-outbox")).to_contain_text("没有网络")
    page.close()

    phone.set_offline(False)
    page = phone.new_page()
    ready(page)
    expect(page.locator("#report-outbox .alert-success")).to_contain_text("SR-", timeout=20_000)
    said = page.locator("#report-outbox .alert-success").inner_text()
    number = re.search(r"SR-\d+-\d+", said)
    code = re.search(r"[2-9A-Z]{10}", said)
    assert number
    assert code
    ready(page)
    expect(page.locator("#report-outbox .alert-success")).to_have_count(1)

    staff_do(tmp_path_factory, number.group())
    page.goto(f"/service_requests/track/#{code.group()}")
    page.wait_for_url(re.compile(r"/track/[0-9a-f-]{36}/"))
    expect(page.locator("h1")).to_contain_text("请您看看")
    expect(page.locator("body")).to_contain_text("换了新灯")
    assert code.group() not in page.url
    page.get_by_label("解决了", exact=True).check()
    page.get_by_label("满意", exact=True).check()
    page.click(".report-judge .btn-primary")
    expect(page.locator("h1")).to_contain_text("已经办结")


def test_what_was_being_written_is_there_again_after_the_browser_was_closed(
    phone: BrowserContext, tmp_path: Path
) -> None:
    page = phone.new_page()
    ready(page)
    page.fill("#id_words", "北门车棚漏雨")
    page.set_input_files("#id_photos", str(picture(tmp_path)))
    expect(page.locator("[data-thumbs] img")).to_have_count(1)
    page.click("[data-locate]")
    expect(page.locator("[data-where-said]")).to_contain_text("现在的位置")
    page.wait_for_timeout(600)
    page.close()
    page = phone.new_page()
    ready(page)
    expect(page.locator("#id_words")).to_have_value("北门车棚漏雨")
    expect(page.locator("[data-thumbs] img")).to_have_count(1)
    expect(page.locator("#id_longitude")).to_have_value("120.155100")
    page.click(".report-send")
    page.wait_for_url("**/given/")
    expect(page.locator(".report-code")).to_be_visible()


def test_the_page_opens_without_a_network_once_it_was_there(phone: BrowserContext) -> None:
    page = phone.new_page()
    ready(page)
    kept = "async () => (await (await caches.open('linli-report')).keys()).length"
    for _n in range(100):
        if page.evaluate(kept) > 3:
            break
        page.wait_for_timeout(100)
    page.evaluate("navigator.serviceWorker.ready.then(() => true)")
    phone.set_offline(True)
    page.reload()
    expect(page.locator("form[data-report][data-ready]")).to_be_visible()
    with page.expect_event("requestfailed", lambda sent: sent.url.endswith("/near/")):
        page.fill("#id_words", "垃圾桶满了没人收")
    page.click(".report-send")
    expect(page.locator("#report-outbox")).to_contain_text("没有网络")
    expect(page.locator("#offline")).to_be_hidden()
    phone.set_offline(False)
    expect(page.locator("#report-outbox .alert-success")).to_be_visible(timeout=20_000)


def test_a_neighbours_report_is_joined_instead_of_repeated(phone: BrowserContext) -> None:
    page = phone.new_page()
    for _n in range(2):
        ready(page)
        page.fill("#id_words", "")
        page.locator("#id_words").press_sequentially("七号楼电梯又停了，老人下不来", delay=5)
        if _n:
            page.locator(".report-near .btn").first.click()
            page.click("button.btn-primary")
        else:
            page.click(".report-send")
        page.wait_for_url("**/given/")
    expect(page.locator(".report-code")).to_be_visible()


def test_without_scripts_it_is_reported_as_well(browser: Browser, house: str, tmp_path: Path) -> None:
    context = browser.new_context(java_script_enabled=False, base_url=house)
    page = context.new_page()
    page.goto(HERE)
    page.fill("#id_words", "井盖松了，走路会响")
    page.set_input_files("#id_photos", str(picture(tmp_path)))
    page.fill("#id_phone", "19900012345")
    page.click(".report-send")
    expect(page.locator(".report-code")).to_be_visible()
    page.click("form[action$='/code/'] button")
    said = page.locator(".alert-info").inner_text()
    page.fill("#id_code", re.findall(r"\d{6}", said)[0])
    page.click("form .btn-primary")
    expect(page.locator(".alert-success").first).to_be_visible()
    context.close()
