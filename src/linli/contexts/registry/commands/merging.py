"""Two records, one person: decided by a person, and always possible to take apart again."""

from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from linli.contexts.registry import policies
from linli.contexts.registry.commands.counts import recount_dwellings, recount_households
from linli.contexts.registry.commands.people import place_code
from linli.contexts.registry.models import (
    GroupMembership,
    Membership,
    Merge,
    Person,
    Resemblance,
    Residence,
    Statement,
)
from linli.contexts.registry.models.duplicates import Decision
from linli.contexts.registry.models.people import Standing
from linli.contexts.registry.models.stays import Role
from linli.facts.registry import PeopleMerged
from linli.kernel import clock, history
from linli.kernel.actor import Actor
from linli.kernel.commands import command, note, publish
from linli.kernel.errors import BadInput, NotAllowedNow
from linli.kernel.privacy.sealed import Sealed

MOVED: dict[str, Any] = {
    "statements": Statement,
    "residences": Residence,
    "memberships": Membership,
    "groups": GroupMembership,
}
AS_IT_WAS = (
    "standing", "name", "name_order", "search_words", "sex", "born_on", "id_number", "id_lookup", "id_tail",
    "phone", "phone_lookup", "phone_tail", "home_id", "area_id", "registered_home_id", "registered_area_id",
    "registered_address", "residency", "moved_in_on", "household_id", "relation", "died_on", "details",
    "boxes", "groups", "sources", "merged_into_id",
)  # fmt: skip


@command("registry.people_merged", policies.may_merge)
def merge(actor: Actor, kept: Person, gone: Person, /) -> Merge:
    """Put ``gone`` into ``kept``: what the younger statement says holds; both histories stay."""
    if kept.pk == gone.pk or kept.merged_into_id or gone.merged_into_id:
        raise NotAllowedNow
    touched = ([kept.home_id, gone.home_id], [kept.household_id, gone.household_id])
    moved: dict[str, Any] = {"kept": _snapshot(kept), "gone": _snapshot(gone)}
    for name, model in MOVED.items():
        rows = model.objects.filter(person=gone)
        moved[name] = [str(pk) for pk in rows.values_list("pk", flat=True)]
        rows.update(person=kept)
    moved["ended"] = _end_double_stays(kept)
    _fill_gaps(kept, gone)
    gone.merged_into, gone.standing, gone.household, gone.home, gone.area = (
        kept,
        Standing.MERGED,
        None,
        None,
        None,
    )
    gone.save()
    kept.save()
    recount_dwellings(touched[0])
    recount_households(touched[1])
    done = Merge.objects.create(
        kept=kept, gone=gone, at=clock.now(), account_id=actor.account_id, moved=moved
    )
    _decide(kept, gone, actor, Decision.MERGED)
    note(target=kept, area=place_code(kept), gone=gone.pk)
    publish(PeopleMerged(kept.pk, gone.pk, place_code(kept)))
    return done


def _snapshot(person: Person) -> dict[str, Any]:
    values = {name: getattr(person, name) for name in AS_IT_WAS}
    return {
        k: v.box if isinstance(v, Sealed) else v.isoformat() if hasattr(v, "isoformat") else _plain(v)
        for k, v in values.items()
    }


def _plain(value: Any) -> Any:
    return str(value) if isinstance(value, UUID) else value


def _end_double_stays(kept: Person) -> list[tuple[str, int, int]]:
    """One person lives in one place: of two open stays the one of the kept record runs on."""
    ended = []
    if kept.home_id is not None:
        for stay in Residence.objects.filter(history.current(), person=kept, role=Role.LIVING):
            if stay.dwelling_id != kept.home_id:
                ended.append(
                    ("Residence", stay.pk, history.end(stay, max(clock.today(), stay.valid_from)).pk)
                )
    if kept.household_id is not None:
        for member in Membership.objects.filter(history.current(), person=kept):
            if member.household_id != kept.household_id:
                ended.append(
                    ("Membership", member.pk, history.end(member, max(clock.today(), member.valid_from)).pk)
                )
    return ended


