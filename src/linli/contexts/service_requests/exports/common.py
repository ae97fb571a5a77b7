"""The common-problem report: its first words from the requests, and the paper as Word or PDF."""

from collections import Counter
from collections.abc import Sequence
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as later

from linli.contexts.service_requests.models import OPEN, Request
from linli.contexts.service_requests.models.rules import CommonReport
from linli.contexts.service_requests.queries.words import category_label
from linli.kernel import ports
from linli.kernel.areas.models import Area
from linli.kernel.phrases import listed

HEADINGS = (later("编号"), later("时间"), later("地点"), later("类别"), later("诉求"), later("状态"))
WIDTHS = (2.6, 2.2, 2.6, 2.6, 4.6, 1.9)


def first_words(scope: Area, name: str, rows: Sequence[Any]) -> tuple[str, str]:
    """Title and finding, every figure of them counted from ``rows`` (with ``people``, the oldest first)."""
    places = Counter(row.area.name for row in rows).most_common(5)
    still_open = sum(row.state in OPEN for row in rows)
    finding = _(
        "%(first)s至%(last)s，%(place)s共收到反映“%(name)s”的诉求 %(count)s 件，涉及诉求人 %(people)s 人。"
        "主要集中在%(places)s。截至目前已办结 %(done)s 件，仍在办理 %(open)s 件。所涉诉求编号见附表。"
    ) % {
        "first": _day(rows[0]), "last": _day(rows[-1]), "place": scope.name, "name": name,
        "count": len(rows), "people": sum(row.people for row in rows),
        "places": listed(_("%(place)s（%(count)s 件）") % {"place": p, "count": n} for p, n in places),
        "done": len(rows) - still_open, "open": still_open,
    }  # fmt: skip
    return _("关于“%(name)s”的共性问题报告") % {"name": name}, finding


def lines(claims: Sequence[Request]) -> list[list[str]]:
    """A line for each request; no names, no numbers of people."""
    return [
        [row.number, _day(row), row.area.name, category_label(row.category), row.title,
         str(row.get_state_display())]
        for row in claims
    ]  # fmt: skip


def word(report: CommonReport, claims: Sequence[Request]) -> bytes:
    """The report as .docx, as offices write it."""
    return ports.ask(ports.Documents).word("common_report", _values(report, claims))


def pdf(report: CommonReport, claims: Sequence[Request]) -> bytes:
    """The report as PDF."""
    return ports.ask(ports.Documents).pdf("common_report", _values(report, claims))


def _values(report: CommonReport, claims: Sequence[Request]) -> dict[str, Any]:
    return {
        "title": report.title,
        "parts": [{"heading": heading, "lines": text.splitlines()} for heading, text in _parts(report)],
        "signed": report.scope.name, "day": _long_day(report), "appendix": _("附表：所涉诉求"),
        "headings": [str(h) for h in HEADINGS], "rows": lines(claims), "widths": WIDTHS,
    }  # fmt: skip


def _parts(report: CommonReport) -> list[tuple[str, str]]:
    parts = [(_("一、发现的情况"), report.finding)]
    if report.asked:
        parts.append((_("二、请协调的事项"), report.asked))
    if report.reply:
        parts.append((_("三、街道答复"), report.reply))
    return parts


def _day(row: Request) -> str:
    return timezone.localtime(row.at).date().isoformat()


def _long_day(report: CommonReport) -> str:
    at = timezone.localtime(report.sent_at or report.at)
    return f"{at.year}年{at.month}月{at.day}日"
