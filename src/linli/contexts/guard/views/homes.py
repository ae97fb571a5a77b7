"""A home under guard: its devices, what it agreed to, and the form it signs."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from linli.contexts.guard import policies
from linli.contexts.guard.commands import consents as commands
from linli.contexts.guard.forms.devices import ConsentForm, WithdrawForm
from linli.contexts.guard.models import Kind
from linli.contexts.guard.models.devices import BESIDE
from linli.contexts.guard.queries import alarms, notes
from linli.contexts.guard.queries import devices as queries
from linli.contexts.guard.queries.rules import keep_days, kept_days
from linli.contexts.guard.queries.words import HEARS, STATES, TAGS
from linli.contexts.registry import api as registry
from linli.kernel import clock
from linli.kernel.access.guards import ActedRequest, requires
from linli.kernel.errors import NotAllowed, OutsideYourArea
from linli.web.deeds import Deed, carry_out


@requires("guard.view")
def home(request: ActedRequest, dwelling_id: UUID) -> HttpResponse:
    """What hears here, and what was agreed to."""
    door = registry.door(request.actor, dwelling_id)
    devices = queries.at_home(request.actor, dwelling_id)
    consents = queries.consents(request.actor, dwelling_id)
    held = {c.kind for c in consents if c.withdrawn_at is None}
    values = {
        "door": door,
        "devices": devices,
        "labels": STATES,
        "tags": TAGS,
        "kinds": Kind.choices,
        "consents": consents,
        "missing": sorted({(d.kind, d.get_kind_display()) for d in devices if d.kind not in held}),
        "by_signs": (fitted := {d.kind for d in devices}) & {*BESIDE} and Kind.WATER not in fitted,
        "notes": notes.with_words(notes.at_home(request.actor, dwelling_id)),
        "pauses": alarms.pauses(request.actor, dwelling_id),
        "waiting": alarms.still_open(request.actor).filter(dwelling=dwelling_id),
        "may_end": bool(held) and request.actor.may(policies.REGISTER, door.area.code),
        "has_ended": any(c.withdrawn_at for c in consents),
        "may_respond": request.actor.may(policies.RESPOND, door.area.code),
        "may_change": request.actor.may(policies.REGISTER, door.area.code),
    }
    return render(request, "guard/home.html", values)


@requires("guard.view")
def consent_form(request: ActedRequest, dwelling_id: UUID) -> HttpResponse:
    """The form that a home signs, with what is read, why, for how long, and how to end it."""
    door = registry.door(request.actor, dwelling_id)
    fitted = [d.kind for d in queries.at_home(request.actor, dwelling_id)]
    kinds = [kind for kind in Kind if kind in fitted] or list(Kind)
    values = {
        "door": door,
        "kinds": [(kind.label, HEARS[kind]) for kind in kinds],
        "is_open": not fitted,
        "keeps": [(kind.label, kept_days(kind)) for kind in kinds],
        "withdrawn_days": keep_days("withdrawn"),
        "today": clock.today(),
    }
    return render(request, "guard/consent_form.html", values)


@requires("guard.register")
def give(request: ActedRequest, dwelling_id: UUID, kind: str) -> HttpResponse:
    """A home agrees (again) to a kind of reading."""
    door = registry.door(request.actor, dwelling_id)
    if kind not in Kind.values:
        raise OutsideYourArea
    if not policies.may_install(request.actor, door.area):
        raise NotAllowed
    form = ConsentForm(request.POST or None, initial={"given_on": clock.today()})

    def run(form: Any) -> None:
        agreed = commands.Agreed(form.cleaned_data["given_by"], form.cleaned_data["given_on"])
        commands.give(request.actor, door.area, door=door, kind=kind, agreed=agreed)

    title = _("登记同意：%(kind)s") % {"kind": Kind(kind).label}
    return carry_out(request, Deed(title, form, run, _page(dwelling_id), _("已登记。"), door.place))


@requires("guard.register")
def withdraw(request: ActedRequest, consent_id: UUID) -> HttpResponse:
    """A home no longer agrees."""
    consent = queries.consent(request.actor, consent_id)
    if not policies.may_withdraw(request.actor, consent):
        raise NotAllowed
    form = WithdrawForm(request.POST or None)

    def run(form: Any) -> None:
        commands.withdraw(request.actor, consent, **form.cleaned_data)

    lead = _("从现在起不再接收这类读数；已有的读数 %(days)s 天后清除，清除会留下凭据。") % {
        "days": keep_days("withdrawn")
    }
    done = _("已撤回，读数不再接收。")
    deed = Deed(_("撤回同意"), form, run, _page(consent.dwelling_id), done, lead, _("撤回同意"), danger=True)
    return carry_out(request, deed)


def _page(dwelling_id: UUID) -> str:
    return reverse("guard:home", args=[dwelling_id])
