"""What does a department's blank sheet ask, of whom, and where?"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from linli.engines.formfill.catalogue import Catalogue
from linli.engines.formfill.columns import Surroundings, guess_columns, rows_are, table_reading
from linli.engines.formfill.grid import Grid, grid_from
from linli.engines.formfill.guess import Context
from linli.engines.formfill.layout import Layout, find_layouts
from linli.engines.formfill.model import About, Population, Reason, SheetReading, Spot, TableReading
from linli.engines.formfill.population import Clues, find_population
from linli.engines.formfill.spot_reading import asks_own_name, read_spots
from linli.engines.formfill.spots import Question, find_questions
from linli.engines.formfill.strength import Reader
from linli.engines.formfill.surroundings import notes_of, title_between, title_of
from linli.engines.formfill.vocabulary import Vocabulary
from linli.engines.text.folding import fold
from linli.engines.workbooks.model import Sheet


@dataclass(frozen=True, slots=True)
class _Found:
    """What was found on a sheet before anything was given a meaning."""

    sheet: Sheet
    file_name: str
    grid: Grid
    reader: Reader
    layouts: tuple[Layout, ...]
    questions: tuple[Question, ...]
    title: str
    notes: tuple[str, ...]


def recognise(
    sheet: Sheet, vocabulary: Vocabulary, catalogue: Catalogue, *, file_name: str = ""
) -> SheetReading:
    """Everything understood of one sheet; a sheet without a table gives a reading that says so."""
    found = _find(sheet, file_name, Reader(vocabulary))
    population = _population(found, catalogue)
    context = _context(found, population, catalogue, found.title)
    around = Surroundings(found.grid, sheet.choices, found.notes, found.reader)
    spots = read_spots(found.questions, context, around)
    if asks_own_name(spots):
        context = replace(context, form_has_name=True)
    tables = _tables(found, context, around, catalogue)
    return SheetReading(
        sheet=sheet.name,
        title=found.title,
        population=population,
        tables=tables,
        spots=spots,
        reason=_reason(found, tables, spots),
        notes=found.notes,
    )


def _find(sheet: Sheet, file_name: str, reader: Reader) -> _Found:
    grid = grid_from(sheet)
    layouts = tuple(find_layouts(grid, reader))
    inside = frozenset(row for layout in layouts for row in range(layout.header.first, layout.below))
    questions = tuple(find_questions(grid, reader, inside))
    first = min(
        [layout.header.first for layout in layouts]
        + [question.piece.block.first_row for question in questions],
        default=min(grid.last_row + 1, 6),
    )
    inside |= {question.piece.block.first_row for question in questions}
    return _Found(
        sheet=sheet,
        file_name=file_name,
        grid=grid,
        reader=reader,
        layouts=layouts,
        questions=questions,
        title=title_of(sheet, grid, first, reader),
        notes=notes_of(sheet, grid, inside, reader),
    )


def _tables(
    found: _Found, context: Context, around: Surroundings, catalogue: Catalogue
) -> tuple[TableReading, ...]:
    readings: list[TableReading] = []
    above = 0
    for layout in found.layouts:
        title = _own_title(found, range(above, layout.header.first))
        own = _own_population(title, catalogue)
        table_context = context if own is None else _context(found, own, catalogue, title)
        guesses = guess_columns(layout, table_context, found.reader)
        readings.append(replace(table_reading(layout, guesses, around), title=title, population=own))
        above = layout.below
    return tuple(sorted(readings, key=lambda table: -table.score))


def _own_title(found: _Found, rows: range) -> str:
    """What stands over one of several tables; over the first one a line below the title of the whole form."""
    if rows.start:
        return title_between(found.grid, rows, found.reader)
    if len(found.layouts) < 2:
        return ""
    lowest = next((row for row in reversed(rows) if any(found.grid.texts(row))), 0)
    title = title_between(found.grid, range(lowest, lowest + 1), found.reader)
    return "" if title == found.title else title


def _own_population(title: str, catalogue: Catalogue) -> Population | None:
    """Whom a table is about, when its own title names somebody."""
    population = find_population(Clues(title=title), catalogue) if title else None
    return None if population is None or population.reason.code == "everyone" else population


def _reason(found: _Found, tables: Sequence[TableReading], spots: Sequence[Spot]) -> Reason:
    if spots and sum(bool(spot.label) for spot in spots) > max(
        (table.score for table in tables), default=0.0
    ):
        return Reason("spots")
    if tables:
        return Reason(tables[0].about if tables[0].about in {"counts", "things"} else "table")
    if not found.grid.numbers:
        return Reason("empty")
    return Reason("instructions" if found.notes else "no_table")


# ── Whom the form is about, and what that says of every column ──────────────────────────────────────────
def _population(found: _Found, catalogue: Catalogue) -> Population:
    clues = Clues(
        title=found.title, sheet_name=found.sheet.name, file_name=found.file_name, notes=found.notes
    )
    if found.layouts:
        layout = found.layouts[0]
        guesses = guess_columns(layout, Context(), found.reader)
        about: About = rows_are(layout, guesses, found.reader)
        texts = zip(layout.slots, guesses, strict=True)
        clues = replace(
            clues,
            about=about,
            name_headings=tuple(slot.piece.text for slot, guess in texts if guess.label == "姓名"),
            labels=frozenset(guess.label for guess in guesses if guess.label),
        )
    return find_population(clues, catalogue)


def _context(found: _Found, population: Population, catalogue: Catalogue, title: str) -> Context:
    vocabulary = found.reader.vocabulary
    wide = vocabulary.kinds.get("form_wide", frozenset())
    groups = [catalogue.group(key) for key in population.groups]
    topics = [group.topic for group in groups if group.topic]
    text = fold(title or found.file_name) + fold(found.sheet.name)
    for word in (word for group in groups for word in sorted(group.words, key=len, reverse=True)):
        # The group's own topic is known; its name must not be read as a second one (低保 in 低保边缘).
        text = text.replace(fold(word), " ")
    for word, senses in vocabulary.words.items():
        if senses.topics and len(word) > 1 and word in text:
            topics += senses.topics
    subject = next((group.subject for group in groups if group.subject), "self")
    return Context(tuple(topic for topic in dict.fromkeys(topics) if topic in wide), subject)
