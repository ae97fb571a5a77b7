"""The checklist in a real browser, at the width of a phone: rules act at once, nothing is lost or leaked."""

import io
import json
import os
import shutil
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from PIL import Image
from playwright.sync_api import Browser, Page, Route, expect, sync_playwright
from tests.engines.checklists.books import ROOT, book
from tests.engines.checklists.test_page_twin import FRONTEND, run

from linli.engines.checklists import Checklist, compile_book, compile_rows, rows_from_toml, to_json

pytestmark = pytest.mark.journey
HOST = "http://checklist.test"
POLICY = "default-src 'self'; img-src 'self' blob: data:; style-src 'self'; script-src 'self'"
STYLES = ("tokens", "checklist")
SURVEY = """
| type | name | label | hint | appearance | required | relevant | default | linli::field |
| text | head | 户主 | 写**全名** | | yes | | | 姓名 |
| select_one yes_no | gas | 用燃气吗 | | horizontal |
| begin group | kitchen | 厨房 | | | | ${gas} = 'yes' |
| integer | years | 软管用了几年 |
| note | change | 软管用了 ${years} 年，请更换 | | | | ${years} > 1 |
| end group |
| begin repeat | people | 家人 |
| text | who | 姓名 |
| text | kin | 关系 | | | | | 家人 |
| end repeat |
| select_one ${who} | carer | 谁照顾 |
| rank town | order | 先后 |
| image | photo | 照片 |
| select_multiple town | towns | 去过 |
| text | said | 一句话 | | multiline |
"""
CHOICES = """
| list_name | name | label |
| yes_no | yes | 用 |
| yes_no | no | 不用 |
| town | x1 | 东一 |
| town | x2 | 东二 |
"""


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    names = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
    path = os.environ.get("CHROMIUM") or next((p for n in names if (p := shutil.which(n))), "")
    if not path:
        pytest.skip("no Chromium found (set CHROMIUM to its path)")
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=path, args=["--no-sandbox", "--disable-gpu"])
        yield opened
        opened.close()


@cache
def script() -> str:
    return run(FRONTEND / "tests" / "page_bundle.mjs")


def page_of(checklist: Checklist, blocks: dict[str, Any], language: str) -> str:
    held = {"model": json.loads(to_json(checklist)), **blocks}
    named = " ".join(f'data-{name}="the-{name}"' for name in blocks)
    scripts = "".join(
        f'<script type="application/json" id="the-{name}">{in_script(value)}</script>'
        for name, value in held.items()
    )
    styles = "".join(f'<link rel="stylesheet" href="/{name}.css">' for name in STYLES)
    return (
        f'<!doctype html><html lang="{language}" data-bs-theme="light"><head><title>走访</title>'
        f'{styles}</head><body><main><h1>走访</h1><form method="post" action="/sent">'
        f"<div data-checklist {named}></div>{scripts}<button>保存</button></form></main>"
        '<script type="module" src="/island.js"></script></body></html>'
    )


def in_script(value: Any) -> str:
    return json.dumps(value).replace("<", chr(92) + "u003c")


Opener = Callable[..., Page]


@pytest.fixture
def opened(browser: Browser) -> Iterator[Opener]:
    """Opens a checklist under a strict policy; faults of its scripts fail the test."""
    context = browser.new_context(viewport={"width": 390, "height": 844}, locale="zh-CN")
    faults: list[str] = []

    def open_page(checklist: Checklist, language: str = "zh-Hans", **blocks: Any) -> Page:
        html = page_of(checklist, blocks, language)
        page = context.new_page()
        page.set_default_timeout(5_000)
        page.on("pageerror", lambda fault: faults.append(str(fault)))
        page.on("console", lambda told: faults.append(told.text) if "Policy" in told.text else None)

        def serve(route: Route) -> None:
            name = route.request.url.removeprefix(f"{HOST}/")
            if name.endswith(".css"):
                path = FRONTEND / "styles" / name
                route.fulfill(body=path.read_text("utf-8"), content_type="text/css")
            elif name == "island.js":
                route.fulfill(body=script(), content_type="text/javascript")
            else:
                headers = {"content-security-policy": POLICY}
                route.fulfill(body=html, content_type="text/html; charset=utf-8", headers=headers)

        page.route(f"{HOST}/**", serve)
        page.goto(f"{HOST}/")
        page.wait_for_selector(".cl-question")
        return page

    yield open_page
    context.close()
    assert faults == []


@pytest.fixture(scope="module")
def visit() -> Checklist:
    return compile_book(book(survey=SURVEY, choices=CHOICES), "走访.xlsx").checklist


def answers(page: Page) -> dict[str, Any]:
    return json.loads(page.locator("input[name=answers]").input_value())


def test_answers_bring_questions_and_words_into_play_and_take_them_away(
    opened: Opener, visit: Checklist
) -> None:
    page = opened(visit, prefill={"姓名": "王秀英"})
    expect(page.get_by_label("户主")).to_have_value("王秀英")
    expect(page.get_by_label("软管用了几年")).to_be_hidden()
    page.get_by_label("用", exact=True).check()
    page.get_by_label("软管用了几年").fill("3")
    expect(page.get_by_text("软管用了 3 年，请更换")).to_be_visible()
    assert answers(page)["kitchen"] == {"years": "3"}
    page.get_by_label("不用", exact=True).check()
    expect(page.get_by_label("软管用了几年")).to_be_hidden()
    assert "kitchen" not in answers(page)


def test_each_change_is_told_to_the_page_for_its_draft(opened: Opener, visit: Checklist) -> None:
    page = opened(visit)
    page.evaluate("addEventListener('checklist:change', told => { window.kept = told.detail; })")
    page.get_by_label("用", exact=True).check()
    page.get_by_label("软管用了几年").fill("3")
    page.get_by_label("不用", exact=True).check()
    # What no longer applies stays in the draft: the tick may have been a slip.
    assert page.evaluate("window.kept")["kitchen"] == {"years": "3"}


