"""Finding whom one might look after, and deciding about it."""

from collections.abc import Iterable
from datetime import date, timedelta
from uuid import UUID

from linli.contexts.care import policies
from linli.contexts.care.models import CareRecord, Proposal
from linli.contexts.care.queries.judging import judged
from linli.contexts.care.queries.words import rules, suggested
from linli.contexts.registry import api as registry
from linli.contexts.registry.api import DoorLine
from linli.kernel import clock, db
from linli.kernel.actor import Actor
from linli.kernel.areas.models import Area
from linli.kernel.commands import command, note
from linli.kernel.errors import NotAllowedNow, ReasonNeeded

BATCH = 800
WAITING, DECLINED = Proposal.State.WAITING, Proposal.State.DECLINED


@command("care.proposed", policies.is_linli)
def propose(actor: Actor, community: Area, /) -> int:
    """Look through a community for people whom nobody has decided about; return how many wait now.

    Whoever is looked after already is left out; what no longer holds is taken back; what was declined comes
    again when its reasons change, or after the days of the pack.
    """
    today = clock.today()
    found = {
        person: (door, keys) for door, person, keys in judged(registry.doors_below(community.code), today)
    }
    looked_after = CareRecord.objects.filter(community=community, ended_on=None)
    for person in looked_after.values_list("person", flat=True):
        found.pop(person, None)
    rows = {row.person_id: row for row in Proposal.objects.filter(community=community)}
    gone = [row.pk for key, row in rows.items() if key not in found and row.state == WAITING]
    for start in range(0, len(gone), BATCH):
        Proposal.objects.filter(pk__in=gone[start : start + BATCH]).delete()
    areas = dict(Area.objects.filter(code__startswith=community.code).values_list("code", "pk"))
    fresh = [
        _made(person, community, areas, door, keys, today)
        for person, (door, keys) in found.items()
        if person not in rows
    ]
    db.insert_all(Proposal, fresh)
    known = ((rows[person], *found[person]) for person in found if person in rows)
    changed = [
        row
        for row, door, keys in known
        if _comes_again(row, keys, today) | _moved(row, areas[door.area_code])
    ]
    db.write_back(Proposal, changed, COLUMNS)
    waiting = Proposal.objects.filter(community=community, state=WAITING).count()
    note(target=community, area=community.code, found=waiting)
    return waiting


COLUMNS = ("area_id", "kind", "classes", "tier", "state", "proposed_on", "decided_on", "decided_by", "reason")


def _made(
    person: UUID, community: Area, areas: dict[str, int], door: DoorLine, keys: list[str], today: date
) -> Proposal:
    kind, tier = suggested(keys)
    return Proposal(
        person_id=person, community=community, area_id=areas[door.area_code], kind=kind, classes=keys,
        tier=tier, proposed_on=today,
    )  # fmt: skip


def _comes_again(row: Proposal, keys: list[str], today: date) -> bool:
    """Put other reasons into the row; what was decided waits anew when there is something new to decide."""
    is_new = bool(set(keys) - set(row.classes))
    waited = timedelta(days=int(rules()["propose"]["again_days"]))
    is_due = row.state != WAITING and row.decided_on is not None and row.decided_on + waited <= today
    if row.state != WAITING and not (is_new or is_due):
        return False
    if row.state == WAITING and keys == row.classes:
        return False
    row.classes = keys
    row.kind, row.tier = suggested(keys)
    if row.state != WAITING:
        row.state, row.proposed_on = WAITING, today
        row.decided_on, row.decided_by, row.reason = None, None, ""
    return True


def _moved(row: Proposal, area_id: int) -> bool:
    moved = row.area_id != area_id
    row.area_id = area_id
    return moved


@command("care.declined", policies.may_decide)
def decline(actor: Actor, proposal: Proposal, /, *, reason: str) -> Proposal:
    """A person decided that this is not needed now, and says why."""
    if not reason.strip():
        raise ReasonNeeded(field="reason")
    row = db.lock_row(Proposal, pk=proposal.pk)
    if row.state != WAITING:
        raise NotAllowedNow
    row.state, row.reason = DECLINED, reason.strip()
    row.decided_on, row.decided_by = clock.today(), actor.account_id
    row.save(update_fields=["state", "reason", "decided_on", "decided_by"])
    note(target=row, area=proposal.area.code, reason=row.reason)
    return row


def forget(people: Iterable[UUID]) -> None:
    """Inside a command: drop what was proposed about somebody who left."""
    Proposal.objects.filter(person__in=list(people)).delete()
