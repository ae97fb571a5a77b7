"""Registers (台账): the saved views of a community, one view as a page, keeping and changing it."""

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from linli.contexts.registry import policies
from linli.contexts.registry.commands import registers as commands
from linli.contexts.registry.commands.registers import Title
from linli.contexts.registry.forms.registers import TitleForm
from linli.contexts.registry.models import Register
from linli.contexts.registry.queries import asking, registers
from linli.contexts.registry.queries.registers import View
from linli.contexts.registry.views import asked as address_bar
from linli.contexts.registry.views import listed
from linli.contexts.registry.views.asked import DEFAULT_COLUMNS, Asked
from linli.kernel import clock
from linli.kernel.access.guards import ActedRequest, requires
from linli.kernel.areas import queries as areas
from linli.kernel.catalogue import shelf
from linli.kernel.catalogue.fields import Subject
from linli.kernel.errors import BadInput
from linli.web.deeds import Deed, carry_out
from linli.web.forms import LinliForm
from linli.web.htmx import page_or_part, see_other
from linli.web.paging import page_of

EVERYONE = "全部居民"
SIZE = 50


@requires("registry.view")
def registers_page(request: ActedRequest) -> HttpResponse:
    """The saved views of one community, each with its present number of rows."""
    communities = areas.communities_seen(request.actor, policies.VIEW)
    shown = registers.community(request.actor, request.GET.get("place", ""))
    found = registers.registers_in(request.actor, shown)
    counts = registers.counts(request.actor, found)
    values = {
        "communities": communities,
        "shown": shown,
        "shared": [(row, counts[row.pk]) for row in found if row.is_shared],
        "own": [(row, counts[row.pk]) for row in found if not row.is_shared],
        "populations": _populations(),
    }
    return render(request, "registry/registers.html", values)


def _populations() -> list[tuple[str, list[tuple[str, str]]]]:
    found = list(shelf.populations().values())
    return [
        (_("人"), [(p.name, _(p.name)) for p in found if p.subject is Subject.PERSON]),
        (_("房屋"), [(p.name, _(p.name)) for p in found if p.subject is Subject.DWELLING]),
    ]


@dataclass(frozen=True, slots=True)
class Start:
    """Where a list begins: a saved register, or a population of a community."""

    register: Register | None
    asked: Asked
    places: list[tuple[str, str]]

    @property
    def view(self) -> View:
        """What the address bar asks for."""
        return self.asked.view

    @property
    def name(self) -> str:
        """What the page is called in the reader's language."""
        return pgettext("register", self.title) if self.register else _(self.title)

    @property
    def title(self) -> str:
        """The name as it is kept, whatever the reader's language."""
        return self.register.name if self.register else self.view.population

    @property
    def address(self) -> str:
        """The page of the list."""
        return self._of("")

    def _of(self, deed: str) -> str:
        if self.register is None:
            return reverse(f"registry:{deed or 'open'}_list")
        return reverse(f"registry:{deed}_register" if deed else "registry:register", args=[self.register.pk])

    def with_query(self, deed: str = "") -> str:
        """The page of the list, or of something done with it, with this very view in the address."""
        return f"{self._of(deed)}?{urlencode(self.asked.query)}"

    @property
    def to_export(self) -> str:
        """Where this view is exported."""
        return self.with_query("export")

    @property
    def to_save(self) -> str:
        """Where this view is kept under a new name."""
        return self.with_query("save")

    @property
    def to_change(self) -> str:
        """Where the register takes this view over."""
        return self.with_query("change")

    @property
    def to_drop(self) -> str:
        """Where the register is removed."""
        return self._of("drop")


def start(request: ActedRequest, register_id: UUID | None) -> Start:
    """The list that an address means."""
    if register_id is not None:
        register = registers.register(request.actor, register_id)
        begun, around = registers.view_of(register), {}
    else:
        register = None
        community = registers.community(request.actor, request.GET.get("community", ""))
        population = request.GET.get("population", EVERYONE)
        if population not in shelf.populations():
            raise BadInput
        subject = shelf.populations()[population].subject
        begun = View(community, population, DEFAULT_COLUMNS[subject.value])
        around = {"community": community.code, "population": population}
    places = registers.places(request.actor, begun.community)
    return Start(register, address_bar.read(request.GET, begun, places, **around), places)


