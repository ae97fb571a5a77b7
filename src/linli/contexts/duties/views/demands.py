"""What was asked of a community: written down, held against the list, taken on or sent back."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from linli.contexts.duties import exports, policies
from linli.contexts.duties.commands import demands as commands
from linli.contexts.duties.commands.leaving import count_export
from linli.contexts.duties.forms.admissions import WordsForm
from linli.contexts.duties.forms.demands import DemandForm, LetterForm
from linli.contexts.duties.models import Demand, Letter
from linli.contexts.duties.queries import admissions, lists
from linli.contexts.duties.queries import demands as queries
from linli.contexts.duties.states import DEMAND
from linli.contexts.duties.views.tabs import tabs
from linli.kernel import clock
from linli.kernel.access.guards import ActedRequest, requires
from linli.kernel.areas.queries import communities_seen
from linli.kernel.errors import NotAllowed, OutsideYourArea
from linli.kernel.files import store
from linli.kernel.files.models import StoredFile
from linli.web.deeds import Deed, carry_out, tap
from linli.web.files import saved, shown
from linli.web.htmx import page_or_part, see_other
from linli.web.paging import page_of

WORDED = {"drop": commands.drop, "reopen": commands.reopen}


def _open(request: ActedRequest) -> None:
    if not (request.actor.holds(policies.ANSWER) or request.actor.holds(policies.DECIDE)):
        raise NotAllowed


@requires("duties.view")
def demands(request: ActedRequest) -> HttpResponse:
    """Everything that was asked, what is open first."""
    _open(request)
    state, words = request.GET.get("state", ""), request.GET.get("q", "").strip()[:40]
    page = page_of(request, queries.narrowed(queries.visible(request.actor), state, words))
    values = {
        "page": page,
        "states": DEMAND.states,
        "state": state,
        "words": words,
        "today": clock.today(),
        "may_record": request.actor.holds(policies.ANSWER),
        "letters": list(queries.letters(request.actor)[:8]),
        "tabs": tabs(request.actor, "demands"),
        "query": request.GET.urlencode(),
    }
    return page_or_part(request, "duties/demands.html", "duties/_demands.html", values)


@requires("duties.answer")
def record(request: ActedRequest) -> HttpResponse:
    """Write down what was asked; then the page says what the list says of it."""
    places = communities_seen(request.actor, policies.ANSWER)
    form = DemandForm(request.POST or None, places=places, initial={"received_on": clock.today()})
    made: list[Demand] = []

    def run(form: Any) -> None:
        told = dict(form.cleaned_data)
        code = told.pop("community", places[0].code if places else "")
        place = next((p for p in places if p.code == code), None)
        if place is None:
            raise OutsideYourArea
        made.append(commands.record(request.actor, place, asked=commands.Asked(**told)))

    lead = _("写下谁要社区做什么，邻里会马上对照权责清单和已准入的事项。")
    answer = carry_out(
        request,
        Deed(_("登记来件"), form, run, reverse("duties:demands"), _("已登记。"), lead, _("登记并核对清单")),
    )
    return see_other(request, "duties:demand", made[0].pk) if made else answer


@requires("duties.view")
def demand(request: ActedRequest, demand_id: UUID) -> HttpResponse:
    """One demand: what the list says, what can be done, the letter."""
    _open(request)
    row = queries.demand(request.actor, demand_id)
    verbs = {s.verb for s in queries.steps_for(request.actor, row)}
    is_open = bool(verbs & {"accept", "mark_off_list", "refuse"})
    values = {
        "row": row,
        "state": DEMAND.label(row.state),
        "verbs": verbs,
        "likely": queries.likely(row) if is_open else None,
        "grounds": queries.grounds(row) if "refuse" in verbs else [],
        "form": LetterForm(initial={"addressee": row.sender}) if "refuse" in verbs else None,
        "letters": Letter.objects.filter(demand=row).order_by("-at"),
        "history": [(taken, who, DEMAND.label(taken.led_to)) for taken, who in queries.history(row)],
        "found": lists.meant(row.community.code, request.GET.get("q", ""))[:12]
        if request.GET.get("q")
        else [],
        "words": request.GET.get("q", ""),
        "today": clock.today(),
    }
    return render(request, "duties/demand.html", values)


@requires("duties.answer")
@require_POST
def decide(request: ActedRequest, demand_id: UUID, verb: str) -> HttpResponse:
    """On the list, or off it: with the item or the admission that says so."""
    row = queries.demand(request.actor, demand_id)
    acts = {"accept": commands.accept, "mark_off_list": commands.mark_off_list}
    if verb not in acts:
        raise OutsideYourArea
    grounds: dict[str, Any] = {}
    if key := _key(request, "duty"):
        grounds["duty"] = lists.duty(request.actor, key)
    if (key := _key(request, "admission")) and verb == "accept":
        grounds["admission"] = admissions.admission(request.actor, key)
    return _tried(request, row, lambda: acts[verb](request.actor, row, **grounds))


def _key(request: ActedRequest, name: str) -> UUID | None:
    try:
        return UUID(request.POST.get(name, ""))
    except ValueError:
        return None


def _tried(request: ActedRequest, row: Demand, do: Any) -> HttpResponse:
    return tap(request, do, see_other(request, "duties:demand", row.pk), _("已更新。"))


@requires("duties.answer")
@require_POST
def refuse(request: ActedRequest, demand_id: UUID) -> HttpResponse:
    """Write the letter."""
    row = queries.demand(request.actor, demand_id)
    form = LetterForm(request.POST)
    told = form.cleaned_data if form.is_valid() else {}
    return _tried(request, row, lambda: commands.refuse(request.actor, row, **told))


@requires("duties.answer")
def worded(request: ActedRequest, demand_id: UUID, verb: str) -> HttpResponse:
    """A step that must be explained."""
    row = queries.demand(request.actor, demand_id)
    act = WORDED.get(verb)
    if act is None:
        raise OutsideYourArea
    form = WordsForm(request.POST or None)
    label = DEMAND.step(verb, row.state).label
    back = reverse("duties:demand", args=[row.pk])

    def run(form: Any) -> None:
        act(request.actor, row, reason=form.cleaned_data["reason"])

    return carry_out(request, Deed(label, form, run, back, _("已更新。"), row.title, label))


@requires("duties.view")
def letter(request: ActedRequest, letter_id: UUID) -> HttpResponse:
    """The PDF of a letter."""
    row = queries.letter(request.actor, letter_id)
    return shown(store.content(StoredFile.objects.get(pk=row.file_id)), f"{row.number}.pdf")


@requires("duties.view")
def export(request: ActedRequest) -> HttpResponse:
    """The list as narrowed, as a workbook."""
    _open(request)
    asked = request.GET
    rows = list(queries.narrowed(queries.visible(request.actor), asked.get("state", ""), asked.get("q", "")))
    numbers: dict[object, str] = dict(
        queries.letters(request.actor).order_by("at").values_list("demand_id", "number")
    )
    count_export(request.actor, rows=len(rows), what="demands")
    name = _("来件登记_%(day)s.xlsx") % {"day": clock.today().isoformat()}
    return saved(exports.demands_book(rows, numbers), name)
