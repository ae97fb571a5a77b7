"""Heat, cold and storms bring visits to those whom nobody else looks after, and end by themselves."""

from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.urls import reverse

from linli.contexts.visits import tasks
from linli.contexts.visits.commands.plans import work_out_place
from linli.contexts.visits.commands.weather import Days, end_weather, note_weather
from linli.contexts.visits.models import Weather
from linli.contexts.visits.queries.due import due
from linli.contexts.visits.queries.weather import festivals, spells_on
from linli.kernel.actor import linli
from linli.kernel.errors import BadInput, NotAllowed, NotAllowedNow, OutsideYourArea

TODAY = date(2026, 3, 11)
COLD = Days("cold", TODAY, TODAY + timedelta(days=2))


@pytest.fixture
def alone(world):
    home = world.home(world.building1, 1, "501")
    world.person("张国英", date(1943, 3, 20), "2", home=home)
    work_out_place(linli("test"), world.community)
    return home


@pytest.fixture
def manager(world):
    return world.actor("community_manager")


def whys(world, on):
    return [d.why for d in due(world.actor("grid_worker", world.grid1), on) if d.key.startswith("weather")]


def test_the_cold_brings_a_visit_to_whoever_lives_alone_until_it_is_over(world, alone, manager, clock):
    assert whys(world, TODAY) == []
    row = note_weather(manager, world.community, days=COLD)
    assert tasks.work_out_all() == 1
    [why] = whys(world, TODAY)
    assert "寒潮期间看看张国英是否安好" in why
    end_weather(manager, row)
    tasks.work_out_all()
    assert whys(world, TODAY) == []
    with pytest.raises(NotAllowedNow):
        end_weather(manager, row)


def test_it_ends_by_itself_and_concerns_only_its_community(world, alone, manager, clock):
    note_weather(manager, world.community, days=COLD)
    assert [spell.kind for spell in spells_on(TODAY, world.community.code)] == ["cold"]
    assert spells_on(TODAY, world.other_community.code) == ()
    assert spells_on(TODAY + timedelta(days=3), world.community.code) == ()
    clock.forward(timedelta(days=3))
    tasks.work_out_all()
    assert whys(world, clock.today()) == []


@pytest.mark.django_db
def test_feasts_of_the_pack_begin_some_days_earlier():
    spring = next(festivals(2026))
    assert spring.kind == "festival"
    assert spring.until_on - spring.since_on >= timedelta(days=5)
    assert [spell.kind for spell in spells_on(spring.since_on, "none")] == ["festival"]
    assert list(festivals(1990)) == []


@pytest.mark.parametrize(
    "days",
    [
        Days("sunshine", TODAY, TODAY),
        Days("heat", TODAY, TODAY - timedelta(days=1)),
        Days("heat", TODAY - timedelta(days=9), TODAY - timedelta(days=8)),
        Days("heat", TODAY, TODAY + timedelta(days=40)),
    ],
)
def test_days_that_cannot_be_are_refused(world, manager, days):
    with pytest.raises(BadInput):
        note_weather(manager, world.community, days=days)
    assert not Weather.objects.exists()


def test_only_the_manager_of_the_place_notes_it(world, manager):
    with pytest.raises((NotAllowed, OutsideYourArea)):
        note_weather(world.actor("grid_worker", world.grid1), world.community, days=COLD)
    with pytest.raises(OutsideYourArea):
        note_weather(world.actor("community_manager", world.other_community), world.community, days=COLD)


def test_on_the_page(world, alone):
    browser = world.client("community_manager")
    assert "现在没有登记" in browser.get(reverse("visits:weather")).content.decode()
    sent = {
        "community": world.community.code,
        "kind": "cold",
        "from_on": "2026-03-11",
        "until_on": "2026-03-12",
    }
    bad = browser.post(reverse("visits:note_weather"), {**sent, "until_on": "2026-03-10"})
    assert bad.status_code == 422
    assert browser.post(reverse("visits:note_weather"), sent).status_code == 303
    assert "寒潮" in browser.get(reverse("visits:weather")).content.decode()
    ended = reverse("visits:end_weather", args=[Weather.objects.get().pk])
    stranger = world.client("community_manager", world.other_community)
    assert stranger.post(ended).status_code == 404
    other = {**sent, "community": world.other_community.code}
    assert browser.post(reverse("visits:note_weather"), other).status_code == 422
    assert browser.post(reverse("visits:end_weather", args=[uuid4()])).status_code == 404
    assert browser.post(ended).status_code == 303
    assert world.client("grid_worker", world.grid1).get(reverse("visits:weather")).status_code == 403
