"""What promises contribute: permissions, acts, messages."""

from django.utils.translation import gettext_lazy as _

from linli.contexts.assembly.models import PromiseState
from linli.contexts.assembly.states import CONFIRM, FOLLOW, PROMISE
from linli.kernel.access.permissions import Permission
from linli.kernel.access.roles import (
    COMMUNITY_MANAGER,
    COUNTER_CLERK,
    DEPARTMENT_OFFICER,
    GRID_WORKER,
    SUBDISTRICT_OFFICER,
)
from linli.kernel.audit.actions import Action, OnErasure
from linli.kernel.notices.messages import Message

KEEP, DROP = OnErasure.KEEP, OnErasure.DROP_REASON
ALL = (GRID_WORKER, COUNTER_CLERK, COMMUNITY_MANAGER, SUBDISTRICT_OFFICER, DEPARTMENT_OFFICER)
PERMISSIONS = (
    Permission(FOLLOW, _("看承诺，报自己负责的进展，把结果告诉参加过的人"), ALL),
    Permission(PROMISE, _("记下承诺，替责任单位写进展，重新做没做到的"), (COMMUNITY_MANAGER,)),
    Permission(
        CONFIRM, _("看过以后确认承诺兑现（不能确认自己负责的）"), (COMMUNITY_MANAGER, SUBDISTRICT_OFFICER)
    ),
)
ACTIONS = (
    Action("assembly.promise_made", _("%(actor)s 记下了一个承诺"), KEEP),
    Action("assembly.promise_begun", _("%(actor)s 开始做一个承诺"), KEEP),
    Action("assembly.promise_progressed", _("%(actor)s 写了承诺的进展"), KEEP),
    Action("assembly.promise_finished", _("%(actor)s 说一个承诺做完了"), KEEP),
    Action("assembly.promise_kept", _("%(actor)s 确认一个承诺兑现了"), KEEP),
    Action("assembly.promise_sent_back", _("%(actor)s 说一个承诺还没做好"), KEEP),
    Action("assembly.promise_postponed", _("%(actor)s 推迟了一个承诺"), KEEP),
    Action("assembly.promise_handed_on", _("%(actor)s 把一个承诺转给了别人"), KEEP),
    Action("assembly.promise_given_up", _("%(actor)s 说明一个承诺没能做到"), KEEP),
    Action("assembly.promise_taken_up", _("%(actor)s 重新做一个没做到的承诺"), KEEP),
    Action("assembly.promise_spoken_of", _("一位参加过的居民说了承诺做到没有"), KEEP),
    Action("assembly.participant_told", _("%(actor)s 把结果告诉了一位参加过的人"), KEEP),
    Action("assembly.promises_looked_at", _("一位居民看了自己参加过的会的承诺"), KEEP),
    Action("assembly.promises_exported", _("%(actor)s 导出了承诺清单，共 %(rows)s 行"), KEEP),
)
P, NEWS = PromiseState, "assembly.promise_news."
MESSAGES = (
    Message("assembly.promise_is_yours", _("“%(title)s”由您负责，%(day)s 前做到。")),
    Message(f"{NEWS}{P.MADE}", _("“%(source)s”上答应了：%(title)s（%(who)s，%(day)s 前）。")),
    Message(f"{NEWS}{P.UNDER_WAY}", _("“%(source)s”上答应的“%(title)s”重新开始做了，%(day)s 前。")),
    Message(f"{NEWS}{P.DONE}", _("“%(source)s”上答应的“%(title)s”说做完了，等人确认。")),
    Message(f"{NEWS}{P.KEPT}", _("“%(source)s”上答应的“%(title)s”兑现了。")),
    Message(f"{NEWS}{P.NOT_KEPT}", _("“%(source)s”上答应的“%(title)s”没能做到，原因写在里面。")),
    Message(f"{NEWS}{P.POSTPONED}", _("“%(source)s”上答应的“%(title)s”推迟到 %(day)s。")),
    Message(f"{NEWS}{P.HANDED_ON}", _("“%(source)s”上答应的“%(title)s”转给%(who)s。")),
)
