"""A home agrees to a kind of reading, or no longer does."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from linli.contexts.guard import policies
from linli.contexts.guard.commands.erasing import forget_learned
from linli.contexts.guard.models import Consent
from linli.contexts.guard.queries.rules import keep_days
from linli.contexts.registry import api as registry
from linli.kernel import clock
from linli.kernel.actor import Actor
from linli.kernel.areas.models import Area
from linli.kernel.commands import command, note
from linli.kernel.errors import BadInput, NotAllowedNow


@dataclass(frozen=True, slots=True)
class Agreed:
    """Who signed the consent form, and when."""

    by: str
    on: date
    person_id: UUID | None = None


def held(dwelling_id: UUID, kind: str) -> Consent | None:
    """The consent of a home to a kind of reading that holds now."""
    return Consent.objects.filter(dwelling=dwelling_id, kind=kind, withdrawn_at=None).first()


def ensure(actor: Actor, door: registry.Door, kind: str, agreed: Agreed | None) -> Consent:
    """The consent of a home to a kind of reading: the one it gave before, or the one given now."""
    before = held(door.key, kind)
    if before is not None:
        return before
    if agreed is None or not agreed.by.strip():
        raise BadInput(_("先请住户在同意书上签字，再填签字人和日期。"), field="given_by")
    if agreed.on > clock.today():
        raise BadInput(_("同意日期还没到。"), field="given_on")
    return Consent.objects.create(
        dwelling_id=door.key, area=door.area, kind=kind, given_by=agreed.by.strip(), given_on=agreed.on,
        person_id=agreed.person_id, account_id=actor.account_id,
    )  # fmt: skip


@command("guard.consent_given", policies.may_install)
def give(actor: Actor, area: Area, /, *, door: registry.Door, kind: str, agreed: Agreed) -> Consent:
    """A home that withdrew its consent agrees again; what was erased stays erased."""
    if door.area.pk != area.pk:
        raise NotAllowedNow
    made = ensure(actor, door, kind, agreed)
    note(target=made, area=area.code, kind=kind)
    return made


@command("guard.consent_withdrawn", policies.may_withdraw)
def withdraw(actor: Actor, consent: Consent, /, *, reason: str = "") -> Consent:
    """From now on nothing of this kind is taken in; nobody has to say why.

    What was learned is forgotten at once, the readings themselves go on their day.
    """
    if consent.withdrawn_at is not None:
        raise NotAllowedNow
    _end(consent, reason)
    note(area=consent.area.code, kind=consent.kind, erase_on=_day(consent))
    return consent


@command("guard.guard_ended", policies.may_install)
def end_all(actor: Actor, area: Area, /, *, door: registry.Door, reason: str = "") -> int:
    """A home no longer wants to be guarded at all; how many consents ended."""
    rows = list(Consent.objects.filter(dwelling=door.key, withdrawn_at=None).select_related("area"))
    if door.area.pk != area.pk or not rows:
        raise NotAllowedNow
    erase_on = end_each(rows, reason)
    note(target=f"registry.dwelling:{door.key}", area=area.code, kinds=len(rows), erase_on=erase_on)
    return len(rows)


def end_each(rows: Iterable[Consent], reason: str) -> str:
    """Inside a command: some consents of a home end; the day on which their readings go."""
    erase_on = ""
    for consent in rows:
        _end(consent, reason)
        erase_on = _day(consent)
    return erase_on


def _end(consent: Consent, reason: str) -> None:
    consent.withdrawn_at, consent.reason = clock.now(), reason
    consent.erase_on = clock.today() + timedelta(days=keep_days("withdrawn"))
    consent.save(update_fields=["withdrawn_at", "reason", "erase_on"])
    forget_learned(consent)


def _day(consent: Consent) -> str:
    return consent.erase_on.isoformat() if consent.erase_on else ""
