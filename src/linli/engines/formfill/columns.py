"""What do all the columns of a table ask, each seen in the light of the others?"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from linli.engines.formfill.about import only_people, what_rows_are
from linli.engines.formfill.column_form import Place, cell_format, column_form
from linli.engines.formfill.evidence import weigh_values
from linli.engines.formfill.grid import Grid
from linli.engines.formfill.guess import Context, Guess
from linli.engines.formfill.layout import Layout, Slot
from linli.engines.formfill.meaning import understand
from linli.engines.formfill.model import About, Column, Reason, TableReading
from linli.engines.formfill.neighbours import settle
from linli.engines.formfill.strength import Reader
from linli.engines.workbooks.model import Block, Choice

_FAMILY = 0.93


def guess_columns(layout: Layout, context: Context, reader: Reader) -> list[Guess]:
    """The meaning of every column, before the form's kind is known."""
    width = len(layout.slots) // layout.bands
    guesses: list[Guess] = []
    for band in range(layout.bands):
        slots = layout.slots[band * width : (band + 1) * width]
        guesses += _guess_band(slots, context, reader)
    return guesses


def _guess_band(slots: Sequence[Slot], context: Context, reader: Reader) -> list[Guess]:
    own_name = any(_asks_own_name(slot, context, reader) for slot in slots)
    if context.form_has_name and _lists_family(slots, reader):
        return [Guess(None, _FAMILY, Reason("someone_else", (slot.words,))) for slot in slots]
    owners = {reader.phrase(slot.words).whose for slot in slots if _asks_a_name(slot, reader)}
    context = replace(
        context,
        has_own_name=own_name or context.form_has_name,
        head_is_row=not own_name and not context.form_has_name and "member" not in owners,
    )
    guesses = [understand(slot.words, _path(slot, reader), context, reader) for slot in slots]
    grouped = [
        bool(slot.groups) and any(reader.group(group).whose for group in _path(slot, reader))
        for slot in slots
    ]
    return settle(guesses, [slot.words for slot in slots], grouped, context, reader)


def _lists_family(slots: Sequence[Slot], reader: Reader) -> bool:
    """称谓 | 姓名 | 工作单位 in a form for one person: the rows are the person's family."""
    relations = any(reader.phrase(slot.words).what == "relation" for slot in slots[:3])
    groups = {reader.group(group).whose for slot in slots for group in slot.groups}
    return relations or bool(groups & {"member", "other"})


def _path(slot: Slot, reader: Reader) -> tuple[str, ...]:
    """The groups to believe: one inherited from the left only where the heading could not stand alone."""
    if not slot.inherited:
        return slot.groups
    leaf = reader.phrase(slot.words)
    alone = (leaf.label and not leaf.what) or leaf.elsewhere or leaf.denied or leaf.whose
    return () if alone else slot.groups


def _asks_a_name(slot: Slot, reader: Reader) -> bool:
    """姓名, 家庭成员姓名, 成员: a column of names, whoever's."""
    leaf = reader.phrase(slot.words)
    return (leaf.what == "name" or (bool(leaf.whose) and not leaf.label)) and not leaf.unknown


def _asks_own_name(slot: Slot, context: Context, reader: Reader) -> bool:
    """姓名, 老人姓名, but not 监护人姓名 and not a name under someone else's group."""
    leaf = reader.phrase(slot.words)
    asks_name = leaf.what == "name" or (leaf.whose and reader.is_word("role", slot.words))
    if not asks_name or leaf.unknown or leaf.elsewhere or leaf.denied:
        return False
    mine = {"", "self", context.subject} | reader.vocabulary.self_whose
    groups = [reader.group(group).whose for group in slot.groups]
    return leaf.whose in mine and all(whose in mine for whose in groups)


def rows_are(layout: Layout, guesses: Sequence[Guess], reader: Reader) -> About:
    """What a row of the table stands for."""
    return what_rows_are(
        guesses, [slot.words for slot in layout.slots], [slot.groups for slot in layout.slots], reader
    )


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What columns need to know of their sheet."""

    grid: Grid
    choices: tuple[Choice, ...]
    notes: tuple[str, ...]
    reader: Reader


def table_reading(layout: Layout, guesses: Sequence[Guess], around: Surroundings) -> TableReading:
    """The finished reading of one table."""
    guesses = weigh_values(guesses, layout, around.grid, around.reader.vocabulary)
    about = rows_are(layout, guesses, around.reader)
    width = len(layout.slots) // layout.bands
    columns = tuple(
        _column(slot, guess, position // width, layout, around)
        for position, (slot, guess) in enumerate(zip(layout.slots, only_people(guesses, about), strict=True))
    )
    return TableReading(
        header_rows=(layout.header.first, layout.header.last),
        first_data_row=layout.first_data_row,
        drawn_rows=layout.drawn_rows,
        columns=columns,
        about=about,
        bands=layout.bands,
        filled_rows=layout.filled,
        total_row=layout.total_row,
        example_rows=layout.examples,
        score=_score(columns, about),
    )


def _score(columns: Sequence[Column], about: About) -> float:
    """How much a table is worth filling: its known columns, far less when it is not about people."""
    known = sum(column.confidence for column in columns if column.label)
    return known + (0.1 * len(columns) if about in {"people", "households", "dwellings"} else 0.0)


def _column(slot: Slot, guess: Guess, band: int, layout: Layout, around: Surroundings) -> Column:
    block = slot.piece.block
    return Column(
        row=block.first_row,
        column=block.first_column,
        last_column=block.last_column,
        heading=slot.piece.text,
        path=slot.path,
        label=guess.label,
        confidence=guess.confidence,
        reason=guess.reason,
        form=column_form(
            _place(slot, layout, around), guess, around.choices, around.notes, around.reader.vocabulary
        ),
        band=band,
    )


def _place(slot: Slot, layout: Layout, around: Surroundings) -> Place:
    column, row = slot.piece.block.first_column, layout.first_data_row
    cells = around.grid.cells
    shown = cells.get((layout.examples[0], column)) if layout.examples else None
    said = (cells[row, column].text for row in layout.instructions if (row, column) in cells)
    return Place(
        heading=slot.words,
        path=slot.groups,
        cells=Block(row, column, max(row, layout.last_drawn_row), slot.piece.block.last_column),
        number_format=cell_format(cells, row, column),
        example=shown.text if shown is not None else "",
        instructions=tuple(text for text in said if text),
    )
