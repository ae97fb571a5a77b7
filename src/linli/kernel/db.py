"""What differs between SQLite and PostgreSQL, and the one way to open a write."""

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager
from datetime import UTC, datetime
from typing import Any, TypeVar
from uuid import UUID

from django.db import connection, connections, models, transaction
from django.db.models import F, Q
from django.db.models.expressions import RawSQL


def write() -> AbstractContextManager[None]:
    """A transaction; on SQLite it takes the write lock at once, so that it never fails half-way."""
    return transaction.atomic()


def after_commit(do: Any) -> None:
    """Run ``do`` once the present transaction has been committed."""
    transaction.on_commit(do, robust=True)


def inside(path: str, prefixes: Sequence[str]) -> Q:
    """Rows whose area code at ``path`` starts with one of ``prefixes``; none when there is no prefix."""
    found = Q(pk__in=[])
    for prefix in prefixes:
        found |= Q(**{f"{path}__startswith": prefix})
    return found


def judged(column: str) -> Any:
    """A column by which rows are told apart but not looked for: SQLite would rather gather all rows of many
    places and sort them than walk an index in the order asked for; PostgreSQL weighs that by itself.
    """
    return F(column) + 0 if is_sqlite() else F(column)


def texts(values: Iterable[str]) -> RawSQL:
    """For ``__in``: many texts as one parameter, which costs a fifth of as many parameters."""
    sql = "SELECT value FROM json_each(%s)" if is_sqlite() else "SELECT jsonb_array_elements_text(%s::jsonb)"
    return RawSQL(sql, [json.dumps(list(values))])  # noqa: S611 - a sentence of our own


def is_sqlite() -> bool:
    """True on the embedded database."""
    return connection.vendor == "sqlite"


def weigh_tables() -> None:
    """Let SQLite look at tables that have grown, to choose the right index; PostgreSQL does so by itself."""
    if is_sqlite():
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA analysis_limit=1000")  # a thousand rows of each index: short on any size
            cursor.execute("ANALYZE")


M = TypeVar("M", bound=models.Model)


def write_back(model: type[models.Model], rows: Iterable[Any], columns: Iterable[str]) -> None:
    """Write some columns of many rows back: one statement for all of them.

    Ten times faster than ``bulk_update``, whose CASE grows with rows and columns.  ``rows`` may be anything
    that names its values as the columns do.
    """
    fields = [model._meta.get_field(name) for name in columns]  # noqa: SLF001
    key = model._meta.pk  # noqa: SLF001
    table, names = _quoted(model), [_quoted(field) for field in fields]
    if is_sqlite():
        assigned = ", ".join(f"{name} = %s" for name in names)
        sql = f"UPDATE {table} SET {assigned} WHERE {_quoted(key)} = %s"  # noqa: S608 - names of our own
    else:
        assigned = ", ".join(f"{name} = told.{name}" for name in names)
        told = f"{_columns((*fields, key))} AS told ({', '.join([*names, _quoted(key)])})"
        sql = f"UPDATE {table} SET {assigned} FROM {told} WHERE {table}.{_quoted(key)} = told.{_quoted(key)}"  # noqa: S608 - names of our own
    _write(sql, (*fields, key), _values(rows, (*fields, key)))


def insert_all(model: type[models.Model], rows: Iterable[models.Model]) -> None:
    """Write many new rows with one statement; keys the database gives stay unknown."""
    fields = [f for f in model._meta.concrete_fields if not isinstance(f, models.AutoField)]  # noqa: SLF001
    listed = list(rows)
    _write(_insert(model, fields), fields, _values(listed, fields))
    for row in listed:
        if row.pk is not None:
            row._state.adding, row._state.db = False, connection.alias  # noqa: SLF001 - it is there now


