"""For those of us: promises, what happened with them, who must still be told."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from linli.contexts.assembly.commands import promises as commands
from linli.contexts.assembly.commands import taking_part
from linli.contexts.assembly.exports import promises as sheets
from linli.contexts.assembly.forms import promises as forms
from linli.contexts.assembly.models import Participant, Promise
from linli.contexts.assembly.queries import promises, responsible, telling, topic_desk
from linli.contexts.assembly.states import FOLLOW, PROMISE, PROMISE_LIFE
from linli.contexts.assembly.states.topics import TALK
from linli.contexts.assembly.views.common import found, posted
from linli.kernel.access.guards import ActedRequest, requires
from linli.kernel.areas import queries as areas
from linli.kernel.areas.models import Kind
from linli.kernel.errors import OutsideYourArea
from linli.web import files
from linli.web.deeds import Deed, Words, carry_out
from linli.web.forms import LinliForm
from linli.web.htmx import see_other
from linli.web.paging import page_of

PLACES = (Kind.COMMUNITY, Kind.COMPOUND, Kind.GRID, Kind.BUILDING)
AT_ONCE = 2000
ON_PAPER = 300


def own(request: ActedRequest, promise_id: UUID) -> Promise:
    """A promise that one may see; 404 otherwise."""
    return found(promises.one, request.actor, promise_id)


@requires(FOLLOW)
@require_GET
def promise_list(request: ActedRequest) -> HttpResponse:
    """Promises of the communities where one works."""
    which, words = request.GET.get("which", ""), request.GET.get("q", "").strip()[:40]
    rows = promises.seen(request.actor)
    values = {
        "page": page_of(request, promises.narrowed(rows, which, words)), "which": which, "words": words,
        "numbers": promises.numbers(rows), "to_tell": telling.untold(request.actor).count(),
        "community": next(iter(areas.communities_seen(request.actor, FOLLOW)), None),
    }  # fmt: skip
    return render(request, "assembly/promises/list.html", values)


@requires(FOLLOW)
@require_GET
def export(request: ActedRequest) -> HttpResponse:
    """The list as it is narrowed, as a workbook."""
    which, words = request.GET.get("which", ""), request.GET.get("q", "").strip()[:40]
    rows = list(promises.narrowed(promises.seen(request.actor), which, words)[:AT_ONCE])
    place = next(iter(areas.communities_seen(request.actor, FOLLOW)), None)
    if place is None:
        raise OutsideYourArea
    commands.export(request.actor, place, rows=len(rows))
    return files.saved(sheets.promises(rows), f"{place.name}承诺兑现.xlsx")


@requires(PROMISE)
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: ActedRequest) -> HttpResponse:
    """Write down what was promised."""
    places = list(areas.within(request.actor, PROMISE).filter(kind__in=PLACES))
    if not places:
        raise OutsideYourArea
    form = forms.PromiseForm(posted(request), places=places, people=responsible.choices(places[0]))
    made: list[Promise] = []
    deed = Deed(
        gettext_lazy("记下一个承诺"), form,
        lambda sent: made.append(commands.make_promise(request.actor, sent.place(), wanted=sent.wanted())),
        reverse("assembly:promises"), gettext_lazy("记下了，居民现在就能看到。"),
        gettext_lazy("谁、做什么、哪天前、用什么来做。会公开，所以请照当时说的写。"),
    )  # fmt: skip
    answer = carry_out(request, deed)
    return (
        HttpResponseRedirect(reverse("assembly:promise", args=[made[0].pk]), status=303) if made else answer
    )


@requires(FOLLOW)
@require_GET
def promise_page(request: ActedRequest, promise_id: UUID) -> HttpResponse:
    """One promise with everything that happened, and what one may do."""
    row = own(request, promise_id)
    part = promises.took_part(row)
    steps = promises.offered(request.actor, row)
    values = {
        "promise": row, "events": promises.steps_of(row), "steps": steps,
        "may_report": any(step.verb == "finish" for step in steps), "voices": promises.voices_of(row),
        "hearers": part.count(), "unheard": telling.unheard(row),
    }  # fmt: skip
    return render(request, "assembly/promises/promise.html", values)


Run = Callable[[ActedRequest, Promise, dict[str, Any]], object]


@dataclass(frozen=True, slots=True)
class Act:
    """What one can do with a promise: its form, the command, what is said afterwards."""

    title: Words
    form: type[LinliForm]
    run: Run
    done: Words
    danger: bool = False


def _hand_on(request: ActedRequest, row: Promise, said: dict[str, Any]) -> object:
    account = forms.chosen(said.pop("account"))
    return commands.hand_on(request.actor, row, account_id=account, **said)


ACTS: dict[str, Act] = {
    "begin": Act(
        gettext_lazy("开始做"), LinliForm, lambda r, row, _said: commands.begin(r.actor, row),
        gettext_lazy("好，记下了已经开始。"),
    ),
    "progress": Act(
        gettext_lazy("报进展"), forms.ProgressForm,
        lambda r, row, said: commands.report_progress(r.actor, row, **said),
        gettext_lazy("进展记下了，大家都能看到。"),
    ),
    "finish": Act(
        gettext_lazy("做完了"), forms.ProgressForm,
        lambda r, row, said: commands.finish(r.actor, row, **said),
        gettext_lazy("记下了。等别人看过、确认以后才算兑现。"),
    ),
    "confirm": Act(
        gettext_lazy("确认兑现"), forms.KeptForm, lambda r, row, said: commands.confirm(r.actor, row, **said),
        gettext_lazy("确认了，参加过的人都会知道。"),
    ),
    "send_back": Act(
        gettext_lazy("还没做好"), forms.ReasonForm,
        lambda r, row, said: commands.send_back(r.actor, row, **said), gettext_lazy("退回了，请接着做。"),
    ),
    "postpone": Act(
        gettext_lazy("推迟"), forms.LaterForm, lambda r, row, said: commands.postpone(r.actor, row, **said),
        gettext_lazy("推迟了。最初的日子还会写在上面，参加过的人都会知道。"),
    ),
    "hand_on": Act(gettext_lazy("转给别人"), forms.HandOnForm, _hand_on, gettext_lazy("转好了。")),
    "give_up": Act(
        gettext_lazy("没能做到"), forms.ReasonForm,
        lambda r, row, said: commands.give_up(r.actor, row, **said),
        gettext_lazy("记下了原因，参加过的人都会知道。"), danger=True,
    ),
    "take_up_again": Act(
        gettext_lazy("重新做"), forms.LaterForm,
        lambda r, row, said: commands.take_up_again(r.actor, row, **said), gettext_lazy("好，重新做。"),
    ),
}  # fmt: skip


@requires(FOLLOW)
@require_http_methods(["GET", "HEAD", "POST"])
def act(request: ActedRequest, promise_id: UUID, verb: str) -> HttpResponse:
    """Do one thing with a promise."""
    row = own(request, promise_id)
    if verb not in ACTS:
        raise OutsideYourArea
    wanted = ACTS[verb]
    PROMISE_LIFE.step("finish" if verb == "progress" else verb, row.state)
    more = {"people": responsible.choices(row.area)} if wanted.form is forms.HandOnForm else {}
    form = wanted.form(posted(request), request.FILES or None, **more)
    back = reverse("assembly:promise", args=[row.pk])
    deed = Deed(
        wanted.title, form, lambda sent: wanted.run(request, row, dict(sent.cleaned_data)),
        back, wanted.done, row.title, wanted.title, danger=wanted.danger,
    )  # fmt: skip
    return carry_out(request, deed)


@requires(FOLLOW)
@require_GET
def to_tell(request: ActedRequest) -> HttpResponse:
    """Who took part, has no phone with us, and has not heard: to be printed and taken along."""
    rows = telling.untold(request.actor)
    total = rows.count()
    news = topic_desk.untold(request.actor).count() if request.actor.holds(TALK) else 0
    values = {"cards": telling.cards(list(rows[:ON_PAPER])), "total": total, "most": ON_PAPER, "news": news}
    return render(request, "assembly/promises/to_tell.html", values)


@requires(FOLLOW)
@require_POST
def told(request: ActedRequest, participant_id: UUID) -> HttpResponse:
    """Somebody was told."""
    try:
        row = telling.participant(request.actor, participant_id)
    except Participant.DoesNotExist:
        raise OutsideYourArea from None
    taking_part.note_told(request.actor, row)
    messages.success(request, _("记下了，谢谢您告诉他们。"))
    return see_other(request, "assembly:to_tell")
