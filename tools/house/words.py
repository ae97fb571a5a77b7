"""Words that Linli never says about people."""

import re
from collections.abc import Iterator
from pathlib import Path

from house.tree import Rule, Tree

NEVER = re.compile(r"可疑|目标人群|重点管控|维稳|黑名单|排名榜|末位|打卡|指标任务数")
ALLOWED = re.compile(r"没有.{0,6}排名|不.{0,4}排名|群租疑似")


def _spoken(tree: Tree) -> Iterator[Path]:
    yield from tree.files("*.py")
    yield from tree.files("*.html")


def hurts(path: str, text: str) -> Iterator[str]:
    """Respectful words only: no suspicion, no targets, no rankings, no check-ins."""
    if "/engines/formfill/" in path:
        return  # departments' own headings are read there, not said by us
    for number, line in enumerate(text.splitlines(), 1):
        if NEVER.search(line) and not ALLOWED.search(line):
            yield f"line {number}: {NEVER.search(line).group()}"  # type: ignore[union-attr]


RULES = (
    Rule("words", hurts.__doc__ or "", _spoken, hurts,
         good=(("src/a.py", "这里没有对人的排名"),), bad=(("src/a.py", "可" + "疑人员"),)),
)  # fmt: skip
