"""Who hears of what: street, communities, department; a deadline is told once, and once more when missed."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from tests.contexts.duties.desk import Desk

from linli.contexts.duties import tasks
from linli.contexts.duties.commands import admissions as commands
from linli.contexts.duties.commands.telling import HEARS
from linli.contexts.duties.states import ADMISSION
from linli.kernel.notices import messages
from linli.kernel.notices.models import Notice


@pytest.fixture
def desk(world):
    return Desk(world)


def told(actor) -> list[str]:
    rows = Notice.objects.filter(account_id=actor.account_id).order_by("pk")
    return [messages.worded(row.message, row.values) for row in rows]


def at(day: int, month: int = 3) -> datetime:
    return datetime(2026, month, day, 9, tzinfo=ZoneInfo("Asia/Shanghai"))


def test_each_hears_what_concerns_them(desk) -> None:
    desk.approved()
    assert told(desk.street) == ["临江区民政局申请准入“高龄老人用电安全排查”，最晚 2026-04-01 答复。"]
    assert told(desk.manager) == told(desk.neighbour)
    assert told(desk.manager) == [
        "街道在审核“高龄老人用电安全排查”，请社区提意见。", "临江区民政局的“高龄老人用电安全排查”已准入。",
    ]  # fmt: skip
    assert told(desk.civil) == ["街道开始审核“高龄老人用电安全排查”。", "“高龄老人用电安全排查”已准入。"]


def test_a_wish_to_end_it_reaches_the_street(desk, clock) -> None:
    row = desk.approved()
    with clock.standing_at(at(1, 6)):
        tasks.turn_the_page()
        row.refresh_from_db()
        commands.speak(desk.manager, row, desk.world.community, stance="opposes", words="居民不同意")
    assert told(desk.street)[-1] == "梧桐苑社区建议撤销“高龄老人用电安全排查”。"


def test_the_deadline_is_told_once_near_and_once_missed(desk, clock) -> None:
    desk.submitted()
    for day, month, heard in ((24, 3, 1), (25, 3, 2), (26, 3, 2), (1, 4, 2), (2, 4, 3), (3, 4, 3)):
        with clock.standing_at(at(day, month)):
            tasks.turn_the_page()
        assert len(told(desk.street)) == heard, (month, day)
    assert told(desk.street)[1:] == [
        "“高龄老人用电安全排查”最晚 2026-04-01 答复。",
        "“高龄老人用电安全排查”应在 2026-04-01 前答复，已超期。",
    ]  # fmt: skip


def test_every_step_that_is_told_exists_and_has_its_words() -> None:
    assert set(HEARS) <= {step.verb for step in ADMISSION.steps}
    values = {"who": "甲", "title": "乙", "day": "丙", "community": "丁"}
    for verb, whom in HEARS.items():
        for one in whom:
            assert "乙" in messages.worded(f"duties.{verb}.{one}", values)
