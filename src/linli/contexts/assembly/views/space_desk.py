"""For workers in an open space: paper cards, the market, people without a phone, notes, actions."""

from collections.abc import Callable
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from linli.contexts.assembly.commands import space_cards, space_notes, space_people
from linli.contexts.assembly.forms.ballots import WhyForm
from linli.contexts.assembly.forms.spaces import ActionForm, CardForm, IssueForm, NoteForm, PaperCardForm
from linli.contexts.assembly.models.spaces import Guest, OpenSpace, SpaceState
from linli.contexts.assembly.queries import market, spaces
from linli.contexts.assembly.states.spaces import HELP, TAKES_WISHES
from linli.contexts.assembly.views.common import found, posted
from linli.contexts.assembly.views.space_common import own_space
from linli.contexts.assembly.views.space_sent import dots_sent
from linli.kernel.access.guards import ActedRequest, requires
from linli.kernel.errors import BadInput, OutsideYourArea
from linli.web.deeds import Deed, carry_out, tap
from linli.web.htmx import see_other


def _back(space: OpenSpace) -> str:
    return reverse("assembly:space", args=[space.pk])


@requires(HELP)
@require_http_methods(["GET", "HEAD", "POST"])
def add_card(request: ActedRequest, space_id: UUID) -> HttpResponse:
    """Type in a paper card."""
    space = own_space(request.actor, space_id)
    deed = Deed(
        gettext_lazy("录入一张纸题卡"), PaperCardForm(posted(request)),
        lambda form: space_cards.write_down(
            request.actor, space, told=form.told(), number=form.cleaned_data["number"]
        ),
        _back(space), gettext_lazy("贴上墙了。"), space.title, gettext_lazy("贴上墙"),
    )  # fmt: skip
    return carry_out(request, deed)


@requires(HELP)
@require_http_methods(["GET", "HEAD", "POST"])
def change_card(request: ActedRequest, card_id: UUID) -> HttpResponse:
    """Put the words of a card right."""
    card = found(spaces.card, request.actor, card_id)
    said = {"title": card.title, "words": card.words, "convenor": card.convenor}
    deed = Deed(
        gettext_lazy("改题卡上的字"), CardForm(posted(request), initial=said),
        lambda form: space_cards.change_card(request.actor, card, told=form.told()),
        _back(card.space), gettext_lazy("改好了。"), card.title,
    )  # fmt: skip
    return carry_out(request, deed)


@requires(HELP)
@require_http_methods(["GET", "HEAD", "POST"])
def withdraw_card(request: ActedRequest, card_id: UUID) -> HttpResponse:
    """Take a card down."""
    card = found(spaces.card, request.actor, card_id)
    deed = Deed(
        gettext_lazy("撤下题卡"), WhyForm(posted(request)),
        lambda form: space_cards.withdraw_card(request.actor, card, reason=form.cleaned_data["reason"]),
        _back(card.space), gettext_lazy("撤下了，原因大家都看得到。"), card.title,
        gettext_lazy("撤下"), danger=True,
    )  # fmt: skip
    return carry_out(request, deed)


@requires(HELP)
@require_http_methods(["GET", "HEAD", "POST"])
def move_card(request: ActedRequest, card_id: UUID) -> HttpResponse:
    """Give a card a place and a time; what cannot be is said before."""
    card = found(spaces.card, request.actor, card_id)
    choices = market.options(card.space, card)
    if request.method == "POST":
        sent = request.POST.get("spot", "")
        spots = {f"{one.round.number}-{one.place.number}": (one.place, one.round) for one in choices}
        if sent and sent not in spots:
            raise BadInput(_("请选一个时间地点。"))
        done = _("%(n)s 号题卡移好了。") % {"n": card.number}
        back = see_other(request, "assembly:space", card.space_id)
        return tap(request, lambda: space_cards.put_up(request.actor, card, spot=spots.get(sent)), back, done)
    values = {"card": card, "space": card.space, "options": choices}
    return render(request, "assembly/space/move.html", values)


@requires(HELP)
@require_POST
def arrange(request: ActedRequest, space_id: UUID) -> HttpResponse:
    """Take Linli's proposal."""
    space = own_space(request.actor, space_id)
    anew = request.POST.get("which") == "all"

    def run() -> None:
        placed, left = space_cards.arrange_all(request.actor, space, anew=anew)
        words = _("排好了 %(placed)s 张。请和召集人一起看看，随时可以再移。")
        if left:
            words = _("排好了 %(placed)s 张，还有 %(left)s 张没有位置：可以合并、加一场或加一个地点。")
        messages.success(request, words % {"placed": placed, "left": left})

    return tap(request, run, see_other(request, "assembly:space", space.pk))


