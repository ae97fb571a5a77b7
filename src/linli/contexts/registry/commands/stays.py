"""Moving in, out and within; belonging to a household: always in two times, never overwritten."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from linli.contexts.registry import policies
from linli.contexts.registry.commands.counts import recount_dwellings, recount_households, residency_of
from linli.contexts.registry.commands.intake import HEAD, membership, residence
from linli.contexts.registry.commands.values import Said
from linli.contexts.registry.models import (
    Dwelling,
    GroupMembership,
    Household,
    Membership,
    Person,
    Residence,
)
from linli.contexts.registry.models.people import Standing
from linli.contexts.registry.models.stays import Role
from linli.facts.registry import ResidentMoved
from linli.kernel import clock, history
from linli.kernel.actor import Actor
from linli.kernel.commands import command, note, publish
from linli.kernel.errors import BadInput


@dataclass(frozen=True, slots=True)
class Joins:
    """Into which household someone moves, and as what (GB/T 4761)."""

    household: Household
    relation: str


def _refuse_future(on: date) -> None:
    if on > clock.today():
        raise BadInput(_("日期不能在今天之后。"), field="on")


def _living(person: Person) -> Residence | None:
    rows = Residence.objects.filter(history.current(), person=person, role=Role.LIVING)
    return rows.order_by("-valid_from").first()


def _end_living(person: Person, on: date) -> None:
    row = _living(person)
    if row is not None:
        if on < row.valid_from:
            raise BadInput(_("日期早于入住日期，请核对。"), field="on")
        history.end(row, on)


@command("registry.moved_in", policies.may_edit_dwelling)
def move_in(
    actor: Actor, dwelling: Dwelling, person: Person, /, *, on: date, source: str, joins: Joins | None = None
) -> Person:
    """Someone lives here from that day; whoever lived elsewhere until then no longer does."""
    _refuse_future(on)
    if person.home_id == dwelling.pk and person.standing == Standing.PRESENT:
        raise BadInput(_("这个人已经登记住在这里。"))
    left, left_household = person.home_id, person.household_id
    said = Said(source, on, actor.account_id)
    _end_living(person, on)
    residence(person, dwelling, Role.LIVING, on, said).save(force_insert=True)
    person.home, person.area, person.moved_in_on = dwelling, dwelling.area, on
    person.standing, person.died_on = Standing.PRESENT, None
    person.sources["moved_in_on"] = said.mark
    if joins is not None and joins.household.pk != person.household_id:
        enter(person, joins, on, said)
    person.residency = residency_of(person)
    person.save()
    _follow(person.household_id, dwelling)
    recount_dwellings([left, dwelling.pk])
    recount_households([left_household, person.household_id])
    note(target=person, area=dwelling.area.code, on=on)
    publish(ResidentMoved(person.pk, left, dwelling.pk, on, dwelling.area.code))
    return person


@command("registry.moved_out", policies.may_edit)
def move_out(actor: Actor, person: Person, /, *, on: date, to: str = "") -> Person:
    """Someone left; a person registered here stays on our books as registered."""
    _refuse_future(on)
    if person.home_id is None:
        raise BadInput(_("这个人没有登记住处，不需要迁出。"))
    left, left_household, code = person.home_id, person.household_id, person.area.code if person.area else ""
    _end_living(person, on)
    _leave(person, on)
    person.home = person.area = person.moved_in_on = None
    person.household, person.relation = None, ""
    person.sources.pop("relation", None)
    person.sources.pop("moved_in_on", None)
    person.residency = residency_of(person)
    if person.registered_home_id is None:
        person.standing = Standing.LEFT
    person.save()
    recount_households([left_household])
    _hand_on_head(left_household, person)
    # After the household: an ended one does not stand for its home any more.
    recount_dwellings([left])
    note(area=code, on=on, to=bool(to))
    publish(ResidentMoved(person.pk, left, None, on, code))
    return person


@command("registry.registered_at", policies.may_edit)
def register_at(
    actor: Actor,
    person: Person,
    /,
    *,
    on: date,
    source: str,
    dwelling: Dwelling | None = None,
    address: str = "",
) -> Person:
    """Where someone is registered (户籍): a dwelling of ours, or an address elsewhere."""
    _refuse_future(on)
    said = Said(source, on, actor.account_id)
    for row in Residence.objects.filter(history.current(), person=person, role=Role.REGISTERED):
        history.end(row, max(on, row.valid_from))
    residence(person, dwelling, Role.REGISTERED, on, said, elsewhere="" if dwelling else address).save(
        force_insert=True
    )
    person.registered_home = dwelling
    person.registered_area = dwelling.area if dwelling else None
    person.registered_address = dwelling.address if dwelling else address
    person.sources["registered_address"] = said.mark
    person.residency = residency_of(person)
    person.save()
    note(area=(person.area or person.registered_area or person.community).code, on=on)
    return person


@command("registry.household_joined", policies.may_edit_household)
def join_household(
    actor: Actor, household: Household, person: Person, /, *, relation: str, on: date, source: str
) -> Person:
    """Someone belongs to a household, with a relation to its head; also corrects the relation."""
    _refuse_future(on)
    left = person.household_id
    enter(person, Joins(household, relation), on, Said(source, on, actor.account_id))
    person.save()
    recount_households([left, household.pk])
    note(target=person, relation=relation, area=(person.area or person.community).code)
    return person


@command("registry.household_opened", policies.may_edit_dwelling)
def open_household(actor: Actor, dwelling: Dwelling, head: Person, /, *, on: date, source: str) -> Household:
    """A new household with its head, in a dwelling."""
    _refuse_future(on)
    left = head.household_id
    household = Household.objects.create(community=dwelling.community, home=dwelling)
    enter(head, Joins(household, HEAD), on, Said(source, on, actor.account_id))
    head.save()
    household.head = head
    household.save(update_fields=["head"])
    recount_households([left, household.pk])
    recount_dwellings([dwelling.pk])
    note(target=household, area=dwelling.area.code)
    return household


def enter(person: Person, joins: Joins, on: date, said: Said) -> None:
    """Belong to a household from that day, and to none before; the person is not saved yet."""
    _leave(person, on)
    household = joins.household
    person.household, person.relation = household, joins.relation
    membership(person, household, on, said).save(force_insert=True)
    person.sources["relation"] = said.mark
    if joins.relation == HEAD and household.head_id != person.pk:
        household.head = person
        household.save(update_fields=["head"])


def _follow(household_id: UUID | None, dwelling: Dwelling) -> None:
    """A household lives where all its members live, once the last of them has moved."""
    living = Person.objects.filter(household=household_id, standing=Standing.PRESENT, home__isnull=False)
    if household_id is not None and not living.exclude(home=dwelling).exists():
        Household.objects.filter(pk=household_id).exclude(home=dwelling).update(home=dwelling)


def _leave(person: Person, on: date) -> None:
    for row in Membership.objects.filter(history.current(), person=person):
        history.end(row, max(on, row.valid_from))


def _hand_on_head(household_id: UUID | None, gone: Person) -> None:
    """A household whose head left has none until someone says who; an empty one has ended."""
    household = Household.objects.filter(pk=household_id).first() if household_id else None
    if household is None:
        return
    if household.head_id == gone.pk:
        household.head = None
    if household.size == 0 and household.ended_on is None:
        household.ended_on = clock.today()
    household.save(update_fields=["head", "ended_on"])


def end_stays(person: Person, on: date) -> None:
    """End everything that ran for a person, for someone who died."""
    for model in (Residence, Membership, GroupMembership):
        for row in model.objects.filter(history.current(), person=person):
            history.end(row, max(on, row.valid_from))
    person.home = person.area = None
    person.household = None
    person.relation = ""
    Household.objects.filter(head=person).update(head=None)
