"""How long does a voter wait when a hundred vote at once?  ``python bench/bench_votes.py``

Builds a community of 600 people in a database of its own, opens a vote of all adults, signs residents in with
phones of their own and serves the pages with granian on two workers.  A hundred voters at a time open the
vote, read for a moment, choose, look once more and cast; every one shows a receipt, and the box is counted
afterwards.  ``--pause`` is the longest that a voter reads one page, in seconds (people take longer);
``--pause 0`` lets all hundred press without reading: the wait then only tells how many pages a second the
machine makes.

With PostgreSQL: ``python tools/postgres.py python bench/bench_votes.py``.  Limit: the page in 50 ms (median).
"""

import argparse
import http.client
import os
import re
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from random import Random
from statistics import median, quantiles
from typing import Any
from urllib.parse import urlencode

import people

LIMIT = 50.0
PEOPLE, AT_ONCE, TURNS, PAUSE, WORKERS = 600, 100, 3, 4.0, 2
CSRF = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')
KEY = re.compile(r'name="key" value="([^"]+)"')
RECEIPT = re.compile(r'vote-receipt">\s*([0-9A-Z-]+)')
FORM = "application/x-www-form-urlencoded"


@dataclass(frozen=True, slots=True)
class Story:
    """A vote to measure: its page, the page where it is cast, and what a voter chooses."""

    page: str
    confirm: str
    choose: Callable[[Random], dict[str, Any]]
    counted: Callable[[], tuple[int, int]]
    """Ballots in the box, and lines of the roll that have voted."""


@dataclass
class Waits:
    """Milliseconds that voters waited, by what they asked for."""

    by_step: dict[str, list[float]] = field(default_factory=lambda: {"page": [], "check": [], "cast": []})
    receipts: set[str] = field(default_factory=set)
    troubles: list[str] = field(default_factory=list)


def ballot(world: Any) -> Story:
    """A question to all adults of the community, open today."""
    from linli.contexts.assembly.commands import ballots
    from linli.contexts.assembly.commands.ballots import Wanted
    from linli.contexts.assembly.models import Ballot, Kind, Unit
    from linli.kernel import clock

    manager, today = world.actor("community_manager"), clock.today()
    with clock.standing_at(clock.now() - timedelta(days=3)):
        row = ballots.draft(manager, world.community, wanted=Wanted(
            "东北角空地改成什么", Kind.QUESTION, Unit.ADULT, today, today + timedelta(days=5),
            "一共 4.5 万元，选一项。", options=("花园", "沙坑", "车棚", "健身步道"),
        ))  # fmt: skip
        row = ballots.announce(manager, ballots.make_roll(manager, row))
    ballots.open_ballot(manager, row)

    def counted() -> tuple[int, int]:
        box = Ballot.objects.select_related("box").get(pk=row.pk).box
        return box.slips.count(), box.seats.filter(voted=True).count()

    page = f"/assembly/votes/{row.pk}/vote/"
    return Story(page, f"{page}confirm/", lambda chance: {"choice": str(chance.randint(1, 4))}, counted)


