"""People about whom more was written since an import: what is left of before counts, piece by piece."""

from collections.abc import Iterable, Sequence
from typing import Any
from uuid import UUID

from linli.contexts.registry.commands.joining import put_back
from linli.contexts.registry.commands.taking_back import place_anew
from linli.contexts.registry.commands.values import COLUMNS, SEALED_COLUMNS, index_name
from linli.contexts.registry.imports.spells import KINDS
from linli.contexts.registry.imports.surroundings import batches
from linli.contexts.registry.models import Person, Statement
from linli.kernel import clock
from linli.kernel.privacy.sealed import Sealed

CHUNK = 500


def restore_values(pairs: Sequence[tuple[Person, dict[str, Any]]]) -> None:
    """For each person and what the roster's row did: every value that is still the roster's goes back."""
    ours: dict[str, Statement] = {}
    for batch in batches(did.get("statement", "") for _, did in pairs):
        ours.update({str(s.pk): s for s in Statement.objects.filter(pk__in=batch)})
    said: dict[UUID, list[Statement]] = {}
    for batch in batches(str(person.pk) for person, _ in pairs):
        rows = Statement.objects.filter(person__in=batch, withdrawn_at=None)
        for row in rows.order_by("valid_on", "recorded_at"):
            said.setdefault(row.person_id, []).append(row)
    for person, did in pairs:
        statement = ours.get(did.get("statement", ""))
        if statement is not None:
            rest = [s for s in said.get(person.pk, ()) if s.pk != statement.pk]
            _restore(person, statement, rest, did.get("was", {}))


def _restore(person: Person, ours: Statement, rest: Sequence[Statement], was: dict[str, Any]) -> None:
    mark = [ours.source, ours.valid_on.isoformat(), ours.account_id]
    keys = [k for k in {**ours.values, **ours.boxes} if person.sources.get(k) == mark]
    for key in keys:
        told = [s for s in rest if key in s.values or key in s.boxes]
        place_anew(person, key, told)
        if not told and key in was.get("sources", {}):
            _put_one_back(person, key, was)


def _put_one_back(person: Person, key: str, was: dict[str, Any]) -> None:
    """Nobody else has ever said it in a statement: as the row had it."""
    person.sources[key] = was["sources"][key]
    if key in SEALED_COLUMNS:
        short = "id" if key == "id_number" else "phone"
        setattr(person, key, Sealed(was[key]))
        for name in (f"{short}_lookup", f"{short}_tail"):
            setattr(person, name, was[name])
    elif key in COLUMNS:
        held = was[key]
        setattr(person, key, clock.day_of(held) if key.endswith("_on") and held else held)
        if key == "name":
            index_name(person)
    else:
        for where in ("details", "boxes"):
            if key in was[where]:
                getattr(person, where)[key] = was[where][key]


# ── Stays, households, groups ───────────────────────────────────────────────────────────────────────────
COLUMNS_OF = {
    "residence": (
        "home_id", "area_id", "registered_home_id", "registered_area_id", "registered_address", "residency",
        "standing", "moved_in_on",
    ),
    "membership": ("household_id", "relation"),
}  # fmt: skip
MARKS_OF = {"residence": ("moved_in_on", "registered_address"), "membership": ("relation",)}


def take_spells_back(did: Iterable[dict[str, Any]], kinds: Iterable[str] = tuple(KINDS)) -> None:
    """Rows that an import made go, rows that it ended run on."""
    listed = list(did)
    for kind in kinds:
        made = [row for what in listed for k, row in what.get("made", ()) if k == kind]
        ended = [(row, copy) for what in listed for k, row, copy in what.get("ended", ()) if k == kind]
        gone = [*made, *(copy for _, copy in ended if copy is not None)]
        again = [row for row, _ in ended]
        rows = KINDS[kind].objects
        for start in range(0, len(gone), CHUNK):
            rows.filter(pk__in=gone[start : start + CHUNK]).delete()
        for start in range(0, len(again), CHUNK):
            rows.filter(pk__in=again[start : start + CHUNK]).update(superseded_at=None)


def restore_spells(pairs: Sequence[tuple[Person, dict[str, Any]]]) -> set[UUID]:
    """Where nobody has changed a stay, household or group since, it goes back; give those where one stays."""
    stuck: set[UUID] = set()
    for kind, model in KINDS.items():
        written = [(person, did, _written(did, kind)) for person, did in pairs]
        wanted = [row for _, _, rows in written for row in rows]
        present: set[int] = set()
        for start in range(0, len(wanted), CHUNK):
            rows = model.objects.filter(pk__in=wanted[start : start + CHUNK], superseded_at=None)
            present.update(rows.values_list("pk", flat=True))
        for person, did, ours in written:
            if ours and set(ours) <= present:
                take_spells_back([did], (kind,))
                _put_columns_back(person, did, kind)
            elif ours:
                stuck.add(person.pk)
    return stuck


def _written(did: dict[str, Any], kind: str) -> list[int]:
    """The rows of a kind that an import wrote."""
    made = [row for k, row in did.get("made", ()) if k == kind]
    return [*made, *(copy for k, _, copy in did.get("ended", ()) if k == kind and copy is not None)]


def _put_columns_back(person: Person, did: dict[str, Any], kind: str) -> None:
    was = did.get("was", {})
    if kind == "group":
        for group in did.get("groups", ()):
            person.groups.pop(group, None)
            if group in was.get("groups", {}):
                person.groups[group] = was["groups"][group]
        return
    put_back(person, {name: was[name] for name in COLUMNS_OF[kind] if name in was})
    for key in MARKS_OF[kind]:
        person.sources.pop(key, None)
        if key in was.get("sources", {}):
            person.sources[key] = was["sources"][key]
