"""What happened with a promise: a step for everybody to read, and news for those who took part."""

from datetime import date

from django.urls import reverse

from linli.contexts.assembly.models import Participant, Promise, PromiseStep
from linli.kernel import clock
from linli.kernel.actor import Actor
from linli.kernel.files.pictures import keep_picture
from linli.kernel.notices import post


def add_step(  # noqa: PLR0913 - all of one line
    actor: Actor, row: Promise, what: str, *, words: str = "", photo: bytes | None = None,
    day: date | None = None, by_residents: int = 0,
) -> PromiseStep:  # fmt: skip
    """Write down what happened; a photo is kept without place, time and device."""
    kept = keep_picture(actor, photo, "promise", row.area.code)[0] if photo else None
    return PromiseStep.objects.create(
        promise=row, what=what, words=words, photo=kept, day=day, by_residents=by_residents, at=clock.now(),
        account_id=actor.account_id,
    )  # fmt: skip


def tell_responsible(actor: Actor, row: Promise) -> None:
    """Say to whoever is responsible that this is theirs; not to oneself."""
    if row.account_id is None or row.account_id == actor.account_id:
        return
    day = row.due_on.isoformat()
    post.tell([row.account_id], "assembly.promise_is_yours", page_of(row), title=row.title, day=day)


def tell_all(actor: Actor, row: Promise) -> None:
    """News for everybody who took part: a notice for those of us, the own page or the list for others."""
    row.news_at = clock.now()
    row.save(update_fields=["news_at"])
    tell_ours(actor, row)


def tell_ours(actor: Actor, row: Promise) -> None:
    """A notice for those of us who took part."""
    if row.source_id is None:
        return
    rows = Participant.objects.filter(source_kind=row.source_kind, source_id=row.source_id)
    ours = rows.exclude(account_id=None).exclude(account_id=actor.account_id)
    keys = [one for one in ours.values_list("account_id", flat=True) if one is not None]
    post.tell(
        keys, f"assembly.promise_news.{row.state}", page_of(row), title=row.title, source=row.source_title,
        who=row.who, day=row.due_on.isoformat(),
    )  # fmt: skip


def page_of(row: Promise) -> str:
    """Where those of us read it."""
    return reverse("assembly:promise", args=[row.pk])
