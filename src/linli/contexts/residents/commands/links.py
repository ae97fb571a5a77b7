"""Phones tied to homes: by slip, face to face, and until somebody moves."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from linli.contexts.registry import api as registry
from linli.contexts.registry.api import Door
from linli.contexts.residents import policies
from linli.contexts.residents.models import Ended, Link, Proof, Slip, Tie
from linli.engines.identity import clean_name
from linli.facts.residents import HomeLinked, HomeUnlinked
from linli.kernel import clock, db, packs
from linli.kernel.actor import Actor, Resident
from linli.kernel.commands import command, note, publish
from linli.kernel.errors import BadInput, NotAllowed, NotAllowedNow, ReasonNeeded, Refusal
from linli.kernel.visitors import phones, stays


class SlipOver(Refusal):
    """A code that was used up, revoked or is over."""

    code = "slip_over"
    sentence = _("这张纸条用过了或过期了，请向社区要一张新的。")
    status = 409


class TooYoung(Refusal):
    """A child."""

    code = "too_young"
    sentence = _("未满 %(age)s 周岁，请由家长来连接。")
    status = 409


@dataclass(frozen=True, slots=True)
class Met:
    """Somebody who was met face to face: the number, who it is, how one belongs."""

    phone: str
    tie: str
    person: UUID | None
    name: str = ""


@command("residents.linked_by_slip", policies.is_resident)
def join(actor: Actor, slip: Slip, /, *, name: str = "") -> Link:
    """Use a slip: the phone belongs to the home from now on.

    The slip of one person needs no name.  With that of a household one says a name: it is looked for behind
    the door; when nobody is found, the link waits until one of us says who it is.
    """
    if not isinstance(actor, Resident) or actor.visitor is None:
        raise NotAllowed
    mine = db.lock_row(Slip, pk=slip.pk)
    if mine.revoked_at or mine.until < clock.now() or mine.uses >= mine.most_uses:
        raise SlipOver
    said = clean_name(name)
    person = mine.person_id or _found(mine.dwelling_id, said)
    if person is None and not said:
        raise BadInput(_("请写您的姓名。"), field="name")
    _refuse_children(person)
    mine.uses += 1
    if mine.uses == mine.most_uses:
        mine.code = ""
    mine.save(update_fields=["uses", "code"])
    link = _tie(
        actor.visitor, mine.dwelling_id, tie=mine.tie, person_id=person, said_name="" if person else said,
        proof=Proof.SLIP, slip=mine, account_id=mine.account_id,
    )  # fmt: skip
    stays.trust(actor.visitor)
    return _tell(link)


@command("residents.linked_at_counter", policies.may_link)
def confirm(actor: Actor, door: Door, /, *, met: Met, reason: str) -> Link:
    """One of us saw who it is: the number belongs to the home; it is proved when it signs in."""
    if not reason.strip():
        raise ReasonNeeded(field="reason")
    number = phones.mobile(met.phone)
    _refuse_children(met.person)
    if met.person is None and not clean_name(met.name):
        raise BadInput(_("请选是谁，或写下姓名。"), field="name")
    visitor = stays.known(number)
    if Link.objects.filter(visitor=visitor, dwelling=door.key, ended_at=None).exists():
        raise BadInput(_("这个号码已经连着这一户。"), field="phone")
    link = _tie(
        visitor.pk, door.key, tie=met.tie, person_id=met.person,
        said_name="" if met.person else clean_name(met.name), proof=Proof.COUNTER,
        account_id=actor.account_id,
    )  # fmt: skip
    note(reason=reason.strip())
    return _tell(link)


@command("residents.link_settled", policies.may_change_link)
def settle(actor: Actor, link: Link, /, *, person: UUID) -> Link:
    """Say who it is in the register."""
    mine = db.lock_row(Link, pk=link.pk)
    if mine.ended_at is not None:
        raise NotAllowedNow
    _refuse_children(person)
    mine.person_id, mine.said_name = person, ""
    mine.save(update_fields=["person", "said_name"])
    note(target=mine, area=link.dwelling.area.code)
    return mine


@command("residents.link_ended", policies.may_change_link)
def end(actor: Actor, link: Link, /, *, reason: str) -> Link:
    """One of us ends it."""
    if not reason.strip():
        raise ReasonNeeded(field="reason")
    note(reason=reason.strip())
    return _end(link, Ended.STAFF)


@command("residents.link_left", policies.is_own)
def leave(actor: Actor, link: Link, /) -> Link:
    """The resident ends it."""
    return _end(link, Ended.OWN)


@command("residents.links_followed", policies.is_linli)
def follow(actor: Actor, area_code: str, /, *, links: Iterable[Link], why: str) -> int:
    """The register says that somebody is gone: the links end; an owner who moved out stays the owner."""
    count = 0
    for link in links:
        if why == Ended.MOVED and link.is_owner:
            Link.objects.filter(pk=link.pk).update(tie=Tie.OWNER_AWAY)
        else:
            _end(link, why)
        count += 1
    note(target="residents.link", area=area_code, links=count)
    return count


@command("residents.person_forgotten", policies.is_linli)
def forget_person(actor: Actor, person: UUID, /, *, area_code: str) -> int:
    """A record was erased: what ties phones to it goes, and numbers that nothing else needs."""
    rows = list(Link.objects.filter(person=person).select_related("dwelling__area"))
    for link in rows:
        if link.ended_at is None:
            _end(link, Ended.ERASED)
    visitors = {link.visitor_id for link in rows}
    Link.objects.filter(pk__in=[link.pk for link in rows]).delete()
    needed = set(Link.objects.filter(visitor__in=visitors).values_list("visitor", flat=True))
    for visitor in visitors - needed:
        stays.forget(visitor)
    note(target=f"registry.person:{person}", area=area_code, links=len(rows))
    return len(rows)


@command("residents.links_merged", policies.is_linli)
def merge(actor: Actor, kept: UUID, gone: UUID, /, *, area_code: str) -> int:
    """Two records proved to be one person."""
    moved = Link.objects.filter(person=gone).update(person=kept)
    note(target=f"registry.person:{kept}", area=area_code, links=moved)
    return moved


@command("residents.doubt_cleared", policies.is_resident)
def clear_doubt(actor: Actor, /, *, name: str) -> None:
    """The number rested for long: whoever knows the name that it belonged to is the same person."""
    if not isinstance(actor, Resident) or actor.visitor is None:
        raise NotAllowed
    rows = Link.objects.filter(visitor=actor.visitor, ended_at=None).select_related("person")
    names = {link.person.name if link.person else link.said_name.reveal() for link in rows}
    if clean_name(name) not in names:
        raise BadInput(_("和登记的姓名对不上。如果这是您新办的号码，请向社区要一张新的纸条。"), field="name")
    stays.trust(actor.visitor)
    note(target=f"visitors.visitor:{actor.visitor}")


def _found(dwelling: UUID, name: str) -> UUID | None:
    """The one person of that name behind the door."""
    behind = registry.members_behind([dwelling]).get(dwelling, [])
    same = [one.key for one in behind if name and clean_name(one.name) == name]
    return same[0] if len(same) == 1 else None


def _refuse_children(person: UUID | None) -> None:
    known = registry.members([person]).get(person) if person else None
    least = packs.pack("residents")["link"]["from_age"]
    age = known.age(clock.today()) if known else None
    if age is not None and age < least:
        raise TooYoung(age=least)


def _tie(visitor: UUID, dwelling: UUID, **values: object) -> Link:
    """The one open link of a phone and a home; said again it takes the newer words."""
    link, _fresh = Link.objects.update_or_create(
        visitor_id=visitor, dwelling_id=dwelling, ended_at=None,
        defaults=values, create_defaults={**values, "since": clock.now()},
    )  # fmt: skip
    return Link.objects.select_related("dwelling__area").get(pk=link.pk)


def _tell(link: Link) -> Link:
    code = link.dwelling.area.code
    note(target=link, area=code, tie=link.tie)
    publish(HomeLinked(link.pk, link.dwelling_id, code))
    return link


def _end(link: Link, why: str) -> Link:
    mine = db.lock_row(Link, pk=link.pk)
    if mine.ended_at is not None:
        raise NotAllowedNow
    mine.ended_at, mine.ended_why = clock.now(), why
    mine.save(update_fields=["ended_at", "ended_why"])
    code = mine.dwelling.area.code
    note(target=mine, area=code, why=why)
    publish(HomeUnlinked(mine.pk, mine.dwelling_id, code, why))
    return mine
