"""What does a department's blank sheet ask, of whom, and where?"""

from collections.abc import Sequence

from linli.engines.formfill.catalogue import Catalogue
from linli.engines.formfill.columns import guess_columns, rows_are, table_reading
from linli.engines.formfill.grid import Grid, grid_from
from linli.engines.formfill.layout import Layout, find_layouts
from linli.engines.formfill.meaning import Context, Guess
from linli.engines.formfill.model import Population, Reason, SheetReading, TableReading
from linli.engines.formfill.population import Clues, find_population
from linli.engines.formfill.strength import Reader
from linli.engines.formfill.surroundings import notes_of, title_of
from linli.engines.formfill.vocabulary import Vocabulary
from linli.engines.text.folding import fold
from linli.engines.workbooks.model import Sheet


def recognise(sheet: Sheet, vocabulary: Vocabulary, catalogue: Catalogue, *, file_name: str = "") -> SheetReading:
    """Everything understood of one sheet; never raises, a sheet without a table gives a reading that says so."""
    grid, reader = grid_from(sheet), Reader(vocabulary)
    layouts = find_layouts(grid, reader)
    title = title_of(sheet, grid, layouts, reader)
    notes = notes_of(sheet, grid, layouts, reader)
    population = _population(sheet, title, notes, file_name, layouts, reader, catalogue)
    context = _context(title, file_name, sheet, population, reader, catalogue)
    tables = tuple(
        sorted(
            (
                table_reading(layout, guess_columns(layout, context, reader), grid, sheet.choices, notes, reader)
                for layout in layouts
            ),
            key=lambda table: -table.score,
        )
    )
    return SheetReading(
        sheet=sheet.name,
        title=title,
        population=population,
        tables=tables,
        spots=(),
        reason=_reason(grid, tables),
        notes=notes,
    )


def _reason(grid: Grid, tables: Sequence[TableReading]) -> Reason:
    if tables:
        best = tables[0]
        return Reason(best.about if best.about in {"counts", "things"} else "table")
    return Reason("no_table" if grid.rows else "empty")


def _population(sheet, title, notes, file_name, layouts: Sequence[Layout], reader, catalogue) -> Population:
    guesses: list[Guess] = []
    names: list[str] = []
    about = "people"
    if layouts:
        guesses = guess_columns(layouts[0], Context(), reader)
        about = rows_are(layouts[0], guesses, reader)
        names = [s.piece.text for s, g in zip(layouts[0].slots, guesses, strict=True) if g.label == "姓名"]
    return find_population(
        Clues(
            title=title,
            sheet_name=sheet.name,
            file_name=file_name,
            notes=notes,
            name_headings=tuple(names),
            labels=frozenset(guess.label for guess in guesses if guess.label),
            about=about,
        ),
        catalogue,
    )


def _context(title, file_name, sheet, population: Population, reader: Reader, catalogue: Catalogue) -> Context:
    vocabulary = reader.vocabulary
    wide = vocabulary.kinds.get("form_wide", frozenset())
    groups = [catalogue.group(key) for key in population.groups]
    topics = [group.topic for group in groups if group.topic]
    text = fold(title or file_name) + fold(sheet.name)
    for named in (word for group in groups for word in sorted(group.words, key=len, reverse=True)):
        text = text.replace(fold(named), " ")
    for word, senses in vocabulary.words.items():
        if senses.topics and len(word) > 1 and word in text:
            topics += [topic for topic in senses.topics if topic not in topics]
    subject = next((group.subject for group in groups if group.subject), "self")
    return Context(tuple(topic for topic in dict.fromkeys(topics) if topic in wide), subject)
