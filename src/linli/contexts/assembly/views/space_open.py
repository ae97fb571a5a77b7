"""For everybody in an open space: by one's own phone, by a numbered card, or only to look."""

from datetime import timedelta
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from linli.contexts.assembly.commands import space_cards, space_notes, space_people
from linli.contexts.assembly.forms.spaces import BadgeForm, CardForm, NoteForm
from linli.contexts.assembly.models.spaces import GroupNote, Guest, OpenSpace, SpaceState, TopicCard
from linli.contexts.assembly.queries import market, spaces
from linli.contexts.assembly.states.spaces import TAKES_CARDS, TAKES_NOTES, TAKES_WISHES
from linli.contexts.assembly.views.common import found, posted
from linli.contexts.assembly.views.space_common import address_of, drawn, open_space, remember, who
from linli.contexts.assembly.views.space_sent import dots_sent
from linli.contexts.residents import api as residents
from linli.kernel.access.guards import ResidentRequest, public, resident
from linli.kernel.actor import Actor
from linli.kernel.errors import NotAllowed, OutsideYourArea
from linli.kernel.visitors.limits import Limit, hand_of, spend
from linli.web import files
from linli.web.deeds import Deed, carry_out, tap
from linli.web.htmx import page_or_part, see_other

WHY = "an open space is open: who comes is the right person, with a phone or with a numbered card"
HOURLY, HOUR = 60, timedelta(hours=1)
"""Wrong numbers from one network in an hour; a whole room may share one address."""


@resident("the open spaces of one's own community")
@require_GET
def own_spaces(request: ResidentRequest) -> HttpResponse:
    """Open spaces of the places where one is at home."""
    rows = spaces.shown_in(request.resident.communities)
    values = {
        "running": [one for one in rows if one.state != SpaceState.CLOSED],
        "over": [one for one in rows if one.state == SpaceState.CLOSED],
    }
    return render(request, "assembly/space/own.html", values)


def _home(request: HttpRequest, space: OpenSpace) -> HttpResponse:
    return see_other(request, "assembly:open_space", space.code)


@public(WHY)
@require_GET
def open_page(request: HttpRequest, code: str) -> HttpResponse:
    """The meeting on one's phone: what is going on, and what one can do now."""
    space = found(spaces.readable, code)
    bearer, here = who(request, space), residents.current(request)
    guest = bearer[0] if bearer else None
    has_talked = space.state in (*TAKES_NOTES, SpaceState.CLOSED)
    values = {
        "space": space,
        "guest": guest,
        "resident": here,
        "may_join": here is not None and bool(here.homes_in(space.community)),
        "cards": spaces.cards_of(space),
        "board": market.board(space),
        "mine": {one.pk for one in space.cards.filter(guest=guest)} if guest else set(),
        "chosen": set(guest.wishes.values_list("card", flat=True)) if guest else set(),
        "dots": dict(guest.dots.values_list("card", "count")) if guest else {},
        "numbers": range(space.dots + 1),
        "news": spaces.wall_of_news(space) if has_talked else (),
        "bars": market.bars(space) if space.state in (SpaceState.PLANNING, SpaceState.CLOSED) else (),
        "actions": spaces.actions_of(space),
        "principles": spaces.principles(),
        "takes_cards": space.state in TAKES_CARDS,
        "takes_wishes": space.state in TAKES_WISHES,
        "takes_dots": space.state == SpaceState.DOTS,
        "takes_notes": space.state in TAKES_NOTES,
        "badge": BadgeForm(),
    }
    return render(request, "assembly/space/open.html", values)


@resident("taking part in an open space of one's own community by phone")
@require_POST
def join(request: ResidentRequest, code: str) -> HttpResponse:
    """Take part with one's own phone."""
    space = open_space(code)

    def run() -> None:
        number = space_people.join(request.resident, space).number
        messages.success(request, _("欢迎。您的号码是 %(n)s 号。") % {"n": number})

    return tap(request, run, _home(request, space))


@resident("signing in by phone on the way to an open space")
@require_GET
def sign_in(request: ResidentRequest, code: str) -> HttpResponse:
    """Back to the meeting once the phone is proved."""
    return see_other(request, "assembly:open_space", open_space(code).code)