def test_a_choice_can_be_taken_back(opened: Opener, visit: Checklist) -> None:
    page = opened(visit)
    page.get_by_label("用", exact=True).click()
    page.get_by_label("用", exact=True).click()
    assert "gas" not in answers(page)


def test_entries_come_and_go_and_feed_other_questions(opened: Opener, visit: Checklist) -> None:
    page = opened(visit)
    page.get_by_label("姓名").fill("甲")
    page.get_by_role("button", name="再添一个").click()
    expect(page.get_by_label("姓名").nth(1)).to_be_focused()
    page.get_by_label("姓名").nth(1).fill("乙")
    page.get_by_role("group", name="谁照顾").get_by_label("乙").check()
    assert answers(page)["people"] == [{"who": "甲", "kin": "家人"}, {"who": "乙", "kin": "家人"}]
    page.get_by_role("button", name="删去家人 · 第 1 个").click()
    assert answers(page)["people"] == [{"who": "乙", "kin": "家人"}]
    assert answers(page)["carer"] == "乙"


def test_ranking_works_with_buttons(opened: Opener, visit: Checklist) -> None:
    page = opened(visit)
    page.get_by_role("button", name="用这个次序").click()
    page.get_by_role("button", name="下移东一").click()
    assert answers(page)["order"] == "x2 x1"


def test_what_is_amiss_is_summed_up_and_leads_to_its_field(opened: Opener, visit: Checklist) -> None:
    page = opened(visit)
    page.get_by_label("用", exact=True).check()
    page.get_by_label("软管用了几年").fill("three")
    page.get_by_role("button", name="保存").click()
    expect(page.get_by_role("alert")).to_contain_text("还有 2 处要看一下")
    expect(page.get_by_label("户主")).to_have_attribute("aria-invalid", "true")
    page.get_by_role("link", name="软管用了几年：请填整数。").click()
    expect(page.get_by_label("软管用了几年")).to_be_focused()
    page.get_by_label("软管用了几年").fill("3")
    page.get_by_label("户主").fill("王")
    expect(page.get_by_role("alert")).to_be_hidden()


def test_a_photo_becomes_smaller_and_forgets_the_camera(opened: Opener, visit: Checklist) -> None:
    page = opened(visit)
    picture, taken = Image.new("RGB", (3000, 2000), (10, 120, 90)), io.BytesIO()
    secret = picture.getexif()
    secret[0x010F] = "SECRETCAMERA"
    picture.save(taken, "JPEG", exif=secret)
    photo = {"name": "厨房.jpg", "mimeType": "image/jpeg", "buffer": taken.getvalue()}
    page.get_by_label("照片").set_input_files(photo)
    expect(page.locator("img.cl-picture:visible")).to_be_visible()
    kept = page.evaluate(
        """async () => { const file = document.querySelector('input[type=file]').files[0];
        return [...new Uint8Array(await file.arrayBuffer())]; }"""
    )
    assert b"SECRETCAMERA" not in bytes(kept)
    assert Image.open(io.BytesIO(bytes(kept))).size == (1600, 1067)
    assert answers(page)["photo"] == "厨房.jpg"
    page.get_by_label("照片").set_input_files(
        {"name": "x.jpg", "mimeType": "image/jpeg", "buffer": b"no photo"}
    )
    expect(page.get_by_text("这张照片打不开")).to_be_visible()
    assert "photo" not in answers(page)


def test_earlier_answers_are_taken_up_again(opened: Opener, visit: Checklist) -> None:
    earlier = {
        "head": "王",
        "gas": "yes",
        "kitchen": {"years": "1"},
        "people": [{"who": "甲"}],
        "towns": "x1 x2",
    }
    page = opened(visit, answers=earlier)
    assert answers(page) == earlier
    expect(page.get_by_role("group", name="去过").get_by_label("东二")).to_be_checked()


def test_enter_in_a_field_does_not_send_half_a_checklist(opened: Opener, visit: Checklist) -> None:
    page = opened(visit)
    page.get_by_label("户主").fill("王")
    page.get_by_label("户主").press("Enter")
    assert page.url == f"{HOST}/"
    expect(page.get_by_label("户主")).to_have_value("王")


def test_the_checklist_speaks_the_page_s_language_and_can_be_switched(opened: Opener) -> None:
    text = Path(ROOT / "packs/base/checklists/home_visit.toml").read_text("utf-8")
    page = opened(compile_rows(rows_from_toml(text)).checklist, language="en")
    expect(page.get_by_text("What has changed at home lately?")).to_be_visible()
    page.get_by_label("No change").check()
    page.get_by_label("Language").select_option("中文 (zh)")
    expect(page.get_by_label("没有变化")).to_be_checked()


def test_words_of_an_author_never_become_markup(opened: Opener) -> None:
    survey = "| type | name | label |\n| text | a | <img src=x onerror=alert(1)>问**题** |"
    page = opened(compile_book(book(survey=survey), "a.xlsx").checklist)
    assert page.locator(".cl-label img").count() == 0
    assert page.locator(".cl-label strong").inner_text() == "题"


def test_targets_are_large_and_nothing_runs_over_at_390(opened: Opener, visit: Checklist) -> None:
    page = opened(visit, answers={"gas": "yes", "people": [{}]})
    heights = page.locator(".cl-choice, .cl button:visible, .cl input[type=text], .cl select").evaluate_all(
        "all => all.filter(e => e.offsetParent).map(e => e.getBoundingClientRect().height)"
    )
    assert min(heights) >= 44
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
