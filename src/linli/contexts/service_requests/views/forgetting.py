"""Forgetting a reporter who asks for it."""

from uuid import UUID

from django.http import HttpResponse
from django.utils.translation import gettext as _

from linli.contexts.service_requests.commands.forgetting import forget_reporter
from linli.contexts.service_requests.queries import detail
from linli.contexts.service_requests.queries.addresses import page_of
from linli.contexts.service_requests.states import APPROVE
from linli.kernel.access.guards import ActedRequest, requires
from linli.web.deeds import Deed, carry_out
from linli.web.forms import ReasonForm


@requires(APPROVE)
def forget(request: ActedRequest, reporter_id: UUID) -> HttpResponse:
    """Take name, number, code and remark away for good."""
    found = detail.reporter(request.actor, reporter_id)
    deed = Deed(
        _("删除诉求人的联系方式"),
        ReasonForm(request.POST or None),
        lambda f: forget_reporter(request.actor, found, reason=f.cleaned_data["reason"]),
        page_of(found.request_id),
        _("已删除，评价仍计入统计。"),
        _("姓名、电话、查询码和留言会永久删除，之后不能再回访，本人也不能再用查询码查看。"),
        button=_("删除"),
        danger=True,
    )
    return carry_out(request, deed)
