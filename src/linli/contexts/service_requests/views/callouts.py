"""Call-outs on pages: the list, one of them, calling units."""

from typing import Any
from uuid import UUID, uuid4

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from linli.contexts.service_requests import policies
from linli.contexts.service_requests.commands import callouts as commands
from linli.contexts.service_requests.commands.callouts import Asked, Called
from linli.contexts.service_requests.exports import callouts as exports
from linli.contexts.service_requests.forms.callouts import CallForm
from linli.contexts.service_requests.models import CallOut, Request
from linli.contexts.service_requests.queries import call_words
from linli.contexts.service_requests.queries import callouts as queries
from linli.contexts.service_requests.states import CALL, CALL_HEAVY
from linli.kernel import clock
from linli.kernel.access.guards import ActedRequest, requires
from linli.kernel.actor import Actor
from linli.kernel.commands import once
from linli.kernel.errors import OutsideYourArea, Refusal
from linli.web.files import saved
from linli.web.htmx import page_or_part
from linli.web.paging import page_of

SIZE = 50


def wish_of(request: ActedRequest) -> queries.Wish:
    """What the address bar narrows the list by."""
    asked = request.GET
    tab = asked.get("tab", "running")
    tab = tab if tab in (*queries.TABS, "all") else "running"
    return queries.Wish(tab, asked.get("kind", ""), asked.get("q", "").strip()[:40])


@requires("service_requests.handle")
def call_outs(request: ActedRequest) -> HttpResponse:
    """The call-outs of one's area, or to which one's body was called."""
    wish, counts = wish_of(request), queries.counts(request.actor)
    page = page_of(request, queries.listing(request.actor, wish), size=SIZE)
    tabs = [
        ("running", _("进行中")), ("proposed", _("待吹哨")), ("late", _("有单位超时")),
        ("answered", _("待销哨")), ("over", _("已结束")), ("all", _("全部")),
    ]  # fmt: skip
    values = {
        "page": page,
        "rows": [(row, call_words.kind_label(row.kind), _late(row)) for row in page.rows],
        "wish": wish,
        "kinds": list(call_words.kinds().values()),
        "tabs": [(key, words, counts.get(key)) for key, words in tabs],
        "may_propose": request.actor.holds(policies.PROPOSE),
        "query": request.GET.urlencode(),
    }
    return page_or_part(
        request, "service_requests/call_outs.html", "service_requests/_call_outs.html", values
    )


def _late(row: CallOut) -> int:
    return sum(any(c.is_late and c.at is None for c in queries.clocks(t)) for t in row.turns.all())


@requires("service_requests.handle")
def call_out(request: ActedRequest, call_out_id: UUID) -> HttpResponse:
    """One call-out: what was asked, what every unit did, every step, for both sides alike."""
    row = queries.one(request.actor, call_out_id)
    steps = list(row.steps.all())
    shown = row.request if row.request and policies.sees(request.actor, row.request) else None
    values = {
        "call": row,
        "kind": call_words.kind_label(row.kind),
        "turns": queries.turns_of(request.actor, row),
        "acts": queries.steps_of(request.actor, row),
        "behind": shown,
        "steps": [(step, queries.label_of(step.verb)) for step in steps],
        "names": queries.names({row.proposed_by, row.blown_by, *(s.account_id for s in steps)}),
        "marks": {m.key: m.label for m in call_words.marks().values()},
    }
    return render(request, "service_requests/call_out.html", values)


@requires("service_requests.handle")
def export_call_outs(request: ActedRequest) -> HttpResponse:
    """The list as narrowed, as a workbook: one line for each unit."""
    rows = list(queries.listing(request.actor, wish_of(request))[: exports.MOST])
    commands.count_export(request.actor, rows=len(rows))
    return saved(exports.workbook(rows), _("吹哨报到_%(day)s.xlsx") % {"day": clock.today().isoformat()})


@requires("service_requests.propose_call_out")
def new_call_out(request: ActedRequest) -> HttpResponse:
    """Call units, or ask whoever may; a heavy kind goes to the subdistrict by itself."""
    actor, behind = request.actor, _behind(request)
    places = queries.places_for(actor)
    first = behind.area.code if behind else next(iter(actor.areas(policies.PROPOSE)), "")
    start = {"area": _place_of(behind), "words": behind.words} if behind else {}
    form = CallForm(
        request.POST or None, places=places, units=queries.units_for(first),
        initial={"kind": next(iter(call_words.kinds()), ""), **start},
    )  # fmt: skip
    key = request.POST.get("key") or uuid4().hex
    if form.is_bound and form.is_valid():
        try:
            answer = once(actor, f"call:{key}", lambda: _open(actor, form, behind))
        except OutsideYourArea:
            raise
        except Refusal as refusal:
            form.add_error({"units": "others"}.get(refusal.field or "", refusal.field), str(refusal))
        else:
            blown = answer.value["blown"]
            messages.success(request, _("已吹哨，各单位已收到通知。") if blown else _("已报请，等待决定。"))
            return HttpResponseRedirect(_page(answer.value["id"]), status=303)
    values = {
        "form": form,
        "kinds": list(call_words.kinds().values()),
        "behind": behind,
        "may_call": actor.holds(CALL),
        "may_call_heavy": actor.holds(CALL_HEAVY),
        "key": key,
        "chosen": form["kind"].value(),
    }
    status = 422 if form.is_bound else 200
    return render(request, "service_requests/call_out_new.html", values, status=status)


def _open(actor: Actor, form: CallForm, behind: Request | None) -> dict[str, Any]:
    values = form.cleaned_data
    lead = Called(values["lead"], values["lead_task"])
    others = [Called(unit, values["others_task"]) for unit in values["others"] if unit != values["lead"]]
    asked = Asked(
        values["kind"], values["words"], values["tried"], (lead, *others), values["place"], behind
    )  # fmt: skip
    is_heavy = call_words.kinds()[asked.kind].by == policies.BY_SUBDISTRICT
    blows = actor.may(CALL_HEAVY if is_heavy else CALL, values["area"].code)
    row = (commands.call if blows else commands.propose)(actor, values["area"], asked=asked)
    return {"id": str(row.pk), "blown": blows}


def _behind(request: ActedRequest) -> Request | None:
    """The request in whose name units are called."""
    try:
        key = UUID(request.GET.get("request", ""))
    except ValueError:
        return None
    found = Request.objects.filter(policies.visible_to(request.actor), pk=key)
    row = found.select_related("area__parent").first()
    if row is None:
        raise OutsideYourArea
    return row


def _place_of(behind: Request) -> int | None:
    """The building of an entrance: call-outs go to buildings."""
    is_entrance = behind.area.kind == "entrance"
    return behind.area.parent_id if is_entrance else behind.area_id


def _page(key: object) -> str:
    return reverse("service_requests:call_out", args=[key])
