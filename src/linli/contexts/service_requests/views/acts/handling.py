"""What the unit that leads does, and the one it asked."""

from uuid import UUID

from django.utils.translation import gettext_lazy as _

from linli.contexts.service_requests.commands import granting, handling, photos
from linli.contexts.service_requests.commands.handling import Result
from linli.contexts.service_requests.forms.handling import (
    ContactForm,
    ExtensionForm,
    GrantForm,
    ReportForm,
    ResultForm,
    ShareForm,
    SuspensionForm,
    TellForm,
)
from linli.contexts.service_requests.forms.steps import ReasonStep
from linli.contexts.service_requests.views.acts.kinds import Act, Doing, does
from linli.kernel.errors import BadInput


def _report(d: Doing) -> object:
    def kept(name: str) -> tuple[tuple[UUID, str], ...]:
        return photos.keep_photos(d.actor, d.said.get(name) or (), d.row.area.code)

    result = Result(d.said["answer"], kept("before"), kept("after"), d.said.get("without") or "")
    return handling.report_result(d.actor, d.row, result=result)


def _finish_part(d: Doing) -> object:
    if d.part is None:
        raise BadInput
    return handling.finish_part(d.actor, d.part, result=d.said["result"])


def _take_back_part(d: Doing) -> object:
    if d.part is None:
        raise BadInput
    return handling.take_back_part(d.actor, d.part, reason=d.said["reason"])


HANDLING: dict[str, Act] = {
    "contact": Act(
        ContactForm,
        does(handling.contact, "words_said"),
        _("已记下第一次联系。"),
    ),
    "tell": Act(
        TellForm,
        does(handling.tell, "words_said", "is_shown"),
        _("已记下进展。"),
    ),
    "share": Act(
        ShareForm,
        does(handling.share, "unit", "task", "due_at"),
        _("已请他们协办；本单位仍然牵头。"),
    ),
    "ask_extension": Act(
        ExtensionForm,
        does(handling.ask_extension, "days", "reason"),
        _("已提出申请，等待批准。"),
    ),
    "grant_extension": Act(
        GrantForm,
        does(granting.grant_extension, "reason"),
        _("已同意延期，诉求人会看到原因。"),
    ),
    "refuse_extension": Act(
        ReasonStep,
        does(granting.refuse_extension, "reason"),
        _("没有同意延期，时限不变。"),
    ),
    "ask_suspension": Act(
        SuspensionForm,
        does(handling.ask_suspension, "why", "reason", "review_on"),
        _("已提出申请，等待批准。"),
    ),
    "grant_suspension": Act(
        GrantForm,
        does(granting.grant_suspension, "reason"),
        _("已同意挂账，计时暂停。"),
    ),
    "refuse_suspension": Act(
        ReasonStep,
        does(granting.refuse_suspension, "reason"),
        _("没有同意挂账，继续计时。"),
    ),
    "resume": Act(
        ContactForm,
        does(handling.resume, "words_said"),
        _("已恢复办理，继续计时。"),
    ),
    "report": Act(ReportForm, _report, _("已反馈结果，等待审核。"), name=_("反馈结果")),
}
FINISH_PART = Act(ResultForm, _finish_part, _("已记下协办结果。"))
TAKE_BACK_PART = Act(ReasonStep, _take_back_part, _("已收回协办。"))
