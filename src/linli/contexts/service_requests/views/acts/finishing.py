"""After the result, and when it did not hold."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from linli.contexts.service_requests.commands import finishing, sorting
from linli.contexts.service_requests.forms.disputing import RedirectForm
from linli.contexts.service_requests.forms.steps import ReasonStep, ShownReason, StepForm
from linli.contexts.service_requests.models import Request
from linli.contexts.service_requests.views.acts.kinds import Act, does


def _same_unit(row: Request, asked: Mapping[str, str]) -> dict[str, Any]:
    return {"unit": row.unit_id}


REOPEN = Act(
    ShownReason,
    does(finishing.reopen, "reason"),
    _("已重新办理。"),
)


FINISHING: dict[str, Act] = {
    "send_back": Act(
        ReasonStep,
        does(finishing.send_back, "reason"),
        _("已退回补充。"),
    ),
    "accept": Act(StepForm, does(finishing.accept), _("已审核通过，请回访诉求人。")),
    "close": Act(StepForm, does(sorting.close), _("已办结。")),
    "reconsider": Act(
        ShownReason,
        does(finishing.reconsider, "reason"),
        _("已退回重新分类。"),
    ),
    "reopen": REOPEN,
    "supervise": REOPEN,
    "order": Act(
        RedirectForm,
        does(finishing.order, "unit", "reason"),
        _("已督办派单。"),
        _same_unit,
    ),
    "settle": Act(
        ShownReason,
        does(finishing.settle, "reason"),
        _("已说明情况并办结。"),
    ),
}
