"""Which cells does "B3:D9" name?"""

import re

from linli.engines.workbooks.model import Block, column_letters

LAST_ROW = 1_048_576
LAST_COLUMN = 16_384

_CELL = re.compile(r"\$?([A-Za-z]{1,3})\$?(\d{1,7})$")
_WHOLE_COLUMN = re.compile(r"\$?([A-Za-z]{1,3})$")
_WHOLE_ROW = re.compile(r"\$?(\d{1,7})$")


def column_number(letters: str) -> int:
    """A → 1, AA → 27."""
    number = 0
    for letter in letters.upper():
        number = number * 26 + ord(letter) - 64
    return number


def cell_at(name: str) -> tuple[int, int]:
    """B3 → (3, 2); raises ValueError for anything else."""
    match = _CELL.match(name)
    if match is None:
        raise ValueError(name)
    return int(match.group(2)), column_number(match.group(1))


def _end(name: str, *, last: bool) -> tuple[int, int]:
    if column := _WHOLE_COLUMN.match(name):
        return (LAST_ROW if last else 1), column_number(column.group(1))
    if row := _WHOLE_ROW.match(name):
        return int(row.group(1)), (LAST_COLUMN if last else 1)
    return cell_at(name)


def block_at(name: str) -> Block:
    """B3:D9, B3, B:D or 3:9 as a block; raises ValueError for anything else."""
    first, _, last = name.partition(":")
    top, left = _end(first, last=False)
    bottom, right = _end(last or first, last=True)
    return Block(min(top, bottom), min(left, right), max(top, bottom), max(left, right))


def blocks_at(names: str) -> tuple[Block, ...]:
    """All blocks of a space-separated list, the unreadable ones left out."""
    found = []
    for name in names.split():
        try:
            found.append(block_at(name))
        except ValueError:
            continue
    return tuple(found)


def block_name(block: Block) -> str:
    """The shortest A1 name of a block."""
    first = f"{column_letters(block.first_column)}{block.first_row}"
    last = f"{column_letters(block.last_column)}{block.last_row}"
    return first if first == last else f"{first}:{last}"


def split_sheet(reference: str) -> tuple[str, str]:
    """'My sheet'!$A$1 → (My sheet, $A$1); the sheet is empty when none is named."""
    sheet, mark, cells = reference.strip().rpartition("!")
    if not mark:
        return "", cells
    if sheet.startswith("'") and sheet.endswith("'"):
        sheet = sheet[1:-1].replace("''", "'")
    return sheet, cells
