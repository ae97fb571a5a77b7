"""A small living community, served as an installation serves it, and a browser to walk through it."""

import os
import re
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Cookie, Page, Playwright, sync_playwright
from tests.conftest import ROOT

PASSWORD = "linli-2026"
ARGUMENTS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
]  # fmt: skip


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture(scope="session")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a served demonstration community of 240 households."""
    folder, port = tmp_path_factory.mktemp("house"), free_port()
    environment = environment_of(folder)
    linli = [sys.executable, "-m", "linli.config.cli"]
    subprocess.run(
        [*linli, "demo", "--households", "240"], env=environment, cwd=ROOT, check=True, capture_output=True
    )
    log = (folder / "log").open("w")
    running = subprocess.Popen(
        [*linli, "serve", "--port", str(port)], env=environment, cwd=ROOT, stdout=log, stderr=log
    )
    address = f"http://127.0.0.1:{port}"
    try:
        _wait_for(address)
        yield address
    finally:
        running.terminate()
        running.wait(timeout=20)
        log.close()


def environment_of(folder: Path) -> dict[str, str]:
    """How a program finds the house whose data lie in a folder."""
    environment = {**os.environ, "LINLI_DATA": str(folder), "LINLI_DEMO": "1", "DATABASE_URL": ""}
    for key in ("LINLI_MASTER_KEYS", "LINLI_SESSION_KEY"):
        environment.pop(key, None)
    return {**environment, "DJANGO_SETTINGS_MODULE": "linli.config.settings"}


def in_the_house(folders: pytest.TempPathFactory, script: str, *arguments: str) -> str:
    """What a script says that runs beside the served house, through the commands that staff use."""
    folder = max(folders.getbasetemp().glob("house*"), key=lambda f: f.stat().st_mtime)
    said = subprocess.run(
        [sys.executable, "-c", script, *arguments], env=environment_of(folder), cwd=ROOT, check=True,
        capture_output=True, text=True,
    )  # fmt: skip
    return said.stdout


def _wait_for(address: str) -> None:
    for _ in range(600):
        try:
            urllib.request.urlopen(f"{address}/sign-in/", timeout=2)
        except (urllib.error.URLError, OSError):
            time.sleep(0.2)
        else:
            return
    raise RuntimeError("the house did not open its door in two minutes")


def chromium_path() -> str:
    names = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
    found = os.environ.get("CHROMIUM") or next((p for n in names if (p := shutil.which(n))), "")
    if not found:
        pytest.skip("no Chromium found (set CHROMIUM to its path)")
    return found


@pytest.fixture(scope="session")
def stage() -> Iterator[Playwright]:
    """What starts browsers; there can be one only."""
    with sync_playwright() as playwright:
        yield playwright


@pytest.fixture(scope="session")
def browser(stage: Playwright) -> Iterator[Browser]:
    opened = stage.chromium.launch(executable_path=chromium_path(), args=ARGUMENTS)
    yield opened
    opened.close()


@pytest.fixture(params=[1440, 390], ids=["desk", "phone"])
def page(request: pytest.FixtureRequest, browser: Browser, house: str) -> Iterator[Page]:
    """A fresh browser at the width of a desk and of a phone; scripts that fail fail the journey."""
    context = browser.new_context(
        viewport={"width": request.param, "height": 900},
        base_url=house,
        accept_downloads=True,
        locale="zh-CN",
    )
    faults: list[str] = []
    opened = context.new_page()
    opened.on("pageerror", lambda fault: faults.append(str(fault)))
    opened.on(
        "console", lambda said: faults.append(said.text) if "Content Security Policy" in said.text else None
    )
    yield opened
    context.close()
    assert faults == []


def sign_in(page: Page, username: str) -> None:
    page.goto("/sign-in/")
    page.fill("#id_username", username)
    page.fill("#id_password", PASSWORD)
    page.click("form button.btn-primary")
    page.wait_for_url(lambda url: "sign-in" not in url)


def sign_out(page: Page) -> None:
    """Nobody is signed in any more; an open page would go to the sign-in by itself, across the next step."""
    page.goto("about:blank")
    page.context.clear_cookies()


def resident_in(page: Page, phone: str) -> None:
    """A resident at the phone, signed in with a code that the demonstration shows.

    A phone gets one code a minute and six a day: its next browsers keep the first one's sign-in.
    """
    if phone not in SIGNED_IN:
        page.goto("/residents/sign-in/")
        page.fill("#id_phone", phone)
        page.get_by_role("button", name="给我发验证码").click()
        code = re.search(r"\b(\d{6})\b", page.inner_text("main"))
        assert code, "a demonstration shows the code that it would have sent"
        page.fill("#id_code", code.group(1))
        page.get_by_role("button", name="登录").click()
        page.wait_for_url(lambda address: "sign-in" not in address)
        SIGNED_IN[phone] = [one for one in page.context.cookies() if one["name"] == "linli_resident"]
    page.context.add_cookies(SIGNED_IN[phone])  # type: ignore[arg-type]
    page.goto("/residents/")


SIGNED_IN: dict[str, list[Cookie]] = {}


def to_matter(page: Page, words: str) -> None:
    """Open what waits on a resident's own page; a long list unfolds first."""
    page.goto("/residents/")
    matter = page.locator("a.own-matter", has_text=words).first
    if not matter.is_visible():
        page.locator(".own-rest summary").click()
    matter.click()


def as_whom(page: Page, username: str, address: str) -> None:
    """Somebody else sits down, and opens a page."""
    sign_out(page)
    sign_in(page, username)
    page.goto(address)


def save(download: object, folder: Path) -> Path:
    """Keep a download under its name."""
    target = folder / download.suggested_filename  # type: ignore[attr-defined]
    download.save_as(target)  # type: ignore[attr-defined]
    return target
