"""Two hundred voters at the same moment, by threads and by processes: none is lost, none counts double."""

from concurrent.futures import ThreadPoolExecutor

from django.db import connection
from tests.builders.assembly import running
from tests.builders.crowds import vote_at_once
from tests.builders.neighbours import neighbour

from linli.contexts.assembly.commands import casting
from linli.kernel import clock
from linli.kernel.actor import Resident
from linli.kernel.audit.trail import verify
from linli.kernel.ballots import boxes
from linli.kernel.ballots import casting as box
from linli.kernel.ballots.models import Seat, Slip
from linli.kernel.ballots.refusals import AlreadyVoted

AT_ONCE = 40
"""Hands that reach for the box at one moment; a PostgreSQL as it comes takes a hundred connections."""
VOTERS = 200


def test_two_hundred_at_once_each_once(committed_world) -> None:
    """Two hundred tries, each vote tried twice at the same time: none is lost, none counts double."""
    world = committed_world
    for n in range(100):
        world.person(f"居民{n}", home=world.home(world.building1, 1, f"{1 + n // 20}{1 + n % 20:02d}"))
    row = running(world, clock)
    keys = list(Seat.objects.filter(box=row.box_id).values_list("key", flat=True))
    said: list[str] = []

    def cast(key: str) -> None:
        try:
            box.cast(row.box, key, (("1",), ()))
            said.append("cast")
        except AlreadyVoted:
            said.append("already")
        finally:
            connection.close()

    with ThreadPoolExecutor(max_workers=AT_ONCE) as hands:
        list(hands.map(cast, [key for key in keys for _twice in range(2)]))
    assert sorted(set(said)) == ["already", "cast"]
    assert said.count("cast") == said.count("already") == 100
    assert Slip.objects.filter(box=row.box_id).count() == 100
    assert Seat.objects.filter(box=row.box_id, voted=True).count() == 100


def test_two_hundred_voters_in_processes_of_their_own(committed_world) -> None:
    """Every voter is tried by two processes at once; the trail of all of them is whole."""
    world = committed_world
    manager, voters = world.actor("community_manager"), []
    for n in range(VOTERS):
        home = world.home(world.building1, 1 + n // 100, f"{1 + n % 100 // 20}{1 + n % 20:02d}")
        person = world.person(f"居民{n}", home=home)
        voters.append((neighbour(manager, person, phone=f"137{n:08d}"), str(person.pk)))
    row = running(world, clock)
    hands = VOTERS if connection.vendor == "sqlite" else AT_ONCE

    def vote(voter: tuple[Resident, str]) -> None:
        casting.vote(voter[0], row, key=voter[1], choices=["1"])

    assert vote_at_once(voters, hands, vote) == (VOTERS, VOTERS), "each voter once, and once refused"
    assert Slip.objects.filter(box=row.box_id).count() == VOTERS
    assert Seat.objects.filter(box=row.box_id, voted=True).count() == VOTERS
    assert boxes.turnout(row.box).by_channel == {"online": VOTERS}
    assert list(verify()) == []
