"""Minutes as parts with headings: drafted from what happened, the same on the page, as PDF and as Word."""

from typing import Any

from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from linli.contexts.assembly.models import Meeting, MeetingState, Motion, MotionState, Speaker
from linli.contexts.assembly.queries import meeting_rules as rules
from linli.contexts.assembly.queries import meetings
from linli.kernel.areas.queries import community_of

KEPT = (MeetingState.WRITTEN, MeetingState.AGREED, MeetingState.PUBLISHED)
STATES = (MotionState.PASSED, MotionState.FAILED, MotionState.BALLOT, MotionState.WITHDRAWN)


def of(row: Meeting) -> dict[str, Any]:
    """The minutes: as they were given to the chair, or else as they would be now."""
    return dict(row.minutes) if row.state in KEPT and row.minutes else draft(row)


def draft(row: Meeting) -> dict[str, Any]:
    """What happened, in the words of an office: always in Chinese, for it is the community's paper."""
    with translation.override("zh-hans"):
        parts = [_about(row), *_items(row), _without_item(row), _ending(row)]
        signed = f"主持人：{row.chair_name}　　记录人：{row.secretary_name or '　　　　'}"
        day = timezone.localtime(row.opened_at or row.starts_at)
        return {
            "title": f"{community_of(row.area.code).name}{rules.kind_of(row.kind).name}纪要",
            "subject": row.title, "parts": [part for part in parts if part["lines"]], "signed": signed,
            "day": f"{day:%Y} 年 {day.month} 月 {day.day} 日", "appendix": "落实到人",
            "headings": ["序号", "哪天前", "谁负责", "用什么做", "做什么"], "widths": [1, 2, 2, 3, 4],
            "rows": [
                [str(n), one.first_due_on.isoformat(), one.who, one.means, one.title]
                for n, one in enumerate(meetings.promises_of(row), start=1)
            ],
        }  # fmt: skip


def _about(row: Meeting) -> dict[str, Any]:
    start = timezone.localtime(row.opened_at or row.starts_at)
    end = f" 至 {timezone.localtime(row.closed_at):%H:%M}" if row.closed_at else ""
    found = meetings.presence(row)
    there = f"到会：{row.attendees.count()} 人" + (f"；应到 {found.entitled}" if found.entitled else "")
    lines = [
        f"会议：{row.title}", f"时间：{start:%Y-%m-%d %H:%M}{end}", f"地点：{row.place}",
        f"主持人：{row.chair_name}；记录人：{row.secretary_name or '未写'}", f"{there}。",
    ]  # fmt: skip
    if found.test is not None:
        lines.append(found.test.words)
    return {"heading": "一、基本情况", "lines": lines}


def _items(row: Meeting) -> list[dict[str, Any]]:
    found = []
    for item in meetings.agenda(row):
        lines = [line for line in item.notes.splitlines() if line.strip()]
        for motion in item.motions.all():
            lines += _motion(row, motion)
        found.append({"heading": f"议程{item.number}：{item.title}", "lines": lines or ["没有记录。"]})
    return found


def _without_item(row: Meeting) -> dict[str, Any]:
    lines = [line for one in row.motions.filter(item=None).order_by("number") for line in _motion(row, one)]
    return {"heading": "其他动议", "lines": lines}


def _motion(row: Meeting, one: Motion) -> list[str]:
    if one.state not in STATES:
        return []
    lines = [
        f"动议{one.number}：{one.what}。谁来做：{one.who}；哪天前：{one.when}；在哪里：{one.where}；"
        f"花多少钱：{one.how_much}。" + (f"{one.how}" if one.how else "")
    ]
    spoke = [one for one in one.speakers.all() if one.state == Speaker.State.SPOKE]
    if spoke:
        yes = sum(turn.side == Speaker.Side.FOR for turn in spoke)
        lines.append(f"发言 {len(spoke)} 人次：赞成 {yes}，反对 {len(spoke) - yes}。")
    return [*lines, outcome(row, one)]


def outcome(row: Meeting, one: Motion) -> str:
    """What came of a motion, in one sentence with its numbers."""
    if one.state == MotionState.WITHDRAWN:
        return _("撤回了：%(why)s") % {"why": one.ended_why}
    if one.state == MotionState.BALLOT:
        return _("改用投票表决，会后投票。")
    hands = rules.Hands(one.votes_for, one.votes_against, one.abstained)
    values = {"yes": hands.votes_for, "no": hands.votes_against, "none": hands.abstained, "n": one.present}
    if one.ballot_id is not None:
        said = _("投票表决：赞成 %(yes)s 票，反对 %(no)s 票，弃权 %(none)s 票。") % values
        return said + (_("通过。") if one.state == MotionState.PASSED else _("没有通过。"))
    if one.box_id is not None:
        voted = one.votes_for + one.votes_against + one.abstained + one.spoiled
        values |= {"voted": voted, "bad": one.spoiled}
        said = _("无记名投票，应投 %(n)s，实投 %(voted)s：") % values
        said += _("赞成 %(yes)s，反对 %(no)s，弃权 %(none)s，看不清的 %(bad)s。") % values
        return said + rules.decide(row, one.present, hands).words
    said = _("举手表决，到会 %(n)s，两个人数的一样：赞成 %(yes)s，反对 %(no)s，弃权 %(none)s。") % values
    return said + rules.decide(row, one.present, hands).words


def _ending(row: Meeting) -> dict[str, Any]:
    lines = [line for line in row.minutes_words.splitlines() if line.strip()]
    return {"heading": "其他", "lines": lines}


def unassigned(row: Meeting) -> list[Motion]:
    """What was resolved and is in nobody's hands yet: fewer promises than resolutions."""
    passed = list(row.motions.filter(state=MotionState.PASSED).order_by("number"))
    return [one for one in passed if not one.promises.exists()]


def page_of(row: Meeting) -> str:
    """Where those of us read them."""
    return reverse("assembly:minutes", args=[row.pk])
