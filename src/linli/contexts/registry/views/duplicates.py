"""Records that may be one person: looking for them, deciding pair by pair, taking apart what was wrong."""

from collections.abc import Callable
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from linli.contexts.registry import tasks
from linli.contexts.registry.commands import duplicates as searching
from linli.contexts.registry.commands import merging
from linli.contexts.registry.models import Person, Resemblance
from linli.contexts.registry.queries import duplicates, resemblance
from linli.kernel.access.guards import ActedRequest, requires
from linli.kernel.actor import Actor
from linli.kernel.errors import BadInput, OutsideYourArea
from linli.kernel.jobs import progress
from linli.web.htmx import see_other
from linli.web.paging import page_of


@requires("registry.merge")
def duplicates_page(request: ActedRequest) -> HttpResponse:
    """The queue, best first."""
    page = page_of(request, duplicates.waiting(request.actor))
    values = {
        **_just_before(request),
        "page": page,
        "lines": [duplicates.line(pair) for pair in page.rows],
        "communities": duplicates.communities(request.actor),
    }
    return render(request, "registry/duplicates.html", values)


@requires("registry.merge")
@require_POST
def search(request: ActedRequest) -> HttpResponse:
    """Look for duplicates in a community: at once when it is small, else while one does other things."""
    code = request.POST.get("community", "")
    community = duplicates.communities(request.actor).filter(code=code).first()
    if community is None:
        raise OutsideYourArea
    account = request.actor.account_id or 0
    if resemblance.size(community) > searching.AT_ONCE:
        job = progress.start(
            request.actor, "registry.duplicates",
            lambda job_id: tasks.search_duplicates.enqueue(job_id, community.pk, account),
        )  # fmt: skip
        return see_other(request, "web:job", job.pk, query="next=/registry/duplicates/")
    found = searching.search_duplicates(request.actor, community)
    messages.success(request, _("核对完成，有 %(found)s 对等您确认。") % {"found": found})
    return see_other(request, "registry:duplicates")


@requires("registry.merge")
def duplicate(request: ActedRequest, pair_id: UUID) -> HttpResponse:
    """Two records side by side, and three answers."""
    pair = duplicates.pair(request.actor, pair_id)
    left, right = _both(pair)
    rows = duplicates.side_by_side(left, right)
    values = {
        "pair": pair,
        "left": left,
        "right": right,
        "rows": [row for row in rows if row.mark == "different"],
        "one_sided": [row for row in rows if row.mark == "one_sided"],
        "alike": [row for row in rows if row.mark == "same"],
        "reasons": duplicates.reasons(pair),
        "doubts": duplicates.doubts(pair),
        "likely": duplicates.line(pair).is_likely,
        "next": duplicates.after(request.actor, pair),
        "previous": duplicates.before(request.actor, pair),
        **_just_before(request),
    }
    return render(request, "registry/duplicate.html", values)


def _both(pair: Resemblance) -> tuple[Person, Person]:
    """Both records with their places, in the order of the pair."""
    rows = Person.objects.select_related("home", "area", "registered_area", "community", "household__head")
    found = rows.in_bulk([pair.first_id, pair.second_id])
    return found[pair.first_id], found[pair.second_id]


def _just_before(request: ActedRequest) -> dict[str, object]:
    """What was answered just before, to be taken back at once when it was a slip."""
    return {
        "last_merge": _asked_for(request, "merged", duplicates.merge),
        "last_apart": _asked_for(request, "apart", duplicates.answered),
    }


def _asked_for(request: ActedRequest, name: str, find: Callable[[Actor, UUID], object]) -> object:
    key = request.GET.get(name, "")
    try:
        return find(request.actor, UUID(key)) if key else None
    except (ValueError, OutsideYourArea):
        return None


@requires("registry.merge")
@require_POST
def decide(request: ActedRequest, pair_id: UUID) -> HttpResponse:
    """One person (and which record stays), or two people; then the next pair."""
    pair = duplicates.pair(request.actor, pair_id)
    following = duplicates.after(request.actor, pair)
    left, right = _both(pair)
    answer = request.POST.get("answer", "")
    query = ""
    if answer == "different":
        merging.tell_apart(request.actor, left, right)
        query = f"apart={pair.pk}"
    elif answer in ("left", "right"):
        kept, gone = (left, right) if answer == "left" else (right, left)
        query = f"merged={merging.merge(request.actor, kept, gone).pk}"
    else:
        raise BadInput
    if following is None:
        return see_other(request, "registry:duplicates", query=query)
    return see_other(request, "registry:duplicate", following.pk, query=query)


@requires("registry.merge")
def merges(request: ActedRequest) -> HttpResponse:
    """What was put together and taken apart again; or the pairs that are two people."""
    is_apart = request.GET.get("show") == "apart"
    page = page_of(
        request, duplicates.told_apart(request.actor) if is_apart else duplicates.merges(request.actor)
    )
    values = {"page": page, "pasts": duplicates.pasts(page.rows), "is_apart": is_apart}
    return render(request, "registry/duplicates_merged.html", values)


@requires("registry.merge")
@require_POST
def undo(request: ActedRequest, merge_id: UUID) -> HttpResponse:
    """Take a merge apart again."""
    done = duplicates.merge(request.actor, merge_id)
    merging.undo_merge(request.actor, done)
    messages.success(request, _("已撤销合并，两份记录都恢复原样。"))
    pair = duplicates.waiting(request.actor).filter(
        first__in=(done.kept_id, done.gone_id), second__in=(done.kept_id, done.gone_id)
    )
    found = pair.first()
    return (
        see_other(request, "registry:duplicate", found.pk) if found else see_other(request, "registry:merges")
    )


@requires("registry.merge")
@require_POST
def ask_again(request: ActedRequest, pair_id: UUID) -> HttpResponse:
    """Take back that they are two people."""
    pair = duplicates.answered(request.actor, pair_id)
    merging.ask_again(request.actor, pair)
    messages.success(request, _("已收回，这一对重新等您确认。"))
    return see_other(request, "registry:duplicate", pair.pk)
