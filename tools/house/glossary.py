"""Contexts introduce themselves under five headings, and the glossary names only what the code has."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from house.tree import Rule, Tree

HEADINGS = ("## 用途 Purpose", "## 词 Words", "## 状态 States", "## 权限 Who may", "## 门 Door")
IDENTIFIER = re.compile(r"`([A-Za-z_][A-Za-z0-9_.]*)`")


def _readmes(tree: Tree) -> Iterator[Path]:
    yield from (context / "README.md" for context in tree.contexts if (context / "README.md").exists())


def lacks_headings(path: str, text: str) -> Iterator[str]:
    """Purpose, words, states, who may, door: the same five in every context, none of them empty."""
    for heading in HEADINGS:
        if heading not in text:
            yield f"no heading {heading!r}"
        elif not text.partition(heading)[2].partition("\n## ")[0].strip():
            yield f"nothing under {heading!r}"


@dataclass(frozen=True, slots=True)
class ReadmeRule(Rule):
    """Also finds contexts without a README."""

    def findings(self, tree: Tree) -> Iterator[str]:
        """Missing READMEs, then missing headings."""
        for context in tree.contexts:
            if not (context / "README.md").exists():
                yield f"{tree.name(context)}: no README.md [{self.key}]"
        yield from Rule.findings(self, tree)


@dataclass(frozen=True, slots=True)
class GlossaryRule(Rule):
    """Identifiers of the glossary exist in the code."""

    def findings(self, tree: Tree) -> Iterator[str]:
        """Words that lead nowhere."""
        code = "\n".join(tree.text(p) for p in tree.files("*.py"))
        packs = "\n".join(tree.text(p) for p in sorted((tree.root / "packs").rglob("*.toml")))
        for path in self.looks_at(tree):
            for row in tree.text(path).splitlines():
                for name in IDENTIFIER.findall(row) if row.startswith("|") else ():
                    last = name.rpartition(".")[2]
                    if last not in code and last not in packs:
                        yield f"{tree.name(path)}: `{name}` is not in the code [{self.key}]"


def _glossary(tree: Tree) -> Iterator[Path]:
    if (tree.root / "GLOSSARY.md").exists():
        yield tree.root / "GLOSSARY.md"


FULL = "\n".join(f"{heading}\nwords\n" for heading in HEADINGS)
EMPTIED = FULL.replace("words", "", 1)
RULES = (
    ReadmeRule(
        "readme",
        lacks_headings.__doc__ or "",
        _readmes,
        lacks_headings,
        good=(("a/README.md", FULL),),
        bad=(("a/README.md", EMPTIED), ("a/README.md", "")),
    ),
    GlossaryRule("glossary", GlossaryRule.__doc__ or "", _glossary, lambda _p, _t: iter(())),
)
