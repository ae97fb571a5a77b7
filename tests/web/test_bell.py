"""The bell: what rings stands on every open page; being asked is no sign that somebody is there."""

import html
import re
from datetime import timedelta

from tests.builders.guarded import EIGHT, deliver, device, source

from linli.contexts.guard.models import Alarm
from linli.web.middleware.actor import SEEN


def bell_of(page: str) -> str:
    found = re.search(r'hx-get="(/bell/[^"]*)"', page)
    return html.unescape(found[1]) if found else ""


def opened(world, role: str = "grid_worker"):
    client = world.client(role, world.grid1)
    return client, bell_of(client.get("/notices/").content.decode())


def press(world) -> None:
    device(world.home(world.building1), "SOS-1", "sos")
    deliver(source(world), {"device": "SOS-1", "t": EIGHT.isoformat(), "state": "pressed"})


def test_what_rings_is_shown_once_and_stays_until_somebody_takes_it(world, clock) -> None:
    client, address = opened(world)
    assert client.get(address).status_code == 204
    clock.forward(timedelta(seconds=5))
    press(world)
    shown = client.get(address).content.decode()
    assert "101" in shown or "SOS" in shown or "呼叫" in shown
    assert str(Alarm.objects.get().pk) in shown
    again = bell_of(shown)
    assert again != address
    assert client.get(again).status_code == 204
    Alarm.objects.update(taken_id=1)
    assert client.get(address).status_code == 204


def test_nobody_else_hears_it(world, clock) -> None:
    clerk, address = opened(world, "counter_clerk")
    assert address == ""
    other = world.client("grid_worker", world.grid2)
    press(world)
    for client in (clerk, other):
        assert client.get("/bell/?since=0&newest=0").status_code == 204


def test_odd_addresses_do_no_harm(world) -> None:
    client, _address = opened(world)
    for odd in ("", "?since=x", "?since=1e400", "?since=-1e18&newest=nan"):
        assert client.get(f"/bell/{odd}").status_code == 204


def test_a_page_that_is_left_alone_does_not_keep_the_session_alive(world, settings, clock) -> None:
    client, address = opened(world)
    session = client.session
    session[SEEN] -= 120
    before = session[SEEN]
    session.save()
    client.get(address)
    assert client.session[SEEN] == before
    client.get("/notices/")
    assert client.session[SEEN] > before
