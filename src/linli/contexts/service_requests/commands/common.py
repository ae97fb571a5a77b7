"""Common problems told upward: a report whose claims name their requests."""

from collections.abc import Iterable
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from linli.contexts.service_requests import policies
from linli.contexts.service_requests.models import Request
from linli.contexts.service_requests.models.rules import CommonReport
from linli.kernel import clock, db
from linli.kernel.actor import Actor
from linli.kernel.areas.models import Area
from linli.kernel.commands import command, note
from linli.kernel.errors import BadInput, NotAllowedNow


@command("service_requests.common_drafted", policies.may_report_common)
def draft_report(
    actor: Actor, scope: Area, /, *, title: str, finding: str, requests: Iterable[UUID]
) -> CommonReport:
    """Begin a report from requests of the community that speak of one matter."""
    rows = list(Request.objects.filter(pk__in=list(requests), area__code__startswith=scope.code))
    if len(rows) < 2:
        raise BadInput(_("共性问题至少要有两件诉求。"))
    if not title.strip() or not finding.strip():
        raise BadInput(_("请写明标题和发现了什么。"))
    days = sorted(row.at.date() for row in rows)
    report = CommonReport.objects.create(
        scope=scope, title=title.strip()[:80], finding=finding.strip(), since=days[0], until=days[-1],
        at=clock.now(), account_id=actor.account_id,
    )  # fmt: skip
    report.requests.set(rows)
    note(target=report, area=scope.code, requests=len(rows))
    return report


@command("service_requests.common_changed", policies.may_change_common)
def change_report(
    actor: Actor, report: CommonReport, /, *, title: str, finding: str, asked: str
) -> CommonReport:
    """Put the words right before it is sent."""
    row = _unsent(report)
    if not title.strip() or not finding.strip():
        raise BadInput(_("请写明标题和发现了什么。"))
    row.title, row.finding, row.asked = title.strip()[:80], finding.strip(), asked.strip()
    row.save(update_fields=["title", "finding", "asked"])
    note(target=row, area=row.scope.code)
    return row


@command("service_requests.common_sent", policies.may_change_common)
def send_report(actor: Actor, report: CommonReport, /) -> CommonReport:
    """To the subdistrict, which sees it from now on."""
    row = _unsent(report)
    if len(row.asked.strip()) < 2:
        raise BadInput(_("请写明请街道协调什么。"), field="asked")
    row.sent_at = clock.now()
    row.save(update_fields=["sent_at"])
    note(target=row, area=row.scope.code)
    return row


@command("service_requests.common_answered", policies.may_answer_common)
def answer_report(actor: Actor, report: CommonReport, /, *, reply: str) -> CommonReport:
    """The subdistrict says what it will do."""
    row = db.lock_row(CommonReport, pk=report.pk)
    if row.sent_at is None:
        raise NotAllowedNow
    if len(reply.strip()) < 2:
        raise BadInput(_("请写明答复。"), field="reply")
    row.reply, row.replied_at = reply.strip(), clock.now()
    row.save(update_fields=["reply", "replied_at"])
    note(target=row, area=row.scope.code)
    return row


def _unsent(report: CommonReport) -> CommonReport:
    row = db.lock_row(CommonReport, pk=report.pk)
    if row.sent_at is not None:
        raise NotAllowedNow(_("报告已经报送，不能再改。需要补充时请另写一份。"))
    return row
