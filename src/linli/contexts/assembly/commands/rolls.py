"""Put a roll right before voting begins: who is missing, who left, what was measured wrongly."""

from decimal import Decimal

from django.utils.translation import gettext_lazy as _

from linli.contexts.assembly import policies
from linli.contexts.assembly.models import Ballot, Part, RollChange, State
from linli.contexts.assembly.queries import rolls
from linli.engines.tally.ballots import Per
from linli.kernel import clock, db
from linli.kernel.actor import Actor
from linli.kernel.areas.models import Area
from linli.kernel.ballots import boxes
from linli.kernel.ballots.models import Seat
from linli.kernel.ballots.refusals import NotOnRoll
from linli.kernel.commands import command, note
from linli.kernel.errors import BadInput, NotAllowedNow, ReasonNeeded

MOST_AREA = 100_000


@command("assembly.roll_line_struck", policies.may_run)
def strike(actor: Actor, ballot: Ballot, /, *, key: str, reason: str) -> RollChange:
    """Take a line off the roll."""
    held = _held(ballot, reason)
    seat = _seat(held, key)
    if held.box is not None:
        boxes.strike(held.box, key)
    Part.objects.filter(ballot=held, key=key).delete()
    return _noted(actor, held, RollChange.What.STRUCK, seat.key, seat.door, reason)


@command("assembly.roll_line_added", policies.may_run)
def add(actor: Actor, ballot: Ballot, /, *, key: str, door: str, reason: str) -> RollChange:
    """Put somebody of the register on the roll."""
    held = _held(ballot, reason)
    found = next((one for one in rolls.missing_at(actor, held, door) if one.key == key), None)
    if found is None or held.box is None:
        raise NotOnRoll
    boxes.enrol(held.box, [boxes.Line(key, Area.objects.get(code=found.area_code), found.door[: rolls.DOOR])])
    if held.per == Per.PART:
        home = next(u for u in rolls.homes_in(held.area) if str(u.key) == key)
        Part.objects.create(ballot=held, key=key, floor_area=home.area, owner=home.owner or key)
    return _noted(actor, held, RollChange.What.ADDED, key, found.door, reason)


@command("assembly.roll_line_corrected", policies.may_run)
def correct(actor: Actor, ballot: Ballot, /, *, key: str, holding: "Held", reason: str) -> RollChange:
    """Put right what somebody owns."""
    held = _held(ballot, reason)
    seat = _seat(held, key)
    if not 0 < holding.floor_area < MOST_AREA:
        raise BadInput(_("面积要大于 0，请按登记簿填写。"), field="floor_area")
    part = Part.objects.get(ballot=held, key=key)
    part.floor_area, part.held_by_developer = holding.floor_area, holding.held_by_developer
    if holding.same_owner_as:
        other = Part.objects.filter(ballot=held, key__in=_keys_at(held, holding.same_owner_as)).first()
        if other is None:
            raise BadInput(_("名册里没有这一套房，请照门牌填，例如 3号楼2单元501。"), field="same_owner_as")
        part.owner = other.owner
    part.save()
    return _noted(actor, held, RollChange.What.CORRECTED, seat.key, seat.door, reason)


class Held:
    """What somebody owns, as entered."""

    def __init__(
        self, floor_area: Decimal, same_owner_as: str = "", *, held_by_developer: bool = False
    ) -> None:
        self.floor_area = floor_area
        self.same_owner_as = same_owner_as.strip()
        self.held_by_developer = held_by_developer


def _keys_at(ballot: Ballot, door: str) -> list[str]:
    doors = rolls.same_door(door)
    return list(Seat.objects.filter(box=ballot.box_id, door__in=doors).values_list("key", flat=True))


def _held(ballot: Ballot, reason: str) -> Ballot:
    if not reason.strip():
        raise ReasonNeeded(field="reason")
    held = db.lock_row(Ballot, pk=ballot.pk)
    if held.state not in (State.REVIEW, State.ANNOUNCED):
        raise NotAllowedNow(_("投票开始以后，名册不能再改。"))
    return held


def _seat(ballot: Ballot, key: str) -> Seat:
    seat = Seat.objects.filter(box=ballot.box_id, key=key).first()
    if seat is None:
        raise NotOnRoll
    return seat


def _noted(actor: Actor, ballot: Ballot, what: str, key: str, door: str, reason: str) -> RollChange:  # noqa: PLR0913 - all of one line
    note(area=ballot.area.code, reason=reason.strip())
    return RollChange.objects.create(
        ballot=ballot, key=key, door=door, what=what, reason=reason.strip(), account_id=actor.account_id,
        at=clock.now(),
    )  # fmt: skip