@requires(HELP)
@require_POST
def issue(request: ActedRequest, space_id: UUID) -> HttpResponse:
    """Make cards to hand out, and go to print them."""
    space = own_space(request.actor, space_id)
    form = IssueForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("请写要出几张入场卡。"))
        return see_other(request, "assembly:space", space.pk)
    count = form.cleaned_data["count"]

    def run() -> None:
        first, last = space_people.issue(request.actor, space, count=count)
        words = _("%(first)s 号到 %(last)s 号做好了，可以打印。") % {"first": first, "last": last}
        messages.success(request, words)

    return tap(request, run, see_other(request, "assembly:space", space.pk))


@requires(HELP)
@require_GET
def find_guest(request: ActedRequest, space_id: UUID) -> HttpResponse:
    """To the page of a number."""
    space = own_space(request.actor, space_id)
    typed = request.GET.get("number", "").strip()
    if typed.isdecimal() and len(typed) < 5 and spaces.guest(space, int(typed)):
        return see_other(request, "assembly:space_guest", space.pk, int(typed))
    messages.error(request, _("没有这个号码的入场卡，请再看一眼。"))
    return see_other(request, "assembly:space", space.pk)


def _said(request: ActedRequest, guest: Guest) -> tuple[Callable[[], object], HttpResponse, str]:
    """What was sent for a number: wishes before the talk, dots after it."""
    back = see_other(request, "assembly:space_guest", guest.space_id, guest.number)
    if guest.space.state in TAKES_WISHES:
        keys = request.POST.getlist("card")
        done = _("%(n)s 号想去的组记下了。") % {"n": guest.number}
        return lambda: space_people.wish(request.actor, guest, cards=keys), back, done
    given = dots_sent(request.POST)
    done = _("%(n)s 号的点记下了。") % {"n": guest.number}
    return lambda: space_people.give_dots(request.actor, guest, dots=given), back, done


@requires(HELP)
@require_http_methods(["GET", "HEAD", "POST"])
def guest_page(request: ActedRequest, space_id: UUID, number: int) -> HttpResponse:
    """Say for somebody without a phone what he wishes, or where his dots go."""
    space = own_space(request.actor, space_id)
    guest = spaces.guest(space, number)
    if guest is None:
        raise OutsideYourArea
    if request.method == "POST":
        return tap(request, *_said(request, guest))
    values = {
        "space": space, "guest": guest, "cards": spaces.cards_of(space),
        "chosen": set(guest.wishes.values_list("card", flat=True)),
        "dots": dict(guest.dots.values_list("card", "count")),
        "takes_wishes": space.state in TAKES_WISHES, "takes_dots": space.state == SpaceState.DOTS,
        "numbers": range(space.dots + 1),
    }  # fmt: skip
    return render(request, "assembly/space/guest.html", values)


@requires(HELP)
@require_http_methods(["GET", "HEAD", "POST"])
def add_note(request: ActedRequest, card_id: UUID) -> HttpResponse:
    """Type in or photograph what a group wrote."""
    card = found(spaces.card, request.actor, card_id)
    deed = Deed(
        gettext_lazy("写这一组的记录"), NoteForm(posted(request), request.FILES or None),
        lambda form: space_notes.write_note_down(request.actor, card, written=form.written()),
        _back(card.space), gettext_lazy("贴上新闻墙了。"), f"{card.number} {card.title}",
        gettext_lazy("贴上新闻墙"),
    )  # fmt: skip
    return carry_out(request, deed)


@requires(HELP)
@require_http_methods(["GET", "HEAD", "POST"])
def withdraw_note(request: ActedRequest, note_id: UUID) -> HttpResponse:
    """Take a note down."""
    row = found(spaces.note_of, request.actor, note_id)
    deed = Deed(
        gettext_lazy("撤下这条记录"), WhyForm(posted(request)),
        lambda form: space_notes.withdraw_note(request.actor, row, reason=form.cleaned_data["reason"]),
        _back(row.card.space), gettext_lazy("撤下了。"), row.card.title, gettext_lazy("撤下"), danger=True,
    )  # fmt: skip
    return carry_out(request, deed)


@requires(HELP)
@require_http_methods(["GET", "HEAD", "POST"])
def add_action(request: ActedRequest, space_id: UUID) -> HttpResponse:
    """Write down who does what until when."""
    space = own_space(request.actor, space_id)
    form = ActionForm(
        posted(request), initial={"card": request.GET.get("card", "")}, cards=spaces.cards_of(space)
    )
    deed = Deed(
        gettext_lazy("记一条行动"), form,
        lambda form: space_notes.agree(request.actor, space, agreed=form.agreed()),
        _back(space), gettext_lazy("记下了。会议结束后会转为承诺，一直跟到兑现。"), space.title,
        gettext_lazy("记下"),
    )  # fmt: skip
    return carry_out(request, deed)


@requires(HELP)
@require_POST
def drop_action(request: ActedRequest, action_id: UUID) -> HttpResponse:
    """Strike an action."""
    row = found(spaces.action_of, request.actor, action_id)
    back = see_other(request, "assembly:space", row.space_id)
    return tap(request, lambda: space_notes.drop(request.actor, row), back, _("划掉了。"))
