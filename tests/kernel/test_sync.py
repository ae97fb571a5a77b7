"""Acts made without a network: each arrives once, none is lost, and a device can be taken away."""

import hashlib
import json
from datetime import UTC, date, datetime, timedelta
from uuid import uuid4

import pytest
from django.urls import reverse
from tests.contexts.visits.test_pages import picture

from linli.contexts.visits.models import Conflict, Photo, Visit
from linli.kernel.audit.models import AuditEntry
from linli.kernel.errors import BadInput, NotAllowedNow, OutsideYourArea, ReasonNeeded
from linli.kernel.sync import acts, chunks, devices, kinds
from linli.kernel.sync.kinds import StillComing
from linli.kernel.sync.models import Chunk, Device, Receipt, SetAside

NOW = "2026-03-11T10:00:00+08:00"


@pytest.fixture
def home(world):
    found = world.home(world.building1, 1, "501")
    world.person("张国英", date(1943, 3, 20), "2", home=found)
    return found


@pytest.fixture
def browser(world):
    return world.client("grid_worker", world.grid1)


@pytest.fixture
def worker(world):
    return world.actor("grid_worker", world.grid1)


def device_of(browser) -> str:
    sent = json.dumps({"name": "我的手机"})
    answer = browser.post(reverse("web:add_device"), sent, content_type="application/json").json()
    assert len(answer["key"]) == 44
    return answer["device"]


def visit_act(home, **more) -> dict:
    entries = [["channel", "visit"], ["outcome", "met"], ["words", "精神不错"]]
    body = {"door": str(home.pk), "entries": more.pop("entries", entries), "photos": more.pop("photos", [])}
    return {"nonce": str(uuid4()), "kind": "visits.record", "made_at": NOW, "body": body, **more}


def send(browser, device, *brought, now=NOW, status=200) -> list[dict]:
    sent = json.dumps({"device": device, "now": now, "acts": list(brought)})
    answer = browser.post(reverse("web:take_acts"), sent, content_type="application/json")
    assert answer.status_code == status, answer.content
    return answer.json().get("answers", answer.json())


def test_an_act_arrives_once_however_often_it_is_sent(browser, home):
    device, act = device_of(browser), visit_act(home)
    [first] = send(browser, device, act)
    [again] = send(browser, device, act)
    assert (first["result"], first["again"], again["again"]) == ("taken", False, True)
    assert first["digest"] == again["digest"]
    visit = Visit.objects.get()
    assert visit.came_by == "phone"
    assert first["address"] == reverse("visits:visit", args=[visit.pk])


