"""Times in which silence means nothing: a home is away, a place has no water."""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from linli.contexts.guard import policies
from linli.contexts.guard.models import Pause
from linli.contexts.guard.queries import people
from linli.contexts.guard.queries.rules import rules
from linli.contexts.registry import api as registry
from linli.kernel import clock, db
from linli.kernel.actor import Actor
from linli.kernel.areas.models import Area
from linli.kernel.commands import command, note
from linli.kernel.errors import BadInput, NotAllowedNow
from linli.kernel.notices import post

MOST_NAMED = 5
"""Places that a message names."""


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
def note_cut(actor: Actor, places: Sequence[Area], /, *, since: datetime, until: datetime) -> list[Pause]:
    """Some places will have no water; whoever else answers there is told once."""
    if until <= since or until - since > timedelta(days=14):
        raise BadInput(_("停水的结束时间要在开始之后、两周以内。"), field="until")
    whole = outermost(places)
    known = Pause.objects.filter(kind=Pause.Kind.CUT, dwelling=None, since=since, until=until, area__in=whole)
    told = {row.area_id: row for row in known}
    new = [
        Pause(kind=Pause.Kind.CUT, area=place, since=since, until=until, account_id=actor.account_id)
        for place in whole if place.pk not in told
    ]  # fmt: skip
    db.insert_all(Pause, new)
    made = [*told.values(), *new]
    note(target=made[0], area=whole[0].code, places=len(whole))
    _tell_others(actor, new)
    return made


def _tell_others(actor: Actor, cuts: Sequence[Pause]) -> None:
    if not cuts:
        return
    codes = [cut.area.code for cut in cuts]
    others = [key for key in people.holders_within(policies.RESPOND, *codes) if key != actor.account_id]
    since, until = (f"{timezone.localtime(at):%m-%d %H:%M}" for at in (cuts[0].since, cuts[0].until))
    names = "、".join(cut.area.name for cut in cuts[:MOST_NAMED]) + ("……" if len(cuts) > MOST_NAMED else "")
    post.tell(others, "guard.cut_told", reverse("guard:alarms"), places=names, since=since, until=until)


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
