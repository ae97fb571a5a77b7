"""What care contributes to the whole."""

from datetime import timedelta

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from linli.contexts.care import policies, tasks
from linli.contexts.care.queries.proposals import count_waiting
from linli.contexts.care.states import RECORD
from linli.kernel.access.permissions import Permission
from linli.kernel.access.roles import COMMUNITY_MANAGER, GRID_WORKER
from linli.kernel.audit.actions import Action, OnErasure
from linli.kernel.catalogue.manifest import Context, DoorAct, Entry, Routine

KEEP, DROP = OnErasure.KEEP, OnErasure.DROP_REASON
WORKERS = (GRID_WORKER, COMMUNITY_MANAGER)

MANIFEST = Context(
    key="care",
    name=_("关爱"),
    navigation=(
        Entry(
            "care:people", _("我们照看的人"), "heart-handshake", policies.VIEW, 14, count_waiting,
        ),
    ),
    permissions=(
        Permission(policies.VIEW, _("查看自己范围内照看着谁、计划和看望安排，健康信息遮住"), WORKERS),
        Permission(policies.LOOK_AFTER, _("决定照看谁、多久看望一次，写计划和应急联络卡"), WORKERS),
    ),
    actions=(
        Action("care.proposed", _("看了一遍台账，有 %(found)s 人可能需要照看"), KEEP),
        Action("care.declined", _("%(actor)s 决定一人暂时不需要照看"), DROP),
        Action("care.taken_up", _("%(actor)s 开始照看一位居民"), KEEP),
        Action("care.adjusted", _("%(actor)s 调整了一位居民的照看"), KEEP),
        Action("care.stepped", _("%(actor)s 暂停、继续或结束了一位居民的照看"), DROP),
        Action("care.exported", _("%(actor)s 导出了照看名单，共 %(rows)s 人"), KEEP),
    ),
    door_acts=(DoorAct("care:home", pgettext_lazy("act", "照看"), "heart-handshake", policies.VIEW),),
    lives=(RECORD,),
    seeds="linli.contexts.care.seeds:looked_after",
    routines=(Routine("care.propose", tasks.propose_all, timedelta(hours=6)),),
)  # fmt: skip
