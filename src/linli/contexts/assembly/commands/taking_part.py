"""Who took part where something was promised, what they say of it, and that they were told."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from linli.contexts.assembly import policies
from linli.contexts.assembly.commands.news import add_step, tell_all
from linli.contexts.assembly.models import Participant, Promise, PromiseState, PromiseStep, PromiseVoice
from linli.contexts.assembly.states import PROMISE_LIFE
from linli.kernel import clock, db, packs
from linli.kernel.actor import Actor
from linli.kernel.areas.models import Area
from linli.kernel.commands import command, note
from linli.kernel.errors import NotAllowedNow
from linli.kernel.ids import new_id


@dataclass(frozen=True, slots=True)
class Hearer:
    """Somebody who took part: an account, a proved phone (visitor), a person of the register, or a name."""

    account_id: int | None = None
    visitor: UUID | None = None
    person: UUID | None = None
    name: str = ""
    door: str = ""
    area: Area | None = None
    """Where one lives; the place of the meeting when it is not known."""

    @property
    def key(self) -> str:
        """By which the same one is known again; a person of the register before a phone."""
        if self.account_id is not None:
            return f"account:{self.account_id}"
        if self.person is not None:
            return f"person:{self.person}"
        if self.visitor is not None:
            return f"visitor:{self.visitor}"
        return f"name:{self.door.strip()} {self.name.strip()}"[:100]


def note_all(kind: str, key: UUID, area: Area, people: Iterable[Hearer]) -> int:
    """Note who took part; who is noted already stays as they are.  Inside the write of a command."""
    columns = (
        "id", "source_kind", "source_id", "area", "key", "account_id", "visitor", "person", "name", "door",
    )  # fmt: skip
    rows = [
        (new_id(), kind, key, (one.area or area).pk, one.key, one.account_id, one.visitor, one.person,
         one.name.strip()[:40], one.door.strip()[:60])
        for one in people
    ]  # fmt: skip
    return db.insert_missing(Participant, columns, rows)


@command("assembly.promise_spoken_of", policies.promises.may_speak)
def speak(
    actor: Actor, promise: Promise, participant: Participant, /, *, is_kept: bool, words: str = ""
) -> PromiseVoice:
    """Somebody who took part says whether it was kept; enough of them, and it counts as kept.

    As long as one of them says that it was not, only whoever answers for the place can settle it.
    """
    row = db.lock_row(Promise, pk=promise.pk)
    if row.state != PromiseState.DONE:
        raise NotAllowedNow
    voice, _is_new = PromiseVoice.objects.update_or_create(
        promise=row, participant=participant,
        defaults={"is_kept": is_kept, "words": words.strip()[:200], "at": clock.now()},
    )  # fmt: skip
    note(target=row, area=row.area.code)
    said = list(row.voices.values_list("is_kept", flat=True))
    if all(said) and len(said) >= int(packs.pack("promises")["residents"]["needed"]):
        row.state, row.ended_on = PROMISE_LIFE.after("confirm", row.state), clock.today()
        row.save()
        add_step(actor, row, PromiseStep.What.KEPT, by_residents=len(said))
        tell_all(actor, row)
    return voice


@command("assembly.participant_told", policies.promises.may_tell)
def note_told(actor: Actor, participant: Participant, /) -> Participant:
    """One of us told somebody, face to face or by phone, what became of it."""
    row = db.lock_row(Participant, pk=participant.pk)
    row.told_at, row.told_by = clock.now(), actor.account_id
    row.save(update_fields=["told_at", "told_by"])
    note(target=row, area=row.area.code)
    return row


@command("assembly.promises_looked_at", policies.promises.is_resident)
def note_seen(actor: Actor, /) -> int:
    """A resident has looked at what became of the promises where he took part."""
    rows = Participant.objects.filter(key__in=policies.promises.keys_of(actor))
    note(target=actor.label)
    return rows.update(told_at=clock.now())
