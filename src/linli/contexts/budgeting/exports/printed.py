"""A round on paper: booklets of proposals, candidates, result and accounts; posters with a code to scan."""

from typing import Any

import segno
from django.utils.translation import gettext as _

from linli.contexts.budgeting.models import Line, ProposalState, Round
from linli.contexts.budgeting.queries import board, counting
from linli.contexts.budgeting.queries.rules import yuan
from linli.kernel import ports

SVG = '<svg xmlns="http://www.w3.org/2000/svg" '
BOOKS = ("proposals", "candidates", "result", "accounts")
POSTERS = ("a4", "a3")
LEFT_OUT = (ProposalState.WITHDRAWN, ProposalState.MERGED)


def book(one: Round, what: str, address: str) -> bytes:
    """One of ``BOOKS`` as PDF on A4; ``address`` is where everybody reads the round."""
    heads = {
        "proposals": (_("居民的提案"), _("收到的每一个提案和审核的结果。")),
        "candidates": (_("候选项目"), _("通过审核、可以投票的项目。")),
        "result": (_("投票结果"), _("每个项目为什么选上、为什么没选上。")),
        "accounts": (_("项目和账目"), _("选上的项目做得怎么样，钱用在了哪里。")),
    }
    heading, lead = heads[what]
    values = {
        "community": one.community.name, "title": one.title, "heading": heading, "lead": lead,
        "facts": _facts(one, what), "items": _items(one, what), "qr": _qr(address),
        "scan": _("扫码看全部"), "note": _note(one, what),
    }  # fmt: skip
    return ports.ask(ports.Documents).pdf("budget_book", values)


def poster(one: Round, paper: str, address: str) -> bytes:
    """Candidates, or the result once it is there, as PDF on A4 or A3."""
    cards = [card for card in board.cards(one) if card.row.state in counting.STOOD]
    counted = board.result(one) is not None
    values: dict[str, Any] = {
        "paper": paper, "community": one.community.name, "title": one.title,
        "heading": _("投票结果") if counted else _("请您投票"),
        "lead": _("总额 %(pool)s") % {"pool": yuan(one.pool)},
        "items": [
            {"no": str(c.row.number), "title": c.row.title, "meta": _meta(c),
             "won": _("选上") if counted and c.row.place_won else ""}
            for c in cards
        ],
        "until": _days(one, counted=counted), "qr": _qr(address),
        "scan": _("扫码看每个项目为什么选上、为什么没选上。")
        if counted
        else _("扫码看详情；没有手机，请到社区窗口，我们帮您投。"),
    }  # fmt: skip
    return ports.ask(ports.Documents).pdf("budget_poster", values)


def _days(one: Round, *, counted: bool) -> str:
    if counted:
        return _("公示到 %(day)s") % {"day": f"{one.ends_on:%Y-%m-%d}"} if one.ends_on else ""
    return _("投票：%(first)s 至 %(last)s") % {
        "first": f"{one.vote_from:%Y-%m-%d}", "last": f"{one.vote_until:%Y-%m-%d}",
    }  # fmt: skip


def _qr(address: str) -> str:
    return segno.make(address, error="m", micro=False).svg_inline(border=0).replace("<svg ", SVG, 1)


def _meta(card: board.Card) -> str:
    return " · ".join(words for words in (card.category, card.row.place, card.cost) if words)


def _facts(one: Round, what: str) -> list[tuple[str, str]]:
    found = [
        (_("总额"), yuan(one.pool)),
        (_("谁来投票"), str(one.get_unit_display())),
        (_("怎么分钱"), str(one.get_rule_display())),
    ]
    if what == "candidates":
        found.append((_("投票日期"), f"{one.vote_from:%Y-%m-%d} – {one.vote_until:%Y-%m-%d}"))
    told = board.result(one) if what in ("result", "accounts") else None
    if told is not None:
        found += [
            (_("有效票"), f"{told.story['ballots']:,} / {told.story['entitled']:,}"),
            (_("用了"), told.cost), (_("没用完"), told.unspent),
            (_("至少选中一项的人"), f"{told.served_percent}%"),
        ]  # fmt: skip
    return found


def _items(one: Round, what: str) -> list[dict[str, Any]]:
    cards = board.cards(one)
    if what == "proposals":
        cards = [card for card in cards if card.row.state not in LEFT_OUT]
    else:
        cards = [card for card in cards if card.row.state in counting.STOOD]
    if what == "accounts":
        cards = [card for card in cards if card.row.place_won]
    lines = _lines(one) if what == "accounts" else {}
    return [
        {
            "no": str(card.row.number), "title": card.row.title, "tag": str(card.row.get_state_display()),
            "meta": _meta(card), "words": card.row.words if what in ("proposals", "candidates") else "",
            "why": "" if what == "candidates" else card.why, "lines": lines.get(card.row.number, []),
        }
        for card in cards
    ]  # fmt: skip


def _lines(one: Round) -> dict[int, list[tuple[str, str]]]:
    found: dict[int, list[tuple[str, str]]] = {}
    rows = Line.objects.filter(proposal__round=one).select_related("proposal").order_by("on", "at")
    for row in rows:
        words = f"{row.on:%Y-%m-%d} {row.get_kind_display()} · {row.words}"
        found.setdefault(row.proposal.number, []).append((words, yuan(row.fen)))
    return found


def _note(one: Round, what: str) -> str:
    if what == "result" and one.box is not None and one.box.fingerprint:
        words = _("选票文件谁都能下载、重新数。文件的指纹：%(print)s")
        return words % {"print": one.box.fingerprint}
    return one.words
