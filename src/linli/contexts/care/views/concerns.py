"""A suspected harm to a child: opened by anybody who works here, seen by those named and by nobody else."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from linli.contexts.care import policies
from linli.contexts.care.commands import concerns as commands
from linli.contexts.care.forms import concerns as forms
from linli.contexts.care.queries import concerns as queries
from linli.contexts.care.queries.words import labels
from linli.contexts.care.states import CONCERN
from linli.contexts.registry import api as registry
from linli.kernel import clock
from linli.kernel.access.guards import ActedRequest, requires
from linli.kernel.accounts.models import Account
from linli.kernel.areas.models import Area
from linli.kernel.areas.queries import communities_seen, community_of
from linli.kernel.errors import OutsideYourArea, Refusal
from linli.web.deeds import Deed, carry_out
from linli.web.forms import LinliForm


@requires("care.safeguard")
def concerns(request: ActedRequest) -> HttpResponse:
    """Those in which one is named."""
    named = queries.named(request.actor)
    rows = [(row, labels("harm", row.kinds), CONCERN.label(row.state)) for row in named]
    places = [
        (place, queries.leads(place))
        for place in communities_seen(request.actor, policies.NAME_LEADS)
        if request.actor.may(policies.NAME_LEADS, place.code)
    ]
    return render(request, "care/concerns.html", {"rows": rows, "places": places, "now": clock.now()})


@requires("care.safeguard")
def open_concern(request: ActedRequest) -> HttpResponse:
    """Write it down; the clock begins."""
    person = request.GET.get("person", "")
    held = registry.card(request.actor, _key(person)) if person else None
    community = _community(request, held)
    colleagues = _colleagues(request, community)
    form = forms.OpenForm(
        request.POST or None, colleagues=colleagues, knows_child=held is not None,
        initial={"learned_at": forms.now()},
    )  # fmt: skip
    if form.is_bound and form.is_valid():
        said = form.cleaned_data
        told = commands.Suspected(
            said["kinds"], said["what"], said["learned_at"], held.key if held else None,
            said.get("child", ""), [int(one) for one in said.get("readers", ())],
        )  # fmt: skip
        try:
            made = commands.open_concern(request.actor, community, told=told)
        except OutsideYourArea:
            raise
        except Refusal as refusal:
            form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal))
        else:
            return HttpResponseRedirect(reverse("care:concern", args=[made.pk]), status=303)
    values = {"form": form, "held": held}
    return render(request, "care/concern_open.html", values, status=422 if form.is_bound else 200)


def _key(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError as wrong:
        raise OutsideYourArea from wrong


def _community(request: ActedRequest, held: registry.Held | None) -> Area:
    if held is not None:
        return community_of(held.area_code)
    seen = communities_seen(request.actor, policies.SAFEGUARD)
    if not seen:
        raise OutsideYourArea
    return seen[0]


def _colleagues(request: ActedRequest, community: Area) -> list[Account]:
    keys = policies.who_may_be_named(community) - {request.actor.account_id}
    return list(Account.objects.filter(pk__in=keys, is_active=True).order_by("name"))


@requires("care.safeguard")
def concern(request: ActedRequest, concern_id: UUID) -> HttpResponse:
    """One record; looking is part of its trace."""
    found = queries.concern(request.actor, concern_id)
    commands.read(request.actor, found)
    values = {
        "concern": found,
        "kinds": labels("harm", found.kinds),
        "to": labels("authority", found.reported_to),
        "state": CONCERN.label(found.state),
        "traces": queries.traces(found),
        "verbs": queries.VERBS,
        "readers": queries.readers(found),
        "late": found.state == "opened" and clock.now() > found.report_by,
    }
    return render(request, "care/concern.html", values)


@requires("care.safeguard")
def report(request: ActedRequest, concern_id: UUID) -> HttpResponse:
    """It was reported."""
    found = queries.concern(request.actor, concern_id)
    form = forms.ReportForm(request.POST or None, initial={"at": forms.now()})

    def run(form: Any) -> None:
        commands.report(request.actor, found, **form.cleaned_data)

    lead = _("先打电话报告，再回来记。公安 110，民政 12345 转，检察 12309。")
    return carry_out(request, Deed(_("记下已经报告"), form, run, _page(found.pk), _("已记下。"), lead))


@requires("care.safeguard")
def add_note(request: ActedRequest, concern_id: UUID) -> HttpResponse:
    """Something since."""
    found = queries.concern(request.actor, concern_id)
    form = forms.NoteForm(request.POST or None)

    def run(form: Any) -> None:
        commands.add_note(request.actor, found, **form.cleaned_data)

    return carry_out(request, Deed(_("补充情况"), form, run, _page(found.pk), _("已记下。")))


@requires("care.safeguard")
def close(request: ActedRequest, concern_id: UUID) -> HttpResponse:
    """The child is safe, or somebody took over."""
    found = queries.concern(request.actor, concern_id)
    form = forms.CloseForm(request.POST or None)

    def run(form: Any) -> None:
        commands.close(request.actor, found, **form.cleaned_data)

    return carry_out(request, Deed(_("了结"), form, run, _page(found.pk), _("已了结。"), "", _("了结")))


@requires("care.safeguard")
def share(request: ActedRequest, concern_id: UUID) -> HttpResponse:
    """One more colleague."""
    found = queries.concern(request.actor, concern_id)
    form = forms.ColleagueForm(request.POST or None, colleagues=_colleagues(request, found.community))

    def run(form: Any) -> None:
        commands.share(request.actor, found, **form.cleaned_data)

    lead = _("只告知非知道不可的人；告知谁会留下记录。")
    return carry_out(request, Deed(_("告知同事"), form, run, _page(found.pk), _("已告知。"), lead, _("告知")))


@requires("care.name_leads")
def leads(request: ActedRequest, code: str) -> HttpResponse:
    """Who looks after children's safety; named from the next record on."""
    community = _managed(request, code)
    keys = policies.who_may_be_named(community)
    colleagues = list(Account.objects.filter(pk__in=keys, is_active=True).order_by("name"))
    form = forms.ColleagueForm(request.POST or None, colleagues=colleagues)

    def run(form: Any) -> None:
        commands.name_lead(request.actor, community, **form.cleaned_data)

    lead = _("以后每一件都会告知这位同事；以前的看不到。")
    deed = Deed(_("谁负责儿童安全"), form, run, reverse("care:concerns"), _("已记下。"), lead)
    return carry_out(request, deed)


@requires("care.name_leads")
def end_lead(request: ActedRequest, code: str, account_id: int) -> HttpResponse:
    """Somebody no longer does."""
    community = _managed(request, code)
    form = LinliForm(request.POST if request.method == "POST" else None)

    def run(_form: Any) -> None:
        commands.end_lead(request.actor, community, account=account_id)

    title = _("不再负责儿童安全")
    return carry_out(request, Deed(title, form, run, reverse("care:concerns"), _("已记下。"), "", title))


def _managed(request: ActedRequest, code: str) -> Area:
    found = Area.objects.filter(code=code).first()
    if found is None or not request.actor.may(policies.NAME_LEADS, code):
        raise OutsideYourArea
    return found


def _page(concern_id: UUID) -> str:
    return reverse("care:concern", args=[concern_id])
