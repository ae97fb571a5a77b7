"""A vote without names in the room: who may vote, who has voted; never what anybody said."""

from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet

from linli.contexts.assembly.models import Meeting, Motion, MotionState
from linli.contexts.assembly.queries.meetings import names_of, own_place
from linli.kernel.actor import Resident
from linli.kernel.ballots.boxes import Line
from linli.kernel.ballots.casting import channel_word
from linli.kernel.ballots.handing import pile
from linli.kernel.ballots.models import HandIn


def present(meeting: Meeting) -> list[Line]:
    """A line for each who is there and counts: a person, or a household however many of it came."""
    rows = meeting.attendees.filter(left_at=None).exclude(unit_key="").select_related("area").order_by("at")
    found: dict[str, Line] = {}
    for one in rows:
        found.setdefault(one.unit_key, Line(one.unit_key, one.area, one.door))
    return list(found.values())


def running(meeting: Meeting) -> QuerySet[Motion]:
    """Motions that are voted on without names now."""
    return Motion.objects.filter(meeting=meeting, state=MotionState.SLIPS, box__isnull=False)


def own_key(resident: Resident, motion: Motion) -> str:
    """The line of the roll for which a resident votes who is there; empty for guests."""
    place = own_place(resident, motion.meeting)
    return place.unit_key if place is not None and place.left_at is None else ""


def own_slip(resident: Resident, motion: Motion) -> str:
    """``free``, ``voted`` or ``handed`` (a paper slip is noted); empty where one has no vote here."""
    key = own_key(resident, motion) if motion.state == MotionState.SLIPS and motion.box else ""
    seat = motion.box.seats.filter(key=key).first() if key and motion.box else None
    if seat is None or motion.box is None:
        return ""
    if seat.voted:
        return "voted"
    return "handed" if motion.box.hand_ins.filter(key=key, state=HandIn.State.WAITING).exists() else "free"


@dataclass(frozen=True, slots=True)
class Progress:
    """How many have voted of how many, and how far the slips are."""

    entitled: int
    voted: int
    waiting: int
    """Slips that were noted and have no second person yet."""
    by_me: int
    """Of these, noted by whoever looks: somebody else must confirm them."""
    handed: int
    to_count: int
    """Slips that two people have not counted alike yet."""
    differed: bool
    counted_once: bool
    """Whether one person has counted them."""
    mine_counted: bool

    @property
    def others(self) -> int:
        """Slips that whoever looks may confirm."""
        return self.waiting - self.by_me


def progress(motion: Motion, label: str) -> Progress | None:
    """How far a vote without names is, for whoever looks; four queries, none without one."""
    box = motion.box
    if motion.state != MotionState.SLIPS or box is None:
        return None
    seats = box.seats.aggregate(n=Count("pk"), voted=Count("pk", filter=Q(voted=True)))
    taken = list(box.hand_ins.filter(state=HandIn.State.WAITING).values_list("first", flat=True))
    heap = pile(box, label)
    return Progress(
        seats["n"], seats["voted"], len(taken), taken.count(label), heap.handed, len(heap.left),
        bool(heap.different), heap.read_once == len(heap.left) > 0, heap.by_others > 0,
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Voter:
    """Somebody on the roll of the room."""

    key: str
    door: str
    name: str
    how: str
    """By which way the vote came, in words; empty while there is none."""
    is_waiting: bool
    """Whether a slip was noted that waits for a second person."""


def roll(motion: Motion) -> list[Voter]:
    """Who may vote and who has, by door; four queries."""
    if motion.box is None:
        return []
    taken = set(motion.box.hand_ins.filter(state=HandIn.State.WAITING).values_list("key", flat=True))
    people = list(motion.meeting.attendees.exclude(unit_key="").order_by("-at"))
    names = {one.unit_key: name for one, name in zip(people, names_of(people), strict=True)}
    return [
        Voter(one.key, one.door, names.get(one.key, ""), channel_word(one.channel) if one.voted else "",
              one.key in taken)
        for one in motion.box.seats.order_by("voted", "area__code", "door", "key")
    ]  # fmt: skip


def decided_without_names(meeting: Meeting) -> list[Motion]:
    """Motions of a meeting that were decided so, with the file by which anybody counts again."""
    rows = meeting.motions.filter(state__in=(MotionState.PASSED, MotionState.FAILED), box__isnull=False)
    return list(rows.select_related("box").order_by("number"))
