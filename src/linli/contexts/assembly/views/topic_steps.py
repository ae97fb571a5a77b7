"""For workers: the steps of a topic, its motion and vote, mergings, first statements."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from linli.contexts.assembly.commands import (
    merging,
    moderation,
    statements,
    topic_following,
    topic_meetings,
)
from linli.contexts.assembly.commands import topic_steps as commands
from linli.contexts.assembly.commands import topics as own_commands
from linli.contexts.assembly.commands.promises import Promised, Source
from linli.contexts.assembly.forms.topics import (
    AmendForm,
    ClauseForm,
    DecisionForm,
    FollowForm,
    MeetingForm,
    MergeForm,
    MotionForm,
    StatementForm,
    UntilForm,
    VoteForm,
    WhyForm,
)
from linli.contexts.assembly.models import SourceKind
from linli.contexts.assembly.models.topics import Topic
from linli.contexts.assembly.queries import responsible, topic_desk
from linli.contexts.assembly.queries.talk_rules import number
from linli.contexts.assembly.states.topics import LEAD, TALK, TOPIC
from linli.contexts.assembly.views.common import posted
from linli.kernel import clock
from linli.kernel.access.guards import ActedRequest, requires
from linli.kernel.areas.models import Area, Kind
from linli.kernel.errors import NotAllowed, OutsideYourArea
from linli.web.deeds import Deed, carry_out, tap
from linli.web.forms import LinliForm
from linli.web.htmx import see_other

Run = Callable[[Any, Topic, dict[str, Any]], object]
STEPS: dict[str, tuple[type[LinliForm], Run]] = {
    "show": (LinliForm, lambda actor, row, said: moderation.show_topic(actor, row)),
    "remove": (ClauseForm, lambda actor, row, said: moderation.remove_topic(actor, row, **said)),
    "open": (UntilForm, lambda actor, row, said: commands.open_talk(actor, row, **said)),
    "set_aside": (WhyForm, lambda actor, row, said: commands.set_aside(actor, row, **said)),
    "take_up": (LinliForm, lambda actor, row, said: commands.take_up(actor, row)),
    "move": (MotionForm, lambda actor, row, said: commands.make_motion(actor, row, said=said)),
    "take_back": (WhyForm, lambda actor, row, said: commands.take_back(actor, row, **said)),
    "decide": (
        DecisionForm,
        lambda actor, row, said: commands.decide(
            actor, row, words=said["words"], passed=said["passed"] == "yes"
        ),
    ),
}
"""The step, what it asks for, and what it does."""
PLACES = (Kind.COMMUNITY, Kind.COMPOUND, Kind.BUILDING)


def _back(row: Topic) -> str:
    return reverse("assembly:desk_topic", args=[row.pk])


@requires(TALK)
@require_http_methods(["GET", "HEAD", "POST"])
def step(request: ActedRequest, topic_id: UUID, verb: str) -> HttpResponse:
    """One step of a topic's life."""
    row = topic_desk.one(request.actor, topic_id)
    if verb not in STEPS:
        raise OutsideYourArea
    found = TOPIC.step(verb, row.state)
    if not request.actor.may(found.needs, row.community.code):
        raise NotAllowed
    kind, run = STEPS[verb]
    form = kind(posted(request), initial=_start(verb, row))
    deed = Deed(
        found.label, form, lambda sent: run(request.actor, row, dict(sent.cleaned_data)), _back(row),
        gettext_lazy("办好了。"), row.title, found.label, danger=verb in ("remove", "set_aside"),
    )  # fmt: skip
    return carry_out(request, deed)


def _start(verb: str, row: Topic) -> dict[str, Any]:
    if verb == "open":
        return {"until": clock.today() + timedelta(days=number("talk", "days"))}
    if verb == "decide":
        return dict(topic_desk.decision_of(row))
    return {"what": row.title, **row.motion} if verb == "move" else {}


@requires(LEAD)
@require_http_methods(["GET", "HEAD", "POST"])
def prolong(request: ActedRequest, topic_id: UUID) -> HttpResponse:
    """More time."""
    row = topic_desk.one(request.actor, topic_id)
    form = UntilForm(posted(request), initial={"until": row.talk_until})
    deed = Deed(
        gettext_lazy("延长讨论"), form,
        lambda sent: commands.prolong(request.actor, row, until=sent.cleaned_data["until"]), _back(row),
        gettext_lazy("延长了。"), row.title,
    )  # fmt: skip
    return carry_out(request, deed)


@requires(LEAD)
@require_http_methods(["GET", "HEAD", "POST"])
def meeting(request: ActedRequest, topic_id: UUID) -> HttpResponse:
    """Hand the motion to a meeting."""
    row = topic_desk.one(request.actor, topic_id)
    form = MeetingForm(posted(request), meetings=topic_desk.meetings_for(row))
    deed = Deed(
        gettext_lazy("交给会议"), form,
        lambda sent: topic_meetings.put_to_meeting(request.actor, row, sent.chosen()), _back(row),
        gettext_lazy("写进议程了。会前在会议页补上哪天前做完。"), row.title,
    )  # fmt: skip
    return carry_out(request, deed)


