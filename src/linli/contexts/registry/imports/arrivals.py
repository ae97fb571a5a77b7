"""What happened in the register between trying a roster out and taking it over."""

from collections.abc import Iterable, Sequence
from uuid import UUID

from linli.contexts.registry.imports.entries import Entry
from linli.contexts.registry.imports.matching import Match, Matcher, in_community, light
from linli.contexts.registry.imports.surroundings import batches
from linli.contexts.registry.models import ImportRow, ImportRun, Person
from linli.contexts.registry.models.imports import Outcome
from linli.contexts.registry.models.people import Standing
from linli.kernel.areas.models import Area
from linli.kernel.privacy import cipher

Pair = tuple[ImportRow, Entry]
GONE = (Standing.MERGED, Standing.ERASED)


def settle(run: ImportRun, community: Area, pairs: Sequence[Pair]) -> None:
    """Look once more before writing: people who came since, records that were put together or erased."""
    _follow_merged([p for p in pairs if p[0].outcome != Outcome.NEW])
    new = [p for p in pairs if p[0].outcome == Outcome.NEW and not p[0].candidates]
    _find_numbers(community, new)
    _find_likenesses(run, community, [p for p in new if p[0].outcome == Outcome.NEW])


def _follow_merged(pairs: Iterable[Pair]) -> None:
    listed = list(pairs)
    present: dict[str, tuple[str, UUID | None]] = {}
    for batch in batches(entry.person for _, entry in listed):
        rows = Person.objects.filter(pk__in=batch).values_list("pk", "standing", "merged_into_id")
        present.update({str(pk): (standing, kept) for pk, standing, kept in rows})
    for row, entry in listed:
        standing, kept = present.get(entry.person, (Standing.ERASED, None))
        if standing == Standing.MERGED and kept is not None:
            entry.person = str(kept)
            row.person_id = kept
        elif standing in (*GONE, Standing.DIED):
            ask(row, entry, Match(trouble="gone_since"))


def _find_numbers(community: Area, pairs: Sequence[Pair]) -> None:
    """Somebody else has taken the same person in: a number is held once."""
    wanted = {
        cipher.lookup(entry.values["id_number"], "id"): (row, entry)
        for row, entry in pairs
        if entry.values.get("id_number")
    }
    if not wanted:
        return
    for one in light(in_community(community).filter(id_lookup__in=list(wanted))):
        row, entry = wanted[one.id_lookup]
        row.outcome, entry.person = Outcome.CHANGE, one.id


def _find_likenesses(run: ImportRun, community: Area, pairs: Sequence[Pair]) -> None:
    """People without a number who came since; nobody has come while the community did not grow."""
    if not pairs or not _has_grown(run, community):
        return
    own = set(
        ImportRow.objects.filter(run=run, outcome=Outcome.NEW, applied_at__isnull=False).values_list(
            "person_id", flat=True
        )
    )
    matcher = Matcher([one for one in light(in_community(community)) if UUID(one.id) not in own])
    for row, entry in pairs:
        found = matcher.match(entry)
        if found.person:
            row.outcome, entry.person = Outcome.CHANGE, found.person
        elif found.trouble:
            ask(row, entry, found)


def _has_grown(run: ImportRun, community: Area) -> bool:
    taken_in = ImportRow.objects.filter(run=run, outcome=Outcome.NEW, applied_at__isnull=False).count()
    return in_community(community).count() > int(run.counts.get("people", 0)) + taken_in


def ask(row: ImportRow, entry: Entry, found: Match) -> None:
    """It is no longer clear whom the row means: a person decides."""
    row.outcome, row.candidates = Outcome.ASK, list(found.candidates)
    entry.warnings.insert(0, (found.trouble, {}))
    entry.person = ""
    row.person_id = None
    row.reasons = [list(remark) for remark in entry.warnings]
