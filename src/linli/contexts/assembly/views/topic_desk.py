"""For workers: the list of topics, one topic, beginning one, whom to tell, and what is taken along."""

from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from linli.contexts.assembly.commands import talk_telling
from linli.contexts.assembly.commands import topic_printing as printing
from linli.contexts.assembly.commands import topics as commands
from linli.contexts.assembly.exports import topic_papers as papers
from linli.contexts.assembly.exports import topics as exports
from linli.contexts.assembly.forms.topics import TopicForm
from linli.contexts.assembly.models.topics import TopicState
from linli.contexts.assembly.queries import opinions, talk_words, telling, topic_desk, topics
from linli.contexts.assembly.queries.talk_rules import clause_label, number
from linli.contexts.assembly.states import FOLLOW
from linli.contexts.assembly.states.topics import ALIVE, LEAD, MODERATE, SEEN, TALK
from linli.contexts.assembly.views.common import posted
from linli.contexts.assembly.views.topics_public import shown
from linli.kernel import clock
from linli.kernel.access.guards import ActedRequest, requires
from linli.kernel.areas.models import Area
from linli.kernel.catalogue import shelf
from linli.kernel.errors import BadInput, OutsideYourArea
from linli.web import files
from linli.web.deeds import Deed, carry_out
from linli.web.htmx import page_or_part, see_other
from linli.web.paging import page_of

MOST_EXPORTED = 5000


@requires(TALK)
@require_GET
def desk(request: ActedRequest) -> HttpResponse:
    """Topics of one's communities."""
    asked = {key: request.GET.get(key, "").strip()[:40] for key in ("q", "state", "place")}
    rows = topic_desk.seen(request.actor, state=asked["state"], words=asked["q"], place=asked["place"])
    values = {
        "page": page_of(request, rows), "asked": asked, "states": TopicState.choices,
        "places": topic_desk.communities(request.actor), "needed": number("propose", "seconds"),
        "waiting": topic_desk.waiting(request.actor), "to_tell": topic_desk.untold(request.actor).count(),
    }  # fmt: skip
    return page_or_part(request, "assembly/topic_desk.html", "assembly/_topic_rows.html", values)


@requires(TALK)
@require_GET
def export(request: ActedRequest) -> HttpResponse:
    """The list as a workbook, as it is filtered."""
    asked = {key: request.GET.get(key, "").strip()[:40] for key in ("q", "state", "place")}
    rows = topic_desk.seen(request.actor, state=asked["state"], words=asked["q"], place=asked["place"])
    found = list(rows[:MOST_EXPORTED])
    for place in topic_desk.communities(request.actor):
        count = sum(one.community_id == place.pk for one in found)
        if count:
            printing.export_topics(request.actor, place, rows=count)
    name = _("议题_%(day)s.xlsx") % {"day": clock.today().isoformat()}
    return files.saved(exports.workbook(found), name)


@requires(TALK)
@require_GET
def topic(request: ActedRequest, topic_id: UUID) -> HttpResponse:
    """One topic with everything one may do."""
    row = topic_desk.one(request.actor, topic_id)
    code = row.community.code
    leads = request.actor.may(LEAD, code)
    refusal = topics.refusals_of(row)
    values = {
        "topic": row, "steps": topic_desk.steps(request.actor, row), "leads": leads,
        "moderates": request.actor.may(MODERATE, code), "needed": number("propose", "seconds"),
        "alike": topics.alike(row.community, row.title, row.words, but=[row.pk])
        if row.state in ALIVE
        else (),
        "merges": topics.open_merges([row]), "is_public": row.state in SEEN, "is_alive": row.state in ALIVE,
        "statements": row.statements.order_by("-number")[:100], "refusal": refusal,
        "clause": clause_label(refusal.clause) if refusal else "", "may_amend": leads and not row.voice,
        "may_vote": leads and row.state == TopicState.MOTION and not row.handed_to
        and (row.ballot is None or row.ballot.state == "cancelled"),
        "handed": topic_desk.motion_of(row),
        "may_follow": leads and row.state in (TopicState.DECIDED, TopicState.FOLLOWED) and row.passed,
        "to_tell": topic_desk.untold(request.actor, row).count(), **shown(row),
    }  # fmt: skip
    return render(request, "assembly/desk_topic.html", values)


