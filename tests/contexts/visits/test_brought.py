"""A visit that was set aside is opened as it was entered, put right and saved; nothing is typed in twice."""

import hashlib
import json
from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.urls import reverse
from tests.contexts.visits.test_carried_checklists import filled, put_to_use
from tests.contexts.visits.test_pages import picture

from linli.contexts.visits.models import Photo, Visit
from linli.kernel import clock as clocks
from linli.kernel.sync import chunks
from linli.kernel.sync.models import Chunk, SetAside

MADE = "2026-03-11T09:30:00+08:00"


@pytest.fixture
def home(world):
    return world.home(world.building1, 1, "501")


@pytest.fixture
def person(world, home):
    return world.person("张国英", date(1943, 3, 20), "2", home=home)


@pytest.fixture
def browser(world):
    return world.client("grid_worker", world.grid1)


@pytest.fixture
def aside(world, browser, home, person):
    """A visit with a day that does not exist, a checklist and a photo."""
    kept = put_to_use(world, world.actor("community_manager"))
    told = browser.post(reverse("web:add_device"), '{"name": "手机"}', content_type="application/json")
    photo = picture().read()
    digest = hashlib.sha256(photo).hexdigest()
    browser.put(reverse("web:take_chunk", args=[digest, 0]), photo, content_type="application/octet-stream")
    entries = [
        ["channel", "visit"], ["outcome", "met"], ["words", "精神不错"], ["next_try_on", "2026-02-31"],
        [f"state:{person.pk}", "seen"], [f"value:{person.pk}:emergency_name", "李明"],
        filled(kept, person, {"hose": "yes", "contact": "李明"}),
    ]  # fmt: skip
    photos = [{"digest": digest, "size": len(photo)}]
    body = {"door": str(home.pk), "entries": entries, "photos": photos}
    act = {"nonce": str(uuid4()), "kind": "visits.record", "made_at": MADE, "body": body}
    sent = json.dumps({"device": told.json()["device"], "now": MADE, "acts": [act]})
    answer = browser.post(reverse("web:take_acts"), sent, content_type="application/json").json()["answers"][
        0
    ]
    assert answer["result"] == "aside", answer
    return SetAside.objects.get()


def opened(home, aside) -> str:
    return f"{reverse('visits:door', args=[home.pk])}?aside={aside.pk}"


def corrected(aside, **more) -> dict[str, str]:
    """Everything that the page shows, with the day put right."""
    told = dict(json.loads(aside.body.reveal())["entries"])
    return {**told, "next_try_on": "", "date": "2026-03-11", "time": "09:30", "aside": str(aside.pk), **more}


def test_it_opens_with_everything_that_was_entered(browser, home, person, aside):
    address = opened(home, aside)
    assert address in browser.get(reverse("web:devices")).content.decode()
    page = browser.get(address).content.decode()
    for words in ("精神不错", "李明", "没有这一天", "1 张照片", 'value="2026-03-11"', "-answers"):
        assert words in page, words


def test_saved_once_it_is_settled_and_its_photo_comes_along(browser, home, person, aside):
    sent = corrected(aside, nonce=str(uuid4()))
    assert browser.post(opened(home, aside), sent).status_code == 303
    assert browser.post(opened(home, aside), sent).status_code == 303
    visit = Visit.objects.get()
    assert visit.words.reveal() == "精神不错"
    assert Photo.objects.filter(visit=visit).count() == 1
    aside.refresh_from_db()
    assert aside.settled_at
    assert not aside.body
    assert opened(home, aside) not in browser.get(reverse("web:devices")).content.decode()
    assert browser.get(opened(home, aside)).status_code == 409


def test_a_save_that_is_refused_leaves_it_open_and_keeps_what_was_filled(browser, home, aside):
    answer = browser.post(opened(home, aside), corrected(aside, next_try_on="2026-02-30"))
    page = answer.content.decode()
    assert answer.status_code == 422
    assert f'name="aside" value="{aside.pk}"' in page
    assert "-answers" in page
    assert SetAside.objects.get().settled_at is None
    assert not Visit.objects.exists()


def test_only_at_its_own_door_and_for_who_may_settle_it(world, browser, home, aside):
    other = world.home(world.building1, 1, "502")
    assert browser.get(opened(other, aside)).status_code == 404
    assert browser.get(f"{reverse('visits:door', args=[home.pk])}?aside=x").status_code == 404
    assert world.client("grid_worker", world.grid2).get(opened(home, aside)).status_code == 404
    assert world.client("community_manager").get(opened(home, aside)).status_code == 200
    stranger = world.client("community_manager", world.other_community)
    assert stranger.get(opened(home, aside)).status_code == 404


def test_its_photos_stay_until_somebody_has_looked(world, browser, home, aside, clock):
    """Also when another visit that shows the same picture was taken in the meantime."""
    worker = world.actor("grid_worker", world.grid1)
    assert worker.account_id == aside.account_id
    chunks.drop(worker, Chunk.objects.get().digest)
    clock.forward(timedelta(days=30))
    chunks.purge(clocks.today() - chunks.KEPT)
    assert Chunk.objects.count() == 1
    browser.post(reverse("web:settle_aside", args=[aside.pk]), {"reason": "不需要了"})
    chunks.purge(clocks.today() - chunks.KEPT)
    assert not Chunk.objects.exists()
