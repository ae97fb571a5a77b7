"""A notice from draft to the day when its publicity is full: two pairs of eyes, working days, corrections."""

from datetime import date, timedelta

import pytest
from tests.builders.board import draft, posted, publicity, told

from linli.contexts.bulletin import tasks
from linli.contexts.bulletin.commands import notices
from linli.contexts.bulletin.models import Notice, State, Version
from linli.contexts.bulletin.queries import board, desk
from linli.contexts.bulletin.queries.kinds import count_of, kind_of, last_day
from linli.contexts.bulletin.queries.spoken import call_of
from linli.kernel.errors import BadInput, NotAllowed, NotAllowedNow, ReasonNeeded
from linli.kernel.outbox.models import OutboxFact
from linli.kernel.workdays.models import Kind, SpecialDay

pytestmark = pytest.mark.django_db


@pytest.fixture
def manager(world):
    return world.actor("community_manager")


@pytest.fixture
def worker(world):
    return world.actor("grid_worker", world.grid1)


def facts() -> list[str]:
    return [n for n in OutboxFact.objects.order_by("pk").values_list("name", flat=True) if "bulletin" in n]


def test_an_announcement_needs_nobody_else(world, worker) -> None:
    row = posted(worker, world.grid1)
    assert (row.state, row.number, row.ends_on) == (State.POSTED, "2026-001", None)
    assert row.shown_until == date(2026, 4, 10)
    assert facts() == ["bulletin.NoticePosted"]
    with pytest.raises(NotAllowedNow):
        notices.post(worker, row)


def test_a_publicity_is_read_by_somebody_else(world, worker, manager) -> None:
    row = draft(manager, world.community, kind="publicity")
    with pytest.raises(NotAllowedNow):
        notices.post(manager, row)
    notices.submit(manager, row)
    with pytest.raises(NotAllowed):
        notices.approve(manager, row)
    clerk = world.actor("counter_clerk")
    notices.approve(clerk, row)
    row.refresh_from_db()
    assert (row.checked_by, row.posted_at is not None) == (clerk.account_id, True)


def test_what_comes_back_says_why_and_goes_again(world, worker, manager) -> None:
    row = notices.submit(worker, draft(worker, world.grid1, kind="publicity"))
    with pytest.raises(ReasonNeeded):
        notices.send_back(manager, row, reason=" ")
    notices.send_back(manager, row, reason="名字没有盖住")
    assert [d.why for d in desk.due(worker, date(2026, 3, 11))] == ["退回修改：名字没有盖住"]
    row.refresh_from_db()
    notices.change(worker, row, world.grid1, told=told(kind="publicity", title="改过的公示"))
    notices.submit(worker, row)
    assert desk.waiting(manager) == 1
    assert desk.waiting(worker) == 0
    notices.approve(manager, row)
    assert Notice.objects.get().returned_why == ""


def test_working_days_are_counted_without_holidays_and_with_make_up_days(world, worker, manager) -> None:
    """Posted on Wednesday 11 March; Thursday off, Saturday 14 made up: 13, 14, 16, 17, 18 March."""
    SpecialDay.objects.create(day=date(2026, 3, 12), kind=Kind.HOLIDAY, name="休")
    SpecialDay.objects.create(day=date(2026, 3, 14), kind=Kind.MAKEUP, name="补")
    row = publicity(worker, manager, world.grid1)
    assert row.ends_on == date(2026, 3, 18)
    count = count_of(kind_of("publicity"), row.counted_from, row.ends_on)
    assert (count.day, count.days, count.is_full) == (0, 5, False)


@pytest.mark.parametrize(
    ("kind", "last"),
    [("publicity", date(2026, 3, 18)), ("budget", date(2026, 3, 16)), ("owners", date(2026, 3, 26)),
     ("notice", None)],
)  # fmt: skip
def test_each_kind_has_its_length(world, kind: str, last: date | None) -> None:
    assert last_day(kind_of(kind), date(2026, 3, 11)) == last