def budget(world: Any) -> Story:
    """A participatory budget of twelve projects, open to all adults of the community today."""
    from linli.contexts.budgeting.commands import proposals, rounds, voting
    from linli.contexts.budgeting.models import Round
    from linli.kernel import clock
    from linli.kernel.actor import linli

    manager, clerk, now = world.actor("community_manager"), world.actor("counter_clerk"), clock.now()
    first = clock.today() - timedelta(days=30)
    told = {
        "title": "为民微实事", "words": "社区保障资金", "pool": 20_000_000, "caps": {}, "unit": "adult",
        "rule": "equal_shares", "utility": "cost", "completion": "add1u", "vote_kind": "approval", "most": 3,
        "purse": 10, "candidate_days": 5, "publicity_days": 5, "call_until": first + timedelta(days=5),
        "vote_from": first + timedelta(days=28), "vote_until": first + timedelta(days=40),
    }  # fmt: skip
    with clock.standing_at(now - timedelta(days=30)):
        row = rounds.open_call(manager, rounds.plan(manager, world.community, told=told))
        rows = [
            proposals.propose(
                linli("bench"),
                row,
                told={
                    "title": f"项目 {n}",
                    "words": "大家都用得上。",
                    "category": "sport",
                    "place": "花园",
                },
            )
            for n in range(12)
        ]
    with clock.standing_at(now - timedelta(days=20)):
        rounds.begin_screening(manager, row)
        for n, one in enumerate(rows):
            for actor in (manager, clerk):
                proposals.estimate(actor, one, fen=1_000_000 + n * 200_000, basis="询价")
            proposals.pass_screening(clerk, one)
        rounds.post_candidates(manager, rounds.begin_deliberating(manager, row))
    voting.open_vote(manager, Round.objects.get(pk=row.pk))

    def counted() -> tuple[int, int]:
        box = Round.objects.select_related("box").get(pk=row.pk).box
        return box.slips.count(), box.seats.filter(voted=True).count()

    page = f"/budgeting/open/{row.pk}/vote/"
    return Story(page, f"{page}confirm/", lambda chance: {"choices": chance.sample(range(1, 13), 3)}, counted)


STORIES: dict[str, Callable[[Any], Story]] = {"ballot": ballot, "budget": budget}
"""Votes that can be measured, by the name that ``--vote`` takes; each builds itself in the community."""


def sign_in_residents(world: Any, wanted: int) -> list[str]:
    """Tie phones to so many grown-ups' homes and sign them in; what each browser shows from now on."""
    from tests.builders.neighbours import neighbour

    from linli.contexts.registry.models import Person
    from linli.kernel import clock, db
    from linli.kernel.visitors import stays

    today, tokens = clock.today(), []
    grown = Person.objects.filter(born_on__lt=today - timedelta(days=19 * 366)).order_by("pk")
    with db.write():
        for n, person in enumerate(grown[:wanted]):
            phone = f"137{n:08d}"
            neighbour(world.actor("community_manager"), person, phone=phone)
            tokens.append(stays.open_stay(stays.arrive(phone), is_own=True, device="phone"))
    return tokens


@contextmanager
def served(port: int, workers: int) -> Iterator[None]:
    """The pages as an installation serves them, until we are done or told to stop."""
    command = [
        sys.executable, "-m", "granian", "--interface", "wsgi", "--port", str(port),
        "--workers", str(workers), "--blocking-threads", "4", "--no-access-log", "--log-level", "error",
        "linli.config.wsgi:application",
    ]  # fmt: skip
    environment = {**os.environ, "PYTHONPATH": str(people.ROOT / "src")}
    running = subprocess.Popen(command, env=environment, start_new_session=True)
    try:
        _await(port)
        yield
    finally:
        running.terminate()
        try:
            running.wait(timeout=20)
        except subprocess.TimeoutExpired:
            os.killpg(running.pid, signal.SIGKILL)


def _await(port: int) -> None:
    for _ in range(300):
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
        except OSError:
            time.sleep(0.1)
        else:
            return
    raise RuntimeError("the pages were not served within half a minute")


class Voter:
    """One browser: keeps its connection and its cookies."""

    def __init__(self, port: int, token: str, waits: Waits) -> None:
        self.line = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
        self.cookies, self.waits = {"linli_resident": token}, waits

    def ask(self, step: str, path: str, sent: dict[str, Any] | None = None) -> str:
        """One page, and how long it took until its last byte."""
        headers = {"Cookie": "; ".join(f"{k}={v}" for k, v in self.cookies.items()), "Accept": "text/html"}
        body = None if sent is None else urlencode(sent, doseq=True)
        if body is not None:
            headers["Content-Type"] = FORM
        began = time.perf_counter()
        self.line.request("GET" if body is None else "POST", path, body, headers)
        answer = self.line.getresponse()
        text = answer.read().decode()
        self.waits.by_step[step].append((time.perf_counter() - began) * 1000)
        for name, value in answer.getheaders():
            if name.lower() == "set-cookie":
                key, _sign, rest = value.partition("=")
                self.cookies[key] = rest.partition(";")[0]
        if answer.status != 200:
            self.waits.troubles.append(f"{step}: {answer.status}")
        return text

    def vote(self, story: Story, chance: Random, pause: float) -> None:
        """Open, read, choose, look once more, cast."""
        text = self.ask("page", story.page)
        sent = {"csrfmiddlewaretoken": _found(CSRF, text), "key": _found(KEY, text), **story.choose(chance)}
        time.sleep(chance.uniform(pause / 4, pause))
        text = self.ask("check", story.page, sent)
        time.sleep(chance.uniform(pause / 4, pause))
        sent |= {"csrfmiddlewaretoken": _found(CSRF, text), "key": _found(KEY, text) or sent["key"]}
        said = self.ask("cast", story.confirm, sent)
        self.waits.receipts.add(_found(RECEIPT, said) or f"none {len(self.waits.receipts)}")


