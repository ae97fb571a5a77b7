"""What the page of figures shows of requests; each number opens the list it was counted from."""

from django.utils.translation import gettext_lazy as _

from linli.contexts.service_requests import policies
from linli.contexts.service_requests.queries import due
from linli.contexts.service_requests.states import HANDLE
from linli.kernel.catalogue.manifest import Figure

FIGURES = (
    Figure(
        "requests_open",
        _("没办结的诉求"),
        policies.VIEW,
        due.count_open,
        "service_requests:register",
        order=20,
    ),
    Figure(
        "requests_overdue",
        _("超过时限的诉求"),
        policies.VIEW,
        due.count_overdue,
        "service_requests:register",
        "group=overdue",
        order=21,
    ),
    Figure("call_outs", _("进行中的吹哨"), HANDLE, due.count_calls, "service_requests:call_outs", order=22),
)
