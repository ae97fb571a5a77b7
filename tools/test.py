"""Runs every test this machine can: on SQLite, again on PostgreSQL, then the browser journeys."""

import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

import postgres

ROOT = Path(__file__).resolve().parent.parent
PYTEST = [sys.executable, "-m", "pytest", "-n", str(min(4, os.cpu_count() or 2)), "--dist", "loadfile"]
DATABASE_TESTS = ["tests/kernel", "tests/web", "tests/house", "tests/contexts", "tests/adapters"]
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


def run(words: str, command: list[str], **environment: str) -> bool:
    """One part of the suite."""
    print(f"\n── {words}", flush=True)
    started = time.monotonic()
    done = subprocess.run(command, cwd=ROOT, env={**os.environ, **environment}, check=False)
    print(
        f"── {words}: {'passed' if done.returncode == 0 else 'FAILED'}, {time.monotonic() - started:.0f} s",
        flush=True,
    )
    return done.returncode == 0


def browser() -> str | None:
    """A Chromium: from CHROMIUM, from the PATH, or Playwright's own."""
    named = os.environ.get("CHROMIUM")
    if named:
        return named
    found = next((path for name in BROWSERS if (path := shutil.which(name))), None)
    if found:
        return found
    own = sorted(Path.home().glob(".cache/ms-playwright/chromium-*/chrome-linux*/chrome"))
    return str(own[-1]) if own else None


def on_postgres() -> bool:
    """The same tests on a real PostgreSQL."""
    present = [folder for folder in DATABASE_TESTS if (ROOT / folder).exists()]
    if os.environ.get("DATABASE_URL", "").startswith("postgres"):
        return run("on the PostgreSQL of DATABASE_URL", [*PYTEST, *present])
    try:
        with postgres.running() as address:
            return run("on PostgreSQL", [*PYTEST, *present], DATABASE_URL=address)
    except postgres.NoPostgres as trouble:
        print(f"── PostgreSQL tests skipped: {trouble}", flush=True)
        return True


def journeys() -> bool:
    """In a real browser."""
    chromium = browser()
    if chromium is None:
        print("── browser journeys skipped: no Chromium found (set CHROMIUM to its path)", flush=True)
        return True
    return run("browser journeys", [sys.executable, "-m", "pytest", "tests/journeys"], CHROMIUM=chromium)


def main() -> int:
    """All parts, even when one fails, and one verdict."""
    passed = [
        run("on SQLite", [*PYTEST, "tests", "--ignore=tests/journeys"], DATABASE_URL=""),
        on_postgres(),
        journeys(),
    ]
    return 0 if all(passed) else 1


if __name__ == "__main__":
    sys.exit(main())
