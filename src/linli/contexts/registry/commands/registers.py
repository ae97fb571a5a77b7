"""Registers (台账): saving views under a name, changing them, removing them."""

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext_lazy as _

from linli.contexts.registry import policies
from linli.contexts.registry.models import Register
from linli.contexts.registry.queries import asking
from linli.contexts.registry.queries.registers import View
from linli.kernel import clock
from linli.kernel.actor import Actor
from linli.kernel.areas.models import Area
from linli.kernel.catalogue import shelf
from linli.kernel.commands import command, note
from linli.kernel.errors import BadInput, NotAllowed

NAME, ABOUT = 40, 120
MOST_COLUMNS, MOST_FILTERS = 40, 12


@dataclass(frozen=True, slots=True)
class Title:
    """What a register is called, and who sees it."""

    name: str
    about: str = ""
    is_shared: bool = False


def refuse_unreadable(view: View, today: date) -> None:
    """Raise ``BadInput`` when a view asks for something that cannot be shown."""
    if view.population not in shelf.populations():
        raise BadInput(_("请选择人群或房屋。"), field="population")
    known = {field.key for field in asking.fields_for(view.subject, today)}
    if not view.columns or len(view.columns) > MOST_COLUMNS or not set(view.columns) <= known:
        raise BadInput(_("请至少选一列，最多 40 列。"), field="columns")
    if len(view.filters) > MOST_FILTERS:
        raise BadInput(_("条件太多，请减少几条。"), field="filters")
    for key, how, value in view.filters:
        asking.checked(key, how, value)
    if view.sort and view.sort.removeprefix("-") not in known:
        raise BadInput(field="sort")


@command("registry.register_saved", policies.may_save_register)
def save_register(actor: Actor, community: Area, /, *, title: Title, view: View) -> Register:
    """Keep a view under a name, for oneself or for everyone of the community."""
    register = Register(community=community, account_id=actor.account_id)
    _write(actor, register, title, view)
    register.save(force_insert=True)
    note(target=register, area=community.code, shared=register.is_shared)
    return register


@command("registry.register_changed", policies.may_change_register)
def change_register(actor: Actor, register: Register, /, *, title: Title, view: View) -> Register:
    """Change a register: its name, its columns, whom it lists."""
    _write(actor, register, title, view)
    register.save()
    note(area=register.community.code, shared=register.is_shared)
    return register


def _write(actor: Actor, register: Register, title: Title, view: View) -> None:
    refuse_unreadable(view, clock.today())
    name = title.name.strip()[:NAME]
    if not name:
        raise BadInput(_("请给台账起个名字。"), field="name")
    others = Register.objects.filter(community=register.community, name=name).exclude(pk=register.pk)
    if others.exists():
        raise BadInput(_("已有同名台账，请换个名字。"), field="name")
    if title.is_shared and not policies.may_share(actor, register.community):
        raise NotAllowed(_("共用台账由社区负责人维护，请先存为自己的台账。"), field="is_shared")
    register.name, register.about, register.is_shared = name, title.about.strip()[:ABOUT], title.is_shared
    register.subject, register.population = view.subject.value, view.population
    register.columns, register.sort = list(view.columns), view.sort
    register.filters = [list(one) for one in view.filters]


@command("registry.register_dropped", policies.may_change_register)
def drop_register(actor: Actor, register: Register, /) -> None:
    """Remove a saved view; the people on it stay, and so does every export that was asked for."""
    note(target=register, area=register.community.code)
    register.delete()
