"""For residents: propose, second, change, withdraw, say no to a merging; one's own topics and news."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from linli.contexts.assembly.commands import merging, moderation, talk_telling, topic_texts
from linli.contexts.assembly.commands import topics as commands
from linli.contexts.assembly.forms.topics import AmendForm, ObjectForm, TopicForm
from linli.contexts.assembly.models.statements import Statement
from linli.contexts.assembly.models.topics import Topic
from linli.contexts.assembly.queries import own_topics, talk_words, topics
from linli.contexts.assembly.queries import topic_texts as texting
from linli.contexts.assembly.queries.talk_rules import clause_label, number
from linli.contexts.assembly.views.common import community_at, posted
from linli.kernel.access.guards import ResidentRequest, resident
from linli.kernel.areas.models import Area
from linli.kernel.errors import OutsideYourArea, Refusal
from linli.web.deeds import Deed, carry_out, tap
from linli.web.htmx import see_other

MINE = "one's own topics"


def _home(request: ResidentRequest, code: str) -> Area:
    community = community_at(code)
    if not request.resident.homes_in(code):
        raise OutsideYourArea
    return community


@resident("proposing something where one is at home")
@require_http_methods(["GET", "HEAD", "POST"])
def propose(request: ResidentRequest, code: str) -> HttpResponse:
    """Say what should be talked about; what may be the same is shown first, and one decides oneself."""
    community = _home(request, code)
    form = TopicForm(posted(request))
    values: dict[str, Any] = {
        "community": community,
        "form": form,
        "needed": number("propose", "seconds"),
        "alike": (),
    }
    if form.is_bound and form.is_valid():
        said = form.cleaned_data
        values["alike"] = (
            () if request.POST.get("sure") else topics.alike(community, said["title"], said["words"])
        )
        if not values["alike"]:
            try:
                row = commands.propose(request.resident, community, told=said)
            except Refusal as refusal:
                form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal))
            else:
                messages.success(request, _told(row))
                return see_other(request, "assembly:topic", row.pk)
    status = 422 if form.is_bound and form.errors else 200
    return render(request, "assembly/propose_topic.html", values, status=status)


def _told(row: Topic) -> str:
    if row.state == "waiting":
        hours = number("moderation", "hours")
        return _("收到了，谢谢您。社区看过就公开，最迟 %(n)s 小时。") % {"n": hours}
    return _("收到了，谢谢您。现在大家可以附议了。")


@resident("what may be the same as one's own proposal")
@require_GET
def alike(request: ResidentRequest, code: str) -> HttpResponse:
    """Topics that may be the same as what is being typed."""
    community = _home(request, code)
    title, words = request.GET.get("title", "")[:40], request.GET.get("words", "")[:1000]
    return render(request, "assembly/_alike.html", {"alike": topics.alike(community, title, words)})


@resident("standing behind what a neighbour proposed")
@require_http_methods(["GET", "HEAD", "POST"])
def second(request: ResidentRequest, topic_id: UUID) -> HttpResponse:
    """One tap; whoever comes here from signing in sees the topic first."""
    row = own_topics.own(request.resident, topic_id)
    back = see_other(request, "assembly:topic", row.pk)
    if request.method != "POST":
        return back
    return tap(request, lambda: commands.second(request.resident, row), back, _("附议好了，谢谢您。"))


@resident("taking one's own tap back")
@require_POST
def take_back_second(request: ResidentRequest, topic_id: UUID) -> HttpResponse:
    """It was a slip of the finger."""
    row = own_topics.own(request.resident, topic_id)
    back = see_other(request, "assembly:topic", row.pk)
    return tap(request, lambda: commands.take_back_second(request.resident, row), back, _("附议收回了。"))


def _own_topic(request: ResidentRequest, topic_id: UUID) -> Topic:
    row = own_topics.own(request.resident, topic_id)
    standing = own_topics.standing(request.resident, row)
    if standing is None or not standing.is_author:
        raise OutsideYourArea
    return row


@resident(MINE)
@require_http_methods(["GET", "HEAD", "POST"])
def amend(request: ResidentRequest, topic_id: UUID) -> HttpResponse:
    """Say it better."""
    row = _own_topic(request, topic_id)

    def run(form: Any) -> None:
        said = dict(form.cleaned_data)
        commands.amend(request.resident, row, why=said.pop("why"), told=said)

    deed = Deed(
        gettext_lazy("修改我的议题"),
        AmendForm(posted(request), initial={"title": row.title, "words": row.words}), run,
        reverse("assembly:topic", args=[row.pk]), gettext_lazy("改好了，附议的邻居会收到消息。"),
        gettext_lazy("原来的写法会留着，大家能看到改了什么。"),
    )  # fmt: skip
    return carry_out(request, deed)


@resident(MINE)
@require_POST
def withdraw(request: ResidentRequest, topic_id: UUID) -> HttpResponse:
    """Take it back."""
    row = _own_topic(request, topic_id)
    back = see_other(request, "assembly:my_topics")
    return tap(request, lambda: commands.withdraw(request.resident, row), back, _("已经撤回。"))


@resident(MINE)
@require_http_methods(["GET", "HEAD", "POST"])
def object_to_removal(request: ResidentRequest, topic_id: UUID) -> HttpResponse:
    """Ask for a second look at one's topic."""
    row = _own_topic(request, topic_id)
    return _object(
        request, row.title, lambda words: moderation.object_topic(request.resident, row, words=words)
    )


