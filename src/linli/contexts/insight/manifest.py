"""What Insight contributes to the whole."""

from django.utils.translation import gettext_lazy as _

from linli.kernel.access.permissions import Permission
from linli.kernel.access.roles import COMMUNITY_MANAGER, COUNTER_CLERK, GRID_WORKER, SUBDISTRICT_OFFICER
from linli.kernel.catalogue.manifest import Context, Entry

EVERYONE = (GRID_WORKER, COUNTER_CLERK, COMMUNITY_MANAGER, SUBDISTRICT_OFFICER)

MANIFEST = Context(
    key="insight",
    name=_("数字"),
    navigation=(Entry("insight:figures", _("数字"), "chart-bar", "insight.view", 60),),
    permissions=(Permission("insight.view", _("查看自己范围内的汇总数字"), EVERYONE),),
)
