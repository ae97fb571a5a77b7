"""Which database: a file in the data folder, or the server that ``DATABASE_URL`` names."""

import os
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

SQLITE_START = (
    "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; "
    "PRAGMA cache_size=-32000; PRAGMA mmap_size=268435456;"
)


def database(data: Path) -> dict[str, Any]:
    """Django's database settings."""
    address = os.environ.get("DATABASE_URL", "")
    if not address or address.startswith("sqlite"):
        return _sqlite(data / "linli.sqlite3")
    return _postgres(address)


def _sqlite(file: Path) -> dict[str, Any]:
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": file,
        # A connection keeps the tables' shape and the pages it has read: opening one costs as much as a list.
        "CONN_MAX_AGE": 60,
        # Writes take their lock when they start, so two of them never meet half-way.
        "OPTIONS": {"transaction_mode": "IMMEDIATE", "timeout": 20, "init_command": SQLITE_START},
        # Tests run on a file as production does: locking behaves differently in memory.
        "TEST": {"NAME": file.with_name("test.sqlite3")},
    }


def _postgres(address: str) -> dict[str, Any]:
    parts = urlsplit(address)
    options = dict(parse_qsl(parts.query))
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": parts.path.lstrip("/") or "linli",
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": options.pop("host", None) or parts.hostname or "",
        "PORT": str(parts.port or ""),
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": options,
        # One order of text everywhere, the same as SQLite's: names are sorted by their pinyin key.
        "TEST": {"TEMPLATE": "template0"},
    }
