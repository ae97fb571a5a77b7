"""A motion that is decided by a vote with a box after the meeting, and takes its result from there."""

from datetime import date

from django.utils.translation import gettext_lazy as _

from linli.contexts.assembly import policies
from linli.contexts.assembly.commands import ballots
from linli.contexts.assembly.commands.ballots import Wanted
from linli.contexts.assembly.commands.motions import step
from linli.contexts.assembly.models import Ballot, Kind, Motion, MotionState, State, Unit
from linli.contexts.assembly.queries import meeting_rules as rules
from linli.contexts.assembly.queries import results
from linli.contexts.assembly.states import MOTION
from linli.kernel import clock, db
from linli.kernel.actor import Actor
from linli.kernel.commands import command, note
from linli.kernel.errors import NotAllowedNow


@command("assembly.motion_sent_to_ballot", policies.meetings.may_move)
def to_ballot(actor: Actor, motion: Motion, /, *, wanted: Wanted) -> Ballot:
    """Decide it by a vote with a box, a roll and receipts, as all votes are."""
    row = step(motion, "to_ballot")
    row.speakers.filter(state__in=("waiting", "speaking")).update(state="dropped")
    row.ballot = ballots.draft(actor, row.meeting.area, wanted=wanted)
    row.save()
    note(target=row, area=row.meeting.area.code)
    return row.ballot


def ballot_wanted(motion: Motion, opens_on: date, closes_on: date) -> Wanted:
    """The vote that a motion asks for, by the kind of its meeting."""
    kind = rules.kind_of(motion.meeting.kind)
    is_owners = kind.rule == "owners"
    unit = Unit.PART if is_owners else Unit.HOUSEHOLD if kind.by_households else Unit.ADULT
    lines = [
        f"{motion.what}。",
        f"谁来做：{motion.who}。哪天前：{motion.when}。在哪里：{motion.where}。花多少钱：{motion.how_much}。",
        motion.how,
    ]
    return Wanted(
        motion.what, Kind.OWNERS if is_owners else Kind.MOTION, unit, opens_on, closes_on,
        "\n".join(line for line in lines if line), matter="other" if is_owners else "",
    )  # fmt: skip


@command("assembly.ballot_result_taken", policies.meetings.may_move)
def take_result(actor: Actor, motion: Motion, /) -> Motion:
    """The vote was published: its result is that of the motion."""
    row = db.lock_row(Motion, pk=motion.pk)
    if row.state != MotionState.BALLOT or row.ballot is None or row.ballot.state != State.PUBLISHED:
        raise NotAllowedNow(_("投票表决还没有公布结果。"))
    found = results.result_of(row.ballot)
    by_key = {bar.key: bar.votes for bar in found.bars}
    row.state = MOTION.after("carry" if found.passed else "reject", row.state)
    row.present, row.decided_at = found.voted, clock.now()
    row.votes_for, row.votes_against = by_key.get("for", 0), by_key.get("against", 0)
    row.abstained = by_key.get("abstain", 0)
    row.save()
    note(area=row.meeting.area.code)
    return row
