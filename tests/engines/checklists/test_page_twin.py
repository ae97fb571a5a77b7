"""The page reckons as the server does: its own tests, run when Node and the page's tools are there."""

import contextlib
import json
import random
import shutil
import subprocess
import warnings
from collections.abc import Iterator
from dataclasses import asdict
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from tests.engines.checklists.books import ROOT, SHARED, book, real_books

from linli.engines.checklists import (
    CannotCompile,
    Checklist,
    Group,
    Repeat,
    Setting,
    begin,
    compile_book,
    compile_rows,
    evaluate,
    rows_from_toml,
    to_json,
)

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


SETTING = Setting("2026-11-21", "2026-11-21T09:30:00.000+08:00", "小王", seed="visit-7")
TOUGH = """
|type|name|label|relevant|constraint|calculation|choice_filter|required|default|repeat_count|trigger
| text | head | 户主 | | | | | yes | concat('王', '家') |
| integer | n | 几口人 | | . < 9 | | | | 2 |
| begin repeat | people | 第 ${n} 户的人 | ${n} != '0' | | | | | | ${n} |
| text | who | ${head}的谁 | | | | | | 家人 |
| date | born | 出生 | ${who} != '' | . <= today() | | | ${who} = '甲' |
| calculate | age | | | | cht:difference-in-years(${born}, today()) |
| calculate | at | | | | position(..) |
| select_one town | town | 小区 | | | | district = ${head} or ${age} > 60 |
| begin repeat | pets | 宠物 |
| text | pet | 名字 |
| calculate | owner | | | | concat(${who}, '的', ${pet}) |
| end repeat |
| end repeat |
| select_one ${who} | carer | 谁照顾 |
| rank town | order | 次序 |
| range | score | 评分 |
| decimal | money | 钱 | | . > 0.5 |
| calculate | ages | | | | sum(${age}) + count(${people}) * 1.1 |
| calculate | old | | | | if(max(${age}) > 60, 'yes', 'no') |
| calculate | day | | | | format-date(today() - ${ages}, '%Y年%n月%e日 %a') |
| calculate | drawn | | | | once(random()) |
| select_multiple town | all | 都选 | | count-selected(.) < 2 or ${old} = 'yes' |
| acknowledge | ok | 已确认 ${day} | selected(${all}, 'x1') | | | | true() |
| text | second | 第二位 | | | indexed-repeat(${who}, ${people}, 2) |
| time | hour | 几点 | ${score} > 3 |
| dateTime | then | 何时 |
| text | copied | 抄 | | | concat(${head}, '!') | | | | | ${head} |
"""
CHOICES = """
| list_name | name | label | district |
| town | x1 | 东一 | 王家 |
| town | x2 | 东二 ${head} | 王家 |
| town | y1 | 西一 | 李家 |
"""
LEAVES: dict[str, tuple[str, ...]] = {
    "integer": ("0", "1", "2", "3", "12", "-4", "x", "2.5"),
    "decimal": ("0.5", "1", "12.25", "-3", ".", "1e3"),
    "date": ("1943-02-28", "2015-06-01", "2026-11-21", "2027-01-01", "soon", "2026-02-30"),
    "time": ("09:30", "25:00", "9"),
    "datetime": ("2026-11-20T08:00:00.000+08:00", "2026-11-20"),
    "range": ("1", "5", "11", "a"),
    "acknowledge": ("OK",),
}
NAMES = (
    "x1",
    "x2",
    "y1",
    "x1 y1",
    "x1 x2 y1",
    "yes",
    "no",
    "none",
    "甲",
    "乙",
    "rubber",
    "metal",
    "low",
    "nobody",
)


def filled(nodes: tuple, dice: random.Random) -> dict[str, Any]:
    """Answers such as careless people and old pages send."""
    answers: dict[str, Any] = {}
    for node in nodes:
        if isinstance(node, Repeat):
            answers[node.name] = [filled(node.children, dice) for _ in range(dice.randrange(4))]
        elif isinstance(node, Group):
            inner = filled(node.children, dice)
            answers |= inner if node.flat else {node.name: inner}
        elif dice.random() < 0.75:
            answers[node.name] = dice.choice(LEAVES.get(node.kind, NAMES))
    return answers


@cache
def checklists() -> tuple[Checklist, ...]:
    """Ours first, then the small ones among the collected."""
    return (*_ours(), *_collected())


def _ours() -> Iterator[Checklist]:
    yield compile_book(book(survey=TOUGH, choices=CHOICES), "tough.xlsx").checklist
    for path in sorted((ROOT / "packs/base/checklists").glob("*.toml")):
        yield compile_rows(rows_from_toml(path.read_text("utf-8"))).checklist


def _collected() -> Iterator[Checklist]:
    warnings.simplefilter("ignore")
    for path in real_books() if (SHARED / "xlsforms").is_dir() else ():
        with contextlib.suppress(CannotCompile):
            compiled = compile_book(path.read_bytes(), path.name)
            if sum(1 for _ in compiled.checklist.nodes()) < 200:
                yield compiled.checklist


def asked_of_the_page(
    jobs: list[tuple[Checklist, dict[str, Any] | None, dict[str, Any]]],
) -> list[dict[str, Any]]:
    given = [
        {
            "model": json.loads(to_json(checklist)),
            "answers": answers,
            "prefill": prefill,
            "setting": asdict(SETTING),
        }
        for checklist, answers, prefill in jobs
    ]
    return json.loads(run(FRONTEND / "tests" / "reckon.mjs", given=json.dumps(given)))


def test_the_page_and_the_server_make_the_same_of_any_answers() -> None:
    dice = random.Random(20261121)
    counts = [(each, 40 if at < 5 else 3) for at, each in enumerate(checklists())]
    jobs = [(each, filled(each.children, dice), {}) for each, count in counts for _ in range(count)]
    for (checklist, answers, _), page in zip(jobs, asked_of_the_page(jobs), strict=True):
        state = evaluate(checklist, answers, SETTING)
        told = (checklist.key, json.dumps(answers, ensure_ascii=False))
        assert page["values"] == state.values, told
        assert page["visible"] == list(state.visible), told
        assert page["errors"] == [[error.place, error.why] for error in state.errors], told
        assert page["labels"] == state.labels, told


def test_the_page_and_the_server_begin_a_visit_alike() -> None:
    prefill = {"phone": "13800138000", "guardian_name": ["甲", "乙"]}
    jobs = [(each, None, prefill) for each in checklists()]
    for (checklist, _, _), page in zip(jobs, asked_of_the_page(jobs), strict=True):
        assert page["texts"] == begin(checklist, SETTING, prefill), checklist.key
