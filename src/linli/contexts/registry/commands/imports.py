"""A roster's way: handed in, its columns put right, tried out, begun, decided row by row, taken back."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from django.utils.translation import gettext_lazy as _

from linli.contexts.registry import policies
from linli.contexts.registry.models import ImportRow, ImportRun, RosterTemplate
from linli.contexts.registry.models.imports import Outcome, RunState
from linli.contexts.registry.queries.groups import groups
from linli.contexts.registry.states import IMPORTING
from linli.kernel import clock, db
from linli.kernel.actor import Actor
from linli.kernel.areas.models import Area
from linli.kernel.catalogue import shelf
from linli.kernel.commands import command, note
from linli.kernel.errors import BadInput, NotAllowedNow, OutsideYourArea
from linli.kernel.files import store
from linli.kernel.files.models import StoredFile
from linli.kernel.jobs import progress
from linli.kernel.jobs.models import Job

KEPT_DAYS = 90
"""How long a roster, its rows and the way back are kept."""
DISTRICT_DIGITS = 6
Enqueue = Callable[[str], object]


def may_steer(actor: Actor, run: ImportRun, *_: object) -> bool:
    """Whoever may import for the community of the roster; elsewhere the roster does not exist."""
    if not policies.may_import(actor, run.community):
        raise OutsideYourArea
    return True


@dataclass(frozen=True, slots=True)
class Roster:
    """A file with what was recognised of one of its sheets."""

    data: bytes
    name: str
    sheet: str
    header_row: int
    first_row: int
    fingerprint: str
    mapping: Mapping[str, str]
    headers: Mapping[str, str]
    valid_on: date
    title: str = ""
    group: str = ""
    decided: Sequence[str] = ()


@command("registry.import_started", policies.may_import)
def start(actor: Actor, community: Area, /, *, roster: Roster) -> ImportRun:
    """Keep a roster, sealed, to be looked at before anything is taken from it."""
    kept = store.keep(
        actor,
        store.Handed(
            roster.data,
            roster.name,
            purpose="registry.import",
            area_code=community.code,
            purge_on=clock.today() + timedelta(days=KEPT_DAYS),
        ),
    )
    run = ImportRun(
        community=community,
        file_id=kept.pk,
        file_name=kept.name,
        account_id=actor.account_id,
        at=clock.now(),
    )
    _describe(run, roster)
    run.save(force_insert=True)
    note(target=run, area=community.code, columns=len(roster.mapping))
    return run


def _describe(run: ImportRun, roster: Roster) -> None:
    run.sheet, run.title = roster.sheet[:120], roster.title[:200]
    run.header_row, run.first_row = roster.header_row, roster.first_row
    run.fingerprint, run.mapping = roster.fingerprint, dict(roster.mapping)
    run.headers, run.decided = dict(roster.headers), list(roster.decided)
    run.valid_on, run.group = roster.valid_on, roster.group


@dataclass(frozen=True, slots=True)
class Choice:
    """What people decided on the page of a roster."""

    columns: Mapping[str, str] = field(default_factory=dict)
    """{heading cell: field key, or an empty string}"""
    roster: Roster | None = None
    """Another sheet of the file."""
    community: Area | None = None
    valid_on: date | None = None
    group: str | None = None
    adds_dwellings: bool | None = None


@command("registry.import_mapped", may_steer)
def choose(actor: Actor, run: ImportRun, /, *, choice: Choice) -> ImportRun:
    """Put columns, sheet, community, day or way right; what was tried out before no longer counts."""
    held = db.lock_row(ImportRun, pk=run.pk)
    held.state = IMPORTING.after("map", held.state)
    if choice.roster is not None:
        _describe(held, choice.roster)
    if choice.community is not None:
        if not policies.may_import(actor, choice.community):
            raise OutsideYourArea
        held.community = choice.community
    _choose_way(held, choice)
    if choice.columns:
        _choose_columns(actor, held, choice.columns)
    held.counts, held.checked_at = {}, None
    held.save()
    ImportRow.objects.filter(run=held).delete()
    note(area=held.community.code, columns=len(choice.columns))
    return held


def _choose_way(run: ImportRun, choice: Choice) -> None:
    if choice.valid_on is not None:
        if choice.valid_on > clock.today():
            raise BadInput(_("名册说的日期不能在今天之后。"), field="valid_on")
        run.valid_on = choice.valid_on
    if choice.group is not None:
        if choice.group and choice.group not in groups():
            raise BadInput(field="group")
        run.group = choice.group
    if choice.adds_dwellings is not None:
        run.adds_dwellings = choice.adds_dwellings


def _choose_columns(actor: Actor, run: ImportRun, columns: Mapping[str, str]) -> None:
    for cell, key in columns.items():
        if cell not in run.headers or (key and key not in shelf.fields()):
            raise BadInput(_("没有“%(name)s”这个数据项。"), name=key or cell)
    run.mapping = {**run.mapping, **columns}
    run.decided = sorted({*run.decided, *columns})
    known, _is_new = RosterTemplate.objects.get_or_create(
        district=run.community.code[:DISTRICT_DIGITS],
        fingerprint=run.fingerprint,
        defaults={"changed_at": clock.now()},
    )
    known.corrections = {**known.corrections, **{run.headers[cell]: key for cell, key in columns.items()}}
    known.account_id, known.changed_at = actor.account_id, clock.now()
    known.save()


@command("registry.import_checked", may_steer)
def keep_check(actor: Actor, run: ImportRun, /, *, rows: Iterable[ImportRow], people: int) -> ImportRun:
    """Keep what became of trying the roster out; ``people`` is how many the community held then."""
    held = db.lock_row(ImportRun, pk=run.pk)
    held.state = IMPORTING.after("check", held.state)
    ImportRow.objects.filter(run=held).delete()
    made = list(rows)
    db.insert_all(ImportRow, made)
    held.counts = {**_counted(Counter(row.outcome for row in made)), "people": people}
    held.checked_at = clock.now()
    held.save(update_fields=["state", "counts", "checked_at"])
    note(area=held.community.code, rows=len(made), **{str(k): v for k, v in held.counts.items()})
    return held


def _counted(found: Mapping[str, int]) -> dict[str, int]:
    return {value: found.get(value, 0) for value in Outcome.values}


def recount(run: ImportRun) -> None:
    """How many rows there are of each outcome now; inside a command."""
    rows = ImportRow.objects.filter(run=run).values_list("outcome", flat=True)
    run.counts = {**run.counts, **_counted(Counter(rows))}


# ── Beginning, going on, taking back ────────────────────────────────────────────────────────────────────
@command("registry.import_begun", may_steer)
def begin(actor: Actor, run: ImportRun, /, *, enqueue: Enqueue) -> Job:
    """Take the roster over: the rows are carried over by a worker."""
    held = db.lock_row(ImportRun, pk=run.pk)
    held.state = IMPORTING.after("apply", held.state)
    return _set_off(actor, held, enqueue)


@command("registry.import_undo_begun", may_steer)
def begin_undo(actor: Actor, run: ImportRun, /, *, enqueue: Enqueue) -> Job:
    """Take the whole import back, also one that stands half-way."""
    held = db.lock_row(ImportRun, pk=run.pk)
    if held.at.date() < clock.today() - timedelta(days=KEPT_DAYS):
        raise NotAllowedNow(_("导入超过 %(days)s 天，逐行记录已清除，不能再撤销。"), days=KEPT_DAYS)
    held.state = IMPORTING.after("undo", held.state)
    return _set_off(actor, held, enqueue)


@command("registry.import_resumed", may_steer)
def resume(actor: Actor, run: ImportRun, /, *, enqueue: Enqueue) -> Job:
    """Go on with work that stood still, where it stopped."""
    held = db.lock_row(ImportRun, pk=run.pk)
    if held.state not in (RunState.RUNNING, RunState.UNDOING):
        raise NotAllowedNow
    return _set_off(actor, held, enqueue)


def _set_off(actor: Actor, run: ImportRun, enqueue: Enqueue) -> Job:
    job = progress.start(actor, "registry.import", enqueue)
    run.job_id, run.worked_at = job.pk, clock.now()
    run.save(update_fields=["state", "job_id", "worked_at"])
    note(target=run, area=run.community.code)
    return job


@command("registry.import_dropped", may_steer)
def drop(actor: Actor, run: ImportRun, /) -> ImportRun:
    """Nothing is taken from this roster: its file and rows go at once."""
    held = db.lock_row(ImportRun, pk=run.pk)
    held.state = IMPORTING.after("drop", held.state)
    held.ended_at = clock.now()
    held.save(update_fields=["state", "ended_at"])
    ImportRow.objects.filter(run=held).delete()
    kept = StoredFile.objects.filter(pk=held.file_id, size__gt=0).first()
    if kept is not None:
        store.drop(kept)
    note(area=held.community.code)
    return held


# ── One row ─────────────────────────────────────────────────────────────────────────────────────────────
@dataclass(frozen=True, slots=True)
class Answer:
    """What a person decided about a row that was asked about, worked out."""

    outcome: str
    box: str
    changes: Sequence[str] = ()
    reasons: Sequence[Any] = ()
    person: Any = None


@command("registry.import_decided", may_steer)
def decide(actor: Actor, run: ImportRun, row: ImportRow, /, *, answer: Answer) -> ImportRow:
    """The same person, somebody new, or not this time."""
    held = db.lock_row(ImportRun, pk=run.pk)
    asked = db.lock_row(ImportRow, pk=row.pk)
    can_change = held.state == RunState.CHECKED and bool(asked.candidates)
    is_open = asked.outcome in (Outcome.ASK, Outcome.SKIPPED) or can_change
    if held.state not in (RunState.CHECKED, RunState.DONE) or asked.applied_at is not None or not is_open:
        raise NotAllowedNow
    asked.outcome, asked.box = answer.outcome, answer.box
    asked.changes, asked.reasons = list(answer.changes), list(answer.reasons)
    asked.person = answer.person
    asked.save(update_fields=["outcome", "box", "changes", "reasons", "person"])
    recount(held)
    held.save(update_fields=["counts"])
    note(target=held, area=held.community.code, row=asked.number, outcome=answer.outcome)
    return asked


@command("registry.import_returned", may_steer)
def count_return(actor: Actor, run: ImportRun, /, *, rows: int) -> ImportRun:
    """The refused rows leave the house to be corrected."""
    note(area=run.community.code, rows=rows)
    return run


def purge(before: date) -> int:
    """Empty the rows of rosters that were handed in before that day; counts and dates stay."""
    with db.write():
        old = ImportRow.objects.filter(run__at__date__lt=before).exclude(box="", undo="")
        return old.update(box="", undo="", candidates=[], reasons=[])
