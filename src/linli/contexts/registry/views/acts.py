"""What can be done with a person, each on a page of its own."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from linli.contexts.registry.commands import groups as group_commands
from linli.contexts.registry.commands import people as commands
from linli.contexts.registry.commands import stays
from linli.contexts.registry.commands.intake import Joined
from linli.contexts.registry.forms import (
    AmendForm,
    DeathForm,
    EraseForm,
    GroupEndForm,
    GroupForm,
    LeaveForm,
    MoveInForm,
    RegistrationForm,
    RelationForm,
)
from linli.contexts.registry.models import Person
from linli.contexts.registry.queries import people
from linli.contexts.registry.queries.dwellings import dwelling_meant
from linli.contexts.registry.queries.entered import editable_keys, initial_values
from linli.contexts.registry.queries.groups import groups
from linli.kernel.access.guards import ActedRequest, requires
from linli.kernel.errors import BadInput
from linli.web.deeds import Deed, carry_out


def _page(person: Person) -> str:
    return reverse("registry:person", args=[person.pk])


@requires("registry.edit")
def amend(request: ActedRequest, person_id: UUID, part: str) -> HttpResponse:
    """Correct or complete some fields of a person."""
    person = people.person(request.actor, person_id)
    keys = editable_keys(part)
    form = AmendForm(request.POST or None, keys=keys, initial=initial_values(person, keys))

    def run(form: Any) -> None:
        entered = form.cleaned_data
        commands.amend(
            request.actor, person, values=form.values, source=entered["said_by"], on=entered["said_on"]
        )

    lead = _("敏感信息留空表示不改。改动前的内容会保留在历史里。")
    title = _("更正%(name)s的信息") % {"name": person.name}
    return carry_out(request, Deed(title, form, run, _page(person), _("已保存。"), lead))


@requires("registry.edit")
def move_out(request: ActedRequest, person_id: UUID) -> HttpResponse:
    """Someone left."""
    person = people.person(request.actor, person_id)
    form = LeaveForm(request.POST or None)
    title = _("%(name)s迁出") % {"name": person.name}
    lead = _("户籍仍在本社区的，迁出后仍在册，标为“户在人不在”。")
    deed = Deed(
        title,
        form,
        lambda f: stays.move_out(request.actor, person, **f.cleaned_data),
        _page(person),
        _("已登记迁出。"),
        lead,
    )
    return carry_out(request, deed)


@requires("registry.edit")
def move_in(request: ActedRequest, person_id: UUID) -> HttpResponse:
    """Someone lives elsewhere now, within our area."""
    person = people.person(request.actor, person_id)
    form = MoveInForm(request.POST or None)

    def run(form: Any) -> None:
        entered = form.cleaned_data
        dwelling = dwelling_meant(request.actor, person.community, entered["address"])
        if dwelling is None:
            raise BadInput(_("没有找到这个门牌，请检查，或先在楼栋里添加房屋。"), field="address")
        joins = None
        household = people.households_in(dwelling)
        if household and entered["relation"]:
            joins = stays.Joins(household[0], entered["relation"])
        stays.move_in(
            request.actor, dwelling, person, on=entered["said_on"], source=entered["said_by"], joins=joins
        )

    title = _("%(name)s搬家") % {"name": person.name}
    return carry_out(request, Deed(title, form, run, _page(person), _("已登记新住处。")))


@requires("registry.edit")
def died(request: ActedRequest, person_id: UUID) -> HttpResponse:
    """Someone died."""
    person = people.person(request.actor, person_id)
    form = DeathForm(request.POST or None)
    title = _("%(name)s去世") % {"name": person.name}
    lead = _("登记后，走访、报表和提醒都不会再出现这个人；档案保留。请代我们慰问家人。")
    deed = Deed(
        title,
        form,
        lambda f: commands.record_death(request.actor, person, on=f.cleaned_data["on"]),
        _page(person),
        _("已登记。"),
        lead,
    )
    return carry_out(request, deed)


@requires("registry.edit")
def relation(request: ActedRequest, person_id: UUID) -> HttpResponse:
    """How someone stands to the head of the household."""
    person = people.person(request.actor, person_id)
    form = RelationForm(request.POST or None, initial={"relation": person.relation})

    def run(form: Any) -> None:
        if person.household is None:
            raise BadInput(_("还没有归入任何一户，请先在房屋页面归户。"))
        entered = form.cleaned_data
        stays.join_household(
            request.actor,
            person.household,
            person,
            relation=entered["relation"],
            on=entered["said_on"],
            source=entered["said_by"],
        )

    title = _("%(name)s与户主的关系") % {"name": person.name}
    return carry_out(request, Deed(title, form, run, _page(person), _("已保存。")))


@requires("registry.edit")
def registration(request: ActedRequest, person_id: UUID) -> HttpResponse:
    """Where someone is registered."""
    person = people.person(request.actor, person_id)
    initial = {"address": person.registered_address, "here": person.registered_home_id == person.home_id}
    form = RegistrationForm(request.POST or None, initial=initial)

    def run(form: Any) -> None:
        entered = form.cleaned_data
        dwelling = person.home if entered["here"] else None
        if dwelling is None and not entered["address"]:
            raise BadInput(_("请填户籍地址，或勾选“户籍就在现住处”。"), field="address")
        found = dwelling or dwelling_meant(request.actor, person.community, entered["address"], exact=True)
        stays.register_at(
            request.actor,
            person,
            on=entered["said_on"],
            source=entered["said_by"],
            dwelling=found,
            address=entered["address"],
        )
        commands.state_residency(request.actor, person, residency=entered["special"])

    title = _("%(name)s的户籍") % {"name": person.name}
    return carry_out(request, Deed(title, form, run, _page(person), _("已保存。")))


@requires("registry.edit")
def join_group(request: ActedRequest, person_id: UUID, group: str) -> HttpResponse:
    """Someone belongs to a group."""
    person = people.person(request.actor, person_id)
    known = _group(group)
    form = GroupForm(request.POST or None, group=group)

    def run(form: Any) -> None:
        entered = form.cleaned_data
        joined = Joined(group, entered["since"], form.detail, entered["evidence"])
        group_commands.join(request.actor, person, joined=joined, source=entered["said_by"])

    title = _("登记%(name)s为%(group)s") % {"name": person.name, "group": known}
    lead = _("登记是为了落实待遇和关爱，请以证件或走访为依据；到期会提醒核实。")
    return carry_out(request, Deed(title, form, run, _page(person), _("已登记。"), lead))


@requires("registry.edit")
def verify_group(request: ActedRequest, person_id: UUID, group: str) -> HttpResponse:
    """It is still so."""
    person = people.person(request.actor, person_id)
    known = _group(group)
    initial = {**person.groups.get(group, {}), "since": person.groups.get(group, {}).get("_since")}
    form = GroupForm(request.POST or None, group=group, initial=initial)

    def run(form: Any) -> None:
        entered = form.cleaned_data
        group_commands.verify(
            request.actor,
            person,
            group=group,
            source=entered["said_by"],
            detail=form.detail,
            evidence=entered["evidence"],
        )

    title = _("核实%(name)s的%(group)s登记") % {"name": person.name, "group": known}
    return carry_out(request, Deed(title, form, run, _page(person), _("已核实，下次核实日期已顺延。")))


@requires("registry.edit")
def leave_group(request: ActedRequest, person_id: UUID, group: str) -> HttpResponse:
    """It is so no longer."""
    person = people.person(request.actor, person_id)
    known = _group(group)
    form = GroupEndForm(request.POST or None)
    title = _("%(name)s不再是%(group)s") % {"name": person.name, "group": known}

    def run(form: Any) -> None:
        group_commands.leave(request.actor, person, group=group, **form.cleaned_data)

    return carry_out(request, Deed(title, form, run, _page(person), _("已登记退出。")))


def _group(key: str) -> str:
    if key not in groups():
        raise BadInput
    return groups()[key].label


@requires("registry.erase")
def erase(request: ActedRequest, person_id: UUID) -> HttpResponse:
    """Erase everything that is held about a person."""
    person = people.person(request.actor, person_id)
    form = EraseForm(request.POST or None)

    def run(form: Any) -> None:
        if form.cleaned_data["name_again"].strip() != person.name:
            raise BadInput(_("姓名不一致，没有清除。"), field="name_again")
        commands.erase(request.actor, person, reason=form.cleaned_data["reason"])

    title = _("清除%(name)s的全部信息") % {"name": person.name}
    lead = _("清除后不能恢复。各模块里与此人有关的内容都会删去，只留下清除本身的记录。")
    deed = Deed(
        title, form, run, reverse("registry:people"), _("已清除。"), lead, button=_("确认清除"), danger=True
    )
    return carry_out(request, deed)
