"""A hotline that exchanges files: orders lie as JSON in ``in``, results are put as JSON into ``out``."""

import json
from collections.abc import Sequence
from dataclasses import asdict
from hashlib import sha256
from pathlib import Path

from linli.kernel.ports.hotline import Order, Outcome, Unreadable, orders_from


class FolderHotline:
    """A folder that both sides see."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    @property
    def where(self) -> str:
        """The folder's name."""
        return self._folder.name

    def fetch(self) -> Sequence[Order | Unreadable]:
        """The orders of all files; each holds one order or a list of them."""
        if not self._folder.is_dir():
            raise FileNotFoundError(self._folder.name)
        files = sorted((self._folder / "in").glob("*.json"))
        return [order for file in files for order in _orders_of(file)]

    def send(self, outcome: Outcome) -> None:
        """One file for each order, whole or not at all."""
        target = self._folder / "out"
        target.mkdir(parents=True, exist_ok=True)
        name = "".join(c for c in outcome.number if c.isalnum() or c in "-_")
        file = target / f"{name[:60]}-{sha256(outcome.number.encode()).hexdigest()[:8]}.json"
        draft = file.with_suffix(".part")
        draft.write_text(json.dumps(asdict(outcome), ensure_ascii=False, default=str), encoding="utf-8")
        draft.replace(file)


def _orders_of(file: Path) -> Sequence[Order | Unreadable]:
    try:
        rows = json.loads(file.read_text(encoding="utf-8-sig"))
    except ValueError:
        return [Unreadable(file.name)]
    return orders_from(rows if isinstance(rows, list) else [rows])
