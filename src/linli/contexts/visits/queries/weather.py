"""Days that concern everybody: the weather that a community has noted, and feast days of the pack."""

from collections.abc import Iterator
from datetime import date, timedelta
from uuid import UUID

from django.utils import translation

from linli.contexts.visits import policies
from linli.contexts.visits.models import Weather
from linli.engines import plans
from linli.kernel import clock, packs
from linli.kernel.actor import Actor
from linli.kernel.areas.models import Area, Kind
from linli.kernel.areas.queries import within
from linli.kernel.errors import OutsideYourArea

KINDS = ("heat", "cold", "storm")
FESTIVAL = "festival"


def spells_on(day: date, community_code: str) -> tuple[plans.Spell, ...]:
    """What holds on a day in a community; one query."""
    rows = Weather.objects.filter(
        community__code=community_code, ended_at=None, from_on__lte=day, until_on__gte=day
    )
    noted = [plans.Spell(row.kind, row.from_on, row.until_on) for row in rows.order_by("from_on", "pk")]
    return (*noted, *(spell for spell in festivals(day.year) if spell.since_on <= day <= spell.until_on))


def festivals(year: int) -> Iterator[plans.Spell]:
    """The feasts before which one looks in, beginning some days earlier; days off as the pack states them."""
    told = packs.pack("visits")["greeting"]
    for period in packs.pack("holidays").get(str(year), {}).get("periods", ()):
        if any(name in period["name"] for name in told["festivals"]):
            since = period["from"] - timedelta(days=told["days_before"])
            yield plans.Spell(FESTIVAL, since, period["until"])


def kind_name(kind: str, book: plans.Book) -> str:
    """What a kind of weather is called, in the reader's language."""
    name = book.words[f"spells.{kind}"]
    return name.english if translation.get_language() == "en" else name.chinese


def noted(actor: Actor) -> list[Weather]:
    """What was noted in the communities that an actor manages and is not over; the earliest first."""
    places = within(actor, policies.MANAGE, Kind.COMMUNITY)
    rows = Weather.objects.filter(community__in=places, ended_at=None, until_on__gte=clock.today())
    return list(rows.select_related("community").order_by("from_on", "pk"))


def one(actor: Actor, weather_id: UUID) -> Weather:
    """One of them."""
    found = Weather.objects.filter(pk=weather_id).select_related("community").first()
    if found is None or not actor.may(policies.VIEW, found.community.code):
        raise OutsideYourArea
    return found


def communities(actor: Actor) -> list[Area]:
    """Where an actor may note it."""
    return list(within(actor, policies.MANAGE, Kind.COMMUNITY).order_by("code"))
