"""``linli spaces`` and ``linli contests``: one JSON value, lines for people, one sentence for errors."""

import json
from typing import Any

import pytest
from click.testing import CliRunner
from tests.builders.contests import drafted, published
from tests.builders.spaces import at

from linli.config.commands.gatherings import contests, spaces

pytestmark = pytest.mark.django_db


def run(group: Any, *words: str) -> Any:
    return CliRunner().invoke(group, words)


def test_open_spaces(world) -> None:
    space = at(world, "closed")
    at(world, "draft")
    assert [one["code"] for one in json.loads(run(spaces, "list", "--json").stdout)] == [space.code]
    assert "共 1 次" in run(spaces, "list").stdout
    assert "换三盏路灯" in run(spaces, "show", space.code).stdout
    told = json.loads(run(spaces, "show", space.code.lower(), "--json").stdout)
    assert told["actions"][0]["what"] == "换三盏路灯"
    wrong = run(spaces, "show", "NOSUCH")
    assert (wrong.exit_code, wrong.stderr) == (2, "没有这个短码的开放空间：NOSUCH\n")
    assert run(spaces, "list", "--community", "nowhere").exit_code == 2


def test_contests(world) -> None:
    contest, draft = published(world), drafted(world)
    assert [one["id"] for one in json.loads(run(contests, "list", "--json").stdout)] == [str(contest.pk)]
    assert "已公布" in run(contests, "list").stdout
    assert "总分 80" in run(contests, "show", str(contest.pk)).stdout
    assert json.loads(run(contests, "show", str(contest.pk), "--json").stdout)["sums"][0]["total"] == "80"
    for wrong in ("三月", str(draft.pk)):
        told = run(contests, "show", wrong)
        assert (told.exit_code, told.stderr) == (2, f"没有这次评选：{wrong}\n")
    assert run(contests, "list", "--community", "nowhere").exit_code == 2
