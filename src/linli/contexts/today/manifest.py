"""What Today contributes to the whole."""

from datetime import timedelta

from django.utils.translation import gettext_lazy as _

from linli.contexts.today import policies, tasks
from linli.contexts.today.queries.cover import away
from linli.contexts.today.queries.day import following
from linli.contexts.today.queries.stairs import in_walking_order
from linli.kernel.access.permissions import Permission
from linli.kernel.access.roles import (
    COMMUNITY_MANAGER,
    COUNTER_CLERK,
    DEPARTMENT_OFFICER,
    GRID_WORKER,
    SUBDISTRICT_OFFICER,
)
from linli.kernel.audit.actions import Action, OnErasure
from linli.kernel.catalogue.manifest import Context, Entry, Routine

KEEP = OnErasure.KEEP
WORKERS = (GRID_WORKER, COUNTER_CLERK, COMMUNITY_MANAGER)

MANIFEST = Context(
    key="today",
    name=_("今日"),
    navigation=(
        Entry("today:today", _("今日"), "checklist", policies.DESK, 10),
        Entry("today:covers", _("代班"), "user-check", policies.MANAGE, 76),
    ),
    following=following,
    away=away,
    walk=in_walking_order,
    routines=(Routine("today.lay_routes", tasks.lay_routes, timedelta(minutes=20)),),
    permissions=(
        Permission(
            policies.DESK, _("查看等自己处理的事"), (*WORKERS, SUBDISTRICT_OFFICER, DEPARTMENT_OFFICER)
        ),
        Permission(policies.VIEW, _("查看自己今天要去的户，推后或请同事去"), WORKERS),
        Permission(policies.MANAGE, _("安排请假、代班，看到没有人负责的网格"), (COMMUNITY_MANAGER,)),
    ),
    actions=(
        Action("today.postponed", _("%(actor)s 把一件事推后到 %(until)s"), KEEP),
        Action("today.postponement_undone", _("%(actor)s 取消了推后"), KEEP),
        Action("today.handed_over", _("%(actor)s 把一户交给同事，到 %(until)s"), KEEP),
        Action("today.handed_back", _("%(actor)s 交回了一户"), KEEP),
        Action("today.leave_planned", _("%(actor)s 安排了 %(from_on)s 到 %(until_on)s 的代班"), KEEP),
        Action("today.leave_ended", _("%(actor)s 提前结束了代班"), KEEP),
        Action("today.route_kept", _("%(actor)s 排了今天的走法，%(doors)s 户"), KEEP),
        Action("today.route_laid", _("按步行路线排好了一天的 %(doors)s 户"), KEEP),
    ),
)
