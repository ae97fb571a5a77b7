"""Checklists: handed in, put to use, retired."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Max
from django.utils.translation import gettext_lazy as _

from linli.contexts.visits import policies
from linli.contexts.visits.models import ChecklistBook
from linli.contexts.visits.models.checklists import EVERYBODY, BookState
from linli.engines import checklists
from linli.kernel import clock, packs
from linli.kernel.actor import Actor
from linli.kernel.areas.models import Area
from linli.kernel.commands import command, note
from linli.kernel.errors import NotAllowedNow


@dataclass(frozen=True, slots=True)
class Concerns:
    """Whom a checklist is about; a home when nothing else is said."""

    group: str = ""
    from_age: int = 0
    below_age: int = EVERYBODY


@command("visits.checklist_taken", policies.may_keep_checklists)
def take(
    actor: Actor, community: Area, /, *, compiled: checklists.Compiled, concerns: Concerns,
    file_id: UUID | None = None,
) -> ChecklistBook:  # fmt: skip
    """Keep a new version; the same content as the newest one is not kept twice."""
    model = compiled.checklist
    told = [problem.sentence for problem in (*compiled.hindrances, *compiled.warnings)]
    mark = checklists.fingerprint(model)
    held = ChecklistBook.objects.filter(community=community, key=model.key)
    newest = held.order_by("-number").first()
    if newest is not None and newest.fingerprint == mark:
        raise NotAllowedNow(_("这份清单和现有的第 %(number)s 版一样，没有新内容。"), number=newest.number)
    number = (held.aggregate(last=Max("number"))["last"] or 0) + 1
    made = ChecklistBook.objects.create(
        community=community, key=model.key[:80], title=(model.title or model.key)[:120], number=number,
        model=checklists.to_json(model), fingerprint=mark, group=concerns.group, from_age=concerns.from_age,
        below_age=concerns.below_age, notes=told,
        file_id=file_id, account_id=actor.account_id, at=clock.now(),
    )  # fmt: skip
    note(target=made, area=community.code, version=number)
    return made


def take_of_pack(actor: Actor, community: Area, row: Mapping[str, Any]) -> ChecklistBook:
    """Keep a checklist of the pack; ``row`` is its line in ``packs/*/visits.toml``."""
    text = packs.text(f"checklists/{row['file']}.toml")
    compiled = checklists.compile_rows(checklists.rows_from_toml(text))
    concerns = Concerns(row.get("group", ""), row.get("from_age", 0), row.get("below_age", EVERYBODY))
    return take(actor, community, compiled=compiled, concerns=concerns)


@command("visits.checklist_used", policies.may_switch_checklist)
def use(actor: Actor, book: ChecklistBook, /) -> ChecklistBook:
    """Put a version to use; the one before it is retired."""
    if book.state == BookState.USED:
        raise NotAllowedNow
    others = ChecklistBook.objects.filter(community=book.community_id, key=book.key, state=BookState.USED)
    others.update(state=BookState.RETIRED)
    book.state = BookState.USED
    book.save(update_fields=["state"])
    note(area=book.community.code, version=book.number)
    return book


@command("visits.checklist_retired", policies.may_switch_checklist)
def retire(actor: Actor, book: ChecklistBook, /) -> ChecklistBook:
    """It is no longer offered; what was filled with it stays readable."""
    if book.state != BookState.USED:
        raise NotAllowedNow
    book.state = BookState.RETIRED
    book.save(update_fields=["state"])
    note(area=book.community.code, version=book.number)
    return book
