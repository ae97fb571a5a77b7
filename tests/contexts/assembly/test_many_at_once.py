"""Two hundred tries by forty hands at the same moment: none is lost, none counts double."""

from concurrent.futures import ThreadPoolExecutor

from django.db import connection
from tests.builders.assembly import running

from linli.kernel import clock
from linli.kernel.ballots import casting as box
from linli.kernel.ballots.models import Seat, Slip
from linli.kernel.ballots.refusals import AlreadyVoted

AT_ONCE = 40
"""Hands that reach for the box at one moment; a PostgreSQL as it comes takes a hundred connections."""


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