def insert_missing(model: type[models.Model], columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> int:
    """Write values that are not there yet and leave those that are; return how many were new."""
    fields: list[Any] = [model._meta.get_field(name) for name in columns]  # noqa: SLF001
    return _write(f"{_insert(model, fields)} ON CONFLICT DO NOTHING", fields, rows)


def _quoted(what: Any) -> str:
    name = what.column if hasattr(what, "column") else what._meta.db_table  # noqa: SLF001
    return connection.ops.quote_name(name)


PLAIN: dict[type, type] = {
    models.CharField: str,
    models.TextField: str,
    models.BooleanField: bool,
    models.BigIntegerField: int,
    models.PositiveIntegerField: int,
    models.PositiveSmallIntegerField: int,
    models.FloatField: float,
}
"""What goes into the database as it is; asking the field each time is a tenth of a large write."""
MOMENTS: dict[type, type] = {models.DateTimeField: datetime, models.UUIDField: UUID}
"""What PostgreSQL takes as it is and SQLite as text."""


def _way(field: Any, real: Any) -> Callable[[Any], Any]:
    """How a value of a field reaches the database: the short way when it is plain, else as the field says."""
    prepare, base = field.get_db_prep_save, field
    while base.remote_field is not None:
        base = base.target_field
    if real.vendor == "sqlite" and type(base) is models.DateTimeField:
        return _moments_as_text(lambda value: prepare(value, real))
    if real.vendor == "sqlite" and type(base) is models.UUIDField:
        return lambda value: value.hex if type(value) is UUID else prepare(value, real)
    plain = PLAIN.get(type(base)) or (MOMENTS.get(type(base)) if real.vendor != "sqlite" else None)
    return lambda value: value if type(value) is plain or (value is None and plain) else prepare(value, real)


def _moments_as_text(prepare: Callable[[Any], Any]) -> Callable[[Any], Any]:
    """Moments as Django writes them into SQLite; many rows of one write bear the same one."""
    last: tuple[Any, str] = (None, "")

    def put(value: Any) -> Any:
        nonlocal last
        if value is last[0] and value is not None:
            return last[1]
        if type(value) is not datetime or value.tzinfo is None:
            return prepare(value)
        last = value, str(value.astimezone(UTC))[: -len("+00:00")]
        return last[1]

    return put


def _insert(model: type[models.Model], fields: Sequence[Any]) -> str:
    places = ", ".join(["%s"] * len(fields))
    source = f"VALUES ({places})" if is_sqlite() else f"SELECT * FROM {_columns(fields)}"  # noqa: S608 - as below
    return f"INSERT INTO {_quoted(model)} ({', '.join(map(_quoted, fields))}) {source}"  # noqa: S608 - names of our own


def _columns(fields: Sequence[Any]) -> str:
    """Columns given whole, for PostgreSQL; without lengths, because a cast would cut what is too long."""
    kinds = [str(field.db_type(connection)).partition("(")[0] for field in fields]
    return f"unnest({', '.join(f'%s::{kind}[]' for kind in kinds)})"


def _values(rows: Iterable[Any], fields: Sequence[Any]) -> Iterator[list[Any]]:
    names = [field.attname for field in fields]
    return ([getattr(row, name) for name in names] for row in rows)


AT_ONCE = 5000
"""Rows of one statement."""


def _write(sql: str, fields: Sequence[Any], rows: Iterable[Sequence[Any]]) -> int:
    """How many rows were written.  SQLite runs a statement prepared once for each row, which costs it next to
    nothing; PostgreSQL, which would be asked anew for each, is given whole columns.
    """
    real = connections[connection.alias]
    ways = [_way(field, real) for field in fields]
    given = [[put(value) for put, value in zip(ways, row, strict=True)] for row in rows]
    if not given:
        return 0
    with real.cursor() as cursor:
        if is_sqlite():
            cursor.executemany(sql, given)
            return int(cursor.rowcount)
        written = 0
        for start in range(0, len(given), AT_ONCE):
            cursor.execute(
                sql, [list(column) for column in zip(*given[start : start + AT_ONCE], strict=True)]
            )
            written += int(cursor.rowcount)
        return written


def lock_row(model: type[M], **which: Any) -> M:
    """Fetch one row and hold it until the transaction ends (SQLite holds the whole database anyway)."""
    return model._default_manager.select_for_update().get(**which)  # noqa: SLF001


def hold_rows(model: type[models.Model], keys: Iterable[Any]) -> None:
    """Hold several rows until the transaction ends, always in one order, so that two never wait in a ring."""
    rows = model._default_manager.select_for_update().filter(pk__in=list(keys))  # noqa: SLF001
    list(rows.order_by("pk").values_list("pk"))


APPEND_ONLY = {
    "sqlite": (
        "CREATE TRIGGER {table}_no_{verb} BEFORE {verb} ON {table} "
        "BEGIN SELECT RAISE(ABORT, '{table} is append only'); END"
    ),
    "postgresql": (
        "CREATE OR REPLACE FUNCTION {table}_no_{verb}() RETURNS trigger LANGUAGE plpgsql AS "
        "$$ BEGIN RAISE EXCEPTION '{table} is append only'; END $$; "
        "CREATE TRIGGER {table}_no_{verb} BEFORE {verb} ON {table} "
        "FOR EACH STATEMENT EXECUTE FUNCTION {table}_no_{verb}()"
    ),
}
