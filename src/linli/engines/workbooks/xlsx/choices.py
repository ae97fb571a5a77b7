"""Which answers does a sheet itself offer for its cells?"""

from collections.abc import Mapping

from linli.engines.workbooks.model import Block, Cell, Choice
from linli.engines.workbooks.references import block_at, blocks_at, split_sheet
from linli.engines.workbooks.xlsx.cells import RawSheet, choices_wanted

MOST_OPTIONS = 20_000
MOST_LISTS = 5_000


class ChoiceLists:
    """Resolves list validations: written out, a range here or elsewhere, or a defined name."""

    def __init__(
        self, sheets: Mapping[str, RawSheet], names: tuple[tuple[str, str | None, str], ...]
    ) -> None:
        self._sheets = sheets
        self._names = names

    def of(self, sheet: str) -> tuple[Choice, ...]:
        """All choices of one sheet; lists that depend on another answer (INDIRECT) are left out."""
        found: dict[tuple[str, ...], list[Block]] = {}
        for formula, cells in choices_wanted(self._sheets[sheet].lists[:MOST_LISTS]).items():
            options = self._options(formula, sheet)
            if options:
                found.setdefault(options, []).extend(blocks_at(cells))
        return tuple(Choice(tuple(blocks), options) for options, blocks in found.items() if blocks)

    def _options(self, formula: str, sheet: str) -> tuple[str, ...]:
        formula = formula.strip().removeprefix("=")
        if formula.startswith('"') and formula.endswith('"') and len(formula) > 1:
            return written_out(formula[1:-1].replace('""', '"'))
        return self._range(self._named(formula, sheet) or formula, sheet)

    def _named(self, formula: str, sheet: str) -> str:
        wide = ""
        for name, local, reference in self._names:
            if name.lower() == formula.lower():
                if local == sheet:
                    return reference
                wide = wide or (reference if local is None else "")
        return wide

    def _range(self, reference: str, sheet: str) -> tuple[str, ...]:
        named, cells = split_sheet(reference)
        source = self._sheets.get(named or sheet)
        try:
            block = block_at(cells)
        except ValueError:
            return ()
        return () if source is None else texts_in(source.cells, block)


def written_out(text: str) -> tuple[str, ...]:
    """ "男,女" → (男, 女)."""
    return tuple(dict.fromkeys(part.strip() for part in text.split(",") if part.strip()))


def texts_in(cells: Mapping[tuple[int, int], Cell], block: Block) -> tuple[str, ...]:
    """The different texts of a block, row by row."""
    rows, columns = (
        range(block.first_row, block.last_row + 1),
        range(block.first_column, block.last_column + 1),
    )
    if len(rows) * len(columns) > len(cells):
        inside = sorted(at for at in cells if at[0] in rows and at[1] in columns)
    else:
        inside = [(row, column) for row in rows for column in columns if (row, column) in cells]
    texts = (cells[at].text.strip() for at in inside)
    return tuple(dict.fromkeys(text for text in texts if text))[:MOST_OPTIONS]
