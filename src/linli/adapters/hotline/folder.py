"""A hotline that exchanges files: orders lie as JSON in ``in``, results are put as JSON into ``out``."""

import json
from collections.abc import Sequence
from dataclasses import asdict
from hashlib import sha256
from pathlib import Path

from linli.kernel.ports.hotline import Order, Outcome, order_from


class FolderHotline:
    """A folder that both sides see."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def fetch(self) -> Sequence[Order]:
        """The orders of all files; each holds one order or a list of them."""
        found: list[Order] = []
        for file in sorted((self._folder / "in").glob("*.json")):
            rows = json.loads(file.read_text(encoding="utf-8-sig"))
            found += [order_from(row) for row in (rows if isinstance(rows, list) else [rows])]
        return found

    def send(self, outcome: Outcome) -> None:
        """One file for each order, whole or not at all."""
        target = self._folder / "out"
        target.mkdir(parents=True, exist_ok=True)
        name = "".join(c for c in outcome.number if c.isalnum() or c in "-_")
        file = target / f"{name[:60]}-{sha256(outcome.number.encode()).hexdigest()[:8]}.json"
        draft = file.with_suffix(".part")
        draft.write_text(json.dumps(asdict(outcome), ensure_ascii=False, default=str), encoding="utf-8")
        draft.replace(file)
