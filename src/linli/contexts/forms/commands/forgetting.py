"""Forgetting: rows of filled forms go when their time is over, or when a person's record is erased."""

import json
from collections.abc import Iterator
from datetime import date
from typing import Any
from uuid import UUID

from linli.contexts.forms.models import FilledPage, Filling, Question
from linli.kernel import db
from linli.kernel.actor import Actor
from linli.kernel.areas.queries import COMMUNITY_DIGITS
from linli.kernel.commands import command, note
from linli.kernel.files import store
from linli.kernel.files.models import StoredFile
from linli.kernel.privacy import cipher

BATCH = 20
NOBODY = ""


@command("forms.person_forgotten", lambda actor, person_id, area_code: True)
def forget(actor: Actor, person_id: UUID, area_code: str, /, *, households: tuple[UUID, ...] = ()) -> int:
    """Take one person out of everything filled: questions, kept rows, and the files that hold them."""
    Question.objects.filter(person=person_id).delete()
    subjects = {str(one) for one in (person_id, *households)}
    touched: set[UUID] = set()
    for page, rows in _pages_of(area_code[:COMMUNITY_DIGITS]):
        if subjects.isdisjoint(row[0] for row in rows):
            continue
        page.box = cipher.seal(json.dumps([_without(row, subjects) for row in rows], ensure_ascii=False))
        page.save(update_fields=["box"])
        touched.add(page.filling_id)
    files = Filling.objects.filter(pk__in=touched).values_list("file_id", flat=True)
    for row in StoredFile.objects.filter(pk__in=list(files), size__gt=0):
        store.drop(row)
    note(target=f"registry.person:{person_id}", area=area_code, files=len(touched))
    return len(touched)


def _pages_of(community: str) -> Iterator[tuple[FilledPage, list[Any]]]:
    pages = FilledPage.objects.filter(filling__return_of__community__code=community).order_by("pk")
    for page in pages.iterator(BATCH):
        yield page, json.loads(cipher.unseal(page.box))


def _without(row: list[Any], subjects: set[str]) -> list[Any]:
    """The row as a blank line, so that the lines after it keep their numbers."""
    if row[0] not in subjects:
        return row
    return [NOBODY, "", [[None, "", "", None, None] for _cell in row[2]]]


@command("forms.person_joined", lambda actor, kept_id, gone_id: True)
def carry_questions(actor: Actor, kept_id: UUID, gone_id: UUID, /) -> int:
    """Questions about a record that proved to be someone else's second one are asked about the one kept."""
    asked_already = Question.objects.filter(person=kept_id, answered_at=None).values("field")
    open_ones = Question.objects.filter(person=gone_id, answered_at=None)
    open_ones.filter(field__in=asked_already).delete()
    count = open_ones.update(person_id=kept_id)
    note(target=f"registry.person:{kept_id}", carried=count)
    return count


def purge_rows(before: date) -> int:
    """Drop the kept rows of versions filled before that day; the counts of each version stay."""
    with db.write():
        count, _by_model = FilledPage.objects.filter(filling__at__date__lt=before).delete()
    return count
