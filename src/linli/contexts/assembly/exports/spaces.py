"""An open space on paper and as a workbook: invitation, numbered cards, blank topic cards, the market."""

from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext as _

from linli.contexts.assembly.models.spaces import Guest, OpenSpace
from linli.contexts.assembly.queries import market, spaces
from linli.engines.workbooks import NewSheet, Value, build
from linli.kernel import ports
from linli.kernel.areas.queries import community_of
from linli.web.templatetags.linli import day

PAPERS = ("a4", "a3")


def _head(space: OpenSpace) -> dict[str, Any]:
    return {
        "community": community_of(space.area.code).name, "title": space.title, "words": space.words,
        "when": f"{day(space.on)} {space.begins_at:%H:%M}", "venue": space.venue,
    }  # fmt: skip


def invitation(space: OpenSpace, paper: str, address: str, qr: str) -> bytes:
    """A poster on A4 or A3."""
    values = {
        **_head(space), "paper": paper, "kind": _("开放空间会议"), "address": address, "qr": qr,
        "when_label": _("时间"), "venue_label": _("地点"), "scan": _("扫码看大家的题卡，也可以先写一张"),
        "steps": [
            _("开场围圈，说说主题"), _("想谈什么，自己写一张题卡"), _("集市上选想去的组"),
            _("分组谈，写下来"), _("大家点选，有人认领，跟到兑现"),
        ],
        "principles": spaces.principles(),
        "care": _("谁都可以来。不用手机，到场领一张号码卡就行；走不动的，工作人员帮您把题卡贴上墙。"),
    }  # fmt: skip
    return ports.ask(ports.Documents).pdf("open_space_invitation", values)


def badges(space: OpenSpace, guests: Sequence[Guest], cards: Sequence[tuple[str, str]]) -> bytes:
    """Numbered cards to hand out, ten on a sheet; ``cards`` are the letters and the drawing of each."""
    values = {
        **_head(space),
        "label": _("入场卡"),
        "hint": _("手机扫码直接参加；没有手机，把号码告诉工作人员，写题卡、点选都一样。"),
        "cards": [
            {"number": one.number, "secret": secret, "qr": qr}
            for one, (secret, qr) in zip(guests, cards, strict=True)
        ],
    }
    return ports.ask(ports.Documents).pdf("open_space_badges", values)


def blank_cards(space: OpenSpace) -> bytes:
    """Two blank topic cards on A4, to be filled with a thick pen."""
    values = {
        **_head(space), "label": _("题卡"), "topic": _("我想谈"), "convenor": _("召集人怎么称呼"),
        "number": _("入场卡号"), "time": _("第几场"), "place": _("在哪里"),
        "hint": _("写大一点。召集人只做三件事：开个头，让每个人都说，请一个人记下来。"),
    }  # fmt: skip
    return ports.ask(ports.Documents).pdf("open_space_cards", values)


def wall_list(space: OpenSpace) -> bytes:
    """The market on A3 across, and the cards that wait."""
    board = market.board(space)
    values = {
        **_head(space),
        "label": _("集市：什么时候、在哪里、谈什么"),
        "places": [one.name for one in board.places],
        "rows": [
            {
                "label": _("第 %(n)s 场") % {"n": row.round.number},
                "time": f"{row.round.begins_at:%H:%M}",
                "cells": [_cell(card) for _place, card in row.cells],
            }
            for row in board.rows
        ],
        "waiting_label": _("还没排的题卡"),
        "waiting": [_cell(card) for card in board.waiting],
        "principles": spaces.principles(),
    }
    return ports.ask(ports.Documents).pdf("open_space_wall", values)


def _cell(card: Any) -> dict[str, str]:
    if card is None:
        return {"number": "", "title": "", "convenor": ""}
    return {"number": str(card.number), "title": card.title, "convenor": card.convenor}


CARDS = ("编号", "题目", "说明", "召集人", "场次", "地点", "想去的人", "点数")
NOTES = ("编号", "题目", "记录", "照片", "写的人")
ACTIONS = ("做什么", "谁来做", "什么时候做完", "要什么资源", "从哪张题卡来")


def record(space: OpenSpace) -> bytes:
    """Cards, notes and actions as a workbook."""
    dots = {one.card.pk: one.dots for one in market.bars(space)}
    cards: list[Sequence[Value]] = [
        (
            one.number, one.title, one.words, one.convenor, one.round.number if one.round else "",
            one.place.name if one.place else "", getattr(one, "wished", 0), dots.get(one.pk, 0),
        )
        for one in spaces.cards_of(space)
    ]  # fmt: skip
    notes: list[Sequence[Value]] = [
        (
            card.number, card.title, note.words, "有" if note.photo else "",
            f"{note.guest.number} 号" if note.guest else "工作人员录入",
        )
        for card in spaces.wall_of_news(space)
        for note in getattr(card, "news", ())
    ]  # fmt: skip
    actions: list[Sequence[Value]] = [
        (one.what, one.who, one.due_on, one.means, one.card.title if one.card else "")
        for one in spaces.actions_of(space)
    ]
    title = space.title
    return build(
        [
            NewSheet("题卡", [CARDS], cards, title=title, widths=(8, 28, 40, 16, 8, 16, 10, 8)),
            NewSheet("记录", [NOTES], notes, title=title, widths=(8, 28, 70, 8, 14)),
            NewSheet("行动", [ACTIONS], actions, title=title, widths=(40, 18, 16, 30, 28)),
        ]
    )
