"""Taking a tried roster over, chunk by chunk: each chunk is whole or not at all, and never comes twice."""

from collections.abc import Sequence

from django.urls import reverse

from linli.contexts.registry.commands import imports as commands
from linli.contexts.registry.commands.values import Said
from linli.contexts.registry.imports import arrivals
from linli.contexts.registry.imports.chunks import CHUNK, Chunk, Taken
from linli.contexts.registry.imports.entries import unsealed
from linli.contexts.registry.models import ImportRow, ImportRun
from linli.contexts.registry.models.imports import Outcome, RunState
from linli.contexts.registry.models.people import Source
from linli.contexts.registry.states import IMPORTING
from linli.kernel import clock, db
from linli.kernel.actor import Actor
from linli.kernel.areas.models import Area
from linli.kernel.commands import command, note, publish
from linli.kernel.errors import NotAllowedNow
from linli.kernel.notices import post
from linli.kernel.refs import Ref

GOING = (Outcome.NEW, Outcome.CHANGE, Outcome.SAME)


@command("registry.import_applied", commands.may_steer)
def apply_chunk(actor: Actor, run: ImportRun, /, *, only: ImportRow | None = None) -> int:
    """Carry the next rows over, or the one row that a person decided; return how many."""
    held = db.lock_row(ImportRun, pk=run.pk)
    if held.state != RunState.RUNNING and not (only is not None and held.state == RunState.DONE):
        raise NotAllowedNow
    community = db.lock_row(Area, pk=held.community_id)  # two rosters of one community wait for each other
    taken = [Taken(row, unsealed(row.box)) for row in _next_rows(held, only)]
    arrivals.settle(held, community, [(t.row, t.entry) for t in taken])
    going = [t for t in taken if t.row.outcome in GOING]
    _keep_asked([t for t in taken if t.row.outcome not in GOING])
    said = Said(Source.ROSTER, held.valid_on, actor.account_id, str(Ref.of(held)))
    publish(*Chunk(community, said, going).carry())
    _go_on(held)
    note(target=held, area=community.code, rows=len(going), asked=len(taken) - len(going))
    return len(taken)


def _next_rows(run: ImportRun, only: ImportRow | None) -> list[ImportRow]:
    waiting = ImportRow.objects.filter(run=run, applied_at=None, outcome__in=GOING)
    if only is not None:
        waiting = waiting.filter(pk=only.pk)
    return list(waiting.order_by("number")[:CHUNK])


def _keep_asked(taken: Sequence[Taken]) -> None:
    """Rows about which a person has to be asked after all."""
    for t in taken:
        t.row.box = t.entry.sealed()
    columns = ("outcome", "reasons", "box", "person", "candidates")
    db.write_back(ImportRow, [t.row for t in taken], columns)


def _go_on(run: ImportRun) -> None:
    """Say how far it is; after the last row the import is done, and whoever began it hears of it."""
    run.worked_at = clock.now()
    if not ImportRow.objects.filter(run=run, applied_at=None, outcome__in=GOING).exists():
        commands.recount(run)
        if run.state == RunState.RUNNING:
            run.state, run.ended_at = IMPORTING.after("finish", run.state), run.worked_at
            _tell_done(run)
    run.save(update_fields=["state", "worked_at", "ended_at", "counts"])


def _tell_done(run: ImportRun) -> None:
    if run.account_id is not None:
        done = sum(run.counts.get(outcome, 0) for outcome in GOING)
        refused = run.counts.get(Outcome.REFUSED, 0)
        page = reverse("registry:import", args=[run.pk])
        post.tell(
            [run.account_id], "registry.import_done", page, file=run.file_name, done=done, refused=refused
        )
