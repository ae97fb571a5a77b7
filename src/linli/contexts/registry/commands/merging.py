"""Two records, one person: decided by a person, and always possible to take apart again."""

from typing import Any

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from linli.contexts.registry import policies
from linli.contexts.registry.commands.counts import (
    end_empty,
    recount_dwellings,
    recount_households,
    residency_of,
)
from linli.contexts.registry.commands.joining import (
    MOVED,
    as_it_was,
    close_doubles,
    fill_gaps,
    hand_on_household,
    put_back,
    reopen,
)
from linli.contexts.registry.commands.people import place_code
from linli.contexts.registry.commands.values import take_again
from linli.contexts.registry.models import Household, Merge, Person, Resemblance, Statement
from linli.contexts.registry.models.duplicates import Decision
from linli.contexts.registry.models.people import Standing
from linli.facts.registry import PeopleMerged
from linli.kernel import clock, db
from linli.kernel.actor import Actor
from linli.kernel.commands import command, note, publish
from linli.kernel.errors import BadInput, NotAllowedNow

ALIVE_HERE = {Standing.PRESENT, Standing.LEFT}


def _hold(first: Person, second: Person) -> None:
    """Take both rows as they are now and hold them, always in the same order: nobody waits in a ring."""
    for person in sorted((first, second), key=lambda p: str(p.pk)):
        db.lock_row(Person, pk=person.pk)
        person.refresh_from_db()


@command("registry.people_merged", policies.may_merge)
def merge(actor: Actor, kept: Person, gone: Person, /) -> Merge:
    """Put ``gone`` into ``kept``: name, number and birth as kept has them, the rest as said last."""
    if kept.pk == gone.pk:
        raise NotAllowedNow
    _hold(kept, gone)
    if not {kept.standing, gone.standing} <= ALIVE_HERE:
        raise NotAllowedNow(_("其中一份记录已经合并、注销或清除，请刷新后再看。"))
    homes, households = [kept.home_id, gone.home_id], [kept.household_id, gone.household_id]
    moved: dict[str, Any] = {
        "kept": as_it_was(kept), "gone": as_it_was(gone), "pairs": _pairs_as_they_were(kept, gone),
    }  # fmt: skip
    for name, model in MOVED.items():
        rows = model.objects.filter(person=gone)
        moved[name] = [str(pk) for pk in rows.values_list("pk", flat=True)]
        rows.update(person=kept)
    fill_gaps(kept, gone)
    kept.residency = residency_of(kept)
    moved["closed"] = close_doubles(kept)
    moved["households"] = hand_on_household(kept, gone)
    gone.merged_into, gone.standing = kept, Standing.MERGED
    gone.home = gone.area = gone.household = None
    kept.save()
    gone.save()
    recount_households(households)
    end_empty(households)
    recount_dwellings(homes)
    done = Merge.objects.create(
        kept=kept, gone=gone, at=clock.now(), account_id=actor.account_id, moved=moved
    )
    _decide(kept, gone, actor, Decision.MERGED)
    note(target=kept, area=place_code(kept), gone=gone.pk)
    publish(PeopleMerged(kept.pk, gone.pk, place_code(kept)))
    return done


def _pairs(first: Person, second: Person) -> Any:
    return Resemblance.objects.filter(first__in=(first, second), second__in=(first, second))


def _pairs_as_they_were(first: Person, second: Person) -> list[list[Any]]:
    rows = _pairs(first, second).values_list("pk", "decision", "decided_by", "decided_at")
    return [[str(pk), decision, by, at.isoformat() if at else None] for pk, decision, by, at in rows]


def _decide(first: Person, second: Person, actor: Actor, decision: str) -> None:
    _pairs(first, second).update(decision=decision, decided_by=actor.account_id, decided_at=clock.now())


def may_undo(actor: Actor, done: Merge) -> bool:
    """Whoever may merge may take apart."""
    return policies.may_merge(actor, done.kept, done.kept)


@command("registry.merge_undone", may_undo)
def undo_merge(actor: Actor, done: Merge, /) -> Merge:
    """Both records exactly as they were; what was said since stays with the kept one."""
    held = db.lock_row(Merge, pk=done.pk)
    kept, gone = done.kept, done.gone
    _hold(kept, gone)
    _refuse_undo(held, kept)
    homes, households = [kept.home_id], [kept.household_id]
    since = list(Statement.objects.filter(person=kept, recorded_at__gt=held.at).order_by("recorded_at", "pk"))
    for name, model in MOVED.items():
        model.objects.filter(pk__in=held.moved.get(name, ())).update(person=gone)
    reopen(held.moved["closed"])
    put_back(kept, held.moved["kept"])
    put_back(gone, held.moved["gone"])
    for statement in since:
        take_again(kept, statement)
    kept.save()
    gone.save()
    for key, was in held.moved["households"].items():
        Household.objects.filter(pk=key).update(**was)
    for key, decision, by, at in held.moved["pairs"]:
        Resemblance.objects.filter(pk=key).update(decision=decision, decided_by=by, decided_at=at)
    recount_dwellings([*homes, kept.home_id, gone.home_id])
    recount_households([*households, kept.household_id, gone.household_id])
    held.undone_at = done.undone_at = clock.now()
    held.save(update_fields=["undone_at"])
    note(target=kept, area=place_code(kept), gone=gone.pk)
    return held


def _refuse_undo(done: Merge, kept: Person) -> None:
    """Raise a refusal when the records can no longer be put back as they were."""
    if done.undone_at is not None or not done.moved:
        raise NotAllowedNow
    both = (done.kept_id, done.gone_id)
    later = Merge.objects.filter(undone_at=None, at__gt=done.at).filter(Q(kept__in=both) | Q(gone__in=both))
    if later.exclude(pk=done.pk).exists() or kept.standing == Standing.MERGED:
        raise BadInput(_("这份记录之后还合并过别的记录，请先撤销后面的那一次。"))
    if any(
        model.objects.filter(person=kept, recorded_at__gt=done.at).exists()
        for name, model in MOVED.items()
        if name not in ("statements", "contacts")
    ):
        raise BadInput(_("合并之后又登记过迁移、家庭或关爱人群的变动，不能自动拆开，请先更正这些登记。"))


@command("registry.people_told_apart", policies.may_merge)
def tell_apart(actor: Actor, first: Person, second: Person, /) -> Person:
    """They are two people; the pair is not asked about again."""
    if Standing.MERGED in (first.standing, second.standing):
        raise NotAllowedNow
    _decide(first, second, actor, Decision.DIFFERENT)
    note(target=first, area=place_code(first), other=second.pk)
    return first


def may_ask_again(actor: Actor, pair: Resemblance) -> bool:
    """Whoever may decide about both."""
    return policies.may_merge(actor, pair.first, pair.second)


@command("registry.pair_asked_again", may_ask_again)
def ask_again(actor: Actor, pair: Resemblance, /) -> Resemblance:
    """The answer that they are two people was a slip: the pair waits again."""
    held = db.lock_row(Resemblance, pk=pair.pk)
    if held.decision != Decision.DIFFERENT:
        raise NotAllowedNow
    held.decision, held.decided_by, held.decided_at = Decision.OPEN, None, None
    held.save(update_fields=["decision", "decided_by", "decided_at"])
    note(target=pair.first, area=place_code(pair.first), other=pair.second_id)
    return held