@public(WHY)
@require_http_methods(["GET", "HEAD", "POST"])
def badge(request: HttpRequest, code: str) -> HttpResponse:
    """Take part with the card in one's hand; the code on it opens this page with the number filled in."""
    space = open_space(code)
    said = {"number": request.GET.get("n", ""), "secret": request.GET.get("k", "")}
    form = BadgeForm(posted(request), initial=said)
    if form.is_bound and form.is_valid():
        typed = form.cleaned_data
        guest = spaces.bearer(space, typed["number"], typed["secret"])
        if guest is not None:
            remember(request, guest)
            messages.success(request, _("欢迎，%(n)s 号。") % {"n": guest.number})
            return see_other(request, "assembly:open_space", space.code)
        spend(Limit("open space card", HOURLY, HOUR), hand_of(request))
        form.add_error("secret", _("号码和五个字对不上，请照着入场卡再输一遍。"))
    values = {"space": space, "form": form}
    return render(request, "assembly/space/badge.html", values, status=422 if form.is_bound else 200)


def _somebody(request: HttpRequest, code: str) -> tuple[OpenSpace, Guest, Actor]:
    space = open_space(code)
    bearer = who(request, space)
    if bearer is None:
        raise NotAllowed(_("请先用手机号登录，或输入入场卡上的号码。"))
    return space, *bearer


def _card(space: OpenSpace, number: int) -> TopicCard:
    row = space.cards.filter(number=number, withdrawn_why="").select_related("space").first()
    if row is None:
        raise OutsideYourArea
    return row


@public(WHY)
@require_http_methods(["GET", "HEAD", "POST"])
def write_card(request: HttpRequest, code: str) -> HttpResponse:
    """Write a topic card."""
    space, guest, actor = _somebody(request, code)
    deed = Deed(
        gettext_lazy("写一张题卡"), CardForm(posted(request)),
        lambda form: space_cards.write_card(actor, guest, told=form.told()),
        reverse("assembly:open_space", args=[space.code]), gettext_lazy("题卡贴上墙了。"), space.title,
        gettext_lazy("贴上墙"),
    )  # fmt: skip
    return carry_out(request, deed)


@public(WHY)
@require_POST
def take_back(request: HttpRequest, code: str, number: int) -> HttpResponse:
    """Take one's own card back."""
    space, guest, actor = _somebody(request, code)
    done = _("撤回了。")
    return tap(
        request, lambda: space_cards.take_back(actor, guest, number=number), _home(request, space), done
    )


@public(WHY)
@require_POST
def wish(request: HttpRequest, code: str) -> HttpResponse:
    """Say at which groups one would like to be."""
    space, guest, actor = _somebody(request, code)
    keys = request.POST.getlist("card")
    done = _("记下了，排场次时会尽量错开。")
    return tap(request, lambda: space_people.wish(actor, guest, cards=keys), _home(request, space), done)


@public(WHY)
@require_POST
def dots(request: HttpRequest, code: str) -> HttpResponse:
    """Give one's dots."""
    space, guest, actor = _somebody(request, code)
    given = dots_sent(request.POST)
    done = _("您的点记下了，点选结束前都可以改。")
    return tap(request, lambda: space_people.give_dots(actor, guest, dots=given), _home(request, space), done)


@public(WHY)
@require_http_methods(["GET", "HEAD", "POST"])
def write_note(request: HttpRequest, code: str, number: int) -> HttpResponse:
    """Write what one's group said."""
    space, guest, actor = _somebody(request, code)
    card = _card(space, number)
    deed = Deed(
        gettext_lazy("写这一组的记录"), NoteForm(posted(request), request.FILES or None),
        lambda form: space_notes.write_note(actor, guest, card, written=form.written()),
        reverse("assembly:open_space", args=[space.code]), gettext_lazy("贴上新闻墙了。"),
        f"{card.number} {card.title}", gettext_lazy("贴上新闻墙"),
    )  # fmt: skip
    return carry_out(request, deed)


@public("flip charts hang on the wall of news, where everybody in the room reads them")
@require_GET
def photo(request: HttpRequest, code: str, file_id: UUID) -> HttpResponse:
    """A photo of a flip chart, while its note hangs."""
    space = open_space(code)
    hangs = GroupNote.objects.filter(card__space=space, photo=file_id, withdrawn_why="").exists()
    if not hangs:
        raise OutsideYourArea
    return files.stored(file_id)


@public("what hangs on the wall of an open space is for everybody in the room")
@require_GET
def wall(request: HttpRequest, code: str) -> HttpResponse:
    """The screen on the wall: refreshes itself, large enough to be read from the last row."""
    space = open_space(code)
    is_counted = space.state in (SpaceState.PLANNING, SpaceState.CLOSED)
    address = address_of(request, space)
    values = {
        "space": space, "address": address, "qr": drawn(address), "board": market.board(space),
        "cards": spaces.cards_of(space), "people": spaces.people(space),
        "bars": market.bars(space)[:8] if is_counted else (),
        "actions": spaces.actions_of(space), "principles": spaces.principles(),
    }  # fmt: skip
    return page_or_part(request, "assembly/space/wall.html", "assembly/space/_wall.html", values)