def test_it_is_full_after_its_last_day_and_not_on_it(world, worker, manager, clock) -> None:
    row = publicity(worker, manager, world.grid1)
    clock.forward(timedelta(days=7))
    assert tasks.turn_the_page() == 0
    with pytest.raises(NotAllowedNow):
        notices.fulfil(desk_actor(), row)
    clock.forward(timedelta(days=1))
    assert tasks.turn_the_page() == 1
    assert tasks.turn_the_page() == 0
    row.refresh_from_db()
    assert row.state == State.FULFILLED
    assert facts()[-1] == "bulletin.PublicityFulfilled"
    assert board.line(row).count.is_full


def desk_actor():
    from linli.kernel.actor import linli

    return linli("bulletin")


def test_a_correction_leaves_a_trace_and_may_begin_the_count_anew(world, worker, manager, clock) -> None:
    row = publicity(worker, manager, world.grid1)
    clock.forward(timedelta(days=2))
    with pytest.raises(BadInput):
        notices.correct(worker, row, told={"title": row.title, "words": row.words}, reason="没改")
    with pytest.raises(ReasonNeeded):
        notices.correct(worker, row, told={"title": "新题", "words": "新话"}, reason="")
    notices.correct(worker, row, told={"title": row.title, "words": "改了金额"}, reason="金额写错")
    row.refresh_from_db()
    assert (row.version, row.ends_on) == (2, date(2026, 3, 18))
    notices.correct(
        worker, row, told={"title": row.title, "words": "漏了一户", "restarts": True}, reason="漏了一户"
    )
    row.refresh_from_db()
    assert (row.version, row.ends_on, row.counted_from) == (3, date(2026, 3, 20), date(2026, 3, 13))
    assert [v.reason for v in Version.objects.order_by("number")] == ["", "金额写错", "漏了一户"]
    page = board.page(row)
    assert [c.number for c in page.corrections] == [3, 2]
    assert "检修停水" in page.first.words


def test_what_is_taken_down_stays_known(world, worker, manager) -> None:
    row = publicity(worker, manager, world.grid1)
    with pytest.raises(NotAllowed):
        notices.withdraw(worker, row, reason="不想贴了")
    with pytest.raises(ReasonNeeded):
        notices.withdraw(manager, row, reason="")
    notices.withdraw(manager, row, reason="依据变了")
    assert board.public(row.pk).withdrawn_why == "依据变了"
    assert not board.board(world.community, board.Wish()).exists()
    assert facts()[-1] == "bulletin.NoticeWithdrawn"
    with pytest.raises(NotAllowedNow):
        notices.correct(worker, row, told={"title": "再改", "words": "再改"}, reason="再改")


def test_a_draft_is_nobody_elses_until_it_is_posted(world, worker) -> None:
    row = draft(worker, world.grid1)
    with pytest.raises(Notice.DoesNotExist):
        board.public(row.pk)
    notices.drop(worker, row)
    with pytest.raises(NotAllowedNow):
        notices.change(worker, row, world.grid1, told=told())


@pytest.mark.parametrize(
    "wrong",
    [{"kind": "rumour"}, {"title": "  "}, {"words": ""},
     {"wants_receipts": True, "receipts_until": date(2026, 3, 10)}],
)  # fmt: skip
def test_bad_input(world, worker, wrong) -> None:
    with pytest.raises(BadInput):
        draft(worker, world.grid1, **wrong)


def test_numbers_go_on_within_a_year(world, worker, clock) -> None:
    assert [posted(worker, world.grid1).number for _ in range(2)] == ["2026-001", "2026-002"]
    clock.forward(timedelta(days=300))
    assert posted(worker, world.grid1).number == "2027-001"


def test_the_loudspeaker_says_numbers_as_words(world, worker) -> None:
    row = posted(worker, world.grid1)
    call = call_of(row)
    assert call.words.startswith("各位居民请注意：停水通知。三月十八日八点半到十一点半")
    assert call.words.endswith("或打电话零五七九幺二三四五六七八。")
    assert 10 < call.seconds <= 60
    row.spoken = "明天8:00停水。"
    assert call_of(row).words == "明天八点停水。"
    row.spoken, row.words = "", "很长的一句话。" * 400
    assert call_of(row).seconds <= 75
