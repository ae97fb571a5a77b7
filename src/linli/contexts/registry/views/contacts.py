"""Whom to call about a person: said, corrected, put first, taken out, shown with a reason."""

from functools import partial
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from linli.contexts.registry import policies
from linli.contexts.registry.commands import contacts as commands
from linli.contexts.registry.forms.contacts import ContactForm
from linli.contexts.registry.models import Person
from linli.contexts.registry.queries import contacts, people
from linli.kernel.access.guards import ActedRequest, requires
from linli.kernel.errors import NotAllowed
from linli.web.deeds import Deed, carry_out, tap
from linli.web.forms import ReasonForm
from linli.web.htmx import part, see_other

ASKED = ("kind", "name", "relation", "holds_key", "distance", "hours")


def _mine(request: ActedRequest, person_id: UUID) -> Person:
    found = people.person(request.actor, person_id)
    if not policies.may_edit(request.actor, found):
        raise NotAllowed
    return found


def _page(found: Person) -> str:
    return reverse("registry:person", args=[found.pk])


@requires("registry.edit")
def add(request: ActedRequest, person_id: UUID) -> HttpResponse:
    """Somebody more to call."""
    found = _mine(request, person_id)
    form = ContactForm(request.POST or None)

    def run(form: Any) -> None:
        commands.add(request.actor, found, told=form.told(is_new=True))

    title = _("给%(name)s登记一位联系人") % {"name": found.name}
    lead = _("请先征得对方同意。有急事时从上往下打：家人、邻居，再到志愿者和网格员。")
    return carry_out(request, Deed(title, form, run, _page(found), _("已登记。"), lead))


@requires("registry.edit")
def change(request: ActedRequest, person_id: UUID, key: UUID) -> HttpResponse:
    """Correct what is held."""
    found = _mine(request, person_id)
    card = contacts.contact(found, key)
    form = ContactForm(request.POST or None, initial={name: getattr(card, name) for name in ASKED})

    def run(form: Any) -> None:
        commands.change(request.actor, found, key=key, told=form.told(is_new=False))

    title = _("更正联系人%(name)s") % {"name": card.name}
    return carry_out(request, Deed(title, form, run, _page(found), _("已保存。"), _("电话留空表示不改。")))


@requires("registry.edit")
@require_POST
def put_first(request: ActedRequest, person_id: UUID, key: UUID) -> HttpResponse:
    """Call this one before the others of the same kind."""
    found = _mine(request, person_id)
    back = see_other(request, "registry:person", found.pk)
    return tap(request, partial(commands.put_first, request.actor, found, key=key), back)


@requires("registry.edit")
def end(request: ActedRequest, person_id: UUID, key: UUID) -> HttpResponse:
    """Somebody is not to be called any more."""
    found = _mine(request, person_id)
    card = contacts.contact(found, key)
    form = ReasonForm(request.POST or None)
    form.fields["reason"].widget.attrs["placeholder"] = _("例如：换了照顾的人、对方不愿意")

    def run(form: Any) -> None:
        commands.end(request.actor, found, key=key, reason=form.cleaned_data["reason"])

    title = _("以后不再联系%(name)s") % {"name": card.name}
    lead = _("电话从登记里去掉；排在后面的一位自动排到前面。")
    return carry_out(request, Deed(title, form, run, _page(found), _("已去掉。"), lead, danger=True))


@requires("registry.reveal")
def reveal(request: ActedRequest, person_id: UUID, key: UUID) -> HttpResponse:
    """Ask why, then show the number for a minute."""
    found = people.person(request.actor, person_id)
    card = contacts.contact(found, key)
    form = ReasonForm(request.POST or None)
    values = {"person": found, "card": card, "form": form}
    if form.is_valid():
        reason = form.cleaned_data["reason"]
        values["text"] = commands.reveal(request.actor, found, key=key, reason=reason)
        return part(request, "registry/_contact_revealed.html", values)
    return part(request, "registry/_ask_contact.html", values, status=422 if form.is_bound else 200)
