"""Topics on paper: the statements to be ticked by those without a phone, and the page for a meeting."""

from collections.abc import Sequence

import segno
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from linli.contexts.assembly.exports.topics import motion_lines
from linli.contexts.assembly.models.statements import Statement
from linli.contexts.assembly.models.topics import Topic
from linli.contexts.assembly.queries import opinions
from linli.contexts.assembly.queries.opinions import Line, Picture
from linli.contexts.assembly.queries.talk_rules import number
from linli.kernel import clock, ports

SVG = '<svg xmlns="http://www.w3.org/2000/svg" '


def sheet(topic: Topic, rows: Sequence[Statement], address: str) -> bytes:
    """The statements on paper, to be ticked by those without a phone."""
    values = {
        "community": topic.community.name,
        "heading": _("议题 %(n)s · 观点纸") % {"n": topic.number},
        "title": topic.title,
        "words": topic.words,
        "how": _("每一句在一个方框里打 ✓。没有对错，不清楚就选“说不好”，不想答可以空着。"),
        "boxes": [_("同意"), _("不同意"), _("说不好")],
        "statements": [[one.number, one.words] for one in rows],
        "own": _("您自己还想说的一句话："),
        "until": _("请在 %(day)s 以前交到社区，或交给网格员。") % {"day": topic.talk_until.isoformat()}
        if topic.talk_until
        else "",
        "care": _("名字和门牌只用来保证一人一次，不和您的看法放在一起，也不会公开。"),
        "name": _("姓名"),
        "door": _("门牌"),
        "qr": _drawn(address),
        "scan": _("扫这里，手机上也能答"),
    }
    return ports.ask(ports.Documents).pdf("statement_sheet", values)


def summary(topic: Topic, address: str) -> bytes:
    """One or two pages for the table of a meeting: the matter, what unites, what parts, every statement."""
    found = opinions.picture(topic, fresh=True)
    values = {
        "community": topic.community.name,
        "heading": _("议题 %(n)s · 讨论汇总") % {"n": topic.number},
        "title": topic.title,
        "words": topic.words,
        "facts": _facts(topic, found),
        "together_heading": _("大家都这么想"),
        "together": [_side(one.words, yes=yes) for one, yes in found.together],
        "groups_heading": _("看法不一样的地方"),
        "groups": verdict_words(found),
        "camps": [
            [_("第 %(n)s 种看法，%(people)s 人") % {"n": n, "people": camp.people},
             [f"{_side(words, yes=yes)} {share}%" for words, yes, share in camp.known_for]]
            for n, camp in enumerate(found.camps, start=1)
        ],
        "all_heading": _("全部观点"),
        "columns": [_("观点"), _("表态"), _("同意"), _("不同意"), _("说不好")],
        "rows": [_cells(one) for one in found.lines],
        "motion_heading": _("动议"),
        "motion": motion_lines(topic),
        "foot": _("不记名；回答少于 %(n)s 人的观点只写人数。%(day)s 打印。")
        % {"n": number("groups", "least_answers"), "day": clock.today().isoformat()},
        "qr": _drawn(address),
        "scan": _("扫码看全部"),
    }  # fmt: skip
    return ports.ask(ports.Documents).pdf("topic_summary", values)


def _drawn(address: str) -> str:
    svg: str = segno.make(address, error="m", micro=False).svg_inline(border=0)
    return svg.replace("<svg ", SVG, 1)


def _facts(topic: Topic, found: Picture) -> str:
    seconds = topic.seconds.count()
    parts = [
        ngettext("%(n)s 人附议", "%(n)s 人附议", seconds) % {"n": seconds},
        ngettext("%(n)s 条观点", "%(n)s 条观点", len(found.lines)) % {"n": len(found.lines)},
        ngettext("%(n)s 人表态", "%(n)s 人表态", found.voices) % {"n": found.voices},
    ]
    if topic.origin:
        parts.append(topic.origin)
    if topic.talk_until:
        parts.append(_("讨论到 %(day)s") % {"day": topic.talk_until.isoformat()})
    return " · ".join(parts)


def verdict_words(found: Picture) -> str:
    """What can honestly be said of groups, as a sentence."""
    return {
        "too_few_to_say": _("表态够多的有 %(n)s 人，不到 %(least)s 人，还不能说大家分成几种看法。")
        % {"n": found.placed, "least": found.least},
        "no_separate_groups": _("%(n)s 人的回答里，看不出分成几种互相不同的看法。") % {"n": found.placed},
        "groups": _("%(n)s 人的回答分成 %(groups)s 种看法。这是从回答里算出来的，不知道谁是谁。")
        % {"n": found.placed, "groups": len(found.camps)},
    }[found.verdict]


def _side(words: str, *, yes: bool) -> str:
    return (_("同意“%(words)s”") if yes else _("不同意“%(words)s”")) % {"words": words}


def _cells(one: Line) -> list[str]:
    numbers = [str(one.agree), str(one.disagree), str(one.passes)] if one.is_told else ["", "", ""]
    return [f"{one.number}. {one.words}", str(one.heard), *numbers]
