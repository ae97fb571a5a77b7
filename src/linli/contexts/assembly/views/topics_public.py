"""For everybody, without an account: topics of a community, one topic, what was not shown; also as JSON."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from linli.contexts.assembly.exports import topics as exports
from linli.contexts.assembly.models.topics import Topic, TopicState
from linli.contexts.assembly.queries import opinions, own_topics, topic_desk, topics
from linli.contexts.assembly.queries.talk_rules import clause_label, number
from linli.contexts.assembly.views.common import community_at
from linli.contexts.residents import api as residents
from linli.kernel import clock
from linli.kernel.access.guards import public
from linli.web.paging import page_of

TALKED = (TopicState.OPEN, TopicState.MOTION, TopicState.DECIDED, TopicState.FOLLOWED)


@public("what neighbours propose and say is for everybody of the neighbourhood to read")
@require_GET
def topic_list(request: HttpRequest, code: str) -> HttpResponse:
    """Topics of a community."""
    community = community_at(code)
    words, group = request.GET.get("q", "").strip()[:40], request.GET.get("group", "")
    page = page_of(request, topics.everybodys(community, words=words, group=group))
    resident = residents.current(request)
    values = {
        "community": community, "page": page, "words": words, "group": group,
        "needed": number("propose", "seconds"), "today": clock.today(),
        "belongs": bool(resident and resident.homes_in(code)),
    }  # fmt: skip
    return render(request, "assembly/topics.html", values)


def found_topic(request: HttpRequest, topic_id: UUID) -> Topic:
    """A topic that one may read: everybody the public ones, its author also the others."""
    resident = residents.current(request)
    if (
        resident is not None
        and Topic.objects.filter(pk=topic_id, community__code__in=resident.communities).exists()
    ):
        return own_topics.own(resident, topic_id)
    return topics.readable(topic_id)


@public("what neighbours propose and say is for everybody of the neighbourhood to read")
@require_GET
def topic_page(request: HttpRequest, topic_id: UUID) -> HttpResponse:
    """One topic: where it is, what was said, what came of it."""
    row = found_topic(request, topic_id)
    resident = residents.current(request)
    standing = own_topics.standing(resident, row)
    values = {
        "topic": row, "standing": standing, "needed": number("propose", "seconds"),
        "merge": next((one for one in topics.open_merges([row]) if row.state != TopicState.MERGED), None),
        "refusal": topics.refusals_of(row) if row.state in ("removed", "objected", "closed") else None,
        **shown(row),
    }  # fmt: skip
    return render(request, "assembly/topic.html", values)


def shown(row: Topic) -> dict[str, Any]:
    """What belongs to a topic wherever it is shown."""
    return {
        "versions": row.versions.order_by("-number"),
        "picture": opinions.picture(row) if row.state in TALKED else None,
        "promises": topics.promises_of(row),
        "motion": exports.motion_lines(row),
        "talks": topics.talks(row),
    }


@public("that and why something was not shown is for everybody to see; who wrote it and what is not told")
@require_GET
def log(request: HttpRequest, code: str) -> HttpResponse:
    """What was not shown, why, and how long that took."""
    community = community_at(code)
    page = page_of(request, topic_desk.log_of(community))
    values = {
        "community": community, "page": page, "lines": [(one, clause_label(one.clause)) for one in page.rows],
        "numbers": topic_desk.log_numbers(community), "hours": number("moderation", "hours"),
    }  # fmt: skip
    return render(request, "assembly/talk_log.html", values)


@public("the same as the page, for programs")
@require_GET
def topics_json(request: HttpRequest, code: str) -> HttpResponse:
    """Topics of a community, at most a hundred a page."""
    community = community_at(code)
    words, group = request.GET.get("q", "").strip()[:40], request.GET.get("group", "")
    page = page_of(request, topics.everybodys(community, words=words, group=group), size=50)
    return _json(
        {"total": page.total, "page": page.number, "topics": [exports.line(one) for one in page.rows]}
    )


@public("the same as the page, for programs")
@require_GET
def topic_json(request: HttpRequest, topic_id: UUID) -> HttpResponse:
    """One topic with statements, numbers and groups; never who said what."""
    return _json(exports.whole(topics.readable(topic_id)))


def _json(values: dict[str, Any]) -> HttpResponse:
    return JsonResponse(values, json_dumps_params={"ensure_ascii": False, "indent": 1})
