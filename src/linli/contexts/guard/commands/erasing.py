"""What may no longer be kept goes: with the consent it was taken under, or when its time is over."""

from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Q

from linli.contexts.guard import policies
from linli.contexts.guard.models import (
    Alarm,
    Consent,
    Device,
    Erasure,
    HomeNote,
    HomeState,
    Kind,
    Reading,
    SensorState,
)
from linli.contexts.guard.queries import proofs
from linli.contexts.guard.queries.rules import first_moment
from linli.kernel import clock
from linli.kernel.actor import Actor
from linli.kernel.commands import command, note


def forget_learned(consent: Consent) -> dict[str, int]:
    """Inside a command: habits, notes and the details of alarms that readings of this kind taught."""
    home = consent.dwelling_id
    if consent.kind != Kind.WATER:
        gone, _by_table = SensorState.objects.filter(
            device__dwelling=home, device__kind=consent.kind
        ).delete()
        by_signs, _by_table = HomeState.objects.filter(dwelling=home, heard_by="signs").delete()
        told = _forget_told(home, (Alarm.Kind.STILL,))
        return {"habits": gone + by_signs} | ({"alarms": told} if told else {})
    habits, _by_table = HomeState.objects.filter(dwelling=home).delete()
    notes, _by_table = HomeNote.objects.filter(dwelling=home).delete()
    details = _forget_told(home, (Alarm.Kind.SILENCE, Alarm.Kind.FLOW))
    return {"habits": habits, "notes": notes, "alarms": details}


def _forget_told(home: UUID, kinds: Sequence[str]) -> int:
    """The numbers and pictures of alarms of these kinds; how many had some."""
    told = Alarm.objects.filter(dwelling=home, kind__in=kinds).exclude(reason={}, chart={})
    return told.update(reason={}, chart={})


@command("guard.readings_erased", policies.is_linli)
def erase(actor: Actor, consent: Consent, /) -> int:
    """Erase what was taken under an ended consent and learned from it; counts and a seal stay as proof.

    Where the home agreed again, readings since then belong to the new consent and stay.
    """
    devices = Device.objects.filter(dwelling=consent.dwelling_id, kind=consent.kind)
    rows = Reading.objects.filter(device__in=devices.values("pk"), received_at__lte=consent.withdrawn_at)
    proof: dict[str, Any] = {"digest": proofs.digest(proofs.lines(rows)), **proofs.span(rows)}
    gone, _by_table = rows.delete()
    agreed = Consent.objects.filter(dwelling=consent.dwelling_id, kind=consent.kind, withdrawn_at=None)
    beside = {} if agreed.exists() else forget_learned(consent)
    consent.erased_at, consent.erased_rows = clock.now(), gone
    consent.save(update_fields=["erased_at", "erased_rows"])
    made = Erasure.objects.create(
        why=Erasure.Why.ENDED, kind=consent.kind, area=consent.area, dwelling_id=consent.dwelling_id,
        consent=consent, rows=gone, beside=beside, erased_at=consent.erased_at, **proof,
    )  # fmt: skip
    note(target=made, area=consent.area.code, kind=consent.kind, rows=gone, digest=made.digest)
    return gone


@command("guard.readings_expired", policies.is_linli)
def expire(actor: Actor, /, *, kind: str, before: date) -> int:
    """Erase readings of a kind that are older than they may be kept."""
    rows = Reading.objects.filter(device__kind=kind, at__lt=first_moment(before))
    span = proofs.span(rows)
    gone, _by_table = rows.delete()
    made = Erasure.objects.create(
        why=Erasure.Why.EXPIRED, kind=kind, rows=gone, erased_at=clock.now(), **span
    )
    note(target=made, kind=kind, rows=gone, before=before.isoformat())
    return gone


@command("guard.details_forgotten", policies.is_linli)
def forget_details(actor: Actor, /, *, before: date) -> int:
    """Of alarms long closed the numbers and pictures go; that there was one, and its cause, stays."""
    rows = Alarm.objects.filter(closed_at__lt=first_moment(before)).exclude(Q(reason={}) & Q(chart={}))
    gone = rows.update(reason={}, chart={})
    note(target="guard.alarm:details", rows=gone, before=before.isoformat())
    return gone
