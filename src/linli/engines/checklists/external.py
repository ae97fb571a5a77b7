"""Which lists of choices does the sheet external_choices hold?"""

from collections.abc import Mapping, Sequence

from linli.engines.checklists.locating import heading
from linli.engines.checklists.model import Choice

_LABEL = "label"


def external_lists(rows: Sequence[Mapping[str, str]], language: str) -> dict[str, tuple[Choice, ...]]:
    """The lists by name; every column but list, name and label serves the choice filter."""
    lists: dict[str, list[Choice]] = {}
    for row in rows:
        cells = {heading(column): (column, str(text).strip()) for column, text in row.items() if text}
        name = cells.get("name", cells.get("value", ("", "")))[1]
        if name and "list_name" in cells:
            lists.setdefault(cells["list_name"][1], []).append(_choice(name, cells, language))
    return {name: tuple(choices) for name, choices in lists.items()}


def _choice(name: str, cells: Mapping[str, tuple[str, str]], language: str) -> Choice:
    label, columns = {}, {}
    for column, (written, text) in cells.items():
        first, _, spoken = written.partition("::")
        if heading(first) in {_LABEL, "caption"}:
            label[spoken.strip() or language] = text
        elif column not in {"list_name", "name", "value"}:
            columns[written] = text
    return Choice(name, label, columns)
