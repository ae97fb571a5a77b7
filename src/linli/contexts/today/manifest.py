"""What Today contributes to the whole."""

from django.utils.translation import gettext_lazy as _

from linli.kernel.access.permissions import Permission
from linli.kernel.access.roles import COMMUNITY_MANAGER, COUNTER_CLERK, GRID_WORKER
from linli.kernel.catalogue.manifest import Context, Entry

MANIFEST = Context(
    key="today",
    name=_("今日"),
    navigation=(Entry("today:today", _("今日"), "checklist", "today.view", 10),),
    permissions=(
        Permission("today.view", _("查看自己今天要做的事"), (GRID_WORKER, COUNTER_CLERK, COMMUNITY_MANAGER)),
    ),
)
