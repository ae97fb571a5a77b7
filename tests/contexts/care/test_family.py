"""What the family may see: let in by the person, proved by a phone, ended at any time."""

from datetime import date, timedelta

import pytest
from django.test import Client
from django.urls import reverse
from tests.builders.cared import TEST, cared_for, grandmother, looked_after

from linli.contexts.care.commands import family, farewells, plans, records
from linli.contexts.care.commands.family import Relative
from linli.contexts.care.models import FamilyLink, Rang, Seen
from linli.contexts.care.queries.family import shown
from linli.contexts.care.reactions import drop_visit, hear_alarm, hear_visit
from linli.facts.guard import AlarmClosed, AlarmRaised, AlarmReopened
from linli.facts.visits import VisitRecorded, VisitWithdrawn
from linli.kernel import ports
from linli.kernel.errors import BadInput, NotAllowedNow
from linli.kernel.ids import new_id

DAUGHTER = Relative("李梅", "女儿", "13900000001", "本人", date(2026, 3, 1))


def given(row, relative: Relative = DAUGHTER) -> family.Given:
    return family.let_in(TEST, row, relative=relative)


@pytest.fixture
def texts():
    """What text messages say, as a gateway would get them."""
    sent: list[tuple[str, str]] = []

    class Gateway:
        def send(self, phone: str, text: str) -> str:
            sent.append((phone, text))
            return "1"

    before = ports.ask(ports.TextMessages)
    ports.serve(ports.TextMessages, Gateway())
    yield sent
    ports.serve(ports.TextMessages, before)


def code_in(text: str) -> str:
    return next(part for part in text.replace("，", " ").split() if part.isdigit() and len(part) == 6)


def test_let_in_look_and_take_back(world, clock, texts) -> None:
    person, row = cared_for(world)
    plans.talk_over(TEST, row, told=plans.Talked("每周三送菜。", "本人", "想女儿了", date(2026, 5, 1)))
    worker = world.client("grid_worker", world.grid1)
    form = reverse("care:family_let_in", args=[row.pk])
    told = {
        "name": "李梅",
        "relation": "女儿",
        "phone": "13900000001",
        "agreed_by": "本人",
        "agreed_on": "2026-03-10",
    }
    assert worker.post(form, {**told, "phone": "12"}).status_code == 422
    assert worker.post(form, {**told, "agreed_on": "2026-04-10"}).status_code == 422
    page = worker.post(form, told).content.decode()
    key = page.split("/care/family/")[1].split("/")[0]
    assert worker.post(form, told).status_code == 422  # the second click
    assert key not in str(list(FamilyLink.objects.values_list("key_hash", "phone")))
    visit, alarm = new_id(), new_id()
    hear_visit(
        VisitRecorded(visit, person.home_id, row.area.code, "visit", "met", (person.pk,), date(2026, 3, 9))
    )
    hear_alarm(AlarmRaised(alarm, person.home_id, row.area.code, "silence", clock.now()))

    relative, door = Client(), reverse("care:family", args=[key])
    first = relative.get(door)
    assert "每周三送菜" not in first.content.decode()
    # A browser that names no origin could not send the form.
    assert first["Referrer-Policy"] == "same-origin"
    proving = reverse("care:family_prove", args=[key])
    # Another number learns nothing and gets nothing.
    assert relative.post(door, {"phone": "13900000009"}).status_code == 303
    assert texts == []
    assert relative.post(proving, {"code": "123456"}).status_code == 422
    assert relative.post(door, {"phone": "139 0000 0001"}).status_code == 303
    assert relative.post(proving, {"code": "000000"}).status_code == 422
    assert relative.post(proving, {"code": code_in(texts[0][1])}).status_code == 303
    seen = relative.get(door).content.decode()
    for words in ("每周三送菜", "2026年3月9日", "正在处理", "每周下楼两次"):
        assert words in seen
    for hidden in ("想女儿了", "降压药", "13900000001"):
        assert hidden not in seen
    hear_alarm(AlarmClosed(alarm, person.home_id, row.area.code, "fall", clock.now()))
    assert "跌倒，已救助" in relative.get(door).content.decode()
    assert "看过" in worker.get(reverse("care:record", args=[row.pk])).content.decode()
    assert relative.post(reverse("care:family_leave", args=[key])).status_code == 303
    assert "每周三送菜" not in relative.get(door).content.decode()
    link = FamilyLink.objects.get()
    assert worker.post(reverse("care:family_end", args=[row.pk, link.pk]), {}).status_code == 303
    assert relative.get(door).status_code == 404
    with pytest.raises(NotAllowedNow):
        family.end(TEST, row, link=link)


