"""Every rule of the house, one after another; the exit code says whether all hold."""

import os
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
BIN = ROOT / ".venv" / "bin"
PY = sys.executable
CODE = ["src", "tests", "tools", "bench", "manage.py"]


def npx() -> str:
    """The TypeScript compiler that npm installed."""
    return str(ROOT / "frontend/node_modules/.bin/tsc")


RULES: list[tuple[str, list[str], Path]] = [
    ("layout of the code", [str(BIN / "ruff"), "format", "--check", "-q", *CODE], ROOT),
    ("style and banned calls", [str(BIN / "ruff"), "check", "-q", *CODE], ROOT),
    ("types", [str(BIN / "mypy"), "src"], ROOT),
    ("arrows between modules", [str(BIN / "lint-imports"), "--no-logo"], ROOT),
    ("tree, templates, facts, sizes", [PY, "tools/check_tree.py"], ROOT),
    ("templates' HTML", [str(BIN / "djlint"), "src", "--lint", "--quiet"], ROOT),
    ("Django's own checks", [PY, "manage.py", "check", "--fail-level", "WARNING"], ROOT),
    ("migrations current", [PY, "manage.py", "makemigrations", "--check", "--dry-run"], ROOT),
    ("English catalogue", [PY, "tools/messages.py", "missing"], ROOT),
    ("TypeScript", [npx(), "--noEmit", "-p", "."], ROOT / "frontend"),
]


def holds(words: str, command: list[str], cwd: Path, environment: dict[str, str]) -> bool:
    """One rule."""
    started = time.monotonic()
    done = subprocess.run(command, cwd=cwd, env=environment, capture_output=True, text=True, check=False)
    mark = "✓" if done.returncode == 0 else "✗"
    print(f"{mark} {words} ({time.monotonic() - started:.1f} s)", flush=True)
    if done.returncode:
        print("\n".join((done.stdout + done.stderr).splitlines()[-60:]), flush=True)
    return done.returncode == 0


def main() -> int:
    """All rules, even when one is broken."""
    data = tempfile.mkdtemp(prefix="linli-check-")
    environment = {**os.environ, "LINLI_DATA": data, "DATABASE_URL": "", "PYTHONPATH": str(ROOT / "src")}
    environment["PATH"] = f"{BIN}{os.pathsep}{os.environ.get('PATH', '')}"
    chosen = [r for r in RULES if not sys.argv[1:] or any(word in r[0] for word in sys.argv[1:])]
    verdicts = [holds(words, command, cwd, environment) for words, command, cwd in chosen]
    shutil.rmtree(data, ignore_errors=True)
    return 0 if all(verdicts) else 1


if __name__ == "__main__":
    sys.exit(main())
