"""Every step: what it asks, which command carries it out, what is said when it is done."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from linli.contexts.service_requests.commands import (
    disputing,
    finishing,
    granting,
    handling,
    photos,
    reporting,
    sorting,
)
from linli.contexts.service_requests.commands.handling import Result
from linli.contexts.service_requests.commands.reporting import Who
from linli.contexts.service_requests.forms import steps as forms
from linli.contexts.service_requests.models import Part, Request
from linli.contexts.service_requests.queries import listing, words
from linli.contexts.service_requests.queries.trace import label_of
from linli.kernel.actor import Actor
from linli.kernel.errors import BadInput

Start = Callable[[Request, Mapping[str, str]], dict[str, Any]]


@dataclass(frozen=True, slots=True)
class Doing:
    """Who takes a step with what, and what was said."""

    actor: Actor
    row: Request
    said: Mapping[str, Any]
    part: Part | None = None


def does(do: Callable[..., object], *names: str) -> Callable[[Doing], object]:
    """Run a command on the request with some of what was said."""
    return lambda d: do(d.actor, d.row, **{name: d.said.get(name) for name in names})


def _nothing(row: Request, asked: Mapping[str, str]) -> dict[str, Any]:
    return {}


@dataclass(frozen=True, slots=True)
class Act:
    """A step as a page offers it."""

    form: type[forms.StepForm]
    run: Callable[[Doing], object]
    done: str | Promise
    initial: Start = _nothing
    danger: bool = False
    name: str | Promise = ""

    def label(self, verb: str) -> str:
        """What the step is called."""
        return str(self.name) if self.name else label_of(verb, "x")


def _said(d: Doing, *names: str) -> dict[str, Any]:
    return {name: d.said.get(name) for name in names}


def _lead(d: Doing) -> Request:
    typed = str(d.said["lead"]).strip().upper()
    found = listing.visible(d.actor).filter(number=typed).select_related("area").first()
    if found is None:
        raise BadInput(_("没有找到这个编号，请检查。"), field="lead")
    return found


def _report(d: Doing) -> object:
    def kept(name: str) -> tuple[tuple[UUID, str], ...]:
        files, most = d.said.get(name) or (), words.rule("attachments")
        if len(files) > most:
            raise BadInput(_("一次最多 %(most)s 张照片。"), field=name, most=most)
        return photos.keep_photos(d.actor, (file.read() for file in files), d.row.area.code)

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


def _as_it_is(row: Request, asked: Mapping[str, str]) -> dict[str, Any]:
    return {"category": row.category, "kind": row.kind, "urgency": row.urgency}


def _proposed(row: Request, asked: Mapping[str, str]) -> dict[str, Any]:
    hop = row.hops.filter(verb__in=disputing.OBJECTIONS).order_by("-pk").first()
    return {"unit": hop.to_unit_id if hop else None}


def _same_unit(row: Request, asked: Mapping[str, str]) -> dict[str, Any]:
    return {"unit": row.unit_id}


def _asked_lead(row: Request, asked: Mapping[str, str]) -> dict[str, Any]:
    return {"lead": asked.get("lead", "")}


def _asked_unit(row: Request, asked: Mapping[str, str]) -> dict[str, Any]:
    return {"unit": asked.get("unit", "")}


OBJECT = Act(
    forms.ObjectForm,
    does(disputing.object_to, "why", "words_of_unit", "clause", "proposed"),
    _("已提出异议，由派单的人决定。"),
)  # fmt: skip
REOPEN = Act(
    forms.ShownReason,
    does(finishing.reopen, "reason"),
    _("已重新办理。"),
)

ACTS: dict[str, Act] = {
    "classify": Act(
        forms.ClassifyForm,
        does(sorting.classify, "category", "kind", "urgency", "area"),
        _("已确定类别，可以派单了。"),
        _as_it_is,
    ),
    "answer": Act(
        forms.AnswerForm,
        does(sorting.answer, "answer"),
        _("已答复诉求人。"),
    ),
    "divert": Act(
        forms.DivertForm,
        does(sorting.divert, "to", "reason"),
        _("已告诉诉求人去哪里办。"),
    ),
    "dispatch": Act(
        forms.DispatchForm,
        does(sorting.dispatch, "unit", "words_to_unit"),
        _("已派单，开始计时。"),
        _asked_unit,
    ),
    "merge": Act(
        forms.MergeForm,
        lambda d: sorting.merge(d.actor, d.row, _lead(d), **_said(d, "words_to_reporters")),
        _("已并入，诉求人会在那边收到回音。"),
        _asked_lead,
    ),
    "unmerge": Act(
        forms.ReasonStep,
        does(sorting.unmerge, "reason"),
        _("已分开，各办各的。"),
    ),
    "sign": Act(forms.StepForm, does(disputing.sign), _("已签收，请尽快联系诉求人。")),
    "object": OBJECT,
    "object_again": OBJECT,
    "redirect": Act(
        forms.RedirectForm,
        does(disputing.redirect, "unit", "reason", "is_fresh"),
        _("已改派。"),
        _proposed,
    ),
    "uphold": Act(
        forms.UpholdForm,
        does(disputing.uphold, "reason", "clause"),
        _("已维持派单，由原单位办理。"),
    ),
    "arbitrate": Act(
        forms.ArbitrateForm,
        does(disputing.arbitrate, "unit", "reason", "clause"),
        _("已裁定，不再退单。"),
        _proposed,
    ),
    "contact": Act(
        forms.ContactForm,
        does(handling.contact, "words_said"),
        _("已记下第一次联系。"),
    ),
    "tell": Act(
        forms.TellForm,
        does(handling.tell, "words_said", "is_shown"),
        _("已记下进展。"),
    ),
    "share": Act(
        forms.ShareForm,
        does(handling.share, "unit", "task", "due_at"),
        _("已请他们协办；本单位仍然牵头。"),
    ),
    "ask_extension": Act(
        forms.ExtensionForm,
        does(handling.ask_extension, "days", "reason"),
        _("已提出申请，等待批准。"),
    ),
    "grant_extension": Act(
        forms.GrantForm,
        does(granting.grant_extension, "reason"),
        _("已同意延期，诉求人会看到原因。"),
    ),
    "refuse_extension": Act(
        forms.ReasonStep,
        does(granting.refuse_extension, "reason"),
        _("没有同意延期，时限不变。"),
    ),
    "ask_suspension": Act(
        forms.SuspensionForm,
        does(handling.ask_suspension, "why", "reason", "review_on"),
        _("已提出申请，等待批准。"),
    ),
    "grant_suspension": Act(
        forms.GrantForm,
        does(granting.grant_suspension, "reason"),
        _("已同意挂账，计时暂停。"),
    ),
    "refuse_suspension": Act(
        forms.ReasonStep,
        does(granting.refuse_suspension, "reason"),
        _("没有同意挂账，继续计时。"),
    ),
    "resume": Act(
        forms.ContactForm,
        does(handling.resume, "words_said"),
        _("已恢复办理，继续计时。"),
    ),
    "report": Act(forms.ReportForm, _report, _("已反馈结果，等待审核。"), name=_("反馈结果")),
    "send_back": Act(
        forms.ReasonStep,
        does(finishing.send_back, "reason"),
        _("已退回补充。"),
    ),
    "accept": Act(forms.StepForm, does(finishing.accept), _("已审核通过，请回访诉求人。")),
    "close": Act(forms.StepForm, does(sorting.close), _("已办结。")),
    "reconsider": Act(
        forms.ShownReason,
        does(finishing.reconsider, "reason"),
        _("已退回重新分类。"),
    ),
    "reopen": REOPEN,
    "supervise": REOPEN,
    "order": Act(
        forms.RedirectForm,
        does(finishing.order, "unit", "reason"),
        _("已督办派单。"),
        _same_unit,
    ),
    "settle": Act(
        forms.ShownReason,
        does(finishing.settle, "reason"),
        _("已说明情况并办结。"),
    ),
    "withdraw": Act(
        forms.ReasonStep,
        does(reporting.withdraw_for, "reason"),
        _("已撤回。"),
        danger=True,
    ),
}
FINISH_PART = Act(forms.ResultForm, _finish_part, _("已记下协办结果。"))
TAKE_BACK_PART = Act(forms.ReasonStep, _take_back_part, _("已收回协办。"))
JOIN = Act(
    forms.JoinForm,
    lambda d: reporting.join_for(d.actor, d.row, who=Who(d.said["name"], d.said["phone"])),
    _("已加上这位诉求人，有结果会告诉他。"),
    name=_("又有人来报"),
)
