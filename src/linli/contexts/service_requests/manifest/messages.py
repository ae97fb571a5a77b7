"""What people are told about requests and call-outs; ids, numbers and names of bodies only."""

from django.utils.translation import gettext_lazy as _

from linli.kernel.notices.messages import Message

OF_CALL_OUTS = (
    Message("service_requests.call_proposed", _("%(number)s 报请吹哨，请您决定。")),
    Message("service_requests.call_blown", _("您报请的 %(number)s 已经吹哨。")),
    Message("service_requests.call_declined", _("您报请的 %(number)s 这次没有吹哨，原因写在里面。")),
    Message("service_requests.called", _("%(kind)s %(number)s：请%(unit)s签收并到场。")),
    Message("service_requests.turn_reported", _("%(unit)s反馈了 %(number)s 的结果。")),
    Message("service_requests.turn_objected", _("%(unit)s说明 %(number)s 不归本单位，请您决定。")),
    Message("service_requests.turn_insisted", _("%(number)s 仍请%(unit)s到场，原因写在里面。")),
    Message("service_requests.turn_sent_back", _("%(number)s 的结果退回%(unit)s补充。")),
    Message("service_requests.call_answered", _("%(number)s 的各单位都已反馈，请您销哨并评价。")),
)

OF_THE_CLOCK = (
    Message(
        "service_requests.ladder_unit",
        _("%(number)s 的办理时限过了 %(percent)s%%，%(due)s 到期，请抓紧办理。"),
    ),
    Message("service_requests.ladder_dispatcher", _("%(unit)s办理的 %(number)s 到了时限还没办完，请过问。")),
    Message("service_requests.ladder_supervisor", _("%(unit)s办理的 %(number)s 超时较久，请督办。")),
    Message("service_requests.late_sort", _("%(number)s 报来一段时间了，还没有派单或答复。")),
    Message("service_requests.late_sign", _("%(number)s 派给%(unit)s，过了签收时限。")),
    Message("service_requests.late_contact", _("%(number)s 还没有联系诉求人，已过时限。")),
    Message("service_requests.late_decide", _("%(number)s 的派单异议等待决定。")),
    Message("service_requests.late_approve", _("%(number)s 的延期或挂账申请等待批复。")),
    Message("service_requests.late_review", _("%(number)s 的办理结果等待审核。")),
    Message("service_requests.late_callback", _("%(number)s 的诉求人还没有回访。")),
    Message("service_requests.late_supervise", _("%(number)s 等待督办。")),
    Message("service_requests.late_look_again", _("%(number)s 挂账到了复核的日子。")),
    Message("service_requests.late_part", _("%(unit)s协办 %(number)s，已过约定时间。")),
    Message("service_requests.late_call_sign", _("%(number)s：%(unit)s过了签收时限。")),
    Message("service_requests.late_call_contact", _("%(number)s：%(unit)s还没有联系，已过时限。")),
    Message("service_requests.late_call_report", _("%(number)s：%(unit)s还没有反馈结果，已过时限。")),
)

OF_OUTSIDE = (
    Message("service_requests.hotline_silent", _("12345 热线取不到工单，请看是什么原因。")),
    Message("service_requests.orders_refused", _("12345 热线有 %(count)s 张工单没能记下，请看一下。")),
    Message("service_requests.texts_unsent", _("有 %(count)s 条短信没有发出去，请换个办法告诉诉求人。")),
)

MESSAGES = (*OF_CALL_OUTS, *OF_THE_CLOCK, *OF_OUTSIDE)
