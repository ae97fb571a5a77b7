"""Takes the pictures of the two READMEs: a demonstration of its own on a held clock, a browser, seven views.

The town, the day and the form are always the same; only the fonts of the machine may differ.  Nothing is left
behind but ``docs/images``.  Chromium is taken from CHROMIUM, the PATH, or Playwright's own.
"""

import io
import os
import shutil
import sys
import tempfile
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server
from zoneinfo import ZoneInfo

from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, Side
from PIL import Image
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

ROOT = Path(__file__).resolve().parent.parent
IMAGES = ROOT / "docs" / "images"
MORNING = datetime(2026, 11, 18, 9, 30, tzinfo=ZoneInfo("Asia/Shanghai"))
LOOKED = MORNING + timedelta(minutes=1)
"""When the pictures are taken: what rang while the community was built is not ringing any more."""
MOST_BYTES = 250 * 1024
PASSWORD = "linli-2026"  # noqa: S105 - the demonstration's, shown on its sign-in page
FORM = "附件1：80周岁以上独居老人基本情况台账.xlsx"
HEADINGS = (
    ("序号",), ("姓名",), ("性别",), ("年龄",), ("身份证号码",), ("联系电话",), ("家庭住址",), ("所属网格",),
    ("紧急联系人", "姓名"), ("紧急联系人", "电话"), ("是否低保",), ("兴趣爱好",),
)  # fmt: skip
DESK = {"width": 1440, "height": 900}
PHONE = {"width": 390, "height": 844}
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--hide-scrollbars"]
Held = Callable[[dict[str, Any], Any], list[bytes]]


def main() -> None:
    """Build, serve, look, and put everything away again."""
    with tempfile.TemporaryDirectory(prefix="linli-pictures-") as folder:
        os.environ.update(LINLI_DATA=folder, LINLI_DEMO="1", DATABASE_URL="", LINLI_IDLE_MINUTES="600")
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "linli.config.settings")
        form = Path(folder) / FORM
        form.write_bytes(blank_form())
        build()
        with served() as address, sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=chromium(), args=ARGUMENTS)
            at = worth_showing(browser, address, form)
            for language in ("zh-hans", "en"):
                for name, picture in pictures(browser, address, language, at):
                    keep(picture, IMAGES / language[:2] / f"{name}.webp")
            browser.close()


def chromium() -> str | None:
    """A browser of the machine; None leaves the choice to Playwright."""
    names = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
    return os.environ.get("CHROMIUM") or next((p for name in names if (p := shutil.which(name))), None)


def build() -> None:
    """The demonstration as of the held morning."""
    import django

    django.setup()
    from linli.config.commands.serving import demo
    from linli.kernel import clock

    with clock.standing_at(MORNING):
        demo.main([], standalone_mode=False)


class Quiet(WSGIRequestHandler):
    """Requests are not worth a line."""

    def log_message(self, *_: Any) -> None:
        """Say nothing."""


@contextmanager
def served() -> Iterator[str]:
    """The pages, one request after another, each at the same moment."""
    from django.contrib.staticfiles.handlers import StaticFilesHandler

    from linli.config.wsgi import application
    from linli.kernel import clock

    pages = StaticFilesHandler(application)

    def at_the_morning(environ: dict[str, Any], start: Any) -> list[bytes]:
        with clock.standing_at(LOOKED):
            answer = pages(environ, start)
            body = list(answer)
            answer.close()
            return body

    server: WSGIServer = make_server("127.0.0.1", 0, at_the_morning, handler_class=Quiet)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()


def blank_form() -> bytes:
    """A department's blank form: a title, two rows of headings, drawn rows, a line to sign on."""
    book = Workbook()
    sheet: Any = book.active
    sheet.title = "台账"
    sheet.append(["红门街道80周岁以上独居老人基本情况台账"])
    sheet.merge_cells(start_row=1, start_column=1, end_row=1, end_column=len(HEADINGS))
    sheet["A1"].font = Font(size=16, bold=True)
    sheet["A1"].alignment = Alignment(horizontal="center")
    thin = Border(*(Side(style="thin"),) * 4)
    for column, path in enumerate(HEADINGS, 1):
        sheet.cell(2, column, path[0])
        if len(path) == 1:
            sheet.merge_cells(start_row=2, start_column=column, end_row=3, end_column=column)
        else:
            sheet.cell(3, column, path[1])
        for row in range(2, 10):
            sheet.cell(row, column).border = thin
    sheet.merge_cells(start_row=2, start_column=9, end_row=2, end_column=10)
    sheet.cell(10, 1, "填表人：              审核人：              填表日期：")
    box = io.BytesIO()
    book.save(box)
    return box.getvalue()


