"""A row that was asked about: the same person, somebody new, or not this time."""

from django.utils.translation import gettext_lazy as _

from linli.contexts.registry.commands import imports as commands
from linli.contexts.registry.imports import surroundings
from linli.contexts.registry.imports.applying import apply_chunk
from linli.contexts.registry.imports.entries import unsealed
from linli.contexts.registry.imports.judging import TO_ASK, Judged, judge_known, take_as_new
from linli.contexts.registry.models import ImportRow, ImportRun, Person
from linli.contexts.registry.models.imports import Outcome, RunState
from linli.contexts.registry.models.people import Standing
from linli.kernel.actor import Actor
from linli.kernel.errors import BadInput

SAME, NEW, SKIP = "same", "new", "skip"
ONE_NUMBER = frozenset({"number_held_twice", "number_other_name"})
"""Reasons to ask that leave no room for somebody new: a number belongs to one person."""


def answers_to(row: ImportRow) -> tuple[str, ...]:
    """What can be answered about a row."""
    codes = {code for code, _told in row.reasons}
    return (SAME, SKIP) if codes & ONE_NUMBER else (SAME, NEW, SKIP)


def decide(actor: Actor, run: ImportRun, row: ImportRow, answer: str, person: str = "") -> ImportRow:
    """Keep the answer; when the roster has been taken over already, carry the row over at once."""
    if answer not in answers_to(row) or (answer == SAME and person not in row.candidates):
        raise BadInput(_("请先选是哪一位。"))
    decided = commands.decide(actor, run, row, answer=_worked_out(run, row, answer, person))
    if run.state == RunState.DONE and answer != SKIP:
        apply_chunk(actor, run, only=decided)
        decided.refresh_from_db()
    return decided


def _worked_out(run: ImportRun, row: ImportRow, answer: str, person: str) -> commands.Answer:
    entry = unsealed(row.box)
    entry.person = ""
    asked = [remark for remark in entry.warnings if remark[0] in {*TO_ASK, "gone_since"}]
    if answer == SKIP:
        return commands.Answer(Outcome.SKIPPED, entry.sealed(), reasons=row.reasons)
    entry.warnings = []
    judged = Judged(entry, Outcome.NEW)
    found: Person | None = None
    if answer == NEW:
        take_as_new(entry)
    else:
        entry.person = person
        found = _known(judged, run, person)
    reasons = [list(remark) for remark in (*entry.warnings, *asked)]
    return commands.Answer(judged.outcome, entry.sealed(), judged.changes, reasons, found)


def _known(judged: Judged, run: ImportRun, key: str) -> Person:
    people = surroundings.people([key])
    person = people.get(key)
    if person is None or person.standing in (Standing.MERGED, Standing.ERASED, Standing.DIED):
        raise BadInput(_("登记里的这份记录已经合并、清除或去世，请重新试读名册。"))
    about = surroundings.around([judged.entry], people)
    judge_known(judged, person, about[key], run.valid_on)
    return person
