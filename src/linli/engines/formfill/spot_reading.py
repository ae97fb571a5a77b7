"""What does each question of a form for a single person ask?"""

from collections.abc import Sequence

from linli.engines.formfill.column_form import Place, cell_format, column_form
from linli.engines.formfill.columns import Surroundings
from linli.engines.formfill.guess import Context, Guess
from linli.engines.formfill.meaning import understand
from linli.engines.formfill.model import ColumnForm, Spot
from linli.engines.formfill.neighbours import settle
from linli.engines.formfill.spots import Question


def read_spots(questions: Sequence[Question], context: Context, around: Surroundings) -> tuple[Spot, ...]:
    """The questions with their meanings, each seen in the light of the ones before."""
    reader = around.reader
    own_name = any(
        reader.phrase(q.piece.text).what == "name" and not reader.phrase(q.piece.text).whose
        for q in questions
    )
    context = Context(context.topics, context.subject, own_name)
    guesses = [understand(question.piece.text, question.path, context, reader) for question in questions]
    grouped = [any(reader.group(group).whose for group in question.path) for question in questions]
    settled = settle(guesses, [question.piece.text for question in questions], grouped, context, reader)
    return tuple(
        Spot(
            row=question.piece.block.first_row,
            column=question.piece.block.first_column,
            heading=question.piece.text,
            path=question.path,
            answer=question.answer.block,
            label=guess.label,
            confidence=guess.confidence,
            reason=guess.reason,
            form=_form(question, guess, around),
        )
        for question, guess in zip(questions, settled, strict=True)
    )


def asks_own_name(spots: Sequence[Spot]) -> bool:
    """Whether the form asks the name of its one person outside any table."""
    return any(spot.label == "姓名" for spot in spots)


def _form(question: Question, guess: Guess, around: Surroundings) -> ColumnForm:
    block = question.answer.block
    place = Place(
        heading=question.piece.text,
        path=question.path,
        cells=block,
        number_format=cell_format(around.grid.cells, block.first_row, block.first_column),
        example=question.answer.text,
    )
    return column_form(place, guess, around.choices, around.notes, around.reader.vocabulary)
