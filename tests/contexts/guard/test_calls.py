"""The ladder by telephone: in order, numbers shown one by one, one tap for what came of it."""

from datetime import timedelta

import pytest
from tests.builders.guarded import TEST

from linli.contexts.guard.commands import alarms, calls
from linli.contexts.guard.models import Alarm, Call
from linli.contexts.guard.queries import alarms as queries
from linli.contexts.guard.queries import ladder, weeks
from linli.contexts.registry import api as registry
from linli.kernel import clock as kernel_clock
from linli.kernel.audit.models import AuditEntry
from linli.kernel.errors import NotAllowedNow, OutsideYourArea
from linli.kernel.notices.models import Notice

REASON = {
    "code": "never_this_long", "since": "2026-03-10T12:00:00+08:00", "hours": 22.0, "expected_hours": 9.0,
    "longest_hours": 11.0, "usual_hours": 8.0, "known_days": 40, "litres": 0.0,
}  # fmt: skip


@pytest.fixture
def li(world):
    person = world.person("李奶奶", home=world.home(world.building1, 1, "301"))
    told = registry.ContactTold
    for one in (
        told("family", "李芳", "女儿", "19900001234", hours="晚上"),
        told("neighbour", "王婶", "对门", "19900005678", holds_key=True, distance="door"),
        told("volunteer", "周晓", "", "19900007777"),
        told("doctor", "陈医生", "", "19900008888"),
    ):
        registry.add_contact(TEST, person.pk, one)
    return person


@pytest.fixture
def worker(world):
    return world.actor("grid_worker", world.grid1)


def rung(person, kind: str = "silence", reason=REASON) -> Alarm:
    home = person.home
    told = alarms.Ring(home.pk, home.community_id, home.short_address, kind, kernel_clock.now(), reason)
    return alarms.begin(home.area, told)


def names(row: Alarm) -> list[tuple[str, str]]:
    return [(line.rung, line.name) for line in ladder.lines(row)]


def tap(actor, row: Alarm, name: str, result: str) -> Alarm:
    key = next(line.key for line in ladder.lines(row) if line.name == name)
    return calls.end(actor, calls.call(actor, row, whom=key).call, result=result)


def test_whom_to_call_in_which_order(li) -> None:
    row = rung(li)
    assert names(row) == [
        ("raised", "李奶奶"), ("contacts", "李芳"), ("contacts", "王婶"), ("volunteer", "周晓"),
        ("doctor", "陈医生"),
    ]  # fmt: skip
    assert [r.key for r in ladder.rungs(row, ladder.lines(row))] == [
        "raised", "contacts", "volunteer", "worker", "desk", "rescue", "doctor"
    ]  # fmt: skip


def test_from_the_first_call_to_the_door(worker, li) -> None:
    row = rung(li)
    row = tap(worker, row, "李奶奶", "no_answer")
    assert (row.state, row.taken_id) == ("contacts", worker.account_id)
    row = tap(worker, row, "李芳", "no_answer")
    assert row.state == "contacts"
    row = tap(worker, row, "王婶", "no_answer")
    assert row.state == "volunteer"
    row = tap(worker, row, "周晓", "help")
    assert row.state == "worker"
    row = alarms.step(worker, row, verb="go")
    row = alarms.step(worker, row, verb="arrive")
    row = alarms.close(worker, row, cause="fall", words="扶起来了，送医院")
    told = {t.what: t.words for t in queries.history(row)}
    assert told["打电话 周晓"] == "接了，要去看看"
    assert told["记下结果"] == "扶起来了，送医院"
    week = weeks.weeks(worker)[0]
    assert (week.closed, week.right, week.calls, week.visits) == (1, 1, 4, 1)
    assert "1990000" not in str(list(AuditEntry.objects.values_list("detail", flat=True)))


def test_the_person_answers_and_it_is_over_in_one_tap(worker, li) -> None:
    row = tap(worker, rung(li), "李奶奶", "well")
    assert (row.state, row.cause) == ("closed", "well")
    with pytest.raises(NotAllowedNow):
        tap(worker, row, "李芳", "well")


def test_a_number_is_shown_for_one_call_and_that_stays_on_record(worker, li) -> None:
    row = rung(li)
    line = ladder.lines(row)[1]
    assert line.covered == "199****1234"
    first = calls.call(worker, row, whom=line.key)
    assert first.number == "19900001234"
    assert calls.call(worker, row, whom=line.key).call == first.call  # a double click
    entry = AuditEntry.objects.filter(action="guard.number_shown").first()
    assert entry.target == f"registry.person:{li.pk}"
    with pytest.raises(OutsideYourArea):
        calls.call(worker, row, whom=row.pk)
    calls.end(worker, first.call, result="no_answer")
    with pytest.raises(NotAllowedNow):
        calls.end(worker, first.call, result="well")


