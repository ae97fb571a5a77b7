"""The repository speaks of Linli alone: no path of a machine, no host of a package registry."""

import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

from house.tree import Rule, Tree

MACHINE = re.compile(r"(?<![\w.])/(?:work|root|home/\w+|Users/\w+|opt/\w+)/")
REGISTRY = re.compile(
    r'"resolved": *"https?:|registry *= *"?https?:|--index-url|extra-index-url|pypi\.org|registry\.npmjs'
)

SPOKEN = {".py", ".md", ".toml", ".txt", ".json", ".ts", ".css", ".html", ".in", ".yml", ""}


def _tracked(tree: Tree) -> Iterator[Path]:
    listed = subprocess.run(
        ["git", "ls-files"], cwd=tree.root, capture_output=True, text=True, check=False
    ).stdout
    for name in listed.splitlines():
        path = tree.root / name
        if path.suffix in SPOKEN and path.is_file() and "tools/house/places.py" not in name:
            yield path


def names_a_machine(path: str, text: str) -> Iterator[str]:
    """Paths and hosts of one machine mean nothing to anybody else."""
    for number, line in enumerate(text.splitlines(), 1):
        if MACHINE.search(line) or REGISTRY.search(line):
            yield f"line {number}: names a machine's path or a registry's host"


RULES = (
    Rule("machine-path", names_a_machine.__doc__ or "", _tracked, names_a_machine,
         good=(("a.md", "see docs/work/plan.md and /etc/hosts"),),
         bad=(("a.md", "in /work" + "/main"), ("a.json", '"resolved": "https' + '://x"'))),
)  # fmt: skip
