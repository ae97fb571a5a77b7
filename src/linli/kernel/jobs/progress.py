"""Starting long work, saying how far it is, ending it."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from linli.kernel import clock, db
from linli.kernel.actor import Actor
from linli.kernel.jobs.models import Job, State


def start(actor: Actor, kind: str, enqueue: Callable[[str], object]) -> Job:
    """Open a job and, once it is committed, hand its id to ``enqueue``."""
    with db.write():
        job = Job.objects.create(kind=kind, account_id=actor.account_id, at=clock.now())
        db.after_commit(lambda: enqueue(str(job.pk)))
    return job


def begin(job_id: UUID | str, total: int) -> None:
    """The work starts."""
    Job.objects.filter(pk=job_id).update(state=State.RUNNING, total=total, done=0)


def advance(job_id: UUID | str, done: int) -> None:
    """So much is done."""
    Job.objects.filter(pk=job_id).update(done=done)


def finish(job_id: UUID | str, **result: Any) -> None:
    """The work is done; ``result`` holds counts and ids."""
    Job.objects.filter(pk=job_id).update(state=State.DONE, result=result, ended_at=clock.now())


def fail(job_id: UUID | str, sentence: str) -> None:
    """The work could not be done; ``sentence`` says why to the person who waits."""
    Job.objects.filter(pk=job_id).update(state=State.FAILED, trouble=sentence[:300], ended_at=clock.now())


def of(actor: Actor, job_id: UUID) -> Job | None:
    """One's own job."""
    return Job.objects.filter(pk=job_id, account_id=actor.account_id).first()
