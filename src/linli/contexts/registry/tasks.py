"""Long work of the register, done by the worker."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.urls import reverse
from django.utils import translation
from django_tasks import task

from linli.contexts.registry.commands import duplicates
from linli.contexts.registry.commands import imports as commands
from linli.contexts.registry.imports import working
from linli.contexts.registry.models import ImportRun
from linli.contexts.registry.models.imports import RunState
from linli.contexts.registry.queries import resemblance
from linli.kernel import clock, db
from linli.kernel.access.queries import actor_for
from linli.kernel.accounts.models import Account
from linli.kernel.actor import Actor, linli
from linli.kernel.areas.models import Area
from linli.kernel.errors import Refusal
from linli.kernel.jobs import progress
from linli.kernel.notices import post

STANDSTILL = timedelta(minutes=3)
"""Work on a roster that says nothing for so long has stopped with its worker."""


def _run(run_id: str) -> ImportRun:
    return ImportRun.objects.select_related("community").get(pk=UUID(run_id))


def _actor(account_id: int) -> Actor:
    account = Account.objects.filter(pk=account_id).first()
    return actor_for(account.pk, account.name, account.organisation_id) if account else linli("imports")


def _work(job_id: str, do: Callable[[Callable[[int, int], None]], Any]) -> None:
    """Do long work for a job: tell how far it is, and how it ended."""
    begun: list[int] = []

    def tell(done: int, total: int) -> None:
        if begun != [total]:
            progress.begin(job_id, total=total)
            begun[:] = [total]
        progress.advance(job_id, done)

    with translation.override("zh-hans"):
        try:
            do(tell)
        except Refusal as refusal:
            progress.fail(job_id, str(refusal))
        else:
            progress.finish(job_id)


@task()
def try_out_roster(job_id: str, run_id: str, account_id: int) -> None:
    """Give every row of a roster an outcome, in the name of whoever asked."""
    _work(job_id, lambda tell: working.try_out(_actor(account_id), _run(run_id), tell))


@task()
def take_roster_over(job_id: str, run_id: str, account_id: int) -> None:
    """Carry the rows of a roster over."""
    _work(job_id, lambda tell: working.take_over(_actor(account_id), _run(run_id), tell))


@task()
def take_roster_back(job_id: str, run_id: str, account_id: int) -> None:
    """Take an import back."""
    _work(job_id, lambda tell: working.take_back(_actor(account_id), _run(run_id), tell))


@task()
def search_duplicates(job_id: str, community_id: int, account_id: int) -> None:
    """Look for records of a community that may be one person, in the name of whoever asked."""
    community = Area.objects.get(pk=community_id)
    people = resemblance.size(community)

    def search(tell: Callable[[int, int], None]) -> None:
        found = duplicates.search_duplicates(
            _actor(account_id), community, lambda done: tell(min(done, people), people)
        )
        told = {"community": community.name, "found": found}
        with db.write():
            post.tell([account_id], "registry.duplicates_found", reverse("registry:duplicates"), **told)

    _work(job_id, search)


def go_on_with(run: ImportRun) -> Callable[[str], object]:
    """What carries on with a roster that stands half-way."""
    work = take_roster_over if run.state == RunState.RUNNING else take_roster_back
    return lambda job: work.enqueue(job, str(run.pk), run.account_id or 0)


def resume_standing() -> int:
    """By the clock: take up rosters whose worker was killed; return how many."""
    before = clock.now() - STANDSTILL
    standing = ImportRun.objects.filter(
        state__in=(RunState.RUNNING, RunState.UNDOING), worked_at__lt=before
    ).select_related("community")
    resumed = 0
    for run in standing:
        commands.resume(linli("imports"), run, enqueue=go_on_with(run))
        resumed += 1
    return resumed
