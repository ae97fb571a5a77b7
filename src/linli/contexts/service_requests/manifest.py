"""What service requests contribute to the whole."""

from django.utils.translation import gettext_lazy as _

from linli.contexts.service_requests import policies
from linli.contexts.service_requests.states import APPROVE, ARBITRATE, DISPATCH, HANDLE, LIFE, SUPERVISE
from linli.kernel.access.permissions import Permission
from linli.kernel.access.roles import (
    COMMUNITY_MANAGER,
    COUNTER_CLERK,
    DEPARTMENT_OFFICER,
    GRID_WORKER,
    SUBDISTRICT_OFFICER,
)
from linli.kernel.audit.actions import Action, OnErasure
from linli.kernel.catalogue.manifest import Context

KEEP = OnErasure.KEEP
WORKERS = (GRID_WORKER, COUNTER_CLERK, COMMUNITY_MANAGER)
DISPATCHERS = (COUNTER_CLERK, COMMUNITY_MANAGER, SUBDISTRICT_OFFICER)
DECIDERS = (COMMUNITY_MANAGER, SUBDISTRICT_OFFICER)

MANIFEST = Context(
    key="service_requests",
    name=_("诉求"),
    permissions=(
        Permission(policies.VIEW, _("查看自己范围内的诉求"), (*WORKERS, SUBDISTRICT_OFFICER)),
        Permission(policies.ENTER, _("替居民报事"), WORKERS),
        Permission(DISPATCH, _("给诉求分类、答复、派单、审核和回访"), DISPATCHERS),
        Permission(HANDLE, _("办理派给本单位的诉求"), (*WORKERS, SUBDISTRICT_OFFICER, DEPARTMENT_OFFICER)),
        Permission(APPROVE, _("批准延期、挂账和剔除"), DECIDERS),
        Permission(ARBITRATE, _("裁定由哪个单位承办"), DECIDERS),
        Permission(SUPERVISE, _("督办两次没有解决的诉求"), DECIDERS),
        Permission(policies.RULES, _("修改派单规则"), DECIDERS),
    ),
    actions=(
        Action("service_requests.reported", _("%(actor)s 记下诉求 %(number)s"), KEEP),
        Action("service_requests.joined", _("%(actor)s 为诉求 %(number)s 加了一位诉求人"), KEEP),
        Action("service_requests.withdrawn", _("%(actor)s 撤回了诉求 %(number)s"), KEEP),
        Action("service_requests.classified", _("%(actor)s 给诉求 %(number)s 定了类别"), KEEP),
        Action("service_requests.answered", _("%(actor)s 直接答复了诉求 %(number)s"), KEEP),
        Action("service_requests.diverted", _("%(actor)s 把诉求 %(number)s 引导到其他渠道"), KEEP),
        Action("service_requests.dispatched", _("%(actor)s 派出诉求 %(number)s"), KEEP),
        Action("service_requests.merged", _("%(actor)s 把诉求 %(number)s 并入同一件事"), KEEP),
        Action("service_requests.unmerged", _("%(actor)s 把诉求 %(number)s 分开办理"), KEEP),
        Action("service_requests.shown", _("%(actor)s 改了诉求 %(number)s 是否给邻居看"), KEEP),
        Action("service_requests.signed", _("%(actor)s 签收诉求 %(number)s"), KEEP),
        Action("service_requests.objected", _("%(actor)s 对诉求 %(number)s 的派单提出异议"), KEEP),
        Action("service_requests.redirected", _("%(actor)s 改派诉求 %(number)s"), KEEP),
        Action("service_requests.upheld", _("%(actor)s 维持诉求 %(number)s 的派单"), KEEP),
        Action("service_requests.arbitrated", _("%(actor)s 裁定诉求 %(number)s 的承办单位"), KEEP),
        Action("service_requests.contacted", _("%(actor)s 联系了诉求 %(number)s 的诉求人"), KEEP),
        Action("service_requests.told", _("%(actor)s 写了诉求 %(number)s 的进展"), KEEP),
        Action("service_requests.shared", _("%(actor)s 请其他单位协办诉求 %(number)s"), KEEP),
        Action("service_requests.part_finished", _("%(actor)s 办完诉求 %(number)s 的协办"), KEEP),
        Action("service_requests.part_taken_back", _("%(actor)s 收回诉求 %(number)s 的协办"), KEEP),
        Action("service_requests.extension_asked", _("%(actor)s 为诉求 %(number)s 申请延期"), KEEP),
        Action("service_requests.extension_granted", _("%(actor)s 同意诉求 %(number)s 延期"), KEEP),
        Action("service_requests.extension_refused", _("%(actor)s 不同意诉求 %(number)s 延期"), KEEP),
        Action("service_requests.suspension_asked", _("%(actor)s 为诉求 %(number)s 申请挂账"), KEEP),
        Action("service_requests.suspension_granted", _("%(actor)s 同意诉求 %(number)s 挂账"), KEEP),
        Action("service_requests.suspension_refused", _("%(actor)s 不同意诉求 %(number)s 挂账"), KEEP),
        Action("service_requests.resumed", _("%(actor)s 恢复办理诉求 %(number)s"), KEEP),
        Action("service_requests.result_reported", _("%(actor)s 反馈了诉求 %(number)s 的结果"), KEEP),
        Action("service_requests.sent_back", _("%(actor)s 把诉求 %(number)s 退回补充"), KEEP),
        Action("service_requests.accepted", _("%(actor)s 审核通过诉求 %(number)s"), KEEP),
        Action("service_requests.judged", _("%(actor)s 记下诉求 %(number)s 的评价"), KEEP),
        Action("service_requests.not_reached", _("%(actor)s 回访诉求 %(number)s，没有联系上"), KEEP),
        Action("service_requests.closed", _("%(actor)s 办结诉求 %(number)s"), KEEP),
        Action("service_requests.reopened", _("%(actor)s 重新办理诉求 %(number)s"), KEEP),
        Action("service_requests.reconsidered", _("%(actor)s 把诉求 %(number)s 重新分类"), KEEP),
        Action("service_requests.ordered", _("%(actor)s 督办诉求 %(number)s"), KEEP),
        Action("service_requests.settled", _("%(actor)s 说明情况后办结诉求 %(number)s"), KEEP),
        Action("service_requests.left_out", _("%(actor)s 提出不把诉求 %(number)s 的一份评价计入"), KEEP),
        Action(
            "service_requests.left_out_agreed", _("%(actor)s 就诉求 %(number)s 的评价是否计入作了决定"), KEEP
        ),
    ),
    lives=(LIFE,),
)
