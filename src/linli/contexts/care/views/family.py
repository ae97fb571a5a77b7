"""Who of the family may look: given on consent, shown once, ended at any time."""

from functools import partial
from typing import Any
from uuid import UUID

import segno
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from linli.contexts.care.commands import family as commands
from linli.contexts.care.commands.own import set_ordering
from linli.contexts.care.forms.family import EndLinkForm, LetInForm
from linli.contexts.care.models import CareRecord
from linli.contexts.care.queries import family as queries
from linli.contexts.care.views.records import mine, page_of_record
from linli.kernel import clock
from linli.kernel.access.guards import ActedRequest, requires
from linli.kernel.errors import Refusal
from linli.web.deeds import Deed, carry_out, tap
from linli.web.htmx import see_other


@requires("care.look_after")
def let_in(request: ActedRequest, record_id: UUID) -> HttpResponse:
    """Ask who, and whether the person agreed; then show the address once."""
    found = mine(request, record_id)
    form = LetInForm(request.POST or None, initial={"agreed_on": clock.today()})
    if form.is_bound and form.is_valid():
        try:
            given = commands.let_in(request.actor, found, relative=form.relative())
        except Refusal as refusal:
            form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal))
        else:
            return _given(request, found, given)
    lead = _("要本人同意：家人只看得到计划、哪天有人看望过、守护提醒怎么了结，看不到谈话、病情和电话。")
    title = _("让家人看得到%(name)s的情况") % {"name": found.person.name}
    deed = Deed(title, form, lambda _form: None, page_of_record(found), "", lead, _("生成链接"))
    status = 422 if form.is_bound else 200
    return render(request, "web/deed.html", {"deed": deed, "form": form}, status=status)


@requires("care.look_after")
@require_POST
def ordering(request: ActedRequest, record_id: UUID, link_id: UUID) -> HttpResponse:
    """The person agrees that this relative orders help, or no longer does."""
    found = mine(request, record_id)
    link = queries.link(found, link_id)
    may = request.POST.get("may") == "yes"
    do = partial(set_ordering, request.actor, found, link=link, may=may)
    done = _("已记下：家人可以替本人订上门服务。") if may else _("已记下：家人不再替本人订。")
    return tap(request, do, see_other(request, "care:record", found.pk), done)


@requires("care.look_after")
@require_POST
def rekey(request: ActedRequest, record_id: UUID, link_id: UUID) -> HttpResponse:
    """The address was lost: another one, the old one ends."""
    found = mine(request, record_id)
    try:
        given = commands.rekey(request.actor, found, link=queries.link(found, link_id))
    except Refusal as refusal:
        messages.error(request, str(refusal))
        return see_other(request, "care:record", found.pk)
    return _given(request, found, given)


def _given(request: ActedRequest, record: CareRecord, given: commands.Given) -> HttpResponse:
    address = request.build_absolute_uri(reverse("care:family", args=[given.key]))
    drawn = segno.make(address, error="m", micro=False).svg_inline(scale=5, border=2)
    values = {
        "record": record, "link": given.link, "address": address,
        "code": mark_safe(drawn),  # noqa: S308 - drawn just here, from an address of our own
    }  # fmt: skip
    return render(request, "care/family_given.html", values)


@requires("care.look_after")
def end(request: ActedRequest, record_id: UUID, link_id: UUID) -> HttpResponse:
    """The person no longer wants it."""
    found = mine(request, record_id)
    link = queries.link(found, link_id)
    form = EndLinkForm(request.POST if request.method == "POST" else None)

    def run(form: Any) -> None:
        commands.end(request.actor, found, link=link, reason=form.cleaned_data["reason"])

    title = _("收回%(name)s的链接") % {"name": link.name}
    lead = _("收回以后马上打不开；不用说明原因。")
    deed = Deed(title, form, run, page_of_record(found), _("已收回。"), lead, _("收回"), danger=True)
    return carry_out(request, deed)
