"""Doors that were told once, and rolls that are forgotten when their time is over."""

from linli.contexts.assembly import policies
from linli.contexts.assembly.models import Ballot, Brought, Part
from linli.contexts.assembly.queries.walking import may_walk
from linli.kernel import clock, db
from linli.kernel.actor import Actor
from linli.kernel.areas.models import Area
from linli.kernel.ballots.forgetting import forget
from linli.kernel.ballots.models import Erasure
from linli.kernel.commands import command, note
from linli.kernel.errors import NotAllowedNow


@command("assembly.door_told", policies.may_tell)
def tell(actor: Actor, ballot: Ballot, area: Area, /, *, door: str) -> Brought:
    """Note that a door got its papers or was told of the vote: it leaves the list and is left in peace."""
    if not may_walk(ballot):
        raise NotAllowedNow
    row, _fresh = Brought.objects.get_or_create(
        ballot=ballot, door=door, defaults={"area": area, "on": clock.today(), "account_id": actor.account_id}
    )
    note(target=ballot, area=area.code)
    return row


@command("assembly.door_not_told", policies.may_tell)
def untell(actor: Actor, ballot: Ballot, area: Area, /, *, door: str) -> None:
    """It was a slip of the finger: the door is on the list again."""
    Brought.objects.filter(ballot=ballot, door=door).delete()
    note(target=ballot, area=area.code)


@command("assembly.roll_erased", policies.may_erase)
def erase(actor: Actor, ballot: Ballot, /) -> Erasure:
    """Forget who was on the roll and whose papers were taken in; counts, result and file stay."""
    held = db.lock_row(Ballot, pk=ballot.pk)
    if held.box is None:
        raise NotAllowedNow
    made, keys = forget(held.box, held.proxies.all(), held.changes.all(), held.brought.all())
    _rename_parts(held, keys)
    note(target=held, area=held.area.code, lines=made.lines, papers=made.papers, digest=made.digest)
    return made


def _rename_parts(ballot: Ballot, keys: dict[str, str]) -> None:
    """What owners hold stays with its line, so that the count can be shown; whose it is goes."""
    rows, owners = list(Part.objects.filter(ballot=ballot)), dict[str, str]()
    for row in rows:
        row.owner = owners.setdefault(row.owner, str(len(owners) + 1))
        row.key = keys.get(row.key, str(row.pk))
    db.write_back(Part, rows, ("key", "owner"))
