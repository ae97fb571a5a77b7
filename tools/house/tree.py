"""The repository as rules see it, and what a rule is."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

Judge = Callable[[str, str], Iterator[str]]
"""(path inside the repository, text) → findings, without the path."""


class Tree:
    """Files of the repository, read once."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.src = root / "src" / "linli"
        self._texts: dict[Path, str] = {}

    def text(self, path: Path) -> str:
        """A file's text."""
        if path not in self._texts:
            self._texts[path] = path.read_text(encoding="utf-8")
        return self._texts[path]

    @cached_property
    def contexts(self) -> list[Path]:
        """Folders of bounded contexts."""
        return sorted(p for p in (self.src / "contexts").iterdir() if (p / "apps.py").exists())

    def files(self, pattern: str) -> Iterator[Path]:
        """Files below ``src/linli``, migrations left out."""
        for path in sorted(self.src.rglob(pattern)):
            if "migrations" not in path.parts and "dist" not in path.parts:
                yield path

    def name(self, path: Path) -> str:
        """The path inside the repository."""
        return path.relative_to(self.root).as_posix()


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule: what it looks at, how it judges one file, and samples of both verdicts."""

    key: str
    why: str
    looks_at: Callable[[Tree], Iterator[Path]]
    judge: Judge
    good: tuple[tuple[str, str], ...] = ()
    bad: tuple[tuple[str, str], ...] = ()

    def findings(self, tree: Tree) -> Iterator[str]:
        """Every finding in the tree."""
        for path in self.looks_at(tree):
            for finding in self.judge(tree.name(path), tree.text(path)):
                yield f"{tree.name(path)}: {finding} [{self.key}]"
