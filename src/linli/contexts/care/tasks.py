"""Care by the clock: whom one might look after, what must be reported, what is no longer kept."""

from datetime import date

from linli.contexts.care.commands import (
    concerns,
    farewells,
    forgetting,
    opinions,
    proposals,
    rooms,
    texting,
    vouchers,
)
from linli.contexts.care.models import Concern, Room
from linli.contexts.care.queries.rooms import late
from linli.contexts.care.queries.texting import address, is_quiet
from linli.kernel import clock
from linli.kernel.actor import linli
from linli.kernel.areas.models import Area, Kind


def propose_all() -> int:
    """Look through every community."""
    places = Area.objects.filter(kind=Kind.COMMUNITY).order_by("code")
    return sum(proposals.propose(linli("care"), place) for place in places)


def remind_of_concerns() -> int:
    """Tell those named again while a suspected harm to a child is not reported."""
    late = Concern.objects.filter(state="opened", next_at__lte=clock.now())
    return sum(concerns.remind(linli("care"), row) for row in late)


def forget_words(before: date) -> int:
    """Drop the words of records that ended before a day."""
    places = Area.objects.filter(kind=Kind.COMMUNITY).order_by("code")
    return sum(farewells.forget_words(linli("care"), place, before=before) for place in places)


def expire_vouchers() -> int:
    """In every community: what was not used in time goes back."""
    places = Area.objects.filter(kind=Kind.COMMUNITY).order_by("code")
    return sum(vouchers.expire(linli("care"), place) for place in places)


def ask_opinions() -> int:
    """In every community: ask those who had help lately how it was."""
    places = Area.objects.filter(kind=Kind.COMMUNITY).order_by("code")
    return sum(opinions.ask(linli("care"), place) for place in places)


def text_opinions() -> int:
    """In every community: ask by text message whoever agreed, by day, where our pages can be opened."""
    if is_quiet() or not address():
        return 0
    places = Area.objects.filter(kind=Kind.COMMUNITY).order_by("code")
    return sum(texting.text(linli("care"), place) for place in places)


def drop_askings(before: date) -> int:
    """Forget who was asked."""
    places = Area.objects.filter(kind=Kind.COMMUNITY).order_by("code")
    return sum(opinions.drop_askings(linli("care"), place, before=before) for place in places)


def forget_orders(before: date) -> int:
    """Orders that ended before a day, everywhere."""
    places = Area.objects.filter(kind=Kind.COMMUNITY).order_by("code")
    return sum(forgetting.forget_orders(linli("care"), place, before=before) for place in places)


def forget_pupils(before: date) -> int:
    """Children who left before a day, everywhere."""
    places = Area.objects.filter(kind=Kind.COMMUNITY).order_by("code")
    return sum(forgetting.forget_pupils(linli("care"), place, before=before) for place in places)


def forget_afternoons(before: date) -> int:
    """Afternoons before a day, everywhere."""
    places = Area.objects.filter(kind=Kind.COMMUNITY).order_by("code")
    return sum(forgetting.forget_afternoons(linli("care"), place, before=before) for place in places)


def ask_after_children() -> int:
    """In every room that is open now: children who should be there and are not."""
    today = clock.today()
    found = Room.objects.filter(from_on__lte=today, until_on__gte=today).select_related("community")
    return sum(rooms.ask_after(linli("care"), room) for room in found if late(room))
