"""Changing what is held about a person; showing it with a reason; saying goodbye."""

from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from linli.contexts.registry import policies
from linli.contexts.registry.commands.counts import (
    end_empty,
    recount_dwellings,
    recount_households,
    residency_of,
)
from linli.contexts.registry.commands.heads import hand_on, headed_by
from linli.contexts.registry.commands.stays import end_stays
from linli.contexts.registry.commands.values import Said, refuse_impossible, state
from linli.contexts.registry.models import (
    Contact,
    Dwelling,
    GroupMembership,
    Household,
    Membership,
    Merge,
    Person,
    Resemblance,
    Residence,
    Statement,
)
from linli.contexts.registry.models.people import Residency, Standing
from linli.facts.registry import PersonAmended, PersonErased, ResidentDied
from linli.kernel import clock
from linli.kernel.actor import Actor
from linli.kernel.catalogue import shelf
from linli.kernel.commands import command, note, publish
from linli.kernel.errors import BadInput, ReasonNeeded
from linli.kernel.privacy.sealed import Sealed


def place_code(person: Person) -> str:
    """Where audit entries and facts about a person belong."""
    place = person.area or person.registered_area or person.community
    return place.code


@command("registry.person_amended", policies.may_edit)
def amend(
    actor: Actor, person: Person, /, *, values: dict[str, Any], source: str, on: date | None = None,
    reference: str = "",
) -> Person:  # fmt: skip
    """Take what a source says; only fields that a person can have, none that Linli works out."""
    for key in values:
        if shelf.field(key).is_computed:
            raise BadInput(_("“%(field)s”由系统推算，不能直接填写。"), field=key)
    day = on or clock.today()
    if day > clock.today():
        raise BadInput(_("日期不能在今天之后。"), field="on")
    refuse_impossible(values, clock.today())
    statement = state(person, values, Said(source, day, actor.account_id, reference))
    person.residency = residency_of(person)
    statement.save(force_insert=True)
    person.save()
    if "born_on" in statement.values:
        recount_dwellings([person.home_id])
    note(area=place_code(person), fields=sorted(values), source=source)
    publish(PersonAmended(person.pk, place_code(person), tuple(sorted(values))))
    return person


@command("registry.residency_stated", policies.may_edit)
def state_residency(actor: Actor, person: Person, /, *, residency: str) -> Person:
    """Say what only people can know: collective household, lodging, abroad; empty to work it out again."""
    person.residency = (
        residency if residency in {Residency.COLLECTIVE, Residency.LODGING, Residency.ABROAD} else ""
    )
    person.residency = residency_of(person)
    person.save(update_fields=["residency"])
    note(area=place_code(person), residency=person.residency)
    return person


@command("registry.revealed", policies.may_reveal)
def reveal(actor: Actor, person: Person, key: str, /, *, reason: str) -> str:
    """Show one sealed value, for a reason that stays on record."""
    if len(reason.strip()) < 2:
        raise ReasonNeeded
    note(target=person, area=place_code(person), reason=reason.strip(), field=key)
    return sealed_value(person, key).reveal()


@command("registry.dwelling_revealed", policies.may_reveal_dwelling)
def reveal_owner_phone(actor: Actor, dwelling: Dwelling, /, *, reason: str) -> str:
    """Show the owner's phone, for a reason that stays on record."""
    if len(reason.strip()) < 2:
        raise ReasonNeeded
    note(target=dwelling, area=dwelling.area.code, reason=reason.strip(), field="owner_phone")
    box: Sealed = dwelling.owner_phone
    return box.reveal()


def sealed_value(person: Person, key: str) -> Sealed:
    """The sealed value of a field, wherever it lies."""
    field = shelf.field(key)
    if not field.sealed:
        raise BadInput
    if key in ("id_number", "phone"):
        found: Sealed = getattr(person, key)
        return found
    if key == "owner_phone":
        return person.home.owner_phone if person.home else Sealed("")
    if field.origin.startswith("groups."):
        return Sealed(person.groups.get(field.origin.removeprefix("groups."), {}).get(key, ""))
    return Sealed(person.boxes.get(key, ""))


@command("registry.person_died", policies.may_edit)
def record_death(actor: Actor, person: Person, /, *, on: date) -> Person:
    """Someone died: no list asks for the person any more, and the history stays for those who remember."""
    if on > clock.today() or (person.born_on and on < person.born_on):
        raise BadInput(_("去世日期不可能，请核对。"), field="on")
    code, home, household = place_code(person), person.home_id, person.household_id
    headed = headed_by(person)
    end_stays(person, on)
    person.standing, person.died_on = Standing.DIED, on
    person.groups = {}
    person.save()
    recount_households([household])
    end_empty([household])
    related = hand_on(headed, on) if headed is not None else []
    recount_dwellings([home])
    note(area=code, on=on)
    amended = [PersonAmended(one.pk, place_code(one), ("relation",)) for one in related]
    publish(ResidentDied(person.pk, code, on), *amended)
    return person


@command("registry.person_erased", policies.may_erase)
def erase(actor: Actor, person: Person, /, *, reason: str) -> Person:
    """Erase what identifies a person and everything said; an empty row keeps counts and references whole."""
    if len(reason.strip()) < 2:
        raise ReasonNeeded
    code, home, household = place_code(person), person.home_id, person.household_id
    everyone = [person, *_merged_into(person)]
    told = [PersonErased(one.pk, code, _households_of(one)) for one in everyone]
    for record in everyone:
        _blank(record)
    # What an undo would need holds both records as they were.
    Merge.objects.filter(Q(kept__in=everyone) | Q(gone__in=everyone)).update(moved={})
    recount_households([household])
    end_empty([household])
    recount_dwellings([home])
    note(target=person, area=code, reason=reason.strip())
    publish(*told)
    return Person.objects.get(pk=person.pk)


def _households_of(person: Person) -> tuple[UUID, ...]:
    """Every household the person belonged to at any time."""
    held = Membership.objects.filter(person=person).values_list("household_id", flat=True).distinct()
    return tuple(held)


def _merged_into(person: Person) -> list[Person]:
    """Records that were put into this one, and those that were put into them before."""
    found: list[Person] = []
    level = [person]
    while level:
        level = list(Person.objects.filter(merged_into__in=level).select_related("community"))
        found += level
    return found


def _blank(person: Person) -> None:
    Statement.objects.filter(person=person).delete()
    Contact.objects.filter(person=person).delete()
    Residence.objects.filter(person=person).delete()
    Membership.objects.filter(person=person).delete()
    GroupMembership.objects.filter(person=person).delete()
    Resemblance.objects.filter(Q(first=person) | Q(second=person)).delete()
    Household.objects.filter(head=person).update(head=None)
    blank = Person(pk=person.pk, community=person.community, standing=Standing.ERASED, name="（已清除）")
    blank.save(force_update=True)
