"""When somebody moves away or dies: what was arranged ends quietly, and nothing is deleted in haste."""

from datetime import date
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from linli.contexts.care import policies
from linli.contexts.care.commands.family import end_links
from linli.contexts.care.commands.parting import forget_person
from linli.contexts.care.commands.proposals import forget
from linli.contexts.care.commands.records import did
from linli.contexts.care.models import CareRecord, EmergencyCard, Goal, Holding, Proposal, Screening, Talk
from linli.contexts.care.queries.words import group_of, rules
from linli.contexts.care.states import OPEN, RECORD
from linli.contexts.registry import api as registry
from linli.kernel import clock, db
from linli.kernel.actor import Actor
from linli.kernel.areas.models import Area
from linli.kernel.areas.queries import community_of
from linli.kernel.commands import command, note
from linli.kernel.errors import BadInput, NotAllowedNow


@command("care.farewell_heard", policies.is_linli)
def part_with(actor: Actor, record: CareRecord, /, *, verb: str, on: date) -> CareRecord:
    """The register says that somebody moved away or died: plans end, the card is closed, nobody calls."""
    row = db.lock_row(CareRecord, pk=record.pk)
    step = next((s for s in RECORD.open_from(row.state) if s.verb == verb), None)
    note(target=row, area=record.area.code, verb=verb)
    if step is None:
        return row
    was_open = row.state in OPEN
    row.state, row.ended_on, row.review_on = step.to, on, None
    row.save(update_fields=["state", "ended_on", "review_on"])
    if was_open:
        Goal.objects.filter(record=row, state=Goal.State.OPEN).update(state=Goal.State.DROPPED, closed_on=on)
        EmergencyCard.objects.filter(record=row, closed_on=None).update(closed_on=on)
        registry.leave_group(
            actor,
            row.person_id,
            group_of(row.tier),
            on=clock.today(),
            reason=str(step.label),
            missing_ok=True,
        )
    forget([row.person_id])
    end_links(row, str(step.label))
    did(actor, row, verb)
    return row


@command("care.moved_within", policies.is_linli)
def follow(actor: Actor, record: CareRecord, /, *, area: Area) -> CareRecord:
    """Somebody moved to another door of ours and is looked after there."""
    record.area, record.community = area, community_of(area.code)
    record.save(update_fields=["area", "community"])
    did(actor, record, "moved_within")
    note(target=record, area=area.code)
    return record


@command("care.condoled", policies.may_change)
def condole(actor: Actor, record: CareRecord, /, *, words: str = "") -> CareRecord:
    """Somebody of ours went to see the family."""
    row = _mourned(record)
    row.condoled_on = row.condoled_on or clock.today()
    row.save(update_fields=["condoled_on"])
    did(actor, row, "condoled", words.strip())
    note(target=row, area=record.area.code)
    return row


@command("care.farewell_seen_to", policies.may_change)
def see_to(actor: Actor, record: CareRecord, /, *, item: str) -> CareRecord:
    """One of the last things was seen to, or, when it was ticked by mistake, was not."""
    if item not in rules()["farewell_item"]:
        raise BadInput(field="item")
    row = _mourned(record)
    if item in row.farewell:
        del row.farewell[item]
    else:
        row.farewell[item] = clock.today().isoformat()
    row.save(update_fields=["farewell"])
    note(target=row, area=record.area.code, item=item)
    return row


@command("care.person_merged", policies.is_linli)
def merge(actor: Actor, record: CareRecord, /, *, kept: UUID) -> CareRecord:
    """Two records of the register were one person: care follows, and never twice."""
    row = db.lock_row(CareRecord, pk=record.pk)
    note(target=row, area=record.area.code)
    if row.ended_on is None and CareRecord.objects.filter(person=kept, ended_on=None).exists():
        row.state, row.ended_on, row.review_on = RECORD.after("end", row.state), clock.today(), None
        did(actor, row, "end", str(_("两份居民记录是同一个人")))
    row.person_id = kept
    row.save(update_fields=["person", "state", "ended_on", "review_on"])
    return row


@command("care.person_forgotten", policies.is_linli)
def erase(actor: Actor, community: Area, /, *, person: UUID) -> int:
    """The register erased somebody: care drops everything it holds."""
    forget_person(person)
    Proposal.objects.filter(person=person).delete()
    Holding.objects.filter(person=person).delete()
    dropped, _by_table = CareRecord.objects.filter(person=person).delete()
    note(target=community, area=community.code, rows=dropped)
    return dropped


@command("care.words_forgotten", policies.is_linli)
def forget_words(actor: Actor, community: Area, /, *, before: date) -> int:
    """Records that ended long ago keep that somebody was looked after, and lose every word."""
    rows = CareRecord.objects.filter(community=community, ended_on__lt=before, forgotten_on=None)
    keys = list(rows.values_list("pk", flat=True))
    for kind in (Goal, Talk, EmergencyCard, Screening):
        kind.objects.filter(record__in=keys).delete()
    blank = {"plan": "", "remarks": "", "tier_why": "", "agreed_with": ""}
    CareRecord.objects.filter(pk__in=keys).update(forgotten_on=clock.today(), **blank)
    note(target=community, area=community.code, rows=len(keys))
    return len(keys)


def _mourned(record: CareRecord) -> CareRecord:
    row = db.lock_row(CareRecord, pk=record.pk)
    if row.state != "died":
        raise NotAllowedNow
    return row
