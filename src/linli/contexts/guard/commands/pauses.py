"""Times in which silence means nothing: a home is away, a place has no water."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.utils.translation import gettext_lazy as _

from linli.contexts.guard import policies
from linli.contexts.guard.models import Pause
from linli.contexts.guard.queries.rules import rules
from linli.contexts.registry import api as registry
from linli.kernel import clock
from linli.kernel.actor import Actor
from linli.kernel.areas.models import Area
from linli.kernel.commands import command, note
from linli.kernel.errors import BadInput, NotAllowedNow


@command("guard.away_noted", policies.may_respond_at)
def note_away(actor: Actor, area: Area, /, *, door: registry.Door, until: datetime, by: str) -> Pause:
    """Somebody told us that a home is away until a day; it ends by itself."""
    if door.area.pk != area.pk:
        raise NotAllowedNow
    now = clock.now()
    refuse_impossible(until)
    made = Pause.objects.create(
        kind=Pause.Kind.AWAY, dwelling_id=door.key, area=area, since=now, until=until, told_by=by,
        account_id=actor.account_id,
    )  # fmt: skip
    note(target=made, area=area.code)
    return made


@command("guard.cut_noted", policies.may_note_cut)
def note_cut(actor: Actor, place: Area, /, *, since: datetime, until: datetime) -> Pause:
    """A place will have no water."""
    if until <= since or until - since > timedelta(days=14):
        raise BadInput(_("停水的结束时间要在开始之后、两周以内。"), field="until")
    made, _is_new = Pause.objects.get_or_create(
        kind=Pause.Kind.CUT, area=place, dwelling=None, since=since, until=until,
        defaults={"account_id": actor.account_id},
    )  # fmt: skip
    note(target=made, area=place.code)
    return made


@command("guard.pause_ended", policies.may_end_pause)
def end(actor: Actor, pause: Pause, /) -> Pause:
    """They are back, or the water is."""
    now = clock.now()
    if pause.until <= now:
        raise NotAllowedNow
    pause.until = max(now, pause.since)
    pause.save(update_fields=["until"])
    note(target=pause, area=pause.area.code)
    return pause


def outermost(places: Iterable[Area]) -> list[Area]:
    """Of some places those that lie in none of the others: a grid without its buildings."""
    found: list[Area] = []
    for place in sorted(places, key=lambda p: p.code):
        if not any(place.code.startswith(other.code) for other in found):
            found.append(place)
    return found


def refuse_impossible(until: datetime) -> None:
    """Nobody is away until yesterday, or for longer than a home can be left out of sight."""
    now = clock.now()
    longest = timedelta(days=int(rules()["budget"]["longest_away_days"]))
    if not now < until <= now + longest:
        raise BadInput(_("回来的日子要在今天以后、三个月以内。"), field="until_on")
