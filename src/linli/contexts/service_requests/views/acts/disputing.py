"""Signing, "not ours", and who decides."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from linli.contexts.service_requests.commands import disputing
from linli.contexts.service_requests.forms.disputing import (
    ArbitrateForm,
    ObjectForm,
    RedirectForm,
    UpholdForm,
)
from linli.contexts.service_requests.forms.steps import StepForm
from linli.contexts.service_requests.models import Request
from linli.contexts.service_requests.views.acts.kinds import Act, does


def _proposed(row: Request, asked: Mapping[str, str]) -> dict[str, Any]:
    hop = row.hops.filter(verb__in=disputing.OBJECTIONS).order_by("-pk").first()
    return {"unit": hop.to_unit_id if hop else None}


OBJECT = Act(
    ObjectForm,
    does(disputing.object_to, "why", "words_of_unit", "clause", "proposed"),
    _("已提出异议，由派单的人决定。"),
)  # fmt: skip


DISPUTING: dict[str, Act] = {
    "sign": Act(StepForm, does(disputing.sign), _("已签收，请尽快联系诉求人。")),
    "object": OBJECT,
    "object_again": OBJECT,
    "redirect": Act(
        RedirectForm,
        does(disputing.redirect, "unit", "reason", "is_fresh"),
        _("已改派。"),
        _proposed,
    ),
    "uphold": Act(
        UpholdForm,
        does(disputing.uphold, "reason", "clause"),
        _("已维持派单，由原单位办理。"),
    ),
    "arbitrate": Act(
        ArbitrateForm,
        does(disputing.arbitrate, "unit", "reason", "clause"),
        _("已裁定，不再退单。"),
        _proposed,
    ),
}
