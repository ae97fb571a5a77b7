"""Matters that many speak of, and reports of common problems."""

from contextlib import suppress
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from linli.contexts.service_requests import policies
from linli.contexts.service_requests.commands import common as commands
from linli.contexts.service_requests.exports import common as papers
from linli.contexts.service_requests.forms.common import ReplyForm, ReportForm
from linli.contexts.service_requests.queries import topics, words
from linli.contexts.service_requests.queries.scopes import scope_of, scopes_or_grids
from linli.contexts.service_requests.states import DISPATCH
from linli.kernel import clock
from linli.kernel.access.guards import ActedRequest, requires
from linli.kernel.errors import BadInput, OutsideYourArea
from linli.web.deeds import Deed, carry_out
from linli.web.files import saved
from linli.web.htmx import see_other
from linli.web.paging import page_of

PERIODS = (30, 90, 365)
USUAL = 90


@requires("service_requests.view")
def matters(request: ActedRequest) -> HttpResponse:
    """What many requests speak of, the hottest first."""
    offered = scopes_or_grids(request.actor)
    scope = scope_of(request.actor, request.GET.get("scope", ""), offered)
    days = next((n for n in PERIODS if str(n) == request.GET.get("days")), USUAL)
    since, until = topics.period(days, clock.today())
    category = request.GET.get("category", "")
    if category not in words.categories():
        category = ""
    values = {
        "scope": scope, "scopes": offered, "days": days, "periods": PERIODS,
        "categories": words.categories().values(), "category": category, "since": since, "until": until,
        "matters": topics.matters(request.actor, scope, since, until, category),
        "may_report": request.actor.may(policies.ENTER, scope.code)
        and request.actor.may(DISPATCH, scope.code),
    }  # fmt: skip
    return render(request, "service_requests/matters.html", values)


@requires("service_requests.dispatch")
@require_POST
def begin(request: ActedRequest) -> HttpResponse:
    """A report from the requests of one matter, its words written from them."""
    scope = scope_of(request.actor, request.POST.get("scope", ""))
    keys: list[UUID] = []
    for text in request.POST.get("requests", "").split(",")[: topics.MOST]:
        with suppress(ValueError):
            keys.append(UUID(text))
    rows = topics.chosen(request.actor, scope, keys)
    if len(rows) < 2:
        raise BadInput(_("这些诉求已经变动，请回到热点页面重新选择。"))
    name = request.POST.get("name", "").strip()[:40] or words.category_label(rows[0].category)
    title, finding = papers.first_words(scope, name, rows)
    report = commands.draft_report(
        request.actor, scope, title=title, finding=finding, requests=[row.pk for row in rows]
    )
    return see_other(request, "service_requests:report", report.pk)


@requires("service_requests.view")
def reports(request: ActedRequest) -> HttpResponse:
    """The reports one may see."""
    values = {"page": page_of(request, topics.reports_of(request.actor))}
    return render(request, "service_requests/reports.html", values)


@requires("service_requests.view")
def report(request: ActedRequest, report_id: UUID) -> HttpResponse:
    """One report with its requests."""
    found = topics.report(request.actor, report_id)
    own = request.actor.may(policies.ENTER, found.scope.code)
    values = {
        "report": found, "claims": topics.claims_of(found),
        "may_change": own and found.sent_at is None
        and request.actor.may(DISPATCH, found.scope.code),
        "may_answer": found.sent_at is not None and policies.may_answer_common(request.actor, found),
    }  # fmt: skip
    return render(request, "service_requests/report.html", values)


@requires("service_requests.dispatch")
def change(request: ActedRequest, report_id: UUID) -> HttpResponse:
    """Put its words right."""
    found = topics.report(request.actor, report_id)
    form = ReportForm(
        request.POST or None,
        initial={"title": found.title, "finding": found.finding, "asked": found.asked},
    )
    deed = Deed(
        _("修改报告"), form, lambda f: commands.change_report(request.actor, found, **f.cleaned_data),
        reverse("service_requests:report", args=[found.pk]), _("报告已保存。"),
    )  # fmt: skip
    return carry_out(request, deed)


@requires("service_requests.dispatch")
@require_POST
def send(request: ActedRequest, report_id: UUID) -> HttpResponse:
    """To the subdistrict."""
    found = topics.report(request.actor, report_id)
    commands.send_report(request.actor, found)
    return see_other(request, "service_requests:report", found.pk)


@requires("service_requests.supervise")
def answer(request: ActedRequest, report_id: UUID) -> HttpResponse:
    """The subdistrict's answer."""
    found = topics.report(request.actor, report_id)
    deed = Deed(
        _("答复报告"), ReplyForm(request.POST or None, initial={"reply": found.reply}),
        lambda f: commands.answer_report(request.actor, found, reply=f.cleaned_data["reply"]),
        reverse("service_requests:report", args=[found.pk]), _("答复已保存，社区看得到。"),
    )  # fmt: skip
    return carry_out(request, deed)


@requires("service_requests.view")
def paper(request: ActedRequest, report_id: UUID, kind: str) -> HttpResponse:
    """The report as Word or PDF."""
    found = topics.report(request.actor, report_id)
    makers = {"docx": papers.word, "pdf": papers.pdf}
    if kind not in makers:
        raise OutsideYourArea
    return saved(makers[kind](found, topics.claims_of(found)), f"{found.title}.{kind}")
