"""What differs between SQLite and PostgreSQL, and the one way to open a write."""

from collections.abc import Sequence
from contextlib import AbstractContextManager
from typing import Any, TypeVar

from django.db import connection, models, transaction
from django.db.models import Q


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


def is_sqlite() -> bool:
    """True on the embedded database."""
    return connection.vendor == "sqlite"


M = TypeVar("M", bound=models.Model)


def lock_row(model: type[M], **which: Any) -> M:
    """Fetch one row and hold it until the transaction ends (SQLite holds the whole database anyway)."""
    return model._default_manager.select_for_update().get(**which)  # noqa: SLF001


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
