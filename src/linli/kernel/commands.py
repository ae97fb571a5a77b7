"""How a write is carried out: one transaction, one policy, one audit entry, then the facts."""

import json
from collections.abc import Callable
from contextvars import ContextVar
from dataclasses import dataclass, field
from functools import wraps
from hashlib import sha256
from inspect import signature
from typing import Any, Concatenate, ParamSpec, TypeVar

from django.db import IntegrityError, models

from linli.kernel import clock, db
from linli.kernel.actor import Actor
from linli.kernel.audit import trail
from linli.kernel.audit.models import Receipt
from linli.kernel.errors import NotAllowed
from linli.kernel.outbox import wire
from linli.kernel.outbox.models import OutboxFact
from linli.kernel.refs import Ref

P = ParamSpec("P")
R = TypeVar("R")
Write = Callable[Concatenate[Actor, P], R]
Policy = Callable[..., bool]


@dataclass(slots=True)
class Draft:
    """What will be written into the audit trail when the present command succeeds."""

    target: str = ""
    area_code: str = ""
    reason: str = ""
    detail: dict[str, Any] = field(default_factory=dict)


_draft: ContextVar[Draft | None] = ContextVar("audit_draft", default=None)


def command(action: str, allow: Policy) -> Callable[[Write[P, R]], Write[P, R]]:
    """Name a write for the audit trail, say who may, and run it all or not at all.

    ``allow`` is asked with the actor and the positional arguments: subjects are positional, values keyword.
    """

    def wrap(fn: Write[P, R]) -> Write[P, R]:
        _refuse_mismatch(fn, allow)

        @wraps(fn)
        def run(actor: Actor, /, *args: P.args, **kwargs: P.kwargs) -> R:
            with db.write():
                if not (actor.system or allow(actor, *args)):
                    raise NotAllowed
                draft = Draft()
                token = _draft.set(draft)
                try:
                    result = fn(actor, *args, **kwargs)
                finally:
                    _draft.reset(token)
                _complete(draft, action, result, args)
                trail.record(action, actor.label, draft.target, draft.area_code, draft.reason, draft.detail)
            return result

        run.action = action  # type: ignore[attr-defined]
        run.allow = allow  # type: ignore[attr-defined]
        return run

    return wrap


def _refuse_mismatch(fn: Callable[..., Any], allow: Policy) -> None:
    """A policy that cannot be asked about the command's subjects is found at start, not by a person."""
    subjects = sum(p.kind is p.POSITIONAL_ONLY for p in signature(fn).parameters.values())
    try:
        signature(allow).bind(*range(subjects))
    except TypeError as fault:
        raise TypeError(f"{fn.__module__}.{fn.__name__}: {fault} in its policy") from fault


def note(*, target: object = None, area: str = "", reason: str = "", **detail: Any) -> None:
    """Add to the audit entry of the present command: ids, codes and counts, never values of people."""
    draft = _draft.get()
    if draft is None:
        raise RuntimeError("note() belongs inside a @command")
    if target is not None:
        draft.target = target if isinstance(target, str) else str(Ref.of(target))
    draft.area_code = area or draft.area_code
    draft.reason = reason or draft.reason
    draft.detail.update(detail)


def _complete(draft: Draft, action: str, result: object, args: tuple[Any, ...]) -> None:
    """Fill what the command did not say; a write that leaves no trace is a bug."""
    for thing in (result, *args):
        if draft.target:
            break
        if isinstance(thing, models.Model):
            draft.target = str(Ref.of(thing))
    if not draft.target:
        raise RuntimeError(f"{action} recorded no target")


def publish(*facts: Any) -> None:
    """Put facts in the outbox, inside the caller's transaction; they are told after commit."""
    now = clock.now()
    told = (OutboxFact(name=wire.name_of(type(fact)), body=wire.to_body(fact), at=now) for fact in facts)
    db.insert_all(OutboxFact, told)
    db.after_commit(wire.ring)


LONGEST_KEY = 80


@dataclass(frozen=True, slots=True)
class Answer:
    """What a command with an idempotency key answered, now or the first time."""

    value: Any
    repeated: bool


def once(actor: Actor, key: str, do: Callable[[], Any]) -> Answer:
    """Run ``do`` unless this actor's ``key`` was seen before; then give the first answer again.

    The key and the deed share one transaction, so a double click, a retry or an offline replay acts once.
    ``do`` must return something that JSON can hold.  A key of any length will do.
    """
    key = key if len(key) <= LONGEST_KEY else sha256(key.encode()).hexdigest()
    try:
        with db.write():
            seen = Receipt.objects.filter(actor=actor.label, key=key).first()
            if seen is not None:
                return Answer(seen.answer, repeated=True)
            receipt = Receipt.objects.create(actor=actor.label, key=key, at=clock.now())
            receipt.answer = json.loads(json.dumps(do(), default=str))
            receipt.save(update_fields=["answer"])
            return Answer(receipt.answer, repeated=False)
    except IntegrityError:
        # Two at once with the same key: the other one won; its answer is ours.
        found = Receipt.objects.filter(actor=actor.label, key=key).first()
        if found is None:
            raise
        return Answer(found.answer, repeated=True)
