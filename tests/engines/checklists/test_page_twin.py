"""The page reckons as the server does: its own tests, run here when Node and the page's tools are installed."""

import shutil
import subprocess
from pathlib import Path

import pytest
from tests.engines.checklists.books import ROOT

FRONTEND = ROOT / "frontend"


def node() -> str:
    """A Node that can bundle the page's modules, or a skip that says what is missing."""
    found = shutil.which("node") or shutil.which(str(ROOT / ".venv/bin/node"))
    if found is None or not (FRONTEND / "node_modules" / "vite").is_dir():
        pytest.skip("Node or the page's tools are not installed (make setup)")
    return found


def run(script: Path, *options: str, given: str = "") -> str:
    """What a script prints; the test fails with its words when it fails."""
    command = [node(), *options, str(script)]
    done = subprocess.run(command, cwd=FRONTEND, input=given, capture_output=True, text=True, check=False)
    assert done.returncode == 0, (done.stdout + done.stderr)[-3000:]
    return done.stdout


def test_expressions_mean_the_same_on_the_page() -> None:
    told = run(FRONTEND / "tests" / "expressions.test.mjs", "--test")
    assert "\n# fail 0\n" in told or "ℹ fail 0" in told
