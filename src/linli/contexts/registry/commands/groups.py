"""Belonging to a group: joined on evidence, verified again, left with a reason."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from django.utils.translation import gettext_lazy as _

from linli.contexts.registry import policies
from linli.contexts.registry.commands.intake import Joined, group_copy, membership_of_group
from linli.contexts.registry.commands.people import place_code
from linli.contexts.registry.commands.values import Said
from linli.contexts.registry.models import GroupMembership, Person
from linli.contexts.registry.queries.groups import groups
from linli.facts.registry import GroupJoined, GroupLeft
from linli.kernel import clock, history
from linli.kernel.actor import Actor
from linli.kernel.catalogue import shelf
from linli.kernel.commands import command, note, publish
from linli.kernel.errors import BadInput, ReasonNeeded
from linli.kernel.privacy import cipher


def present(person: Person, group: str) -> GroupMembership | None:
    """The row that holds now."""
    return GroupMembership.objects.filter(history.current(), person=person, group=group).first()


def sealed_detail(detail: dict[str, Any]) -> dict[str, Any]:
    """Sealed fields of a group are sealed in its detail too."""
    return {
        key: cipher.seal(str(value)) if shelf.field(key).sealed and value else value
        for key, value in detail.items()
        if value not in ("", None)
    }


@command("registry.group_joined", policies.may_edit)
def join(actor: Actor, person: Person, /, *, joined: Joined, source: str) -> GroupMembership:
    """Someone belongs to a group from that day; verified now, to be verified again in time."""
    known = groups().get(joined.group)
    if known is None or joined.since > clock.today():
        raise BadInput(field="since")
    if present(person, joined.group) is not None:
        raise BadInput(_("已经登记在这个人群里，请直接核实或更正。"))
    said = Said(source, clock.today(), actor.account_id)
    joined = replace(
        joined,
        detail=sealed_detail(joined.detail),
        verified_on=clock.today(),
        review_on=clock.today() + timedelta(days=known.review_days),
    )
    row = membership_of_group(person, joined, said)
    row.save(force_insert=True)
    person.groups[joined.group] = group_copy(joined, said)
    person.save(update_fields=["groups"])
    note(target=person, area=place_code(person), group=joined.group)
    publish(GroupJoined(person.pk, joined.group, place_code(person)))
    return row


@command("registry.group_verified", policies.may_edit)
def verify(
    actor: Actor, person: Person, /, *, group: str, source: str, detail: dict[str, Any] | None = None,
    evidence: str = "",
) -> GroupMembership:  # fmt: skip
    """It is still so, as seen today; details may be corrected with it."""
    row = present(person, group)
    if row is None:
        raise BadInput(_("没有登记在这个人群里。"))
    merged = {**row.detail, **sealed_detail(detail or {})}
    review = clock.today() + timedelta(days=groups()[group].review_days)
    kept = history.replace(
        row, detail=merged, verified_on=clock.today(), review_on=review, evidence=evidence or row.evidence,
        source=source, account_id=actor.account_id,
    )  # fmt: skip
    person.groups[group] = {
        **merged, "_since": row.valid_from.isoformat(),
        "_source": Said(source, clock.today(), actor.account_id).mark,
    }  # fmt: skip
    person.save(update_fields=["groups"])
    note(target=person, area=place_code(person), group=group)
    return kept


@command("registry.group_left", policies.may_edit)
def leave(actor: Actor, person: Person, /, *, group: str, on: date, reason: str) -> GroupMembership:
    """It is so no longer."""
    if not reason.strip():
        raise ReasonNeeded
    row = present(person, group)
    if row is None or on < row.valid_from or on > clock.today():
        raise BadInput(_("日期不对，或没有登记在这个人群里。"), field="on")
    ended = history.end(row, on, reason=reason.strip())
    person.groups.pop(group, None)
    person.save(update_fields=["groups"])
    note(target=person, area=place_code(person), group=group, reason=reason.strip())
    publish(GroupLeft(person.pk, group, place_code(person)))
    return ended
