"""The house itself: audit trail, calendar, facts, what is held and why."""

from datetime import date

from django.conf import settings
from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from linli.kernel import clock, db, phrases
from linli.kernel.access.guards import ActedRequest, requires, signed_in
from linli.kernel.accounts.models import Account
from linli.kernel.audit import actions, trail
from linli.kernel.audit.models import AuditEntry
from linli.kernel.catalogue import shelf
from linli.kernel.jobs.models import RoutineRun
from linli.kernel.outbox import delivery, wire
from linli.kernel.outbox.models import OutboxFact
from linli.kernel.suggestions import commands as suggestions
from linli.kernel.suggestions.models import Suggestion
from linli.kernel.upkeep import commands as upkeep
from linli.kernel.workdays import calendar
from linli.kernel.workdays.models import SpecialDay
from linli.web.htmx import page_or_part, see_other
from linli.web.pages.forms import WorkdayForm
from linli.web.paging import page_of


@requires("audit.read")
def audit(request: ActedRequest) -> HttpResponse:
    """What was done, newest first; filtered by who, what and when."""
    rows = AuditEntry.objects.filter(db.inside("area_code", request.actor.areas("audit.read"))).order_by(
        "-at", "-pk"
    )
    rows = _filtered(rows, request)
    page = page_of(request, rows, size=50)
    names = dict(Account.objects.values_list("pk", "name"))
    lines = [(entry, worded(entry, names)) for entry in page.rows]
    values = {
        "page": page, "lines": lines, "actions": sorted(actions.known()), "people": sorted(names.items()),
        "chosen": request.GET,
    }  # fmt: skip
    return page_or_part(request, "web/audit.html", "web/_audit.html", values)


def _filtered(rows: QuerySet[AuditEntry], request: ActedRequest) -> QuerySet[AuditEntry]:
    asked = request.GET
    if asked.get("action") in actions.known():
        rows = rows.filter(action=asked["action"])
    if asked.get("who", "").isdecimal():
        rows = rows.filter(actor=f"account:{asked['who']}")
    if asked.get("target"):
        rows = rows.filter(target=asked["target"][:120])
    for name, lookup in (("from", "at__date__gte"), ("until", "at__date__lte")):
        try:
            rows = rows.filter(**{lookup: date.fromisoformat(asked.get(name, ""))})
        except ValueError:
            continue
    return rows


def worded(entry: AuditEntry, names: dict[int, str]) -> str:
    """An entry as a sentence in the reader's language."""
    kind, _colon, key = entry.actor.partition(":")
    who = names.get(int(key), entry.actor) if kind == "account" and key.isdecimal() else _("系统")
    try:
        sentence = str(actions.action(entry.action).sentence)
        named = {key: _named(entry.detail[key]) for key in ("field", "fields") if key in entry.detail}
        return sentence % {**entry.detail, **named, "actor": who, "target": entry.target}
    except (LookupError, KeyError, ValueError):
        return f"{who} {entry.action} {entry.target}"


def _named(held: object) -> object:
    """Keys of fields as the fields are called; anything else as it stands."""
    fields = shelf.fields()
    if isinstance(held, list):
        return phrases.listed(_named(key) for key in held)
    return fields[held].label if isinstance(held, str) and held in fields else held


@requires("audit.read")
@require_POST
def verify(request: ActedRequest) -> HttpResponse:
    """Prove that nobody changed the trail."""
    broken = list(trail.verify())
    return render(request, "web/_verified.html", {"broken": broken, "entries": AuditEntry.objects.count()})


@requires("workdays.edit")
def workdays(request: ActedRequest) -> HttpResponse:
    """The year's holidays and make-up days, and the next working days counted with them."""
    year = request.GET.get("year", "")
    shown = int(year) if year.isdecimal() and 2000 < int(year) < 2100 else clock.today().year
    form = WorkdayForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        calendar.set_day(request.actor, **form.cleaned_data)
        messages.success(request, _("已保存。"))
        return see_other(request, "web:workdays", query=f"year={form.cleaned_data['day'].year}")
    values = {
        "form": form,
        "year": shown,
        "rows": calendar.of_year(shown),
        "known_until": calendar.known_until(),
    }
    return render(request, "web/workdays.html", values, status=422 if form.is_bound else 200)


@requires("workdays.edit")
@require_POST
def clear_workday(request: ActedRequest, row_id: int) -> HttpResponse:
    """The day is as its weekday says."""
    row = get_object_or_404(SpecialDay, pk=row_id)
    year = row.day.year
    calendar.clear_day(request.actor, row)
    return see_other(request, "web:workdays", query=f"year={year}")


@requires("house.keep")
def house(request: ActedRequest) -> HttpResponse:
    """How the house is: facts waiting, routines, suggestions, database."""
    values = {
        "waiting": delivery.waiting(), "troubled": delivery.troubled(), "facts": wire.table(),
        "routines": RoutineRun.objects.order_by("key"), "database": settings.DATABASES["default"]["ENGINE"],
        "suggestions": Suggestion.objects.order_by("answered_at", "-at").select_related("account")[:30],
        "contexts": shelf.contexts(), "entries": AuditEntry.objects.count(), "data": settings.DATA,
    }  # fmt: skip
    return render(request, "web/house.html", values)


@requires("house.keep")
@require_POST
def tell_again(request: ActedRequest, fact_id: int) -> HttpResponse:
    """Tell a fact once more."""
    upkeep.tell_again(request.actor, get_object_or_404(OutboxFact, pk=fact_id))
    messages.success(request, _("已安排重新投递。"))
    return see_other(request, "web:house")


@requires("house.keep")
@require_POST
def answer(request: ActedRequest, suggestion_id: int) -> HttpResponse:
    """Answer a suggestion."""
    found = get_object_or_404(Suggestion, pk=suggestion_id)
    suggestions.answer(request.actor, found, text=request.POST.get("text", ""))
    return see_other(request, "web:house")


@signed_in("what is held and why may be read by everyone who works with it")
def privacy(request: ActedRequest) -> HttpResponse:
    """Which fields Linli holds, for which purpose, on which basis, and how long."""
    groups: dict[str, list[object]] = {}
    for field in shelf.fields().values():
        if field.expression is not None:
            groups.setdefault(str(field.group), []).append(field)
    return render(request, "web/privacy.html", {"groups": groups, "retention": shelf.retention()})
