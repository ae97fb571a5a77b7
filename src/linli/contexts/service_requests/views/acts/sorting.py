"""What can be done with what came in."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from linli.contexts.service_requests.commands import reporting, sorting
from linli.contexts.service_requests.commands.reporting import Who
from linli.contexts.service_requests.forms.handling import JoinForm
from linli.contexts.service_requests.forms.sorting import (
    AnswerForm,
    ClassifyForm,
    DispatchForm,
    DivertForm,
    MergeForm,
)
from linli.contexts.service_requests.forms.steps import ReasonStep
from linli.contexts.service_requests.models import Request
from linli.contexts.service_requests.queries import listing
from linli.contexts.service_requests.views.acts.kinds import Act, Doing, does
from linli.kernel.errors import BadInput


def _lead(d: Doing) -> Request:
    typed = str(d.said["lead"]).strip().upper()
    found = listing.visible(d.actor).filter(number=typed).select_related("area").first()
    if found is None:
        raise BadInput(_("没有找到这个编号，请检查。"), field="lead")
    return found


def _as_it_is(row: Request, asked: Mapping[str, str]) -> dict[str, Any]:
    return {"category": row.category, "kind": row.kind, "urgency": row.urgency}


def _asked_lead(row: Request, asked: Mapping[str, str]) -> dict[str, Any]:
    return {"lead": asked.get("lead", "")}


def _asked_unit(row: Request, asked: Mapping[str, str]) -> dict[str, Any]:
    return {"unit": asked.get("unit", "")}


SORTING: dict[str, Act] = {
    "classify": Act(
        ClassifyForm,
        does(sorting.classify, "category", "kind", "urgency", "area"),
        _("已确定类别，可以派单了。"),
        _as_it_is,
    ),
    "answer": Act(
        AnswerForm,
        does(sorting.answer, "answer"),
        _("已答复诉求人。"),
    ),
    "divert": Act(
        DivertForm,
        does(sorting.divert, "to", "reason"),
        _("已告诉诉求人去哪里办。"),
    ),
    "dispatch": Act(
        DispatchForm,
        does(sorting.dispatch, "unit", "words_to_unit"),
        _("已派单，开始计时。"),
        _asked_unit,
    ),
    "merge": Act(
        MergeForm,
        lambda d: sorting.merge(d.actor, d.row, _lead(d), words_to_reporters=d.said["words_to_reporters"]),
        _("已并入，诉求人会在那边收到回音。"),
        _asked_lead,
    ),
    "unmerge": Act(
        ReasonStep,
        does(sorting.unmerge, "reason"),
        _("已分开，各办各的。"),
    ),
    "withdraw": Act(
        ReasonStep,
        does(reporting.withdraw_for, "reason"),
        _("已撤回。"),
        danger=True,
    ),
}
JOIN = Act(
    JoinForm,
    lambda d: reporting.join_for(d.actor, d.row, who=Who(d.said["name"], d.said["phone"])),
    _("已加上这位诉求人，有结果会告诉他。"),
    name=_("又有人来报"),
)