@resident("what one said oneself")
@require_http_methods(["GET", "HEAD", "POST"])
def object_to_refusal(request: ResidentRequest, statement_id: UUID) -> HttpResponse:
    """Ask for a second look at one's statement."""
    row = Statement.objects.select_related("topic__community").get(pk=statement_id)
    if row.voice not in own_topics.voices_in(request.resident):
        raise OutsideYourArea
    return _object(
        request, row.words, lambda words: moderation.object_statement(request.resident, row, words=words)
    )


def _object(request: ResidentRequest, lead: str, run: Any) -> HttpResponse:
    deed = Deed(
        gettext_lazy("请再看一遍"), ObjectForm(posted(request)), lambda form: run(form.cleaned_data["words"]),
        reverse("assembly:my_topics"), gettext_lazy("收到了，由另一位工作人员复核，结果写在这里。"), lead,
        gettext_lazy("提交"),
    )  # fmt: skip
    return carry_out(request, deed)


@resident(MINE)
@require_http_methods(["GET", "HEAD", "POST"])
def object_to_merge(request: ResidentRequest, topic_id: UUID, merge_id: UUID) -> HttpResponse:
    """Say no to a merging."""
    row = _own_topic(request, topic_id)
    merge = next((one for one in topics.open_merges([row]) if one.pk == merge_id), None)
    if merge is None:
        raise OutsideYourArea
    deed = Deed(
        gettext_lazy("不同意合并"), ObjectForm(posted(request)),
        lambda form: merging.object_to(request.resident, row, merge, words=form.cleaned_data["words"]),
        reverse("assembly:topic", args=[row.pk]), gettext_lazy("好的，两个议题不合并，各自继续。"),
        f"{merge.topic.title} → {merge.into.title}",
        gettext_lazy("提交"),
    )  # fmt: skip
    return carry_out(request, deed)


@resident(MINE)
@require_http_methods(["GET", "HEAD", "POST"])
def mine(request: ResidentRequest) -> HttpResponse:
    """What became of what one proposed and said, and what one should know."""
    if request.method == "POST":
        talk_telling.read(request.resident, voices=own_topics.voices_in(request.resident))
        return see_other(request, "assembly:my_topics")
    news, rows = own_topics.news_of(request.resident), own_topics.of_author(request.resident)
    statements = own_topics.statements_of(request.resident)
    last = topics.last_refusals(statements)
    values = {
        "news": [(one, talk_words.sentence(one)) for one in news],
        "unread": sum(one.seen_at is None for one in news),
        "topics": rows,
        "statements": [(one, last.get(one.pk), _clause(last.get(one.pk))) for one in statements],
        "texts": texting.wants(request.resident), "from_hour": number("texts", "from_hour"),
        "until_hour": number("texts", "until_hour"),
        "places": Area.objects.filter(code__in=request.resident.communities).order_by("code"),
    }  # fmt: skip
    return render(request, "assembly/my_topics.html", values)


@resident(MINE)
@require_POST
def texts(request: ResidentRequest) -> HttpResponse:
    """Ask for text messages, or no longer."""
    wanted = request.POST.get("wanted") == "yes"
    run = topic_texts.ask_for if wanted else topic_texts.leave_off
    done = _("好的，有进展会发短信。") if wanted else _("好的，不再发短信。")
    back = see_other(request, "assembly:my_topics")
    return tap(request, lambda: run(request.resident), back, done)


def _clause(found: Any) -> str:
    return clause_label(found.clause) if found else ""