def worth_showing(browser: Browser, address: str, form: Path) -> dict[str, str]:
    """A form filled, a resident who is looked after, a list, a door to visit: where they are."""
    with reading(browser, address, "zh-hans", "manager", DESK) as page:
        page.goto("/forms/")
        page.set_input_files("#form-file", str(form))
        page.wait_for_url("**/forms/*-*/")
        page.locator("button.btn-lg").click()
        page.wait_for_url("**/filled/*/")
        found = {"form": page.url}
        page.goto("/registry/registers/")
        page.locator("main a", has_text="独居老人").first.click()
        found["list"] = page.url
        page.goto("/registry/registers/")
        page.locator("main a", has_text="失能老人").first.click()
        page.locator("#rows a.row-link").first.click()
        page.wait_for_url("**/registry/people/*-*/")
        found["resident"] = page.url
    with reading(browser, address, "zh-hans", "grid1", DESK) as page:
        page.goto("/today/")
        door = page.locator("main a[href*='/visits/door/']").first.get_attribute("href")
        return {**found, "door": door or ""}


def pictures(
    browser: Browser, address: str, language: str, at: dict[str, str]
) -> Iterator[tuple[str, bytes]]:
    """Every page worth showing, by name."""
    with reading(browser, address, language, "manager", DESK) as desk:
        yield "one-form", shot(desk, at["form"])
        yield "resident", shot(desk, at["resident"])
        yield "list", shot(desk, at["list"])
        yield "grids", shot(desk, "/registry/grids/", ready="[data-island=map][data-ready]")
    with reading(browser, address, language, "grid1", PHONE) as phone:
        yield "today-phone", shot(phone, "/today/")
        yield "visit-phone", shot(phone, at["door"])
    with reading(browser, address, language, "manager", PHONE) as phone:
        phone.goto(at["form"])
        phone.locator("td.mark-stale a").first.click()
        yield "origin-phone", shot(phone, ready="dialog[open]")


@contextmanager
def reading(browser: Browser, address: str, language: str, who: str, size: Any) -> Iterator[Page]:
    """Someone signed in, at a desk or with a phone."""
    context: BrowserContext = browser.new_context(
        viewport=size, base_url=address, locale="zh-CN", device_scale_factor=2, reduced_motion="reduce"
    )
    context.add_cookies([{"name": "linli_language", "value": language, "url": address}])
    page = context.new_page()
    page.clock.set_fixed_time(LOOKED)
    page.goto("/sign-in/")
    page.fill("#id_username", who)
    page.fill("#id_password", PASSWORD)
    page.click("form button.btn-primary")
    page.wait_for_url(lambda url: "sign-in" not in url)
    yield page
    context.close()


def shot(page: Page, address: str = "", ready: str = "main") -> bytes:
    """What the screen shows once everything has arrived."""
    if address:
        page.goto(address)
    page.wait_for_selector(ready)
    page.wait_for_load_state("networkidle")
    page.evaluate("document.fonts.ready.then(() => true)")
    page.wait_for_timeout(600)
    return page.screenshot(animations="disabled", caret="hide")


def keep(picture: bytes, file: Path) -> None:
    """As WebP, in the best quality that is small enough."""
    image = Image.open(io.BytesIO(picture)).convert("RGB")
    for quality in (82, 70, 55, 40):
        box = io.BytesIO()
        image.save(box, "WEBP", quality=quality, method=6)
        if box.tell() <= MOST_BYTES:
            break
    else:
        sys.exit(f"{file.name} stays larger than {MOST_BYTES // 1024} KB.")
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(box.getvalue())
    print(f"✓ {file.relative_to(ROOT)} ({box.tell() // 1024} KB)")


if __name__ == "__main__":
    main()