def _found(what: re.Pattern[str], text: str) -> str:
    seen = what.search(text)
    return seen.group(1) if seen else ""


def all_vote(story: Story, port: int, tokens: Sequence[str], *, at_once: int, pause: float) -> Waits:
    """So many hands at once; each takes the next voter when one is done."""
    waits, left, lock = Waits(), list(tokens), threading.Lock()

    def hand(seed: int) -> None:
        chance = Random(seed)
        time.sleep(chance.uniform(0, pause))
        while True:
            with lock:
                token = left.pop() if left else ""
            if not token:
                return
            Voter(port, token, waits).vote(story, chance, pause)

    hands = [threading.Thread(target=hand, args=(n,), daemon=True) for n in range(at_once)]
    for one in hands:
        one.start()
    for one in hands:
        one.join()
    return waits


def warm_up(story: Story, port: int, workers: int) -> None:
    """Let every worker read its templates once, as it has long done when people come."""
    hands = [
        threading.Thread(target=lambda: Voter(port, "", Waits()).ask("page", story.page))
        for _n in range(workers * 8)
    ]
    for one in hands:
        one.start()
    for one in hands:
        one.join()


def say(waits: Waits) -> None:
    """One line for each step."""
    names = {"page": "the vote page", "check": "looking once more", "cast": "the cast, with receipt"}
    for step, took in waits.by_step.items():
        middle, high = median(took), quantiles(took, n=20)[-1]
        share = f", {middle / LIMIT:.2f} of the limit" if step == "page" else ""
        print(f"  {names[step]:24} median {middle:6.1f} ms   p95 {high:6.1f} ms   ({len(took)} asked{share})")


def main() -> None:
    """Build, serve, vote, count."""
    asked = argparse.ArgumentParser(description="How long does a voter wait when a hundred vote at once?")
    asked.add_argument("--vote", choices=sorted(STORIES), default="ballot")
    asked.add_argument("--at-once", type=int, default=AT_ONCE)
    asked.add_argument("--turns", type=int, default=TURNS, help="Voters after each other in one place.")
    asked.add_argument("--pause", type=float, default=PAUSE, help="Longest reading of a page, in seconds.")
    asked.add_argument("--workers", type=int, default=WORKERS)
    told = asked.parse_args()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit("told to stop"))  # so that the servers stop, too
    with people.prepare():
        from django.db import connection

        world = people.community(PEOPLE)
        story = STORIES[told.vote](world)
        tokens = sign_in_residents(world, told.at_once * told.turns)
        engine = connection.vendor
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            port = int(probe.getsockname()[1])
        connection.close()
        with served(port, told.workers):
            warm_up(story, port, told.workers)
            began = time.monotonic()
            waits = all_vote(story, port, tokens, at_once=told.at_once, pause=told.pause)
            took = time.monotonic() - began
        cast, voted = story.counted()
        print(
            f"{engine}, {told.workers} workers, {told.at_once} voters at once, {len(tokens)} in {took:.0f} s"
        )
        say(waits)
        lost = len(tokens) - cast
        print(f"  {cast} ballots, {voted} voted, {len(waits.receipts)} receipts, {lost} lost")
        if waits.troubles or lost or cast != voted:
            sys.exit(f"something went wrong: {sorted(set(waits.troubles))}")


if __name__ == "__main__":
    main()
