"""An alarm from the reading to its cause, by telephone and on foot; an exercise, timed to the door."""

import re

import pytest
from playwright.sync_api import Page, expect
from tests.journeys.conftest import in_the_house, sign_in

pytestmark = pytest.mark.journey
SILENT = """
import django
from django.db import transaction
django.setup()
from datetime import timedelta
from linli.contexts.guard.commands import alarms
from linli.contexts.guard.models import Alarm, Device
from linli.contexts.registry import api as registry
from linli.kernel import clock
from linli.kernel.actor import linli
row = (Device.objects.filter(kind="water", community__name="梧桐苑社区", removed_on=None)
    .exclude(dwelling__in=Alarm.objects.filter(closed_at=None).values("dwelling")).order_by("number").first())
door, since = registry.door(linli("journey"), row.dwelling_id), clock.now() - timedelta(hours=19)
reason = {
    "code": "never_this_long", "hours": 19.0, "since": since.isoformat(), "rest_day": False,
    "usual_hours": 9.0,
    "longest_hours": 12.0, "expected_hours": 7.0, "rarity": 0.001,
    "known_days": 60, "litres": 0.0, "heard": [],
}
told = alarms.Ring(door.key, door.community.pk, door.place, "silence", clock.now(), reason, {})
with transaction.atomic():
    alarms.ring(door.area, told)
print(row.dwelling.short_address)
"""


def tap(page: Page, label: str) -> None:
    page.get_by_role("button", name=label, exact=True).click()


def call(page: Page, result: str) -> None:
    """Call whoever comes first and has a telephone, and say what came of it."""
    page.locator("#ladder form button").first.click()
    expect(page.locator("#ladder a.btn-primary[href^='tel:']").first).to_be_visible()
    page.locator("#ladder").get_by_role("button", name=result, exact=True).click()
    expect(page.locator("#ladder .tag-plain", has_text=result).first).to_be_visible()


def test_an_alarm_from_the_first_call_to_its_cause(
    page: Page, tmp_path_factory: pytest.TempPathFactory
) -> None:
    home = in_the_house(tmp_path_factory, SILENT).strip()
    sign_in(page, "manager")
    page.goto("/guard/alarms/")
    page.locator("main .rowlist a.row-link", has_text=home).first.click()
    expect(page.locator("main")).to_contain_text("没有用水")
    tap(page, "我来处理")
    expect(page.locator("main")).to_contain_text("在处理")
    call(page, "没接")
    tap(page, "我去看看")
    tap(page, "我到门口了")
    tap(page, "跌倒，已救助")
    page.wait_for_url(re.compile(r"/guard/alarms/$"))
    ended = page.locator("main .rowlist li", has_text=home).first
    expect(ended).to_contain_text("很久没有用水")
    expect(ended).to_contain_text("跌倒，已救助")


def test_an_exercise_is_begun_answered_and_timed(page: Page) -> None:
    sign_in(page, "manager")
    page.goto("/guard/drills/begin/")
    page.fill("#id_homes", "1")
    page.select_option("#id_kind", "sos")
    tap(page, "开始")
    page.locator("main .rowlist a.row-link").first.click()
    page.locator("main table a.row-link").first.click()
    expect(page.locator(".lead-words")).to_contain_text("演练")
    tap(page, "我去看看")
    tap(page, "我到门口了")
    tap(page, "演练结束")
    page.goto("/guard/drills/")
    page.locator("main .rowlist a.row-link").first.click()
    page.get_by_role("link", name="结束演练").click()
    page.fill("#id_words", "下次带上备用钥匙")
    tap(page, "结束")
    expect(page.locator("main")).to_contain_text("下次带上备用钥匙")
    expect(page.locator("main")).to_contain_text("已结束")
