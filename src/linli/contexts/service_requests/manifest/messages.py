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

MESSAGES = (*OF_CALL_OUTS,)
