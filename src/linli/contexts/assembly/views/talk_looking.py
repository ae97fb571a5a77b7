"""For workers: what residents wrote and somebody must look at, in the order of time, and second looks."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from linli.contexts.assembly.commands import moderation as commands
from linli.contexts.assembly.forms.topics import ClauseForm, SecondLookForm
from linli.contexts.assembly.models.statements import Moderation, Statement
from linli.contexts.assembly.models.topics import Topic
from linli.contexts.assembly.policies import topics as policies
from linli.contexts.assembly.queries import topic_desk
from linli.contexts.assembly.queries.talk_rules import clause_label, number
from linli.contexts.assembly.states.topics import MODERATE
from linli.contexts.assembly.views.common import posted
from linli.kernel import clock
from linli.kernel.access.guards import ActedRequest, requires
from linli.web.deeds import Deed, carry_out, tap
from linli.web.htmx import see_other


@requires(MODERATE)
@require_GET
def look(request: ActedRequest) -> HttpResponse:
    """What waits, what is due first at the top."""
    topics = list(topic_desk.topics_to_look(request.actor)[:100])
    statements = list(topic_desk.statements_to_look(request.actor)[:200])
    asked = topic_desk.objections(topics, statements)
    now, own = clock.now(), request.actor.account_id
    rows: list[tuple[Topic, Statement | None]] = [(one, None) for one in topics]
    rows += [(one.topic, one) for one in statements]
    lines: list[dict[str, Any]] = [
        {
            "topic": row, "statement": said, "due": one.due_at,
            "is_late": one.due_at < now, "asked": asked.get(one.pk),
            "clause": clause_label(asked[one.pk].clause) if one.pk in asked else "",
            "is_mine": one.pk in asked and asked[one.pk].account_id == own,
        }
        for row, said in rows
        for one in (said or row,)
    ]  # fmt: skip
    lines.sort(key=lambda line: line["due"])
    values = {"lines": lines, "hours": number("moderation", "hours")}
    return render(request, "assembly/talk_look.html", values)


@requires(MODERATE)
@require_POST
def show(request: ActedRequest, statement_id: UUID) -> HttpResponse:
    """Everybody may answer it."""
    row = topic_desk.statement(request.actor, statement_id)
    return tap(
        request,
        lambda: commands.show_statement(request.actor, row),
        see_other(request, "assembly:look"),
        _("公开了。"),
    )


@requires(MODERATE)
@require_POST
def show_topic(request: ActedRequest, topic_id: UUID) -> HttpResponse:
    """Everybody may second it."""
    row = topic_desk.one(request.actor, topic_id)
    return tap(
        request,
        lambda: commands.show_topic(request.actor, row),
        see_other(request, "assembly:look"),
        _("公开了。"),
    )


@requires(MODERATE)
@require_http_methods(["GET", "HEAD", "POST"])
def refuse(request: ActedRequest, statement_id: UUID) -> HttpResponse:
    """It is not shown (any more), with the reason."""
    row = topic_desk.statement(request.actor, statement_id)
    is_waiting = row.state == "waiting"
    back = reverse("assembly:look") if is_waiting else reverse("assembly:desk_topic", args=[row.topic_id])
    deed = Deed(
        gettext_lazy("不公开这一条"), ClauseForm(posted(request)),
        lambda form: commands.refuse_statement(request.actor, row, **form.cleaned_data), back,
        gettext_lazy("没有公开，本人会收到原因，可以提一次异议。"), row.words,
        gettext_lazy("不公开"), danger=True,
    )  # fmt: skip
    return carry_out(request, deed)


@requires(MODERATE)
@require_http_methods(["GET", "HEAD", "POST"])
def second_look(request: ActedRequest, moderation_id: UUID) -> HttpResponse:
    """Somebody else looks again."""
    rows = Moderation.objects.filter(policies.topics_seen(request.actor))
    row = rows.select_related("topic__community", "community", "statement").get(pk=moderation_id)

    def run(form: Any) -> None:
        said = form.cleaned_data
        commands.answer(request.actor, row, shows=said["shows"] == "yes", words=said["words"])

    words = row.statement.words if row.statement else f"{row.topic.title}：{row.topic.words}"
    lead = _("“%(words)s” 没有公开的原因：%(why)s。本人说：%(said)s") % {
        "words": words, "why": f"{clause_label(row.clause)}，{row.reason}", "said": row.objection,
    }  # fmt: skip
    deed = Deed(
        gettext_lazy("复核"), SecondLookForm(posted(request)), run, reverse("assembly:look"),
        gettext_lazy("复核好了，本人会收到结果。"), lead,
    )  # fmt: skip
    return carry_out(request, deed)
