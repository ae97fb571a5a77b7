"""Files stay short enough to read in one sitting."""

from collections.abc import Iterator
from pathlib import Path

from house.tree import Rule, Tree

TOO_LONG = 600
TEMPLATE_TOO_LONG = 160


def _code(tree: Tree) -> Iterator[Path]:
    yield from tree.files("*.py")
    yield from tree.files("*.html")


def is_too_long(path: str, text: str) -> Iterator[str]:
    """600 lines at the very most for code, 160 for a template; the aim is 250 and 90."""
    lines = text.count("\n")
    most = TEMPLATE_TOO_LONG if path.endswith(".html") else TOO_LONG
    if lines > most:
        yield f"{lines} lines, over {most}"


RULES = (
    Rule(
        "size",
        is_too_long.__doc__ or "",
        _code,
        is_too_long,
        good=(("a.py", "x\n" * 600), ("a.html", "x\n" * 160)),
        bad=(("a.py", "x\n" * 601), ("a.html", "x\n" * 161)),
    ),
)
