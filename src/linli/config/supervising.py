"""Running the parts of an installation together: some are vital, others are started again when they end."""

import signal
import subprocess
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from threading import Event

Command = Callable[[], list[str]]
FIRST_PAUSE, LAST_PAUSE = 0.5, 30.0
HEALTHY = 60.0
"""Seconds after which a part that ends may start again at once."""
LAST_WORDS = 15.0
"""Seconds to finish what is in hand."""


@dataclass
class Part:
    """A process that is kept running."""

    name: str
    command: Command
    is_vital: bool = False
    """When a vital part ends, everything ends."""
    is_ground: bool = False
    """Others stand on it: it is stopped when they have ended."""
    running: subprocess.Popen[bytes] | None = None
    began: float = 0.0
    pause: float = FIRST_PAUSE
    due: float = 0.0

    def start(self, environment: Mapping[str, str]) -> None:
        """Run it now."""
        self.began = time.monotonic()
        self.running = subprocess.Popen(self.command(), env=dict(environment))  # noqa: S603 - our own parts

    @property
    def is_running(self) -> bool:
        """True while it runs."""
        return self.running is not None and self.running.poll() is None

    def put_off(self, now: float) -> None:
        """It ended: again after a pause, longer each time it ends soon."""
        self.running = None
        self.pause = FIRST_PAUSE if now - self.began > HEALTHY else min(self.pause * 2, LAST_PAUSE)
        self.due = now + self.pause


def run_together(parts: Sequence[Part], environment: Mapping[str, str], say: Callable[[str], None]) -> int:
    """Run until a signal comes or a vital part ends; return the worst exit code of vital parts."""
    ended = Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: ended.set())
    try:
        for part in parts:
            part.start(environment)
        while not ended.wait(0.2) and all(part.is_running for part in parts if part.is_vital):
            _look_after(parts, environment, say)
    finally:
        _stop([part for part in parts if not part.is_ground])
        _stop([part for part in parts if part.is_ground])
    return max((abs(part.running.returncode) for part in parts if part.is_vital and part.running), default=0)


def _look_after(parts: Sequence[Part], environment: Mapping[str, str], say: Callable[[str], None]) -> None:
    now = time.monotonic()
    for part in parts:
        if part.is_vital or part.is_running:
            continue
        if part.running is not None:
            part.put_off(now)
            say(f"{part.name}停了，{part.pause:.0f} 秒后重新启动。")
        elif now >= part.due:
            part.start(environment)


def _stop(parts: Sequence[Part]) -> None:
    """Ask them all, wait, and insist."""
    running = [part.running for part in parts if part.running is not None]
    for process in running:
        if process.poll() is None:
            process.terminate()
    until = time.monotonic() + LAST_WORDS
    for process in running:
        try:
            process.wait(max(until - time.monotonic(), 0.1))
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
