"""A database built at once has the tables of one that took every step, and what lies beside the tables."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.db import connections, migrations
from django.db.migrations.executor import MigrationExecutor

from linli.config import building

TRIGGERS = {
    "sqlite": "SELECT name FROM sqlite_master WHERE type = 'trigger' ORDER BY 1",
    "postgresql": "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal ORDER BY 1",
}


@contextmanager
def _empty(name: str, folder: Path) -> Iterator[Any]:
    """An empty database in the place of the one of the tests, of the same kind."""
    real = connections["default"]
    server = real.vendor == "postgresql"
    own = real.copy()
    own.settings_dict["NAME"] = name if server else folder / name
    try:
        if server:
            with real._nodb_cursor() as cursor:
                cursor.execute(f"DROP DATABASE IF EXISTS {name}")
                cursor.execute(f"CREATE DATABASE {name} TEMPLATE template0")
        connections["default"] = own
        yield own
    finally:
        connections["default"] = real
        own.close()
        if server:
            with real._nodb_cursor() as cursor:
                cursor.execute(f"DROP DATABASE {name}")


@pytest.fixture
def unblocked(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """Databases of one's own, without a transaction around the test."""
    with django_db_blocker.unblock():
        yield


def _shape(connection: Any) -> dict[str, Any]:
    """What tables there are, with columns, keys, indexes and checks; what was taken; the triggers."""
    look, shape = connection.introspection, {}
    with connection.cursor() as cursor:
        for table in look.table_names(cursor):
            columns = {(c.name, c.type_code, c.null_ok) for c in look.get_table_description(cursor, table)}
            rules = look.get_constraints(cursor, table)
            shape[table] = (
                columns,
                {
                    # A name that SQLite made up says nothing.
                    ("" if rule["foreign_key"] or name.startswith("__") else name, str(sorted(rule.items())))
                    for name, rule in rules.items()
                },
            )
        cursor.execute(TRIGGERS[connection.vendor])
        shape["triggers"] = cursor.fetchall()
    shape["taken"] = set(MigrationExecutor(connection).recorder.applied_migrations())
    return shape


def _told(rule: dict[str, Any]) -> dict[str, Any]:
    """A check names its columns in no order."""
    return {**rule, "columns": sorted(rule["columns"])} if rule["check"] else rule


def test_both_ways_lead_to_the_same_tables(unblocked: None, tmp_path: Path) -> None:
    with _empty("linli_at_once", tmp_path) as connection:
        assert building.is_empty(connection)
        call_command("migrate", verbosity=0)
        assert not building.is_empty(connection)
        at_once = _shape(connection)
    with _empty("linli_by_steps", tmp_path) as connection:
        executor = MigrationExecutor(connection)
        executor.migrate(executor.loader.graph.leaf_nodes())
        by_steps = _shape(connection)
    assert at_once == by_steps
    assert at_once["triggers"]


def test_trouble_half_way_leaves_no_table_of_ours(unblocked: None, tmp_path: Path) -> None:
    """So the next start goes on, by steps."""
    with _empty("linli_half_way", tmp_path) as connection:
        *before, (label, name, last) = building.plan(connection)
        broken = type(last)(name, label)
        broken.operations = [migrations.RunSQL("SELECT 1")]
        with pytest.raises(TypeError, match="RunPython"):
            building.carry_out(connection, [*before, (label, name, broken)])
        assert "accounts_account" not in connection.introspection.table_names()
        assert ("accounts", "0001_initial") not in MigrationExecutor(connection).recorder.applied_migrations()
