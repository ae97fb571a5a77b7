"""Applications for admission: the list, one with its burden and opinions, and applying."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from linli.contexts.duties import exports, policies
from linli.contexts.duties.commands import admissions as commands
from linli.contexts.duties.commands.burden import blank_of
from linli.contexts.duties.commands.leaving import count_export
from linli.contexts.duties.forms.admissions import ApplicationForm
from linli.contexts.duties.models import Admission, Duty
from linli.contexts.duties.queries import admissions as queries
from linli.contexts.duties.queries import lists
from linli.contexts.duties.queries.burden import burden_of
from linli.contexts.duties.queries.rules import limit
from linli.contexts.duties.states import ADMISSION
from linli.contexts.duties.views.tabs import tabs
from linli.kernel import clock
from linli.kernel.access.guards import ActedRequest, requires
from linli.kernel.errors import NotAllowed, NotAllowedNow, OutsideYourArea, Refusal
from linli.web.files import saved
from linli.web.htmx import page_or_part, see_other
from linli.web.paging import page_of

OUTRIGHT = ("submit", "take_up", "take_effect", "end")
"""Steps that need no words."""


@requires("duties.view")
def admissions(request: ActedRequest) -> HttpResponse:
    """What departments asked for, what waits first."""
    state, words = request.GET.get("state", ""), request.GET.get("q", "").strip()[:40]
    page = page_of(request, queries.narrowed(queries.visible(request.actor), state, words))
    values = {
        "page": page,
        "rows": queries.with_days_left(page.rows),
        "states": ADMISSION.states,
        "state": state,
        "words": words,
        "may_apply": request.actor.holds(policies.APPLY),
        "tabs": tabs(request.actor, "admissions"),
        "query": request.GET.urlencode(),
        "ahead": limit("ahead"),
        "decide": limit("decide"),
    }
    return page_or_part(request, "duties/admissions.html", "duties/_admissions.html", values)


@requires("duties.view")
def admission(request: ActedRequest, admission_id: UUID) -> HttpResponse:
    """One application: what is asked, what it costs, who said what, what can be done."""
    row = queries.admission(request.actor, admission_id)
    heard = queries.heard(row)
    steps = queries.steps_for(request.actor, row)
    values = {
        "row": row,
        "state": ADMISSION.label(row.state),
        "burden": burden_of(row),
        "heard": heard,
        "silent": sum(h.opinion is None for h in heard),
        "speaks": queries.speaks_for(request.actor, row) if row.state in commands.HEARD_IN else [],
        "history": [(taken, who, ADMISSION.label(taken.led_to)) for taken, who in queries.history(row)],
        "outright": [s for s in steps if s.verb in OUTRIGHT],
        "worded": [s for s in steps if s.verb not in OUTRIGHT],
        "is_late": queries.is_late(row),
        "lead_days": queries.lead_days(clock.today(), row.starts_on)
        if row.lead_days is None
        else row.lead_days,
        "ahead": limit("ahead"),
        "days_left": queries.days_left(row),
        "may_edit": row.state == "draft" and policies.may_edit(request.actor, row),
    }
    return render(request, "duties/admission.html", values)


@requires("duties.apply")
def apply(request: ActedRequest) -> HttpResponse:
    """A new application."""
    form = _form(request, {"often": "once", "wanted": "task"})
    if form.is_bound and form.is_valid():
        area = _area(request, form.cleaned_data["area"])
        row = _tried(form, lambda: commands.draft(request.actor, area, **_told(request, form)))
        if row is not None:
            return see_other(request, "duties:admission", row.pk)
    return _asking(request, form, _("申请准入"))


@requires("duties.apply")
def revise(request: ActedRequest, admission_id: UUID) -> HttpResponse:
    """Change a draft."""
    row = queries.admission(request.actor, admission_id)
    if not policies.may_edit(request.actor, row):
        raise NotAllowed
    if row.state != "draft":
        raise NotAllowedNow
    initial = {key: getattr(row, key) for key in commands.TOLD} | {"duty": str(row.duty_id or "")}
    form = _form(request, initial | {"area": row.area.code, "people_meant": row.burden.get("said", "")})
    if form.is_bound and form.is_valid():
        done = _tried(form, lambda: commands.revise(request.actor, row, **_told(request, form)))
        if done is not None:
            return see_other(request, "duties:admission", row.pk)
    return _asking(request, form, _("修改申请"), row)


def _form(request: ActedRequest, initial: dict[str, Any]) -> ApplicationForm:
    places = lists.places(request.actor, policies.APPLY)
    return ApplicationForm(request.POST or None, request.FILES or None, places=places, initial=initial)


def _area(request: ActedRequest, code: str) -> Any:
    found = [p for p in lists.places(request.actor, policies.APPLY) if p.code == code]
    if not found:
        raise OutsideYourArea
    return found[0]


def _told(request: ActedRequest, form: ApplicationForm) -> dict[str, Any]:
    told = dict(form.cleaned_data)
    upload, people = told.pop("blank"), told.pop("people_meant")
    told.pop("area")
    told["duty"] = Duty.objects.filter(pk=told["duty"]).first() if told["duty"] else None
    blank = commands.Blank(upload.read() if upload else b"", upload.name if upload else "", people)
    return {"told": told, "blank": blank}


def _tried(form: ApplicationForm, do: Any) -> Admission | None:
    try:
        done: Admission = do()
    except OutsideYourArea:
        raise
    except Refusal as refusal:
        form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal))
        return None
    return done


def _asking(
    request: ActedRequest, form: ApplicationForm, title: str, row: Admission | None = None
) -> HttpResponse:
    values = {"form": form, "title": title, "row": row, "ahead": limit("ahead"), "decide": limit("decide")}
    return render(request, "duties/apply.html", values, status=422 if form.is_bound else 200)


@requires("duties.view")
def blank(request: ActedRequest, admission_id: UUID) -> HttpResponse:
    """The department's blank form as it arrived."""
    row = queries.admission(request.actor, admission_id)
    return saved(blank_of(row), row.file_name)


@requires("duties.view")
def export(request: ActedRequest) -> HttpResponse:
    """The list as narrowed, as a workbook."""
    asked = request.GET
    rows = list(queries.narrowed(queries.visible(request.actor), asked.get("state", ""), asked.get("q", "")))
    count_export(request.actor, rows=len(rows), what="admissions")
    name = _("准入事项_%(day)s.xlsx") % {"day": clock.today().isoformat()}
    return saved(exports.admissions_book(rows), name)
