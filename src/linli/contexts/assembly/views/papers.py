"""For workers: papers to print, votes that are taken in before two, and papers that are read twice."""

from functools import partial
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from linli.contexts.assembly.commands import casting as commands
from linli.contexts.assembly.commands import printing
from linli.contexts.assembly.exports import papers
from linli.contexts.assembly.forms.ballots import PaperForm, TakeForm, WhyForm
from linli.contexts.assembly.models import Ballot
from linli.contexts.assembly.queries import proxies, results, rolls, walking
from linli.contexts.assembly.queries.ballots import takes_votes
from linli.contexts.assembly.states import RUN, TAKE
from linli.contexts.assembly.views.common import own, posted
from linli.kernel.access.guards import ActedRequest, requires
from linli.kernel.ballots.handing import pile
from linli.kernel.ballots.models import Entry, HandIn
from linli.kernel.errors import BadInput, OutsideYourArea, Refusal
from linli.web import files
from linli.web.deeds import Deed, carry_out, tap
from linli.web.htmx import see_other
from linli.web.paging import page_of


@requires(TAKE)
@require_POST
def printed(request: ActedRequest, ballot_id: UUID) -> HttpResponse:
    """Papers: so many blank ones, or one for each door in one's area that has not voted."""
    found = own(request.actor, ballot_id)
    if request.POST.get("which") == "doors":
        doors = [d.door for d in walking.doors_left(request.actor, found) for _n in range(d.votes)]
        doors = doors or [one.door for one in rolls.seats(request.actor, found).filter(voted=False)]
    else:
        typed = request.POST.get("blank", "")
        doors = [""] * (int(typed) if typed.isdecimal() and len(typed) < 5 else 0)
    if not doors:
        raise BadInput(_("请写要打印几张。"))
    if len(doors) > papers.MOST:
        raise BadInput(_("一次最多打印 %(n)s 张，请分网格或分几次打印。"), n=papers.MOST)
    printing.print_papers(request.actor, found, papers=len(doors))
    return files.shown(papers.papers(found, doors), "ballots.pdf")


@requires(TAKE)
@require_GET
def take_page(request: ActedRequest, ballot_id: UUID) -> HttpResponse:
    """Find the door, take its vote in; confirm what others took in."""
    found = own(request.actor, ballot_id)
    words = request.GET.get("q", "").strip()
    rows = (
        rolls.seats(request.actor, found, words=words) if words else rolls.seats(request.actor, found).none()
    )
    page = page_of(request, rows)
    values = {
        "ballot": found, "page": page, "words": words, "takes": takes_votes(found),
        "names": rolls.named(found, page.rows), "actor": request.actor, "channels": HandIn.CHANNELS,
        "waiting": walking.taken_in(request.actor, found, HandIn.State.WAITING),
        "aside": walking.taken_in(request.actor, found, HandIn.State.ASIDE),
        "proxies": proxies.by_key(found, [one.key for one in page.rows]),
        "settles": not takes_votes(found) and request.actor.may(RUN, found.area.code),
    }  # fmt: skip
    return render(request, "assembly/take.html", values)


@requires(TAKE)
@require_POST
def take_in(request: ActedRequest, ballot_id: UUID, key: str) -> HttpResponse:
    """Take in the vote of one line of the roll."""
    found = own(request.actor, ballot_id)
    seat = rolls.seats(request.actor, found).filter(key=key).first()
    if seat is None:
        raise OutsideYourArea
    form = TakeForm(request.POST)
    if not form.is_valid():
        raise BadInput(_("请选是怎么投的。"))
    done = _("%(door)s 的票收下了，请第二个人在自己的账号上确认。") % {"door": seat.door}
    take_in = partial(commands.take_in, request.actor, seat, ballot=found, **form.cleaned_data)
    return tap(request, take_in, see_other(request, "assembly:take", found.pk), done)


def _hand_in(request: ActedRequest, hand_in_id: UUID) -> tuple[Ballot, HandIn]:
    try:
        return walking.hand_in(request.actor, hand_in_id)
    except HandIn.DoesNotExist:
        raise OutsideYourArea from None


@requires(TAKE)
@require_POST
def confirm(request: ActedRequest, hand_in_id: UUID) -> HttpResponse:
    """Be the second person."""
    ballot, taken = _hand_in(request, hand_in_id)
    done = _("两个人都确认了。请把票放进票堆，编上号。")
    back = see_other(request, "assembly:take", ballot.pk)
    return tap(request, partial(commands.confirm, request.actor, taken), back, done)


@requires(TAKE)
@require_http_methods(["GET", "HEAD", "POST"])
def withdraw(request: ActedRequest, hand_in_id: UUID) -> HttpResponse:
    """It was a mistake."""
    ballot, taken = _hand_in(request, hand_in_id)
    deed = Deed(
        gettext_lazy("撤回代收的票"), WhyForm(posted(request)),
        lambda form: commands.withdraw(request.actor, taken, reason=form.cleaned_data["reason"]),
        reverse("assembly:take", args=[ballot.pk]), gettext_lazy("已撤回，这一户还可以再投。"),
        taken.door,
        gettext_lazy("撤回"), danger=True,
    )  # fmt: skip
    return carry_out(request, deed)


@requires(RUN)
@require_http_methods(["GET", "HEAD", "POST"])
def set_aside(request: ActedRequest, hand_in_id: UUID) -> HttpResponse:
    """The time is over and nobody can confirm it: decide, and say why."""
    ballot, taken = _hand_in(request, hand_in_id)
    deed = Deed(
        gettext_lazy("代收的票不计入"), WhyForm(posted(request)),
        lambda form: commands.set_aside(request.actor, ballot, taken, reason=form.cleaned_data["reason"]),
        reverse("assembly:take", args=[ballot.pk]), gettext_lazy("记下了：这一票不计入，原因留着。"),
        taken.door,
        gettext_lazy("不计入"), danger=True,
    )  # fmt: skip
    return carry_out(request, deed)


@requires(TAKE)
@require_http_methods(["GET", "HEAD", "POST"])
def read_page(request: ActedRequest, ballot_id: UUID) -> HttpResponse:
    """Read the pile, paper by paper, by keyboard alone."""
    found = own(request.actor, ballot_id)
    seats = walking.unread_doors(found)
    heap = pile(found.box, request.actor.label)
    form = PaperForm(posted(request), initial={"number": heap.mine_next}, ballot=found, seats=seats)
    if form.is_bound and form.is_valid():
        said = form.cleaned_data
        try:
            entry = commands.read_paper(
                request.actor, found, number=said["number"], choices=said["marks"], key=said.get("key", "")
            )
        except Refusal as refusal:
            form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal))
        else:
            _tell(request, entry)
            return see_other(request, "assembly:read", found.pk)
    values = {"ballot": found, "form": form, "pile": heap, "choices": results.options_of(found)}
    return render(request, "assembly/read.html", values, status=422 if form.is_bound else 200)


def _tell(request: ActedRequest, entry: Entry) -> None:
    words = {
        Entry.State.WAITING: _("第 %(n)s 张录好第一遍。"),
        Entry.State.AGREED: _("第 %(n)s 张两遍一致，已经投进票箱。"),
        Entry.State.DIFFERENT: _("第 %(n)s 张两遍不一样，请两个人都重新看票，再各录一遍。"),
    }
    level = messages.WARNING if entry.state == Entry.State.DIFFERENT else messages.SUCCESS
    messages.add_message(request, level, words[Entry.State(entry.state)] % {"n": entry.number})
