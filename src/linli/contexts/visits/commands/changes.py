"""What the register tells visits: changes at doors, and people who are to be forgotten."""

from uuid import UUID

from linli.contexts.visits import policies
from linli.contexts.visits.commands.plans import work_out
from linli.contexts.visits.models import Change, Conflict, Finding, Seen, Visit
from linli.kernel import clock
from linli.kernel.actor import Actor
from linli.kernel.commands import command, note


@command("visits.change_heard", policies.is_linli)
def hear(actor: Actor, dwelling_id: UUID, /, *, kind: str = "", told_by: str = "") -> None:
    """Something changed at a door; told twice, it is written once."""
    is_known = bool(told_by) and Change.objects.filter(fact_id=told_by).exists()
    if kind and not is_known:
        Change.objects.create(dwelling_id=dwelling_id, kind=kind, at=clock.now(), fact_id=told_by)
    work_out([dwelling_id])
    note(target=f"registry.dwelling:{dwelling_id}", kind=kind)


@command("visits.person_forgotten", policies.is_linli)
def forget(actor: Actor, person_id: UUID, area_code: str, /) -> int:
    """Drop what was said about somebody: presence, findings, conflicts, the free words of those visits."""
    visits = Visit.objects.filter(seen__person=person_id)
    doors = set(visits.values_list("dwelling_id", flat=True))
    visits_held = list(visits.values_list("pk", flat=True))
    Visit.objects.filter(pk__in=visits_held).update(words="", answers="")
    for row in Visit.objects.filter(changed__has_key=str(person_id)):
        row.changed.pop(str(person_id))
        row.save(update_fields=["changed"])
    Finding.objects.filter(person=person_id).delete()
    Conflict.objects.filter(person=person_id).delete()
    Change.objects.filter(person=person_id).delete()
    Seen.objects.filter(person=person_id).delete()
    work_out(doors)
    note(target=f"registry.person:{person_id}", area=area_code, visits=len(visits_held))
    return len(visits_held)