def _fill_gaps(kept: Person, gone: Person) -> None:
    """Take from ``gone`` what ``kept`` does not know, and what ``gone`` knows from a later day."""
    for key, mark in gone.sources.items():
        mine = kept.sources.get(key)
        if mine is not None and mine[1] >= mark[1]:
            continue
        if key in ("name", "relation", "moved_in_on", "registered_address") and mine is not None:
            continue
        _take(kept, gone, key)
        kept.sources[key] = mark
    for place in ("home", "area", "household", "registered_home", "registered_area"):
        if getattr(kept, f"{place}_id") is None:
            setattr(kept, f"{place}_id", getattr(gone, f"{place}_id"))
    kept.relation = kept.relation or gone.relation
    kept.groups = {**gone.groups, **kept.groups}


def _take(kept: Person, gone: Person, key: str) -> None:
    if key in gone.details:
        kept.details[key] = gone.details[key]
    elif key in gone.boxes:
        kept.boxes[key] = gone.boxes[key]
    elif key in ("id_number", "phone"):
        short = "id" if key == "id_number" else "phone"
        for name in (key, f"{short}_lookup", f"{short}_tail"):
            setattr(kept, name, getattr(gone, name))
    elif hasattr(gone, key):
        setattr(kept, key, getattr(gone, key))


def _decide(first: Person, second: Person, actor: Actor, decision: str) -> None:
    pairs = Resemblance.objects.filter(first__in=(first, second), second__in=(first, second))
    pairs.update(decision=decision, decided_by=actor.account_id, decided_at=clock.now())


def may_undo(actor: Actor, done: Merge) -> bool:
    """Whoever may merge may take apart."""
    return policies.may_merge(actor, done.kept, done.kept)


@command("registry.merge_undone", may_undo)
def undo_merge(actor: Actor, done: Merge, /) -> Merge:
    """Both records as they were; what was said since stays with the kept one."""
    if done.undone_at is not None:
        raise NotAllowedNow
    kept, gone = done.kept, done.gone
    later = Statement.objects.filter(person=kept, recorded_at__gt=done.at).exists()
    if later:
        raise BadInput(_("合并之后又登记过新的内容，请先核对这些内容再拆分。"))
    for name, model in MOVED.items():
        model.objects.filter(pk__in=done.moved[name]).update(person=gone)
    for model_name, row, copy in done.moved["ended"]:
        model = Residence if model_name == "Residence" else Membership
        model.objects.filter(pk=copy).delete()
        model.objects.filter(pk=row).update(superseded_at=None)
    touched = ([kept.home_id], [kept.household_id])
    for person, before in ((kept, done.moved["kept"]), (gone, done.moved["gone"])):
        _restore(person, before)
    recount_dwellings([*touched[0], kept.home_id, gone.home_id])
    recount_households([*touched[1], kept.household_id, gone.household_id])
    done.undone_at = clock.now()
    done.save(update_fields=["undone_at"])
    _decide(kept, gone, actor, Decision.OPEN)
    note(target=kept, area=place_code(kept), gone=gone.pk)
    return done


def _restore(person: Person, before: dict[str, Any]) -> None:
    for name, value in before.items():
        if name in ("id_number", "phone"):
            setattr(person, name, Sealed(value))
        elif name in ("born_on", "moved_in_on", "died_on"):
            setattr(person, name, clock.day_of(value) if value else None)
        else:
            setattr(person, name, value)
    person.save()


@command("registry.people_told_apart", policies.may_merge)
def tell_apart(actor: Actor, first: Person, second: Person, /) -> Person:
    """They are two people; the pair is not asked about again."""
    _decide(first, second, actor, Decision.DIFFERENT)
    note(target=first, area=place_code(first), other=second.pk)
    return first
