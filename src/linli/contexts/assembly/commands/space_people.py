"""People in an open space: numbers handed out at the door, wishes, dots."""

from collections.abc import Iterable, Mapping

from django.db.models import Max
from django.utils.translation import gettext_lazy as _

from linli.contexts.assembly.models.spaces import Dot, Guest, OpenSpace, SpaceState, TopicCard, Wish
from linli.contexts.assembly.policies import spaces as policies
from linli.contexts.assembly.queries.spaces import usual
from linli.contexts.assembly.states.spaces import SHOWN, TAKES_WISHES
from linli.kernel import db
from linli.kernel.actor import Actor, Resident
from linli.kernel.commands import command, note
from linli.kernel.errors import BadInput, NotAllowed, NotAllowedNow


@command("assembly.space_cards_issued", policies.may_help_in)
def issue(actor: Actor, space: OpenSpace, /, *, count: int) -> tuple[int, int]:
    """Make so many numbered cards to hand out at the door; the first and the last number."""
    held = db.lock_row(OpenSpace, pk=space.pk)
    most = usual()["most_guests"]
    last = _last(held)
    if held.state not in SHOWN or held.state == SpaceState.CLOSED:
        raise NotAllowedNow
    if not 1 <= count <= most - last:
        raise BadInput(
            _("张数要大于零，一次会议最多发到 %(most)s 号，现在发到了 %(last)s 号。"),
            field="count", most=most, last=last,
        )  # fmt: skip
    Guest.objects.bulk_create(Guest(space=held, number=last + n) for n in range(1, count + 1))
    note(target=held, area=held.area.code, cards=count)
    return last + 1, last + count


@command("assembly.space_joined", policies.may_join)
def join(actor: Actor, space: OpenSpace, /) -> Guest:
    """Take part by one's own phone; a phone is one person, however often it knocks."""
    if not isinstance(actor, Resident) or actor.visitor is None:
        raise NotAllowed
    held = db.lock_row(OpenSpace, pk=space.pk)
    if held.state not in SHOWN or held.state == SpaceState.CLOSED:
        raise NotAllowedNow
    found = held.guests.filter(visitor=actor.visitor).first()
    if found is None:
        found = Guest.objects.create(space=held, number=_last(held) + 1, visitor=actor.visitor)
    note(target=held, area=held.area.code, number=found.number)
    return found


def _last(space: OpenSpace) -> int:
    return space.guests.aggregate(last=Max("number"))["last"] or 0


@command("assembly.space_wished", policies.may_speak_for)
def wish(actor: Actor, guest: Guest, /, *, cards: Iterable[str]) -> int:
    """Say at which groups one would like to be; said again, it counts once."""
    held = db.lock_row(Guest, pk=guest.pk)
    if held.space.state not in TAKES_WISHES:
        raise NotAllowedNow(_("场次已经排好了，喜欢哪一组直接走过去就行。"))
    rows = _cards(held.space, cards)
    held.wishes.all().delete()
    Wish.objects.bulk_create(Wish(guest=held, card=card) for card in rows)
    note(target=held.space, area=held.space.area.code, number=held.number, wishes=len(rows))
    return len(rows)


@command("assembly.space_dots_given", policies.may_speak_for)
def give_dots(actor: Actor, guest: Guest, /, *, dots: Mapping[str, int]) -> int:
    """Give one's dots; given again, the last ones count, so that two clicks are one."""
    held = db.lock_row(Guest, pk=guest.pk)
    space = held.space
    if space.state != SpaceState.DOTS:
        raise NotAllowedNow(_("现在不是点选的时间。"))
    chosen = {key: n for key, n in dots.items() if n}
    if any(n < 0 for n in chosen.values()) or sum(chosen.values()) > space.dots:
        raise BadInput(_("每人一共 %(n)s 个点，可以分开点，也可以点在一张上。"), n=space.dots)
    rows = {str(card.pk): card for card in _cards(space, chosen)}
    held.dots.all().delete()
    Dot.objects.bulk_create(Dot(guest=held, card=rows[key], count=n) for key, n in chosen.items())
    note(target=space, area=space.area.code, number=held.number, dots=sum(chosen.values()))
    return sum(chosen.values())


def _cards(space: OpenSpace, keys: Iterable[str]) -> list[TopicCard]:
    wanted = set(keys)
    rows = [one for one in space.cards.filter(withdrawn_why="") if str(one.pk) in wanted]
    if len(rows) < len(wanted):
        raise BadInput(_("有的题卡已经撤回，请刷新后再选。"))
    return rows