@requires(LEAD)
@require_http_methods(["GET", "HEAD", "POST"])
def follow(request: ActedRequest, topic_id: UUID) -> HttpResponse:
    """Make a promise of the decision."""
    row = topic_desk.one(request.actor, topic_id)
    start = {
        "title": row.motion.get("what", row.title)[:80], "means": row.motion.get("money", ""),
        "who": row.motion.get("who", "")[:60],
    }  # fmt: skip
    form = FollowForm(posted(request), initial=start, people=responsible.choices(row.community))

    def run(sent: Any) -> None:
        said = sent.cleaned_data
        account = int(said["account"]) if said["account"] else None
        source = Source(SourceKind.TOPIC.value, row.pk, row.title)
        wanted = Promised(source, said["title"], said["due_on"], said["who"], account, said["means"])
        topic_following.follow(request.actor, row, wanted=wanted)

    deed = Deed(
        gettext_lazy("写成承诺"), form, run, _back(row),
        gettext_lazy("记下了。提出的、附议的和表过态的都会收到消息。"),
        f"{row.title} · {row.decision}"[:300],
    )  # fmt: skip
    return carry_out(request, deed)


@requires(LEAD)
@require_http_methods(["GET", "HEAD", "POST"])
def amend(request: ActedRequest, topic_id: UUID) -> HttpResponse:
    """Say better what the desk began."""
    row = topic_desk.one(request.actor, topic_id)

    def run(form: Any) -> None:
        said = dict(form.cleaned_data)
        own_commands.amend(request.actor, row, why=said.pop("why"), told=said)

    form = AmendForm(posted(request), initial={"title": row.title, "words": row.words})
    deed = Deed(gettext_lazy("修改议题"), form, run, _back(row), gettext_lazy("改好了。"), row.title)
    return carry_out(request, deed)


@requires(LEAD)
@require_http_methods(["GET", "HEAD", "POST"])
def statement(request: ActedRequest, topic_id: UUID) -> HttpResponse:
    """A first statement, so that the talk has something to start from."""
    row = topic_desk.one(request.actor, topic_id)
    deed = Deed(
        gettext_lazy("写一条观点"), StatementForm(posted(request)),
        lambda form: statements.begin(request.actor, row, words=form.cleaned_data["words"]), _back(row),
        gettext_lazy("公开了。"), row.title,
    )  # fmt: skip
    return carry_out(request, deed)


@requires(LEAD)
@require_http_methods(["GET", "HEAD", "POST"])
def merge(request: ActedRequest, topic_id: UUID) -> HttpResponse:
    """Say that two topics are one."""
    row = topic_desk.one(request.actor, topic_id)
    form = MergeForm(
        posted(request), others=topic_desk.others(row), initial={"into": request.GET.get("into")}
    )

    def run(sent: Any) -> None:
        into = sent.others[sent.cleaned_data["into"]]
        merging.ask(request.actor, row, into=into, why=sent.cleaned_data["why"])

    lead = _("两位提出人会收到消息，%(n)s 天里谁不同意就不并。") % {"n": number("merge", "object_days")}
    deed = Deed(
        gettext_lazy("并入另一个议题"), form, run, _back(row), gettext_lazy("告诉两位提出人了。"),
        f"{row.title} · {lead}",
    )  # fmt: skip
    return carry_out(request, deed)


@requires(LEAD)
@require_POST
def settle_merge(request: ActedRequest, merge_id: UUID, what: str) -> HttpResponse:
    """Carry a merging out, or leave it."""
    found = topic_desk.merge(request.actor, merge_id)
    run = {"do": merging.carry_out, "drop": merging.drop}.get(what)
    if run is None:
        raise OutsideYourArea
    done = _("合并了，附议和观点都带过去了。") if what == "do" else _("不合并了，提出人会收到消息。")
    back = see_other(request, "assembly:desk_topic", found.topic_id)
    return tap(request, lambda: run(request.actor, found.topic, found), back, done)


@requires(LEAD)
@require_http_methods(["GET", "HEAD", "POST"])
def vote(request: ActedRequest, topic_id: UUID) -> HttpResponse:
    """Lay out the vote on the motion."""
    row = topic_desk.one(request.actor, topic_id)
    start = clock.today() + timedelta(days=4)
    initial = {"opens_on": start, "closes_on": start + timedelta(days=7)}
    places = Area.objects.filter(code__startswith=row.community.code, kind__in=PLACES).order_by(
        "kind", "code"
    )
    ordered = sorted(places, key=lambda one: (PLACES.index(Kind(one.kind)), one.code))
    form = VoteForm(posted(request), places=ordered, initial=initial)

    def run(sent: Any) -> None:
        said = dict(sent.cleaned_data)
        area = sent.places[said.pop("area")]
        commands.put_to_vote(request.actor, row, vote=commands.Vote(area=area, **said))

    deed = Deed(
        gettext_lazy("交给大家表决"), form, run, _back(row),
        gettext_lazy("表决起草好了。下一步：在表决页按登记生成名册。"), row.title,
    )  # fmt: skip
    return carry_out(request, deed)
