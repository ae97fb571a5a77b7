"""The long work on a roster: trying it out, taking it over, taking it back, with news on the way."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

from linli.contexts.registry.commands import imports as commands
from linli.contexts.registry.imports.applying import GOING, apply_chunk
from linli.contexts.registry.imports.judging import Checked, Tell, Way, check, quietly
from linli.contexts.registry.imports.mapping import DISTRICT_DIGITS, columns_of, heading_of, recognised
from linli.contexts.registry.imports.matching import in_community
from linli.contexts.registry.imports.roster import Roster, day_spoken_of, read_file, roster_of
from linli.contexts.registry.imports.undoing import undo_chunk
from linli.contexts.registry.models import ImportRow, ImportRun
from linli.contexts.registry.models.imports import Outcome, RunState
from linli.contexts.registry.queries.groups import groups
from linli.kernel import clock
from linli.kernel.actor import Actor
from linli.kernel.areas.models import Area
from linli.kernel.files import store
from linli.kernel.files.models import StoredFile


@dataclass(frozen=True, slots=True)
class Offered:
    """A file that may be a roster."""

    data: bytes
    name: str
    sheet: str = ""


def described(community: Area, offered: Offered, valid_on: date | None = None) -> commands.Roster:
    """What is recognised of a file; ``FileRefused`` with a sentence when there is no roster in it."""
    found = roster_of(read_file(offered.data, offered.name), offered.sheet)
    mapping, decided = recognised(found, community.code[:DISTRICT_DIGITS])
    table, title = found.table, found.reading.title
    return commands.Roster(
        data=offered.data,
        name=offered.name,
        sheet=found.reading.sheet,
        header_row=table.header_rows[1],
        first_row=table.first_data_row,
        fingerprint=fingerprint(found),
        mapping=mapping,
        headers={column.cell: heading_of(column) for column in table.columns},
        valid_on=valid_on or day_spoken_of(offered.name, title, clock.today()),
        title=title.replace("\n", " "),
        group=group_of(found),
        decided=decided,
    )


def fingerprint(roster: Roster) -> str:
    """Under which corrections are remembered."""
    from linli.kernel.sheets.reading import template_of

    return template_of(roster.reading)


def group_of(roster: Roster) -> str:
    """The one attested group that title or file name speak of; empty when there is none, or several."""
    named = [ATTESTED.get(group, group) for group in roster.reading.population.groups]
    known = [group for group in named if group in groups()]
    return known[0] if len(known) == 1 and len(named) == 1 else ""


ATTESTED = {
    "subsistence_edge": "allowance_margin",
    "destitute": "extreme_poverty",
    "older_left_behind": "left_behind_older",
    "child_left_behind": "left_behind_child",
}
"""Names of populations whose group has another key."""


def content(run: ImportRun) -> bytes:
    """The file as it was handed in; ``EmptyFile`` when its time is over."""
    kept = StoredFile.objects.get(pk=run.file_id)
    if not kept.size:
        raise store.EmptyFile
    return store.content(kept)


def roster_again(run: ImportRun) -> Roster:
    """The roster of a run, read from its file."""
    return roster_of(read_file(content(run), run.file_name), run.sheet)


def way_of(run: ImportRun) -> Way:
    """How people want it to be taken."""
    return Way(run.valid_on, run.mapping, tuple(run.decided), run.group, run.adds_dwellings)


# ── Trying out ──────────────────────────────────────────────────────────────────────────────────────────
def try_out(actor: Actor, run: ImportRun, tell: Tell = quietly) -> ImportRun:
    """Give every row an outcome, and keep that; the register stays as it is."""
    checked = check(run.community, roster_again(run), way_of(run), tell)
    people = in_community(run.community).count()
    return commands.keep_check(actor, run, rows=as_rows(run, checked), people=people)


def as_rows(run: ImportRun, checked: Checked) -> Iterable[ImportRow]:
    """The judged rows, to be kept."""
    for row in checked.rows:
        is_known = row.outcome in (Outcome.CHANGE, Outcome.SAME)
        yield ImportRow(
            run=run,
            number=row.number,
            outcome=row.outcome,
            reasons=[list(remark) for remark in row.reasons],
            box=row.entry.sealed(),
            person_id=row.entry.person if is_known else None,
            candidates=list(row.candidates),
            changes=row.changes,
        )


# ── Taking over, taking back ────────────────────────────────────────────────────────────────────────────
def take_over(actor: Actor, run: ImportRun, tell: Tell = quietly) -> int:
    """Carry everything over, from wherever an earlier attempt stopped; return how many rows."""
    waiting = ImportRow.objects.filter(run=run, applied_at=None, outcome__in=GOING).count()
    return _until_done(run, RunState.RUNNING, waiting, lambda: apply_chunk(actor, run), tell)


def take_back(actor: Actor, run: ImportRun, tell: Tell = quietly) -> int:
    """Take everything back, from wherever an earlier attempt stopped; return how many rows."""
    waiting = ImportRow.objects.filter(run=run, applied_at__isnull=False, undone_at=None).count()
    return _until_done(run, RunState.UNDOING, waiting, lambda: undo_chunk(actor, run), tell)


def _until_done(run: ImportRun, state: str, total: int, do: Callable[[], int], tell: Tell) -> int:
    """One chunk after the other, as long as the roster stands where it should."""
    done = 0
    while ImportRun.objects.filter(pk=run.pk, state=state).exists():
        done += do()
        tell(min(done, total), total)
    return done


def columns_as_read(run: ImportRun, roster: Roster) -> list[object]:
    """The columns with what they were taken for."""
    return list(columns_of(roster, run.mapping, run.decided))
