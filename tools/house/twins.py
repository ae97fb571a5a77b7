"""Modules that decide something have a test of the same name."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from house.tree import Rule, Tree

DECIDING = ("commands", "policies", "states", "reactions")


def _rooms(tree: Tree) -> Iterator[Path]:
    for context in tree.contexts:
        for stem in DECIDING:
            if (context / f"{stem}.py").exists():
                yield context / f"{stem}.py"
            yield from sorted(p for p in (context / stem).glob("*.py") if p.stem != "__init__")


@dataclass(frozen=True, slots=True)
class TwinRule(Rule):
    """Needs the tree, not only the text."""

    def findings(self, tree: Tree) -> Iterator[str]:
        """Modules without a test module."""
        for path in self.looks_at(tree):
            inside = path.relative_to(tree.src / "contexts")
            context, stem = inside.parts[0], path.stem
            folder = tree.root / "tests" / "contexts" / context
            room = path.parent.name
            names = {f"test_{stem}.py", f"test_{room}.py", f"test_{room}_{stem}.py"}
            if not any((folder / name).exists() for name in names):
                where = f"{tree.name(folder)}/{sorted(names)[0]}"
                yield f"{tree.name(path)}: no test module {where} [{self.key}]"


RULES = (TwinRule("missing-twin", __doc__ or "", _rooms, lambda _p, _t: iter(())),)
