"""The worker's round keeps the house in order."""

import pytest
from django.db import connection

from linli.kernel import clock, db
from linli.kernel.jobs.models import RoutineRun
from linli.kernel.upkeep.round import go_round


@pytest.mark.django_db
def test_a_round_runs_every_routine_once_in_its_time(world) -> None:
    go_round()
    first = dict(RoutineRun.objects.values_list("key", "started_at"))
    assert {"house.purge_files", "house.purge_rows", "house.weigh_tables"} <= set(first)
    go_round()
    assert dict(RoutineRun.objects.values_list("key", "started_at")) == first
    assert max(first.values()) <= clock.now()


@pytest.mark.django_db
def test_sqlite_knows_how_large_its_tables_are(world) -> None:
    world.person("张国英")
    db.weigh_tables()
    if db.is_sqlite():
        with connection.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM sqlite_stat1 WHERE tbl = 'registry_person'")
            assert cursor.fetchone()[0] > 0