@requires(TALK)
@require_GET
def needs(request: ActedRequest) -> HttpResponse:
    """What many people told lately, to begin a topic from."""
    place = _place(request)
    found = shelf.needs(request.actor, place.code)
    with translation.override(settings.LANGUAGE_CODE):  # what is kept with a topic is in one language
        kept = [_origin(one) for one in found]
    rows = [(one, _origin(one), words) for one, words in zip(found, kept, strict=True)]
    values = {"place": place, "places": topic_desk.communities(request.actor), "rows": rows}
    return render(request, "assembly/topic_needs.html", values)


def _origin(need: Any) -> str:
    words = ngettext("%(day)s 以来 %(n)s 位居民反映", "%(day)s 以来 %(n)s 位居民反映", need.people)
    told = words % {"day": need.since.isoformat(), "n": need.people}
    return f"{told}（{'、'.join(need.places)}）" if need.places else told


def _place(request: ActedRequest) -> Area:
    """The community asked for, else the first."""
    offered = topic_desk.communities(request.actor)
    code = request.GET.get("place", "")
    found = next((one for one in offered if one.code == code), None if code or not offered else offered[0])
    if found is None:
        raise OutsideYourArea
    return found


@requires(TALK)
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: ActedRequest) -> HttpResponse:
    """Begin a topic at the desk, perhaps from a need."""
    place = _place(request)
    origin = request.GET.get("origin", "")[:200]
    start = {"title": request.GET.get("title", "")[:40]}
    deed = Deed(
        gettext_lazy("发起议题"), TopicForm(posted(request), initial=start),
        lambda form: commands.begin(request.actor, place, told=form.cleaned_data, origin=origin),
        reverse("assembly:desk_topics"), gettext_lazy("议题公开了，正在征集附议。"),
        f"{place.name} · {origin}" if origin else place.name, gettext_lazy("发起"),
    )  # fmt: skip
    return carry_out(request, deed)


@requires(TALK)
@require_http_methods(["GET", "HEAD", "POST"])
def tell(request: ActedRequest) -> HttpResponse:
    """Whom to tell at the door: people without phones, and what to say."""
    lines = topic_desk.to_tell(request.actor, topic_desk.untold(request.actor))
    if request.method == "POST":
        chosen = set(request.POST.getlist("news"))
        by_topic: dict[Any, list[Any]] = {}
        for one in lines:
            if str(one.news.pk) in chosen:
                by_topic.setdefault(one.news.topic, []).append(one.news)
        if not by_topic:
            raise BadInput(_("请勾选告诉了哪几位。"))
        told = sum(talk_telling.told(request.actor, row, news=news) for row, news in by_topic.items())
        messages.success(
            request, ngettext("记下了，告诉了 %(n)s 位。", "记下了，告诉了 %(n)s 位。", told) % {"n": told}
        )
        return see_other(request, "assembly:tell")
    left = telling.untold(request.actor).count() if request.actor.holds(FOLLOW) else 0
    values = {"lines": [(one, talk_words.sentence(one.news)) for one in lines], "left": left}
    return render(request, "assembly/topic_tell.html", values)


@requires(TALK)
@require_POST
def paper(request: ActedRequest, topic_id: UUID) -> HttpResponse:
    """The statements on paper."""
    row = topic_desk.one(request.actor, topic_id)
    rows = list(opinions.shown(row))
    if not rows or row.state != TopicState.OPEN:
        raise BadInput(_("讨论开始、有了公开的观点，才能打印观点纸。"))
    printing.print_sheet(request.actor, row, statements=len(rows))
    address = request.build_absolute_uri(reverse("assembly:topic", args=[row.pk]))
    return files.shown(papers.sheet(row, rows, address), "statements.pdf")


@requires(TALK)
@require_POST
def summary(request: ActedRequest, topic_id: UUID) -> HttpResponse:
    """The page for the table of a meeting."""
    row = topic_desk.one(request.actor, topic_id)
    if row.state not in SEEN:
        raise BadInput(_("还没有公开的议题，不能打印汇总。"))
    printing.print_summary(request.actor, row)
    address = request.build_absolute_uri(reverse("assembly:topic", args=[row.pk]))
    return files.shown(papers.summary(row, address), "topic.pdf")


@requires(TALK)
@require_POST
def export_said(request: ActedRequest, topic_id: UUID) -> HttpResponse:
    """Statements with their numbers as a workbook."""
    row = topic_desk.one(request.actor, topic_id)
    printing.print_summary(request.actor, row)
    return files.saved(
        exports.statements(row, opinions.picture(row)), _("观点_%(n)s.xlsx") % {"n": row.number}
    )
