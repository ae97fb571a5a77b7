"""Noting days of heat, cold or storm: visit plans that speak of them follow within minutes."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.translation import gettext_lazy as _

from linli.contexts.visits import policies
from linli.contexts.visits.models import DoorPlan, Weather
from linli.contexts.visits.queries.weather import KINDS
from linli.kernel import clock
from linli.kernel.actor import Actor
from linli.kernel.areas.models import Area
from linli.kernel.commands import command, note
from linli.kernel.errors import BadInput, NotAllowedNow

LONGEST = timedelta(days=30)


@dataclass(frozen=True, slots=True)
class Days:
    """Which weather, from when until when."""

    kind: str
    from_on: date
    until_on: date


@command("visits.weather_noted", policies.may_note_weather)
def note_weather(actor: Actor, community: Area, /, *, days: Days) -> Weather:
    """Say what weather is coming; the list of every door is worked out anew soon."""
    if days.kind not in KINDS:
        raise BadInput(field="kind")
    if days.until_on < max(days.from_on, clock.today()):
        raise BadInput(_("结束日期要在开始日期之后，也不能早于今天。"), field="until_on")
    if days.until_on - days.from_on > LONGEST:
        raise BadInput(_("一次最多登记 %(days)s 天，过后可以再登记。"), field="until_on", days=LONGEST.days)
    row = Weather.objects.create(
        community=community, kind=days.kind, from_on=days.from_on, until_on=days.until_on,
        account_id=actor.account_id, at=clock.now(),
    )  # fmt: skip
    _look_anew(community)
    note(target=row, area=community.code, from_on=days.from_on, until_on=days.until_on)
    return row


@command("visits.weather_ended", policies.may_end_weather)
def end_weather(actor: Actor, weather: Weather, /) -> Weather:
    """It is over, or was noted by mistake."""
    if weather.ended_at is not None:
        raise NotAllowedNow
    weather.ended_at = clock.now()
    weather.save(update_fields=["ended_at"])
    _look_anew(weather.community)
    note(target=weather, area=weather.community.code)
    return weather


def _look_anew(community: Area) -> None:
    """Let the next round of the clock work out every door; the lists of today stay until then."""
    yesterday = clock.today() - timedelta(days=1)
    DoorPlan.objects.filter(area__code__startswith=community.code).update(worked_out_on=yesterday)