def test_a_link_ends_by_itself(world, clock) -> None:
    _person, row = cared_for(world)
    first = given(row)
    fresh = family.rekey(TEST, row, link=first.link)
    door = Client()
    assert door.get(reverse("care:family", args=[first.key])).status_code == 404
    assert door.get(reverse("care:family", args=[fresh.key])).status_code == 200
    clock.forward(timedelta(days=366))
    assert door.get(reverse("care:family", args=[fresh.key])).status_code == 404
    other = looked_after(grandmother(world, "王秀", number="401"))
    kept = given(other)
    farewells.part_with(TEST, other, verb="move_away", on=clock.today())
    assert FamilyLink.objects.get(pk=kept.link.pk).ended_at is not None
    third = looked_after(grandmother(world, "赵秀", number="501"))
    last = given(third)
    records.step(TEST, third, verb="end", reason="搬去同住")
    assert door.get(reverse("care:family", args=[last.key])).status_code == 404


def test_what_cannot_be(world, clock) -> None:
    _person, row = cared_for(world)
    with pytest.raises(BadInput):
        given(row, Relative("李梅", "女儿", "13900000001", "本人", date(2027, 1, 1)))
    for n in range(family.MOST):
        given(row, Relative("家人", "亲戚", f"1390000000{n}", "本人", clock.today()))
    with pytest.raises(BadInput):
        given(row, Relative("家人", "亲戚", "13900000099", "本人", clock.today()))
    link = FamilyLink.objects.first()
    family.end(TEST, row, link=link)
    with pytest.raises(NotAllowedNow):
        family.rekey(TEST, row, link=link)
    other = looked_after(grandmother(world, "王秀", number="401"))
    worker = world.client("grid_worker", world.grid1)
    assert worker.post(reverse("care:family_end", args=[other.pk, link.pk]), {}).status_code == 404
    stranger = world.client("grid_worker", world.grid2)
    assert stranger.get(reverse("care:family_let_in", args=[row.pk])).status_code == 404


def test_visits_and_alarms_are_heard_once_and_dropped(world, clock) -> None:
    person, row = cared_for(world)
    visit, alarm = new_id(), new_id()
    told = VisitRecorded(visit, person.home_id, row.area.code, "phone", "met", (person.pk,))
    for _ in range(2):
        hear_visit(told)
    assert [(seen.on, seen.in_person) for seen in Seen.objects.all()] == [(clock.today(), False)]
    hear_visit(VisitRecorded(new_id(), person.home_id, row.area.code, "visit", "not_at_home", ()))
    assert Seen.objects.count() == 1
    drop_visit(VisitWithdrawn(visit, person.home_id, row.area.code))
    assert not Seen.objects.exists()
    # Whichever is heard first, the end stays.
    hear_alarm(AlarmClosed(alarm, person.home_id, row.area.code, "well", clock.now()))
    hear_alarm(AlarmRaised(alarm, person.home_id, row.area.code, "silence", clock.now()))
    assert Rang.objects.get().cause == "well"
    row.refresh_from_db()
    assert shown(row).alarms[0][1] == "平安"
    # Tapped by mistake: the family sees that somebody looks into it again, and then how it really ended.
    hear_alarm(AlarmReopened(alarm, person.home_id, row.area.code, clock.now()))
    assert shown(row).alarms[0][1] == ""
    hear_alarm(AlarmClosed(alarm, person.home_id, row.area.code, "fall", clock.now()))
    assert shown(row).alarms[0][1] == "跌倒，已救助"