@pytest.mark.parametrize(
    ("kind", "after"), [("silence", "contacts"), ("flow", "contacts"), ("sos", "worker"), ("gas", "worker")]
)
def test_each_kind_has_its_own_order(worker, li, kind, after) -> None:
    row = tap(worker, rung(li, kind, REASON if kind in ("silence", "flow") else {}), "李奶奶", "no_answer")
    assert row.state == after
    assert queries.sentence(row)


def test_a_rung_with_nobody_is_passed_over(world, worker) -> None:
    row = rung(world.person("孙爷爷", home=world.home(world.building1, 1, "302")))
    assert ladder.next_rung(row, ladder.lines(row)) == "worker"
    assert [s.verb for s in ladder.steps(row, ladder.lines(row))][:2] == ["ask_worker", "go"]


def test_somebody_takes_it_and_the_others_need_not(world, worker, li, clock) -> None:
    row = rung(li)
    assert row.next_at == clock.now() + timedelta(minutes=5)
    row = alarms.take(worker, row)
    with pytest.raises(NotAllowedNow):
        alarms.take(world.actor("community_manager"), row)
    clock.forward(timedelta(minutes=6))
    assert alarms.escalate(TEST, row)
    row.refresh_from_db()
    assert row.level == 1


def test_what_nobody_takes_is_told_again_and_again(world, worker, li, clock) -> None:
    row = rung(li)
    for _round in range(6):
        clock.forward(timedelta(minutes=6))
        assert alarms.escalate(TEST, row)
    row.refresh_from_db()
    assert row.next_at is not None
    assert Notice.objects.filter(message="guard.alarm_late", account_id=worker.account_id).count() == 6


def test_a_worker_who_does_not_come_calls_the_desk(world, worker, li, clock) -> None:
    manager = world.actor("community_manager")
    row = alarms.step(worker, rung(li), verb="ask_worker")
    clock.forward(timedelta(minutes=11))
    assert alarms.escalate(TEST, row)
    row.refresh_from_db()
    assert row.state == "desk"
    assert Notice.objects.filter(account_id=manager.account_id, message="guard.alarm_late").exists()
    row = alarms.step(manager, row, verb="go")
    row = alarms.step(manager, row, verb="cannot_go")
    assert (row.state, row.taken_id, row.goes_id) == ("worker", None, None)
    assert Notice.objects.filter(account_id=worker.account_id, message="guard.alarm_go").exists()


def test_a_slip_of_the_finger_is_taken_back_for_a_day(worker, li, clock) -> None:
    row = alarms.close(worker, rung(li), cause="travel")
    row = alarms.reopen(worker, row)
    assert (row.state, row.cause, row.closed_at) == ("raised", "", None)
    row = alarms.close(worker, row, cause="well")
    clock.forward(timedelta(hours=25))
    with pytest.raises(NotAllowedNow):
        alarms.reopen(worker, row)


def test_what_was_done_on_paper_is_written_down_later(worker, li, clock) -> None:
    from linli.kernel.errors import BadInput

    row = rung(li)
    then = clock.now() + timedelta(minutes=20)
    clock.forward(timedelta(hours=5))
    with pytest.raises(BadInput):
        alarms.close(worker, row, cause="well", ended_at=clock.now() + timedelta(hours=1))
    assert alarms.close(worker, row, cause="well", ended_at=then).closed_at == then


def test_on_the_page_one_calls_by_tapping(world, worker, li) -> None:
    row = rung(li)
    browser, stranger = world.client("grid_worker", world.grid1), world.client("grid_worker", world.grid2)
    here = f"/guard/alarms/{row.pk}/"
    page = browser.get(here).content.decode()
    assert "199****1234" in page
    assert "19900001234" not in page
    key = ladder.lines(row)[0].key
    shown = browser.post(f"{here}call/{key}/", headers={"HX-Request": "true"}).content.decode()
    assert f'href="tel:{li.phone.reveal()}"' in shown
    call = Call.objects.get()
    for address in (f"{here}call/{key}/", f"{here}take/", f"{here}reopen/", f"/guard/calls/{call.pk}/well/"):
        assert stranger.post(address).status_code == 404
    assert browser.post(f"/guard/calls/{call.pk}/nonsense/").status_code == 404
    assert browser.post(f"/guard/calls/{call.pk}/well/").status_code == 303
    assert browser.post(f"/guard/calls/{call.pk}/well/").status_code == 303
    assert Alarm.objects.get().cause == "well"
    assert browser.post(f"{here}call/{key}/").status_code == 303
    assert browser.post(f"{here}reopen/").status_code == 303
    assert browser.post(f"{here}take/").status_code == 303
    assert "重新处理" in browser.get(here).content.decode()
