"""What visits contribute to the whole."""

from datetime import timedelta

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from linli.contexts.visits import policies, reactions, tasks
from linli.contexts.visits.imports.read_back import in_words
from linli.contexts.visits.imports.replay import KIND, page_of, replay
from linli.contexts.visits.queries import visits
from linli.contexts.visits.queries.due import due
from linli.contexts.visits.queries.fields import FIELDS
from linli.facts.registry import (
    GroupJoined,
    GroupLeft,
    PersonAmended,
    PersonErased,
    PersonRegistered,
    ResidentDied,
    ResidentMoved,
)
from linli.facts.service_requests import RequestClosed, RequestReopened, RequestReported
from linli.kernel.access.permissions import Permission
from linli.kernel.access.roles import COMMUNITY_MANAGER, COUNTER_CLERK, GRID_WORKER
from linli.kernel.audit.actions import Action, OnErasure
from linli.kernel.catalogue.manifest import Context, DoorAct, Entry, Figure, Routine
from linli.kernel.sync.kinds import Handler

KEEP = OnErasure.KEEP
WORKERS = (GRID_WORKER, COUNTER_CLERK, COMMUNITY_MANAGER)

MANIFEST = Context(
    key="visits",
    name=_("走访"),
    navigation=(
        Entry("visits:register", _("走访"), "walk", policies.VIEW, 12),
        Entry("visits:pocket", _("随身"), "device-mobile", "sync.hold", 18),
    ),
    permissions=(
        Permission(policies.VIEW, _("查看自己范围内的走访记录"), WORKERS),
        Permission(policies.RECORD, _("记走访，并据此更新居民信息"), WORKERS),
        Permission(policies.MANAGE, _("撤回别人记错的走访，安排无人负责的网格"), (COMMUNITY_MANAGER,)),
    ),
    actions=(
        Action("visits.recorded", _("%(actor)s 记下一次走访"), KEEP),
        Action("visits.checklist_taken", _("%(actor)s 交来一份走访清单，第 %(version)s 版"), KEEP),
        Action("visits.checklist_used", _("%(actor)s 启用了走访清单第 %(version)s 版"), KEEP),
        Action("visits.checklist_retired", _("%(actor)s 停用了走访清单第 %(version)s 版"), KEEP),
        Action("visits.exported", _("%(actor)s 导出了 %(rows)s 条走访记录"), KEEP),
        Action("visits.withdrawn", _("%(actor)s 撤回一次走访"), KEEP),
        Action("visits.weather_noted", _("%(actor)s 登记了 %(from_on)s 到 %(until_on)s 的极端天气"), KEEP),
        Action("visits.weather_ended", _("%(actor)s 结束了极端天气"), KEEP),
        Action("visits.conflict_decided", _("%(actor)s 核对了两种说法"), KEEP),
        Action("visits.finding_closed", _("%(actor)s 记下问题或需求的处理结果"), KEEP),
        Action("visits.finding_reopened", _("诉求 %(number)s 重新办理，走访发现的问题也重新打开"), KEEP),
        Action("visits.finding_passed_on", _("为走访发现的问题记下诉求 %(number)s"), KEEP),
        Action("visits.promise_kept", _("%(actor)s 办好了答应的事"), KEEP),
        Action("visits.promise_moved", _("%(actor)s 把答应的事改了日期"), KEEP),
        Action("visits.colour_chosen", _("%(actor)s 调整了这户的走访间隔"), KEEP),
        Action("visits.change_heard", _("登记有变化，重新算了这户要做的事"), KEEP),
        Action("visits.worked_out", _("算了 %(doors)s 户要做的事"), KEEP),
        Action("visits.pack_taken", _("%(actor)s 拿了一份网格交接单"), KEEP),
        Action("visits.left_exported", _("%(actor)s 导出了还剩多少要走访，%(rows)s 户"), KEEP),
        Action("visits.person_forgotten", _("按要求删除了 %(visits)s 次走访里与一人有关的内容"), KEEP),
    ),
    reactions={
        PersonRegistered: (reactions.notice_arrival,),
        ResidentMoved: (reactions.notice_move,),
        ResidentDied: (reactions.notice_death,),
        PersonAmended: (reactions.look_again,),
        GroupJoined: (reactions.look_again,),
        GroupLeft: (reactions.look_again,),
        PersonErased: (reactions.forget_person,),
        RequestReported: (reactions.note_request,),
        RequestClosed: (reactions.note_end_of_request,),
        RequestReopened: (reactions.note_request_open_again,),
    },
    routines=(Routine("visits.work_out", tasks.work_out_all, timedelta(minutes=20)),),
    figures=(
        Figure(
            "findings",
            _("走访发现、还没处理的"),
            policies.VIEW,
            visits.count_open_findings,
            "visits:findings",
            order=8,
        ),
        Figure(
            "conflicts",
            _("两种说法待核对"),
            policies.RECORD,
            visits.count_open_conflicts,
            "visits:conflicts",
            order=9,
        ),
    ),
    acts={KIND: Handler(replay, in_words, page_of)},
    due=due,
    door_acts=(
        DoorAct("visits:door", pgettext_lazy("act", "走访"), "walk", policies.RECORD),
        DoorAct("visits:history", _("走访记录"), "history", policies.VIEW),
    ),
    happened=visits.happened,
    fields=FIELDS,
    seeds="linli.contexts.visits.seeds:lived_in",
)
