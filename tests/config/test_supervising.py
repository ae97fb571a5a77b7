"""Parts that run together: what ends starts again, what is vital ends everything, the ground goes last."""

import subprocess
import sys
import time
from pathlib import Path

import pytest
from tests.conftest import ROOT

FAMILY = """
import os, sys, signal, threading, time
from linli.config import supervising
from linli.config.supervising import Part, run_together
supervising.FIRST_PAUSE = 0.1
log = sys.argv[1]
def word(name, seconds, code=0):
    script = (
        f"import signal, sys, time\\n"
        f"def say(w): open({log!r}, 'a').write(w + chr(10))\\n"
        f"signal.signal(signal.SIGTERM, lambda *_: (time.sleep(0.2), say('end {name}'), sys.exit(0)))\\n"
        f"say('{name}'); time.sleep({seconds}); sys.exit({code})"
    )
    return lambda: [sys.executable, "-c", script]
parts = [
    Part("vital", word("vital", float(sys.argv[2]), int(sys.argv[3])), is_vital=True),
    Part("ground", word("ground", 60), is_ground=True),
    Part("weak", word("weak", 0.2)),
]
sys.exit(run_together(parts, os.environ, print))
"""


def run(tmp_path: Path, *told: str) -> tuple[subprocess.Popen[bytes], Path]:
    log = tmp_path / "log"
    log.touch()
    environment = {"PYTHONPATH": str(ROOT / "src"), "PATH": "/usr/bin:/bin"}
    command = [sys.executable, "-c", FAMILY, str(log), *told]
    return subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL), log


def test_what_ends_is_started_again_and_the_ground_goes_last(tmp_path) -> None:
    process, log = run(tmp_path, "60", "0")
    until = time.monotonic() + 30
    while log.read_text().count("weak") < 3 and time.monotonic() < until:
        time.sleep(0.05)
    process.terminate()
    process.wait(20)
    said = log.read_text().split("\n")
    assert said.count("weak") >= 3
    assert said.count("vital") == said.count("ground") == 1
    assert said.index("end vital") < said.index("end ground")


@pytest.mark.parametrize("code", [0, 3])
def test_with_a_vital_part_everything_ends(tmp_path, code) -> None:
    process, log = run(tmp_path, "0.5", str(code))
    assert process.wait(30) == code
    assert "end ground" in log.read_text()
