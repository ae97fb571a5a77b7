"""Many rows in one statement: nothing is cut, nothing is written twice, empty values stay empty."""

from datetime import timedelta

import pytest
from django.db import DataError, transaction
from tests.builders.guarded import EIGHT, device

from linli.contexts.guard.models import Device, HomeState, Reading
from linli.kernel import db

COLUMNS = ("device", "at", "received_at", "value")


def test_what_is_there_already_is_left_and_not_counted(world, monkeypatch) -> None:
    monkeypatch.setattr(db, "AT_ONCE", 2)
    key = device(world.home(world.building1)).pk
    rows = [(key, EIGHT + timedelta(hours=n), EIGHT, n) for n in range(5)]
    assert db.insert_missing(Reading, COLUMNS, rows[:2]) == 2
    assert db.insert_missing(Reading, COLUMNS, [*rows, rows[-1]]) == 3
    assert db.insert_missing(Reading, COLUMNS, []) == 0
    assert list(Reading.objects.order_by("at").values_list("value", flat=True)) == [0, 1, 2, 3, 4]


def test_many_rows_are_written_back_each_with_its_own_values(world, monkeypatch) -> None:
    monkeypatch.setattr(db, "AT_ONCE", 2)
    rows = [device(world.home(world.building1, 1, f"{n}01"), f"W{n}") for n in range(1, 4)]
    for n, row in enumerate(rows):
        row.battery, row.signal, row.last_at = (None if n == 1 else n + 0.5), n, EIGHT + timedelta(days=n)
    db.write_back(Device, rows, ("battery", "signal", "last_at"))
    found = {row.number: row for row in Device.objects.all()}
    assert [found[f"W{n}"].battery for n in (1, 2, 3)] == [0.5, None, 2.5]
    assert found["W3"].last_at == EIGHT + timedelta(days=2)


def test_bytes_and_json_come_back_as_they_were(world) -> None:
    homes = [world.home(world.building1, 1, f"{n}01") for n in range(1, 3)]
    held = {"kind": "silence", "words": "引号\"'{},\\反斜线", "none": None}
    rows = [
        HomeState(
            dwelling=home, community=home.community, packed=bytes(range(256)), heard_at=EIGHT, held=told
        )
        for home, told in zip(homes, (held, None), strict=True)
    ]
    db.insert_all(HomeState, rows)
    found = [HomeState.objects.get(pk=home.pk) for home in homes]
    assert [bytes(row.packed) for row in found] == [bytes(range(256))] * 2
    assert [row.held for row in found] == [held, None]


def test_a_text_that_is_too_long_is_refused_and_not_cut(world) -> None:
    row = device(world.home(world.building1))
    row.number = "W" * 50
    if db.is_sqlite():
        return  # it knows no lengths
    with pytest.raises(DataError), transaction.atomic():
        db.write_back(Device, [row], ("number",))
