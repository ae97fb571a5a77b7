"""Budgets tallied, ballots recounted, readings heard again: exact, for machines, without a database."""

import json
import lzma
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from linli.config.commands.counting import ballots, budget
from linli.config.commands.guard import guard

PB = """META
key;value
budget;100
num_projects;3
num_votes;4
vote_type;approval
PROJECTS
project_id;cost;votes
a;60;3
b;40;2
c;50;2
VOTES
voter_id;vote
1;a,b
2;a
3;a,c
4;b,c
"""


@pytest.fixture
def election(tmp_path: Path) -> str:
    path = tmp_path / "town.pb"
    path.write_text(PB)
    return str(path)


def test_greedy_takes_the_most_wanted_that_fit(election: str) -> None:
    done = CliRunner().invoke(budget, ["tally", election, "--rule", "greedy", "--json"])
    assert json.loads(done.output) == {"winners": ["a", "b"], "cost": 100, "unspent": 0}


def test_equal_shares_spends_what_supporters_share(election: str) -> None:
    done = CliRunner().invoke(budget, ["tally", election, "--rule", "equal-shares", "--json"])
    told = json.loads(done.output)
    assert told["winners"] == ["a"]
    assert told["cost"] + told["unspent"] == 100
    raised = CliRunner().invoke(
        budget, ["tally", election, "--rule", "equal-shares", "--completion", "greedy", "--json"]
    )
    assert json.loads(raised.output)["winners"] == ["a", "b"]


@pytest.mark.parametrize("content", ["", "no election", "META\nkey;value\nbudget;-1\nPROJECTS\nVOTES\n"])
def test_a_file_that_cannot_be_counted_is_one_sentence(tmp_path: Path, content: str) -> None:
    path = tmp_path / "bad.pb"
    path.write_text(content)
    done = CliRunner().invoke(budget, ["tally", str(path), "--rule", "greedy", "--json"])
    assert (done.exit_code, done.stdout) == (2, "")
    assert len(done.stderr.strip().splitlines()) == 1
    again = CliRunner().invoke(ballots, ["recount", str(path), "--json"])
    assert again.exit_code == 2


def readings() -> str:
    rows = ["home,time,register_litres,litres,members"]
    total = 0
    for day in range(1, 29):
        for hour in range(24):
            used = 12 if hour in (7, 8, 12, 18, 19, 21) else 0
            total += used
            rows.append(f"h1,2025-03-{day:02d} {hour:02d}:00:00,{total},{used},1")
    rows += [f"h1,2025-03-{29 + n // 24:02d} {n % 24:02d}:00:00,{total},0,1" for n in range(60)]
    return "\n".join(rows)


@pytest.mark.parametrize("packed", [False, True])
def test_a_home_that_falls_silent_is_heard(tmp_path: Path, packed: bool) -> None:  # noqa: FBT001 - a parameter
    path = tmp_path / ("water.csv.xz" if packed else "water.csv")
    path.write_bytes(lzma.compress(readings().encode()) if packed else readings().encode())
    done = CliRunner().invoke(guard, ["replay", str(path), "--budget", "12", "--json"])
    home: dict[str, Any] = json.loads(done.output)["homes"]["h1"]
    assert home["from"] < "2025-03-20"
    silent = [a for a in home["alarms"] if a["time"] >= "2025-03-28"]
    assert silent
    assert silent[0]["kind"] == "silence"
    assert silent[0]["silent_hours"] > 2


@pytest.mark.parametrize("content", [b"a,b\n1,2\n", b"home,time\nh,yesterday\n", b"\xff\xfe\x00"])
def test_readings_that_cannot_be_read_are_one_sentence(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "bad.csv"
    path.write_bytes(content)
    done = CliRunner().invoke(guard, ["replay", str(path), "--json"])
    assert (done.exit_code, done.stdout) == (2, "")
