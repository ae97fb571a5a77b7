"""What duties contribute to the whole."""

from datetime import timedelta

from django.utils.translation import gettext_lazy as _

from linli.contexts.duties import policies, tasks
from linli.contexts.duties.queries.due import desk, waiting
from linli.contexts.duties.states import ADMISSION, DEMAND
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
from linli.kernel.notices.messages import Message

KEEP = OnErasure.KEEP
WORKERS = (GRID_WORKER, COUNTER_CLERK, COMMUNITY_MANAGER)
EVERYBODY = (*WORKERS, SUBDISTRICT_OFFICER, DEPARTMENT_OFFICER)

MANIFEST = Context(
    key="duties",
    name=_("权责清单"),
    permissions=(
        Permission(policies.VIEW, _("查看权责清单和准入事项"), EVERYBODY),
        Permission(policies.MANAGE, _("维护本级的权责清单"), (COMMUNITY_MANAGER, SUBDISTRICT_OFFICER)),
        Permission(policies.APPLY, _("为本部门申请准入"), (DEPARTMENT_OFFICER,)),
        Permission(policies.DECIDE, _("审批准入申请"), (SUBDISTRICT_OFFICER,)),
        Permission(policies.SPEAK, _("代表社区对准入提意见"), (COMMUNITY_MANAGER,)),
        Permission(policies.ANSWER, _("登记外来的任务，退回不属于社区的"), (COMMUNITY_MANAGER,)),
    ),
    actions=(
        Action("duties.item_added", _("%(actor)s 在权责清单里加了 %(number)s"), KEEP),
        Action("duties.item_changed", _("%(actor)s 修改了权责清单的 %(number)s"), KEEP),
        Action("duties.item_ended", _("%(actor)s 让权责清单的 %(number)s 到期失效"), KEEP),
        Action("duties.example_taken", _("%(actor)s 放入了示例清单，共 %(items)s 项"), KEEP),
        Action(
            "duties.list_imported",
            _("%(actor)s 从表格导入权责清单：新增 %(added)s 项，更新 %(changed)s 项"),
            KEEP,
        ),
        Action("duties.exported", _("%(actor)s 导出了 %(rows)s 行（%(what)s）"), KEEP),
        Action("duties.admission_drafted", _("%(actor)s 起草了准入申请 %(number)s"), KEEP),
        Action("duties.admission_changed", _("%(actor)s 修改了准入申请 %(number)s"), KEEP),
        Action("duties.admission_submitted", _("%(actor)s 提交了准入申请 %(number)s"), KEEP),
        Action("duties.admission_retracted", _("%(actor)s 收回了准入申请 %(number)s"), KEEP),
        Action("duties.admission_taken_up", _("%(actor)s 开始审核准入申请 %(number)s"), KEEP),
        Action("duties.admission_sent_back", _("%(actor)s 退回准入申请 %(number)s，请补正"), KEEP),
        Action("duties.opinion_given", _("%(actor)s 对准入申请 %(number)s 提了意见"), KEEP),
        Action("duties.admission_approved", _("%(actor)s 准入了 %(number)s"), KEEP),
        Action("duties.admission_rejected", _("%(actor)s 没有准入 %(number)s"), KEEP),
        Action("duties.admission_began", _("准入事项 %(number)s 开始执行"), KEEP),
        Action("duties.admission_withdrawn", _("%(actor)s 撤销了准入事项 %(number)s"), KEEP),
        Action("duties.admission_ended", _("准入事项 %(number)s 到期结束"), KEEP),
        Action("duties.deadline_told", _("提醒了准入申请 %(number)s 的答复期限"), KEEP),
        Action("duties.demand_recorded", _("%(actor)s 登记了一件来件"), KEEP),
        Action("duties.demand_accepted", _("%(actor)s 按清单承接了一件来件"), KEEP),
        Action("duties.demand_off_list", _("%(actor)s 核对一件来件不在清单"), KEEP),
        Action("duties.demand_refused", _("%(actor)s 出具了退回函 %(number)s"), KEEP),
        Action("duties.demand_dropped", _("%(actor)s 登记一件来件对方已收回"), KEEP),
        Action("duties.demand_reopened", _("%(actor)s 重新核对一件来件"), KEEP),
    ),
    navigation=(Entry("duties:items", _("权责准入"), "shield-check", policies.VIEW, 16, waiting),),
    desk=desk,
    seeds="linli.contexts.duties.seeds:open_lists",
    messages=(
        Message("duties.submit.street", _("%(who)s申请准入“%(title)s”，最晚 %(day)s 答复。")),
        Message("duties.take_up.communities", _("街道在审核“%(title)s”，请社区提意见。")),
        Message("duties.take_up.applicant", _("街道开始审核“%(title)s”。")),
        Message("duties.send_back.applicant", _("“%(title)s”退回补正，请看街道的意见。")),
        Message("duties.approve.applicant", _("“%(title)s”已准入。")),
        Message("duties.approve.communities", _("%(who)s的“%(title)s”已准入。")),
        Message("duties.reject.applicant", _("“%(title)s”没有准入，请看街道的意见。")),
        Message("duties.reject.communities", _("%(who)s的“%(title)s”没有准入，社区不用做。")),
        Message("duties.take_effect.communities", _("%(who)s的“%(title)s”今天开始。")),
        Message("duties.withdraw.applicant", _("“%(title)s”的准入已撤销，请看街道的意见。")),
        Message("duties.withdraw.communities", _("“%(title)s”的准入已撤销，社区不用再做。")),
        Message("duties.end.applicant", _("“%(title)s”的准入已到期。")),
        Message("duties.end.communities", _("“%(title)s”的准入已到期，社区不用再做。")),
        Message("duties.wish", _("%(community)s建议撤销“%(title)s”。")),
        Message("duties.due_soon", _("“%(title)s”最晚 %(day)s 答复。")),
        Message("duties.overdue", _("“%(title)s”应在 %(day)s 前答复，已超期。")),
    ),
    lives=(ADMISSION, DEMAND),
    routines=(Routine("duties.turn_the_page", tasks.turn_the_page, timedelta(hours=1)),),
)
