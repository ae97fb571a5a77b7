"""What can be done with requests and call-outs, as the audit trail says it."""

from django.utils.translation import gettext_lazy as _

from linli.kernel.audit.actions import Action, OnErasure

KEEP = OnErasure.KEEP

OF_REQUESTS = (
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
    Action("service_requests.left_out_agreed", _("%(actor)s 就诉求 %(number)s 的评价是否计入作了决定"), KEEP),
)

OF_CALL_OUTS = (
    Action("service_requests.call_proposed", _("%(actor)s 报请吹哨 %(number)s"), KEEP),
    Action("service_requests.call_blown", _("%(actor)s 吹哨 %(number)s"), KEEP),
    Action("service_requests.call_declined", _("%(actor)s 没有同意吹哨 %(number)s"), KEEP),
    Action("service_requests.call_widened", _("%(actor)s 为 %(number)s 再叫了一个单位"), KEEP),
    Action("service_requests.call_closed", _("%(actor)s 销哨 %(number)s"), KEEP),
    Action("service_requests.call_withdrawn", _("%(actor)s 撤哨 %(number)s"), KEEP),
    Action("service_requests.calls_exported", _("%(actor)s 导出了 %(rows)s 次吹哨"), KEEP),
    Action("service_requests.reminded", _("按时限提醒了 %(number)s"), KEEP),
    Action("service_requests.turn_signed", _("%(actor)s 签收 %(number)s"), KEEP),
    Action("service_requests.turn_contacted", _("%(actor)s 就 %(number)s 联系了社区"), KEEP),
    Action("service_requests.turn_arrived", _("%(actor)s 就 %(number)s 到场"), KEEP),
    Action("service_requests.turn_planned", _("%(actor)s 写了 %(number)s 的处置方案"), KEEP),
    Action("service_requests.turn_reported", _("%(actor)s 反馈了 %(number)s 的结果"), KEEP),
    Action("service_requests.turn_objected", _("%(actor)s 说明 %(number)s 不归本单位"), KEEP),
    Action("service_requests.turn_insisted", _("%(actor)s 仍请单位就 %(number)s 到场"), KEEP),
    Action("service_requests.turn_given_time", _("%(actor)s 为 %(number)s 宽限了几天"), KEEP),
    Action("service_requests.turn_sent_back", _("%(actor)s 把 %(number)s 的结果退回补充"), KEEP),
    Action("service_requests.turn_released", _("%(actor)s 就 %(number)s 告诉单位不用再办"), KEEP),
    Action("service_requests.unit_marked", _("%(actor)s 评价了 %(number)s 的一个单位"), KEEP),
    Action("service_requests.caller_marked", _("%(actor)s 就 %(number)s 评价了吹哨方"), KEEP),
)

OF_RULES = (
    Action("service_requests.rule_written", _("%(actor)s 写了派单规则“%(name)s”"), KEEP),
    Action("service_requests.rule_moved", _("%(actor)s 调整了派单规则“%(name)s”的先后"), KEEP),
    Action("service_requests.rule_switched", _("%(actor)s 启用或停用了派单规则“%(name)s”"), KEEP),
    Action("service_requests.rule_removed", _("%(actor)s 删去了派单规则“%(name)s”"), KEEP),
    Action("service_requests.learned", _("从 %(examples)s 件已分类的诉求里学了类别建议"), KEEP),
    Action("service_requests.common_drafted", _("%(actor)s 起草了一份共性问题报告"), KEEP),
    Action("service_requests.common_changed", _("%(actor)s 修改了一份共性问题报告"), KEEP),
    Action("service_requests.common_sent", _("%(actor)s 报送了一份共性问题报告"), KEEP),
    Action("service_requests.common_answered", _("%(actor)s 答复了一份共性问题报告"), KEEP),
)