@requires("registry.view")
def register_page(request: ActedRequest, register_id: UUID | None = None) -> HttpResponse:
    """One list: columns, filters, order and place as the address bar says."""
    begun = start(request, register_id)
    if "col" in request.GET:
        chosen = address_bar.with_columns(begun.view, request.GET.getlist("col"))
        return HttpResponseRedirect(begun.asked.link(chosen))
    trouble: BadInput | None = None
    if request.GET.get("how"):
        try:
            return HttpResponseRedirect(begun.asked.link(_with_filter(request, begun.view)))
        except BadInput as refusal:
            trouble = refusal
    page = page_of(request, registers.listed(request.actor, begun.view), size=SIZE)
    values = {
        "start": begun,
        "page": page,
        **_can(request, begun),
        **listed.values(request, begun.asked, page.rows),
    }
    response = page_or_part(
        request, "registry/register.html", "registry/_register.html", {**values, "trouble": trouble}
    )
    response.status_code = 422 if trouble else 200
    return response


def _with_filter(request: ActedRequest, view: View) -> View:
    told = request.GET
    one = asking.checked(told.get("field", ""), told["how"], told.get("value", ""))
    return address_bar.with_filter(view, one)


def _can(request: ActedRequest, begun: Start) -> dict[str, Any]:
    register, community = begun.register, begun.view.community
    return {
        "may_change": register is not None and policies.may_change_register(request.actor, register),
        "may_export": policies.may_ask_export(request.actor, community),
        "now": clock.now(),
    }


@requires("registry.view")
def save(request: ActedRequest, register_id: UUID | None = None) -> HttpResponse:
    """Keep a list under a new name."""
    begun = start(request, register_id)
    community = begun.view.community
    form = TitleForm(request.POST or None, may_share=policies.may_share(request.actor, community))
    made: list[Register] = []

    def run(form: Any) -> None:
        title = Title(**form.cleaned_data)
        made.append(commands.save_register(request.actor, community, title=title, view=begun.view))

    lead = _("保存这些列、条件和排序，名单每次打开都按最新情况列出。")
    answer = carry_out(request, Deed(_("另存为台账"), form, run, begun.with_query(), _("台账已保存。"), lead))
    return see_other(request, "registry:register", made[0].pk) if made else answer


@requires("registry.view")
def change(request: ActedRequest, register_id: UUID) -> HttpResponse:
    """Change a register: its name, and what it shows."""
    begun = start(request, register_id)
    register = registers.register(request.actor, register_id)
    initial = {"name": register.name, "about": register.about, "is_shared": register.is_shared}
    may_share = policies.may_share(request.actor, register.community)
    form = TitleForm(request.POST or None, may_share=may_share, initial=initial)

    def run(form: Any) -> None:
        told = {"is_shared": register.is_shared, **form.cleaned_data}
        commands.change_register(request.actor, register, title=Title(**told), view=begun.view)

    lead = _("现在页面上的列、条件和排序会一起保存。") if begun.asked.is_changed else ""
    back = reverse("registry:register", args=[register.pk])
    return carry_out(request, Deed(_("修改台账"), form, run, back, _("台账已修改。"), lead))


@requires("registry.view")
def drop(request: ActedRequest, register_id: UUID) -> HttpResponse:
    """Remove a register."""
    register = registers.register(request.actor, register_id)
    deed = Deed(
        _("删除台账《%(name)s》") % {"name": register.name},
        LinliForm(request.POST or None),
        lambda _form: commands.drop_register(request.actor, register),
        reverse("registry:registers"),
        _("台账已删除，居民信息不受影响。"),
        _("只删除这份台账的设置，不会删除任何居民或房屋。"),
        button=_("删除"),
        danger=True,
    )
    return carry_out(request, deed)
