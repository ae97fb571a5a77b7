"""Topics as a workbook, and as values for programs; nobody's name in either."""

from collections.abc import Iterable
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from linli.contexts.assembly.models.topics import Topic
from linli.contexts.assembly.queries import opinions
from linli.contexts.assembly.queries.opinions import Line, Picture
from linli.contexts.assembly.states.topics import TOPIC
from linli.engines.workbooks import NewSheet, Value, build

HEADER = (
    "编号",
    "议题",
    "内容",
    "状态",
    "怎么来的",
    "提出日期",
    "附议",
    "观点",
    "表态的人",
    "讨论到",
    "决定",
)
WIDTHS = (8.0, 30.0, 60.0, 14.0, 14.0, 12.0, 8.0, 8.0, 10.0, 12.0, 50.0)
SAID = ("编号", "观点", "表态", "同意", "不同意", "说不好")
SAID_WIDTHS = (8.0, 60.0, 8.0, 8.0, 8.0, 8.0)


def workbook(rows: Iterable[Topic]) -> bytes:
    """The list of topics; no authors."""
    lines: list[list[Value]] = [
        [
            one.number, one.title, one.words, str(TOPIC.label(one.state)), one.get_channel_display(),
            f"{timezone.localtime(one.made_at):%Y-%m-%d}", one.second_count, one.statement_count,  # type: ignore[attr-defined]
            one.voice_count, f"{one.talk_until:%Y-%m-%d}" if one.talk_until else "", one.decision,  # type: ignore[attr-defined]
        ]
        for one in rows
    ]  # fmt: skip
    return build([NewSheet(name="议题", header=[HEADER], rows=lines, title="议题", widths=WIDTHS)])


def statements(topic: Topic, picture: Picture) -> bytes:
    """What was said, with numbers where enough people answered; no names anywhere."""
    lines: list[list[Value]] = [
        [
            one.number,
            one.words,
            one.heard,
            *((one.agree, one.disagree, one.passes) if one.is_told else ("", "", "")),
        ]
        for one in picture.lines
    ]
    sheet = NewSheet(name="观点", header=[SAID], rows=lines, title=topic.title, widths=SAID_WIDTHS)
    return build([sheet])


def motion_lines(topic: Topic) -> list[tuple[str, str]]:
    """The parts of a motion in the reader's language."""
    labels = {
        "what": _("做什么"), "where": _("在哪里"), "when": _("什么时候"), "who": _("谁来做"),
        "money": _("花多少钱"), "how": _("怎么做"),
    }  # fmt: skip
    return [(label, topic.motion[name]) for name, label in labels.items() if topic.motion.get(name)]


def line(topic: Topic) -> dict[str, Any]:
    """One topic of a list, for programs."""
    return {
        "id": str(topic.pk), "number": topic.number, "title": topic.title, "words": topic.words,
        "state": topic.state, "origin": topic.origin, "proposed_at": topic.made_at.isoformat(),
        "seconds": topic.second_count, "statements": topic.statement_count, "voices": topic.voice_count,  # type: ignore[attr-defined]
        "talk_until": topic.talk_until and topic.talk_until.isoformat(),
        "page": reverse("assembly:topic", args=[topic.pk]),
    }  # fmt: skip


def whole(topic: Topic) -> dict[str, Any]:
    """One topic with everything that everybody may know."""
    found = opinions.picture(topic)
    vote = reverse("assembly:public", args=[topic.ballot_id]) if topic.ballot_id else None
    return {
        **line(topic),
        "versions": [
            {"number": one.number, "title": one.title, "words": one.words, "changed_because": one.why,
             "until": one.until.isoformat()}
            for one in topic.versions.order_by("number")
        ],
        "said": [_said(one) for one in found.lines],
        "groups": {
            "verdict": found.verdict, "voices": found.voices, "placed": found.placed, "least": found.least,
            "together": [{"number": one.number, "agree": yes} for one, yes in found.together],
            "groups": [
                {"people": camp.people, "known_for": [_known(one) for one in camp.known_for]}
                for camp in found.camps
            ],
        },
        "motion": topic.motion, "vote": vote, "passed": topic.passed, "decision": topic.decision,
        "ended_because": topic.ended_why, "merged_into": topic.merged_into_id and str(topic.merged_into_id),
    }  # fmt: skip


def _known(one: tuple[str, bool, int]) -> dict[str, Any]:
    words, agree, percent = one
    return {"words": words, "agree": agree, "percent": percent}


def _said(one: Line) -> dict[str, Any]:
    numbers = {"agree": one.agree, "disagree": one.disagree, "pass": one.passes} if one.is_told else {}
    return {"number": one.number, "words": one.words, "answers": one.heard, **numbers}
