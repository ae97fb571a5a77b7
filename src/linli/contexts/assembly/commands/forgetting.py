"""Who was at a meeting is forgotten in its time; how many there were, what was decided and promised stays."""

from linli.contexts.assembly import policies
from linli.contexts.assembly.models import Attendee, Meeting, Participant, SourceKind, Speaker
from linli.kernel import db
from linli.kernel.actor import Actor
from linli.kernel.ballots.forgetting import forget
from linli.kernel.ballots.models import Box
from linli.kernel.commands import command, note


@command("assembly.attendance_forgotten", policies.meetings.is_linli)
def forget_attendance(actor: Actor, meeting: Meeting, /) -> int:
    """Forget names, doors and phones of those who were there and voted; each stays as a number."""
    held = db.lock_row(Meeting, pk=meeting.pk)
    rows = list(held.attendees.all())
    for row in rows:
        row.visitor = row.person = None
        row.name = row.door = ""
        row.key = f"gone:{row.pk}"
        row.unit_key = row.key if row.unit_key else ""
        row.area_id = held.area_id
    db.write_back(Attendee, rows, ("visitor", "person", "name", "door", "key", "unit_key", "area"))
    turns = list(Speaker.objects.filter(motion__meeting=held))
    for turn in turns:
        turn.name, turn.key = "", f"gone:{turn.pk}"
    db.write_back(Speaker, turns, ("name", "key"))
    for box in Box.objects.filter(pk__in=held.motions.values("box"), erasure=None):
        forget(box)
    Participant.objects.filter(source_kind=SourceKind.MEETING, source_id=held.pk).delete()
    note(area=held.area.code, people=len(rows))
    return len(rows)
