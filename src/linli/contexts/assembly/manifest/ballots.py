"""What votes contribute: permissions, acts, what runs by the clock, what is forgotten."""

from datetime import timedelta

from django.utils.translation import gettext_lazy as _

from linli.contexts.assembly.states import RUN, TAKE
from linli.contexts.assembly.tasks import ballots as tasks
from linli.kernel import packs
from linli.kernel.access.permissions import Permission
from linli.kernel.access.roles import COMMUNITY_MANAGER, COUNTER_CLERK, GRID_WORKER
from linli.kernel.audit.actions import Action, OnErasure
from linli.kernel.catalogue.manifest import Keep, Routine

KEEP, DROP = OnErasure.KEEP, OnErasure.DROP_REASON
WORKERS = (GRID_WORKER, COUNTER_CLERK, COMMUNITY_MANAGER)
PERMISSIONS = (
    Permission(RUN, _("发起投票表决，核对名册，计票和公布结果"), (COMMUNITY_MANAGER,)),
    Permission(TAKE, _("代收纸票、电话票和上门票，做第二个核对的人，录入纸票"), WORKERS),
)
ACTIONS = (
    Action("assembly.ballot_drafted", _("%(actor)s 起草了一次表决"), KEEP),
    Action("assembly.ballot_changed", _("%(actor)s 修改了一次表决的内容"), KEEP),
    Action("assembly.roll_made", _("%(actor)s 按登记生成了投票名册，共 %(lines)s 票"), KEEP),
    Action("assembly.ballot_redrafted", _("%(actor)s 把一次表决退回修改"), KEEP),
    Action("assembly.roll_announced", _("%(actor)s 公示了投票名册"), KEEP),
    Action("assembly.roll_line_struck", _("%(actor)s 把一票移出名册"), DROP),
    Action("assembly.roll_line_added", _("%(actor)s 往名册里补了一票"), DROP),
    Action("assembly.roll_line_corrected", _("%(actor)s 更正了名册上的面积或业主"), DROP),
    Action("assembly.ballot_opened", _("%(actor)s 宣布投票开始"), KEEP),
    Action("assembly.voted", _("一位居民投了一票"), KEEP),
    Action("assembly.vote_taken_in", _("%(actor)s 代收了一票，等第二人确认"), KEEP),
    Action("assembly.vote_confirmed", _("%(actor)s 作为第二人确认了代收的一票"), KEEP),
    Action("assembly.vote_withdrawn", _("%(actor)s 撤回了代收的一票"), DROP),
    Action("assembly.vote_set_aside", _("%(actor)s 决定代收的一票不计入"), DROP),
    Action("assembly.proxy_entered", _("%(actor)s 登记了一份投票委托书"), KEEP),
    Action("assembly.proxy_confirmed", _("%(actor)s 作为第二人核对了投票委托书"), KEEP),
    Action("assembly.proxy_withdrawn", _("%(actor)s 作废了一份投票委托书"), DROP),
    Action("assembly.proxy_revealed", _("%(actor)s 查看了投票委托书上的姓名"), DROP),
    Action("assembly.door_told", _("%(actor)s 记下一户已经送过票"), KEEP),
    Action("assembly.door_not_told", _("%(actor)s 取消了一户送过票的记录"), KEEP),
    Action("assembly.roll_erased", _("到期清除了一次表决的名册 %(lines)s 行、代收记录 %(papers)s 份"), KEEP),
    Action("assembly.paper_read", _("%(actor)s 录入了第 %(number)s 张纸票"), KEEP),
    Action("assembly.ballot_closed", _("%(actor)s 结束投票并计票，%(entitled)s 票中投了 %(voted)s 票"), KEEP),
    Action("assembly.result_published", _("%(actor)s 公布了投票结果，文件指纹 %(fingerprint)s"), KEEP),
    Action("assembly.ballot_cancelled", _("%(actor)s 取消了一次表决"), DROP),
    Action("assembly.roll_exported", _("%(actor)s 导出了投票名册，共 %(rows)s 行"), KEEP),
    Action("assembly.papers_printed", _("%(actor)s 打印了 %(papers)s 张纸票"), KEEP),
)
ROUTINES = (Routine("assembly.turn_the_page", tasks.turn_the_page, timedelta(minutes=2)),)
RETENTION = (
    Keep(_("投票名册和代收记录"), int(packs.pack("assembly")["keep"]["rolls_days"]), tasks.forget_rolls),
)