def test_the_digest_is_over_the_act_and_the_receipt_before(browser, home):
    device, one, two = device_of(browser), visit_act(home), visit_act(home)
    first, second = send(browser, device, one, two)
    body = {"nonce": two["nonce"], "kind": two["kind"], "body": two["body"], "before": first["digest"]}
    text = json.dumps(body, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    assert second["digest"] == hashlib.sha256(text.encode()).hexdigest()


def test_what_cannot_be_carried_out_is_set_aside_and_a_person_settles_it(world, browser, home, worker):
    device = device_of(browser)
    elsewhere = world.home(world.building3, 1, "101")
    [answer] = send(browser, device, visit_act(elsewhere))
    assert answer["result"] == "aside"
    assert "没有找到" in answer["sentence"]
    aside = SetAside.objects.get()
    assert "精神不错" in aside.body.reveal()
    assert "精神不错" not in aside.body.box
    page = browser.get(reverse("web:devices")).content.decode()
    assert "精神不错" in page
    manager = world.actor("community_manager")
    with pytest.raises(ReasonNeeded):
        acts.settle(manager, aside, how="")
    with pytest.raises(OutsideYourArea):
        acts.settle(world.actor("grid_worker", world.grid2), aside, how="看看")
    acts.settle(manager, aside, how="已补记")
    assert not SetAside.objects.get().body
    with pytest.raises(NotAllowedNow):
        acts.settle(manager, SetAside.objects.get(), how="再来")


def test_faulty_entries_and_unknown_kinds_are_kept_too(browser, home):
    device = device_of(browser)
    bad = visit_act(home, entries=[["channel", "visit"], ["outcome", "met"], ["date", "2026-02-31"]])
    answers = send(browser, device, bad, visit_act(home, kind="visits.fly"))
    assert [a["result"] for a in answers] == ["aside", "aside"]
    assert SetAside.objects.count() == 2
    assert not Visit.objects.exists()


def test_a_value_somebody_else_changed_comes_back_as_a_conflict(world, browser, home):
    from linli.contexts.registry import api as registry

    device = device_of(browser)
    manager = world.actor("community_manager")
    [person] = registry.door(manager, home.pk, ["emergency_name"]).residents
    key = person.key
    registry.amend(manager, key, {"emergency_name": "李强"}, on=date(2026, 3, 11), reference="")
    entries = [
        ["channel", "visit"], ["outcome", "met"], [f"value:{key}:emergency_name", "李明"],
        [f"base:{key}:emergency_name", person.asks[0].base],
    ]  # fmt: skip
    [answer] = send(browser, device, visit_act(home, entries=entries))
    assert answer["result"] == "conflict"
    assert Conflict.objects.count() == 1


def test_a_wrong_clock_is_put_right_by_how_long_ago_it_was(clock, browser, home):
    device = device_of(browser)
    act = visit_act(home, made_at="2031-01-01T08:00:00+08:00")
    send(browser, device, act, now="2031-01-01T10:30:00+08:00")
    visit = Visit.objects.get()
    assert visit.at.replace(second=0) == datetime(2026, 3, 10, 23, 30, tzinfo=UTC)
    assert Device.objects.get().clock_off > 1_000_000


def test_moments_are_believed_when_the_clock_is_right_and_never_lie_in_the_future(clock):
    now = clock.now()
    assert acts.moment_of(now - timedelta(hours=2), now + timedelta(minutes=5)) == now - timedelta(hours=2)
    assert acts.moment_of(now + timedelta(minutes=3), now + timedelta(minutes=3)) == now
    assert acts.moment_of(now + timedelta(days=9), now + timedelta(days=8)) == now


def test_photos_come_in_parts_and_the_visit_waits_for_them(browser, home):
    device = device_of(browser)
    data = picture().getvalue()
    digest = hashlib.sha256(data).hexdigest()
    act = visit_act(home, photos=[{"digest": digest, "size": len(data)}])
    assert send(browser, device, act)[0]["result"] == "wait"
    assert not Receipt.objects.exists()
    put = browser.put(
        reverse("web:take_chunk", args=[digest, 0]), data, content_type="application/octet-stream"
    )
    assert put.json() == {"held": [0]}
    assert data not in bytes(Chunk.objects.get().content)
    assert browser.get(reverse("web:held_chunks", args=[digest])).json() == {"held": [0]}
    assert send(browser, device, act)[0]["result"] == "taken"
    assert Photo.objects.get().digest == digest
    assert not Chunk.objects.exists()


def test_parts_are_judged(worker, clock):
    data = b"x" * (chunks.SIZE + 5)
    digest = hashlib.sha256(data).hexdigest()
    chunks.take(worker, digest, 1, data[chunks.SIZE :])
    with pytest.raises(StillComing):
        chunks.whole(worker, digest, len(data))
    chunks.take(worker, digest, 0, data[: chunks.SIZE])
    chunks.take(worker, digest, 0, data[: chunks.SIZE])
    assert chunks.whole(worker, digest, len(data)) == data
    with pytest.raises(BadInput):
        chunks.whole(worker, digest, len(data) - 1)
    with pytest.raises(BadInput):
        chunks.take(worker, digest, 0, b"")
    with pytest.raises(BadInput):
        chunks.take(worker, "abc", 0, b"1")
    assert chunks.purge(clock.today()) == 0
    assert chunks.purge(clock.today() + timedelta(days=1)) == 2


def test_a_device_that_was_taken_away_gets_nothing(world, browser, home, worker):
    device = device_of(browser)
    assert browser.get(reverse("web:device_key", args=[device])).status_code == 200
    manager = world.client("community_manager")
    assert manager.post(reverse("web:revoke_device", args=[device])).status_code == 303
    refused = browser.get(reverse("web:device_key", args=[device]))
    assert (refused.status_code, refused.json()["code"]) == (410, "revoked")
    assert send(browser, device, visit_act(home), status=410)["code"] == "revoked"
    assert not Device.objects.get().key
    with pytest.raises(NotAllowedNow):
        devices.revoke(worker, Device.objects.get())


def test_somebody_elses_device_does_not_exist(world, browser, home):
    device = device_of(browser)
    other = world.client("grid_worker", world.grid2)
    assert other.get(reverse("web:device_key", args=[device])).status_code == 404
    assert other.post(reverse("web:revoke_device", args=[device])).status_code == 404
    assert send(other, device, visit_act(home), status=404)["code"] == "not_found"


@pytest.mark.parametrize(
    "sent",
    ["", "[]", "{}", '{"device": "x"}', '{"device": "00000000-0000-0000-0000-000000000000", "now": "soon"}'],
)
def test_nonsense_is_answered_in_a_sentence(browser, sent):
    answer = browser.post(reverse("web:take_acts"), sent, content_type="application/json")
    assert answer.status_code in (404, 422)
    assert answer.json()["sentence"]


def test_the_trail_says_what_was_set_aside(world, browser, home):
    send(browser, device_of(browser), visit_act(world.home(world.building3, 1, "101")))
    assert AuditEntry.objects.filter(action="sync.set_aside").count() == 1
    page = world.client("community_manager").get(reverse("web:devices")).content.decode()
    assert "没有找到" in page


def test_a_fault_of_ours_in_one_act_holds_up_nothing_and_loses_nothing(browser, home, caplog):
    class Broken(Exception):
        """A bug."""

    def breaks(actor, act):
        raise Broken

    kinds.carry_out_by({"test.breaks": kinds.Handler(breaks, lambda actor, body: [])})
    device = device_of(browser)
    answers = send(browser, device, visit_act(home, kind="test.breaks"), visit_act(home))
    assert [a["result"] for a in answers] == ["wait", "taken"]
    assert "留在手机里" in answers[0]["sentence"]
    assert Receipt.objects.count() == 1
    assert "test.breaks" in caplog.text
