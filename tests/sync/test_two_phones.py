"""Two phones, one server, a network that loses, repeats and delays, phones that go dark at any moment.

Whatever happens: no visit is lost, none is carried out twice, everybody ends with the same, and whatever
contradicts something newer lies before a person.  LINLI_SYNC_STEPS says how many steps to take: 2,000 when
it says nothing, 10,000 with ``make proof``, in shares that run side by side where there are several cores.
"""

import os
from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)
from tests.builders.phones import Crashed, Road, phones, photo
from tests.conftest import WEDNESDAY

from linli.contexts.registry import api as registry
from linli.contexts.visits.models import Conflict, Visit
from linli.kernel.areas.models import Kind
from linli.kernel.sync import devices
from linli.kernel.sync.models import Device, Receipt

STEPS = 100
SHARES = 2
EXAMPLES = max(1, int(os.environ.get("LINLI_SYNC_STEPS", "2000")) // STEPS // SHARES)
PIN = "246813"
FATES = ("arrives", "arrives", "lost", "unheard", "twice", "late", "crash before", "crash after")
which = st.integers(0, 1)
fates = st.lists(st.sampled_from(FATES), max_size=4)


class TwoPhones(RuleBasedStateMachine):
    """The phones are real, the server is real; only the network between them is ours."""

    house: Any
    order = 0

    @initialize(same_worker=st.booleans())
    def begin(self, same_worker):
        world, self.phones = self.house
        TwoPhones.order += 1
        self.number = TwoPhones.order
        # A grid of its own for every example: what phones load does not grow with what was tried before.
        code = f"{world.community.code}{100 + self.number}"
        grid = world._area(code, Kind.GRID, f"网格{self.number}", world.community)
        self.home = world.home(world.building(grid, str(100 + self.number), entrances=1), 1, "501")
        self.person = world.person(f"张{chr(0x4E00 + self.number)}", date(1950, 1, 1), home=self.home)
        self.account = world.actor("grid_worker", grid).account_id
        clients = [world.client("grid_worker", grid)]
        clients.append(clients[0] if same_worker else second_worker(world, grid))
        self.manager = world.actor("community_manager")
        self.saved: dict[str, dict[str, Any]] = {}
        self.amended: list[tuple[int, str]] = []
        self.said = 0
        self.roads = [Road(client) for client in clients]
        for number, phone in enumerate(self.phones):
            phone.road = self.roads[number]
            assert self.do(number, "fresh") == "done"
            assert self.do(number, "load") == "done"

    def do(self, number, name, **told):
        self.said += 1
        at = (WEDNESDAY + timedelta(seconds=self.said)).isoformat()
        return self.phones[number].do(name, at=at, **told)

    def with_fates(self, number, chosen, name, **told):
        """Something on a bad network; a phone that goes dark is switched on again."""
        self.roads[number].fates = list(chosen)
        try:
            return self.do(number, name, **told)
        except Crashed:
            assert self.do(number, "restart")[-1] == "open"
            return "crashed"
        finally:
            self.roads[number].fates = []

    @rule(
        number=which,
        told=st.booleans(),
        picture=st.sampled_from(["", "", "small", "large", "same"]),
        writes=st.sampled_from([-1, -1, -1, 0, 1, 2, 3]),
    )
    def visit(self, number, told, picture, writes):
        value = chr(0x4E00 + len(self.saved)) + chr(0x5000 + self.said) if told else ""
        shot = {"": "", "small": photo(self.said), "large": photo(self.said, 640), "same": photo(1)}[picture]
        before = set(self.do(number, "held")["waiting"])
        try:
            done = self.do(
                number, "save", door=str(self.home.pk), person=str(self.person.pk), field="emergency_name",
                value=value, words="在家", photo=shot, writes=writes,
            )  # fmt: skip
        except Crashed:
            assert self.do(number, "restart")[-1] == "open"
            # What was written before it went dark is there; what was not, nobody was told of.
            kept = set(self.do(number, "held")["waiting"]) - before
            done = {"nonce": kept.pop(), "told": None} if kept else None
        if done and done.get("nonce"):
            self.saved[done["nonce"]] = {"phone": number, "told": done["told"], "value": value}

    @rule(number=which, chosen=fates)
    def send(self, number, chosen):
        self.with_fates(number, chosen, "send")

    @rule(number=which, chosen=fates)
    def load(self, number, chosen):
        self.with_fates(number, chosen, "load")

    @rule(number=which, writes=st.integers(0, 2))
    def send_and_go_dark_while_writing(self, number, writes):
        self.with_fates(number, [], "send", writes=writes)

    @rule(number=which)
    def restart(self, number):
        assert self.do(number, "restart") == ["locked", "open"]

    @rule(number=which, seconds=st.sampled_from([0, 0, 500, -86_400, 40_000_000]))
    def set_clock(self, number, seconds):
        self.do(number, "clock", seconds=seconds)

    @rule(number=which)
    def fill_up(self, number):
        """No room: nothing more is taken, and the phone says so."""
        self.do(number, "room", none=True)
        refused = self.do(
            number, "save", door=str(self.home.pk), person="", field="", value="", words="在家", photo=""
        )
        assert refused == {"trouble": "Full"}
        self.do(number, "room", none=False)

    @rule(number=which)
    def send_signed_out(self, number):
        road, stays = self.roads[number], self.roads[number].browser
        road.browser = Client()
        try:
            before = self.do(number, "held")["waiting"]
            assert self.do(number, "send") == ("signin" if before else "done")
            assert self.do(number, "held")["waiting"] == before
        finally:
            road.browser = stays

    @precondition(lambda self: any(road.late for road in self.roads))
    @rule(data=st.data())
    def arrive_late(self, data):
        road = data.draw(st.sampled_from([road for road in self.roads if road.late]))
        road.deliver(road.late.pop(data.draw(st.integers(0, len(road.late) - 1))))

    @rule()
    def somebody_at_the_office_changes_it(self):
        value = "社区" + chr(0x5000 + self.said)
        self.said += 1
        registry.amend(
            self.manager, self.person.pk, {"emergency_name": value}, on=date(2026, 3, 11), reference=""
        )
        self.amended.append((self.last_receipt(), value))

    def last_receipt(self) -> int:
        return Receipt.objects.order_by("-pk").values_list("pk", flat=True).first() or 0

    @invariant()
    def nothing_is_lost_and_nothing_happens_twice(self):
        if not hasattr(self, "saved"):
            return
        receipts = {str(r.nonce): r for r in Receipt.objects.filter(nonce__in=list(self.saved))}
        for number in (0, 1):
            state = self.do(number, "held")
            mine = {nonce for nonce, act in self.saved.items() if act["phone"] == number}
            told = dict(state["receipts"])
            assert mine == set(state["waiting"]) | set(told), "every visit waits or has its receipt"
            for nonce, digest in told.items():
                assert receipts[nonce].digest == digest, "a receipt on the phone is one of the server's"
        visits = Visit.objects.filter(dwelling=self.home.pk).count()
        assert visits == len(receipts), "each act is one visit"

    def teardown(self):
        if not hasattr(self, "saved"):
            return
        for road in self.roads:
            while road.late:
                road.deliver(road.late.pop())
        for number in (0, 1):
            self.do(number, "clock", seconds=0)
            for _again in range(3):
                assert self.do(number, "send") == "done"
        self.nothing_is_lost_and_nothing_happens_twice()
        for number in (0, 1):
            assert self.do(number, "load") == "done"
        first, second = (self.do(number, "state") for number in (0, 1))
        device = Device.objects.order_by("-made_at", "-pk").filter(account=self.account)[0]
        asked = {"device": str(device.pk)}
        served = self.roads[0].browser.get(reverse("visits:pocket_load"), asked).json()["doors"]
        assert first["doors"] == second["doors"] == served, "all three hold the same"
        assert first["waiting"] == second["waiting"] == []
        for state in (first, second):
            assert set(state["photos"]) <= set(state["drafted"]), "photos that nothing speaks of are gone"
        self.every_contradiction_is_before_somebody()

    def every_contradiction_is_before_somebody(self):
        events = [(at, 1, n, value) for n, (at, value) in enumerate(self.amended)]
        for receipt in Receipt.objects.filter(nonce__in=list(self.saved)).order_by("pk"):
            act = self.saved[str(receipt.nonce)]
            visit = Visit.objects.get(pk=receipt.address.strip("/").split("/")[-1])
            open_ones = Conflict.objects.filter(visit=visit, decided_at=None).count()
            learned = "emergency_name" in visit.changed.get(str(self.person.pk), [])
            assert (receipt.result == "conflict") == bool(open_ones)
            if act["told"] is not None:
                assert learned + open_ones == int(act["told"]), "learned, or laid before somebody"
            if learned:
                events.append((receipt.pk, 0, 0, act["value"]))
        if events:
            # What stands in the register is what was said last by somebody who knew what stood there.
            last = max(events)[-1]
            self.person.refresh_from_db()
            assert self.person.details.get("emergency_name") == last


def second_worker(world, grid):
    account = world.account(f"second-{grid.code}", ("grid_worker", grid))
    browser = Client()
    browser.post("/sign-in/", {"username": account.username, "password": "linli-2026"})
    return browser


@pytest.fixture
def pair():
    yield from phones(2)


@pytest.mark.parametrize("share", range(SHARES))
def test_two_phones_one_server(world, pair, share):
    TwoPhones.house = (world, pair)
    TwoPhones.order = 0
    run_state_machine_as_test(
        TwoPhones,
        settings=settings(
            max_examples=EXAMPLES, stateful_step_count=STEPS, deadline=None, database=None,
            phases=[Phase.generate], suppress_health_check=list(HealthCheck),
        ),
    )  # fmt: skip


def test_what_lies_on_the_phone_cannot_be_read_and_five_wrong_pins_close_it(world, pair):
    phone = pair[0]
    phone.road = Road(world.client("grid_worker", world.grid1))
    home = world.home(world.building1, 1, "501")
    world.person("张国英", date(1950, 1, 1), home=home)
    at = WEDNESDAY.isoformat()
    assert phone.do("fresh", at=at) == phone.do("load") == "done"
    nonce = phone.do("save", door=str(home.pk), person="", field="", value="", words="女儿周五来", photo="")[
        "nonce"
    ]
    assert phone.do("sealed", words="张国英")
    assert phone.do("sealed", words="女儿周五来")
    assert [phone.do("pin", pin="000000") for _ in range(5)] == ["wrong"] * 4 + ["forgotten"]
    assert phone.do("pin", pin=PIN) == "forgotten"
    assert phone.do("readmit", pin="975310") == "done"
    assert phone.do("state")["waiting"] == [nonce]


def test_one_picture_for_seven_doors_is_brought_as_often_as_it_takes(world, pair):
    """The server takes a photo over with the first visit that shows it."""
    phone = pair[0]
    phone.road = Road(world.client("grid_worker", world.grid1))
    homes = [world.home(world.building1, 1, f"{floor}01") for floor in range(1, 8)]
    assert phone.do("fresh", at=WEDNESDAY.isoformat()) == phone.do("load") == "done"
    for home in homes:
        phone.do("save", door=str(home.pk), person="", field="", value="", words="通知贴好了", photo=photo(1))
    assert phone.do("send") == "done"
    assert phone.do("state")["waiting"] == []
    assert [v.photos.count() for v in Visit.objects.order_by("pk")] == [1] * 7


@pytest.mark.parametrize("asked", ["send", "load"])
def test_a_phone_that_was_taken_away_empties_itself(world, pair, asked):

    phone = pair[0]
    phone.road = Road(world.client("grid_worker", world.grid1))
    home = world.home(world.building1, 1, "501")
    assert phone.do("fresh", at=WEDNESDAY.isoformat()) == phone.do("load") == "done"
    devices.revoke(world.actor("grid_worker", world.grid1), Device.objects.get())
    phone.do("save", door=str(home.pk), person="", field="", value="", words="在家", photo="")
    assert phone.do(asked) == "revoked"
    assert phone.do("state") == {"waiting": [], "receipts": [], "doors": None, "photos": [], "drafted": []}
    assert phone.do("restart") == {"trouble": "Locked"}
