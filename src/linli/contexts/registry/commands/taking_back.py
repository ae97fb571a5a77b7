"""What was said by mistake: each value goes back to what was said before, unless something newer stands."""

from collections.abc import Iterable, Sequence

from linli.contexts.registry import policies
from linli.contexts.registry.commands.counts import recount_dwellings, residency_of
from linli.contexts.registry.commands.people import place_code
from linli.contexts.registry.commands.values import COLUMNS, SEALED_COLUMNS, take_again
from linli.contexts.registry.models import Person, Statement
from linli.contexts.registry.queries.said import FOLLOWING, stands
from linli.facts.registry import PersonAmended
from linli.kernel import clock
from linli.kernel.actor import Actor
from linli.kernel.commands import command, note, publish
from linli.kernel.privacy.sealed import Sealed


@command("registry.words_taken_back", policies.may_edit)
def take_back(actor: Actor, person: Person, /, *, reference: str, keys: Iterable[str]) -> list[str]:
    """Withdraw what was said under a reference about some fields; how it was known until now stays known.

    A statement that said more is replaced by one about the rest.  Gives the fields that changed.
    """
    wanted, now = set(keys), clock.now()
    wanted |= set(FOLLOWING) if "id_number" in wanted else set()
    changed: list[str] = []
    for said in Statement.objects.filter(person=person, reference=reference, withdrawn_at=None):
        told = {*said.values, *said.boxes}
        if not told & wanted:
            continue
        Statement.objects.filter(pk=said.pk).update(withdrawn_at=now)
        if told - wanted:
            rest = only(said, told - wanted)
            rest.person, rest.reference, rest.recorded_at = person, reference, now
            rest.save(force_insert=True)
        changed += [key for key in sorted(told & wanted) if _goes_back(person, said, key)]
    person.residency = residency_of(person)
    person.save()
    if "born_on" in changed:
        recount_dwellings([person.home_id])
    note(target=person, area=place_code(person), fields=changed)
    publish(PersonAmended(person.pk, place_code(person), tuple(changed)))
    return changed


def _goes_back(person: Person, said: Statement, key: str) -> bool:
    if not stands(person, said, key):
        return False
    rows = Statement.objects.filter(person=person, withdrawn_at=None).order_by("valid_on", "recorded_at")
    place_anew(person, key, [row for row in rows if key in row.values or key in row.boxes])
    return True


def place_anew(person: Person, key: str, said: Sequence[Statement]) -> None:
    """Make a field what some statements say of it, oldest first; nothing when there are none."""
    clear(person, key)
    for statement in said:
        take_again(person, only(statement, {key}))


def only(statement: Statement, keys: Iterable[str]) -> Statement:
    """The statement as if it had said nothing else; unsaved."""
    kept = set(keys)
    return Statement(
        source=statement.source, valid_on=statement.valid_on, account_id=statement.account_id,
        values={k: v for k, v in statement.values.items() if k in kept},
        boxes={k: v for k, v in statement.boxes.items() if k in kept},
    )  # fmt: skip


def clear(person: Person, key: str) -> None:
    """As if nobody had ever said it; a name stays, because everybody has one."""
    person.sources.pop(key, None)
    if key in SEALED_COLUMNS:
        short = "id" if key == "id_number" else "phone"
        setattr(person, key, Sealed(""))
        setattr(person, f"{short}_lookup", "")
        setattr(person, f"{short}_tail", "")
    elif key in COLUMNS:
        if key != "name":
            setattr(person, key, None if key.endswith("_on") else "")
    else:
        person.details.pop(key, None)
        person.boxes.pop(key, None)
