"""What people do about their own home: say that they are away, take their readings along, end the guard."""

from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _

from linli.contexts.guard import policies
from linli.contexts.guard.commands import consents, pauses
from linli.contexts.guard.models import Consent, Pause
from linli.kernel import clock
from linli.kernel.actor import Actor, Home
from linli.kernel.areas.models import Area
from linli.kernel.commands import command, note
from linli.kernel.errors import NotAllowedNow


@command("guard.own_away_noted", policies.lives_at)
def go_away(actor: Actor, home: Home, /, *, until: datetime) -> Pause:
    """Somebody who lives here says until when nobody is at home; saying it again moves the day."""
    pauses.refuse_impossible(until)
    now = clock.now()
    running = Pause.objects.filter(kind=Pause.Kind.AWAY, dwelling=home.dwelling, until__gt=now).first()
    if running is not None:
        running.until = until
        running.save(update_fields=["until"])
    made = running or Pause.objects.create(
        kind=Pause.Kind.AWAY, dwelling_id=home.dwelling, area=_entrance(home), since=now, until=until,
        told_by=_("住户用手机登记"),
    )  # fmt: skip
    note(target=made, area=home.area_code)
    return made


@command("guard.own_back_noted", policies.lives_at)
def come_back(actor: Actor, home: Home, /) -> int:
    """They are back: the home is heard again."""
    now = clock.now()
    running = Pause.objects.filter(kind=Pause.Kind.AWAY, dwelling=home.dwelling, until__gt=now)
    ended = running.update(until=now)
    if not ended:
        raise NotAllowedNow
    note(target=_ref(home.dwelling), area=home.area_code, pauses=ended)
    return ended


@command("guard.own_readings_taken", policies.is_known_at)
def take_along(actor: Actor, home: Home, /, *, rows: int) -> None:
    """Somebody who is known to live here took the home's readings along."""
    note(target=_ref(home.dwelling), area=home.area_code, rows=rows)


@command("guard.own_guard_ended", policies.is_known_at)
def end(actor: Actor, home: Home, /) -> int:
    """Somebody who is known to live here no longer wants to be guarded."""
    rows = list(Consent.objects.filter(dwelling=home.dwelling, withdrawn_at=None))
    if not rows:
        raise NotAllowedNow
    erase_on = consents.end_each(rows, _("住户用手机撤回"))
    note(target=_ref(home.dwelling), area=home.area_code, kinds=len(rows), erase_on=erase_on)
    return len(rows)


def _entrance(home: Home) -> Area:
    return Area.objects.get(code=home.area_code)


def _ref(dwelling: UUID) -> str:
    return f"registry.dwelling:{dwelling}"
