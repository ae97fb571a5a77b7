"""People look after the guard of their own home by phone: away, back, readings along, the end."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from tests.builders.guarded import deliver, device, message, source
from tests.builders.neighbours import browser, neighbour, the_link

from linli.contexts.guard.commands import own as commands
from linli.contexts.guard.commands import pauses
from linli.contexts.guard.models import Consent, Pause
from linli.contexts.guard.queries import own as queries
from linli.contexts.residents.models import Tie
from linli.kernel import clock as held
from linli.kernel.audit.models import AuditEntry
from linli.kernel.errors import BadInput, NotAllowed, NotAllowedNow, OutsideYourArea


@pytest.fixture
def grandmother(world):
    """Somebody who lives alone with a water meter, and has a phone."""
    person = world.person("李奶奶")
    device(person.home, "WM-1")
    deliver(source(world), message("WM-1", 1, 2, 3))
    return neighbour(world.actor("grid_worker", world.grid1), person)


def page(name: str) -> str:
    return reverse(f"guard:{name}", args=[the_link().pk])


def test_away_and_back_by_phone(world, clock, grandmother) -> None:
    phone = browser()
    assert "家里的守护" in phone.get("/residents/").content.decode()
    shown = phone.get(page("own")).content.decode()
    assert "有没有用水" in shown
    assert "保存 400 天" in shown
    assert phone.post(page("own_away"), {"until_on": "2026-03-15"}).status_code == 303
    assert "2026年3月15日以前不打扰" in phone.get(page("own")).content.decode()
    assert "03-15以前不打扰" in phone.get("/residents/").content.decode()
    assert phone.post(page("own_away"), {"until_on": "2026-03-18"}).status_code == 303
    pause = Pause.objects.get()
    assert (pause.dwelling_id, pause.until.day, pause.account_id) == (grandmother.homes[0].dwelling, 18, None)
    assert phone.post(page("own_back")).status_code == 303
    assert phone.post(page("own_back")).status_code == 303  # the second click
    assert Pause.objects.get().until == clock.now()
    assert AuditEntry.objects.filter(action="guard.own_back_noted").count() == 1
    home = reverse("guard:home", args=[pause.dwelling_id])
    assert "以前不打扰" not in world.client("grid_worker", world.grid1).get(home).content.decode()


@pytest.mark.parametrize("day", ["", "2026-03-01", "2027-01-01", "2026-02-30", "明天"])
def test_an_impossible_day_is_refused_beside_its_field(world, grandmother, day) -> None:
    phone = browser()
    refused = phone.post(page("own_away"), {"until_on": day})
    assert refused.status_code == 422
    assert "要出门几天" in refused.content.decode()
    assert not Pause.objects.exists()


def test_readings_are_taken_along_and_that_is_on_record(world, grandmother) -> None:
    answer = browser().post(page("own_take"))
    assert answer.status_code == 200
    assert answer["Content-Type"].endswith("sheet")
    entry = AuditEntry.objects.get(action="guard.own_readings_taken")
    assert (entry.detail["rows"], entry.actor) == (3, grandmother.label)


def test_the_guard_ends_without_asking_why(world, clock, grandmother) -> None:
    phone = browser()
    assert phone.post(page("own_end")).status_code == 303
    assert phone.post(page("own_end")).status_code == 303  # the second click
    assert Consent.objects.get().withdrawn_at == clock.now()
    shown = phone.get(page("own")).content.decode()
    assert "家里没有守护" in shown
    assert "2026年3月26日清除" in shown
    with pytest.raises(NotAllowedNow):
        commands.end(grandmother, grandmother.homes[0])


def test_nobody_else_gets_in(world, grandmother) -> None:
    stranger = world.person("王邻居")
    neighbour(world.actor("grid_worker", world.grid1), stranger, phone="13900001111")
    mine = page_of(grandmother)
    other = browser("13900001111")
    for client, status in ((other, 404), (Client(), 302)):
        assert client.get(mine).status_code == status
        for act in ("away", "back", "readings", "end"):
            assert client.post(f"{mine}{act}/", {"until_on": "2026-03-15"}).status_code == status
    assert other.get("/residents/").content.decode().count("家里的守护") == 0
    with pytest.raises(NotAllowed):
        commands.end(world.actor("grid_worker", world.grid1), grandmother.homes[0])
    assert not Pause.objects.exists()
    assert Consent.objects.filter(withdrawn_at=None).count() == 1


def page_of(resident) -> str:
    return reverse("guard:own", args=[resident.homes[0].link])


def test_an_owner_who_lets_has_no_part_in_it(world) -> None:
    owner = world.person("钱业主")
    device(owner.home, "WM-1")
    found = neighbour(world.actor("grid_worker", world.grid1), owner, tie=Tie.OWNER_AWAY)
    assert not list(queries.tiles(found))
    with pytest.raises(OutsideYourArea):
        queries.home_of(found, found.homes[0].link)


def test_commands_refuse_what_pages_would(world, grandmother, clock) -> None:
    with pytest.raises(BadInput):
        commands.go_away(grandmother, grandmother.homes[0], until=clock.now() - timedelta(hours=1))
    with pytest.raises(NotAllowedNow):
        commands.come_back(grandmother, grandmother.homes[0])


def test_tiles_cost_as_many_queries_whatever_is_guarded(world, grandmother) -> None:
    with CaptureQueriesContext(connection) as seen:
        assert len(list(queries.tiles(grandmother))) == 1
    assert len(seen) == 3


def cut(place, begins: int, ends: int, *, found: bool = False) -> Pause:
    """A water cut so many hours from now; laid by a worker, or found by Linli."""
    since, until = (held.now() + timedelta(hours=hours) for hours in (begins, ends))
    return Pause.objects.create(
        kind="water_cut", area=place, since=since, until=until, account_id=None if found else 1
    )


def told(phone) -> tuple[str, str]:
    """The first page, and the page of the guard."""
    return phone.get("/residents/").content.decode(), phone.get(page("own")).content.decode()


def test_a_water_cut_is_told_while_it_lasts_and_before(world, clock, grandmother) -> None:
    phone, row = browser(), cut(world.grid1, 2, 5)
    first, own = told(phone)
    assert "停水到" not in first
    assert "停水：3月11日 12:00 到 3月11日 15:00" in " ".join(own.split())
    clock.forward(timedelta(hours=3))
    assert "停水到 03-11 15:00，没有用水不打扰" in told(phone)[0]
    commands.go_away(grandmother, grandmother.homes[0], until=clock.now() + timedelta(days=2))
    assert "停水到" not in told(phone)[0]
    commands.come_back(grandmother, grandmother.homes[0])
    pauses.end(world.actor("grid_worker", world.grid1), row)
    assert all("停水" not in shown for shown in told(phone))


def test_a_cut_that_linli_found_is_called_a_guess(world, grandmother) -> None:
    cut(world.building1, -1, 5, found=True)
    first, own = told(browser())
    assert "看来停水了" in first
    assert "看来是停水" in own


def test_a_cut_elsewhere_or_a_home_heard_without_water_hears_nothing_of_it(world, grandmother) -> None:
    phone = browser()
    cut(world.building2, -1, 5)
    cut(world.grid2, -1, 5)
    assert all("停水" not in shown for shown in told(phone))
    cut(world.building1, -1, 5)
    Consent.objects.update(kind="motion")
    assert all("停水" not in shown for shown in told(phone))
