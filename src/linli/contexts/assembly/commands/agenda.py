"""The agenda: items, papers to read beforehand, notes of what was said."""

from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from linli.contexts.assembly import policies
from linli.contexts.assembly.commands.meeting_notices import reword_notice
from linli.contexts.assembly.models import AgendaItem, Meeting, MeetingState, Paper
from linli.contexts.assembly.queries import meeting_rules as rules
from linli.contexts.assembly.queries.meetings import next_number
from linli.kernel import clock, db
from linli.kernel.actor import Actor
from linli.kernel.commands import command, note
from linli.kernel.errors import BadInput, NotAllowedNow
from linli.kernel.files import store

KINDS = ("pdf", "docx", "xlsx", "jpeg", "png")
MOST = 20
OPEN = (MeetingState.DRAFT, MeetingState.ANNOUNCED, MeetingState.RUNNING)
NOTED = (MeetingState.RUNNING, MeetingState.CLOSED)


class ItemTooLate(BadInput):
    """People have been told what is on the agenda, and this is not."""

    code = "item_too_late"
    sentence = _("%(kind)s只能谈 %(days)s 天前通知过的事。这一项最早 %(day)s 开的会可以谈。")


@command("assembly.item_added", policies.meetings.may_hold)
def add_item(actor: Actor, meeting: Meeting, /, *, title: str, words: str = "") -> AgendaItem:
    """Put something on the agenda, in time for people to know of it."""
    row = _open(meeting)
    if len(title.strip()) < 2:
        raise BadInput(_("请写明要谈什么。"), field="title")
    if row.items.count() >= MOST:
        raise BadInput(_("一次会议最多 %(n)s 项，请分两次开。"), field="title", n=MOST)
    kind, first = rules.kind_of(row.kind), rules.earliest(rules.kind_of(row.kind))
    is_out = row.state != MeetingState.DRAFT
    if is_out and kind.fixed and timezone.localdate(row.starts_at) < first:
        raise ItemTooLate(kind=kind.label, days=kind.notice_days, day=first, field="title")
    note(area=row.area.code)
    made = AgendaItem.objects.create(
        meeting=row, number=next_number(row.items.all()), title=title.strip()[:80],
        words=words.strip()[:1000], added_at=clock.now(),
    )  # fmt: skip
    if row.state == MeetingState.ANNOUNCED:
        reword_notice(row, why=str(_("加了一项议程")))
    return made


@command("assembly.item_removed", policies.meetings.may_hold)
def remove_item(actor: Actor, meeting: Meeting, item: AgendaItem, /) -> None:
    """Take something off the agenda before the notice is out; the numbers close up."""
    row = _open(meeting)
    if row.state != MeetingState.DRAFT or item.meeting_id != row.pk:
        raise NotAllowedNow(_("通知已经发出，议程不能再删。"))
    number = item.number
    item.delete()
    for later in row.items.filter(number__gt=number).order_by("number"):
        AgendaItem.objects.filter(pk=later.pk).update(number=F("number") - 1)
    note(target=row, area=row.area.code)


@command("assembly.paper_added", policies.meetings.may_hold)
def add_paper(actor: Actor, meeting: Meeting, item: AgendaItem, /, *, data: bytes, name: str) -> Paper:
    """A paper for everybody to read beforehand."""
    row = _open(meeting)
    if item.meeting_id != row.pk:
        raise NotAllowedNow
    kept = store.keep(actor, store.Handed(data, name, "meeting", row.area.code, KINDS))
    note(target=row, area=row.area.code)
    return Paper.objects.create(item=item, file=kept.pk, name=kept.name)


@command("assembly.item_noted", policies.meetings.may_hold)
def write_notes(actor: Actor, meeting: Meeting, item: AgendaItem, /, *, notes: str) -> AgendaItem:
    """What was said about an item, for the minutes."""
    row = db.lock_row(Meeting, pk=meeting.pk)
    if row.state not in NOTED or item.meeting_id != row.pk:
        raise NotAllowedNow
    item.notes = notes.strip()[:4000]
    item.save(update_fields=["notes"])
    note(target=row, area=row.area.code)
    return item


def _open(meeting: Meeting) -> Meeting:
    row = db.lock_row(Meeting, pk=meeting.pk)
    if row.state not in OPEN:
        raise NotAllowedNow
    return row
