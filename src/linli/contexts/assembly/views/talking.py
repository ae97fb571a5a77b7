"""For residents: one statement at a time, what one said to them, and an own sentence."""

from datetime import timedelta
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from linli.contexts.assembly.commands import statements as commands
from linli.contexts.assembly.forms.topics import StatementForm
from linli.contexts.assembly.models.statements import Answer, Statement, StatementState
from linli.contexts.assembly.models.topics import Topic
from linli.contexts.assembly.policies.topics import voices_of
from linli.contexts.assembly.queries import opinions, own_topics
from linli.contexts.assembly.queries.talk_rules import number
from linli.contexts.assembly.queries.topics import talks
from linli.contexts.assembly.views.common import posted
from linli.kernel.access.guards import ResidentRequest, resident
from linli.kernel.errors import BadInput, OutsideYourArea, Refusal
from linli.kernel.visitors.limits import Limit, spend
from linli.web.deeds import Deed, carry_out, tap
from linli.web.htmx import see_other

MINE = "what one thinks oneself"
WORDS = {
    Answer.Says.AGREE: gettext_lazy("同意"),
    Answer.Says.PASS: gettext_lazy("说不好"),
    Answer.Says.DISAGREE: gettext_lazy("不同意"),
}


def _topic(request: ResidentRequest, topic_id: UUID) -> tuple[Topic, tuple[str, ...]]:
    row = own_topics.own(request.resident, topic_id)
    return row, voices_of(request.resident, row.community)


@resident(MINE)
@require_http_methods(["GET", "HEAD", "POST"])
def say(request: ResidentRequest, topic_id: UUID) -> HttpResponse:
    """One statement, three buttons."""
    row, voices = _topic(request, topic_id)
    if request.method == "POST":
        return _answered(request, row)
    left = opinions.left_for(row, voices)
    said = opinions.said_by(row, voices)
    again = _again(request, row, voices)
    total = row.statements.filter(state=StatementState.SHOWN).exclude(voice__in=voices).count()
    values: dict[str, Any] = {
        "topic": row, "statement": again or (left[0] if left else None),
        "given": said.get(again.pk) if again else None, "done": total - len(left), "total": total,
        "nth": total - len(left) + 1, "last": request.GET.get("last", ""),
        "talks": talks(row),
    }  # fmt: skip
    return render(request, "assembly/say.html", values)


def _again(request: ResidentRequest, row: Topic, voices: tuple[str, ...]) -> Statement | None:
    """The statement that one wants to think about once more."""
    try:
        key = UUID(request.GET.get("again", ""))
    except ValueError:
        return None
    rows = row.statements.filter(state=StatementState.SHOWN).exclude(voice__in=voices)
    return rows.filter(pk=key).first()


def _answered(request: ResidentRequest, row: Topic) -> HttpResponse:
    try:
        key, says = UUID(request.POST.get("statement", "")), int(request.POST.get("says", ""))
    except ValueError:
        raise BadInput from None
    found = Statement.objects.select_related("topic__community").filter(pk=key, topic=row).first()
    if found is None:
        raise OutsideYourArea
    spend(
        Limit("topic answers", number("talk", "answers_an_hour"), timedelta(hours=1)), request.resident.label
    )
    try:
        commands.answer(request.resident, found, says=says)
    except Refusal as refusal:
        messages.error(request, str(refusal))
        return see_other(request, "assembly:say", row.pk)
    return see_other(request, "assembly:say", row.pk, query=f"last={found.pk}")


@resident(MINE)
@require_GET
def said(request: ResidentRequest, topic_id: UUID) -> HttpResponse:
    """Everything one said to the statements, to think again."""
    row, voices = _topic(request, topic_id)
    found = opinions.said_by(row, voices)
    lines = [(one, WORDS[Answer.Says(found[one.pk].says)]) for one in opinions.shown(row) if one.pk in found]
    values = {"topic": row, "lines": lines, "talks": talks(row)}
    return render(request, "assembly/said.html", values)


@resident(MINE)
@require_http_methods(["GET", "HEAD", "POST"])
def add(request: ResidentRequest, topic_id: UUID) -> HttpResponse:
    """Say something oneself."""
    row, _voices = _topic(request, topic_id)
    deed = Deed(
        gettext_lazy("说一句自己的看法"), StatementForm(posted(request)),
        lambda form: commands.state(request.resident, row, words=form.cleaned_data["words"]),
        reverse("assembly:topic", args=[row.pk]), gettext_lazy("收到了，谢谢您。公开以后，邻居都能表态。"),
        row.title,
        gettext_lazy("交上去"),
    )  # fmt: skip
    return carry_out(request, deed)


@resident("what one said oneself")
@require_POST
def retract(request: ResidentRequest, statement_id: UUID) -> HttpResponse:
    """Take one's sentence back."""
    row = Statement.objects.select_related("topic__community").get(pk=statement_id)
    back = see_other(request, "assembly:my_topics")
    return tap(request, lambda: commands.retract(request.resident, row), back, _("收回了。"))
