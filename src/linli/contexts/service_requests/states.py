"""The life of a request (诉求工单), after the practice of 接诉即办, and of a call-out (吹哨报到)."""

from django.utils.translation import gettext_lazy as _

from linli.contexts.service_requests.models import CallState, State, TurnState
from linli.kernel.workflow import Machine, Step

DISPATCH = "service_requests.dispatch"
HANDLE = "service_requests.handle"
APPROVE = "service_requests.approve"
ARBITRATE = "service_requests.arbitrate"
SUPERVISE = "service_requests.supervise"
CALL = "service_requests.call_out"
CALL_HEAVY = "service_requests.call_out_heavy"


def _of(*states: State | CallState | TurnState) -> frozenset[str]:
    return frozenset(state.value for state in states)


S = State
FRESH = _of(S.NEW, S.CLASSIFIED)
GIVEN = _of(S.DISPATCHED, S.SIGNED)
MERGEABLE = FRESH | _of(S.DISPATCHED)
WORKED_ON = _of(S.IN_PROGRESS)
WITHDRAWABLE = _of(
    S.NEW, S.CLASSIFIED, S.DISPATCHED, S.OBJECTED, S.DISPUTED, S.SIGNED, S.IN_PROGRESS, S.EXTENSION_ASKED,
    S.SUSPENSION_ASKED, S.SUSPENDED, S.SUPERVISED,
)  # fmt: skip

LIFE = Machine(
    name="service_requests.request",
    states=dict(State.choices),
    start=S.NEW.value,
    steps=(
        Step("classify", _("确定类别"), FRESH, S.CLASSIFIED.value, DISPATCH),
        Step("answer", _("直接答复"), FRESH, S.ANSWERED.value, DISPATCH),
        Step("divert", _("引导到其他渠道"), FRESH, S.DIVERTED.value, DISPATCH, reason=True),
        Step("dispatch", _("派单"), _of(S.CLASSIFIED), S.DISPATCHED.value, DISPATCH),
        Step("merge", _("并入同一件事"), MERGEABLE, S.MERGED.value, DISPATCH),
        Step("unmerge", _("分开办理"), _of(S.MERGED), S.CLASSIFIED.value, DISPATCH, reason=True),
        Step("sign", _("签收"), _of(S.DISPATCHED), S.SIGNED.value, HANDLE),
        Step("object", _("提出异议"), GIVEN, S.OBJECTED.value, HANDLE, reason=True),
        Step("object_again", _("再次提出异议"), GIVEN, S.DISPUTED.value, HANDLE, reason=True),
        Step("redirect", _("改派"), _of(S.OBJECTED), S.DISPATCHED.value, DISPATCH, reason=True),
        Step("uphold", _("维持派单"), _of(S.OBJECTED), S.SIGNED.value, DISPATCH, reason=True),
        Step("arbitrate", _("裁定承办单位"), _of(S.DISPUTED), S.DISPATCHED.value, ARBITRATE, reason=True),
        Step("contact", _("联系诉求人"), _of(S.SIGNED), S.IN_PROGRESS.value, HANDLE),
        Step("tell", _("写进展"), WORKED_ON, S.IN_PROGRESS.value, HANDLE),
        Step("share", _("请其他单位协办"), WORKED_ON, S.IN_PROGRESS.value, HANDLE),
        Step("finish_part", _("协办完成"), WORKED_ON, S.IN_PROGRESS.value, HANDLE),
        Step("take_back_part", _("收回协办"), WORKED_ON, S.IN_PROGRESS.value, HANDLE),
        Step("ask_extension", _("申请延期"), WORKED_ON, S.EXTENSION_ASKED.value, HANDLE, reason=True),
        Step("grant_extension", _("同意延期"), _of(S.EXTENSION_ASKED), S.IN_PROGRESS.value, APPROVE),
        Step(
            "refuse_extension",
            _("不同意延期"),
            _of(S.EXTENSION_ASKED),
            S.IN_PROGRESS.value,
            APPROVE,
            reason=True,
        ),
        Step("ask_suspension", _("申请挂账"), WORKED_ON, S.SUSPENSION_ASKED.value, HANDLE, reason=True),
        Step("grant_suspension", _("同意挂账"), _of(S.SUSPENSION_ASKED), S.SUSPENDED.value, APPROVE),
        Step(
            "refuse_suspension",
            _("不同意挂账"),
            _of(S.SUSPENSION_ASKED),
            S.IN_PROGRESS.value,
            APPROVE,
            reason=True,
        ),
        Step("resume", _("恢复办理"), _of(S.SUSPENDED), S.IN_PROGRESS.value, HANDLE),
        Step("report", _("反馈结果"), WORKED_ON, S.REPORTED.value, HANDLE),
        Step("send_back", _("退回补充"), _of(S.REPORTED), S.IN_PROGRESS.value, DISPATCH, reason=True),
        Step("accept", _("审核通过，转回访"), _of(S.REPORTED), S.CALLBACK.value, DISPATCH),
        Step("close", _("办结"), _of(S.ANSWERED, S.DIVERTED, S.CALLBACK), S.CLOSED.value, DISPATCH),
        Step(
            "reconsider",
            _("重新分类"),
            _of(S.ANSWERED, S.DIVERTED, S.CLOSED),
            S.CLASSIFIED.value,
            DISPATCH,
            reason=True,
        ),
        Step("reopen", _("重新办理"), _of(S.CALLBACK, S.CLOSED), S.DISPATCHED.value, DISPATCH, reason=True),
        Step("supervise", _("交督办"), _of(S.CALLBACK, S.CLOSED), S.SUPERVISED.value, DISPATCH, reason=True),
        Step("order", _("督办派单"), _of(S.SUPERVISED), S.DISPATCHED.value, SUPERVISE, reason=True),
        Step("settle", _("说明情况后办结"), _of(S.SUPERVISED), S.CLOSED.value, SUPERVISE, reason=True),
        Step("withdraw", _("撤回诉求"), WITHDRAWABLE, S.WITHDRAWN.value, DISPATCH, reason=True),
    ),
    final=_of(S.CLOSED, S.MERGED, S.WITHDRAWN),
)

C = CallState
CALLS = Machine(
    name="service_requests.call_out",
    states=dict(CallState.choices),
    start=C.PROPOSED.value,
    steps=(
        Step("blow", _("吹哨"), _of(C.PROPOSED), C.OPEN.value, CALL),
        Step("decline", _("不吹哨"), _of(C.PROPOSED), C.DECLINED.value, CALL, reason=True),
        Step("call_more", _("再叫一个单位"), _of(C.OPEN, C.ANSWERED), C.OPEN.value, CALL),
        Step("answer", _("各单位已反馈"), _of(C.OPEN), C.ANSWERED.value, HANDLE),
        Step("ask_again", _("请单位补充"), _of(C.OPEN, C.ANSWERED), C.OPEN.value, CALL),
        Step("close", _("销哨"), _of(C.ANSWERED), C.CLOSED.value, CALL, reason=True),
        Step(
            "withdraw", _("撤哨"), _of(C.PROPOSED, C.OPEN, C.ANSWERED), C.WITHDRAWN.value, CALL, reason=True
        ),
    ),
    final=_of(C.CLOSED, C.DECLINED, C.WITHDRAWN),
)

T = TurnState
AT_WORK = (T.SIGNED, T.CONTACTED, T.ARRIVED)
TURNS = Machine(
    name="service_requests.turn",
    states=dict(TurnState.choices),
    start=T.CALLED.value,
    steps=(
        Step("sign", _("签收"), _of(T.CALLED), T.SIGNED.value, HANDLE),
        Step("contact", _("联系社区"), _of(T.SIGNED), T.CONTACTED.value, HANDLE),
        Step("arrive", _("到场"), _of(T.SIGNED, T.CONTACTED), T.ARRIVED.value, HANDLE),
        *(Step("plan", _("写处置方案"), _of(s), s.value, HANDLE) for s in AT_WORK),
        Step("report", _("反馈结果"), _of(T.CONTACTED, T.ARRIVED), T.REPORTED.value, HANDLE),
        Step("object", _("说明不归本单位"), _of(T.CALLED, T.SIGNED), T.OBJECTED.value, HANDLE, reason=True),
        Step("insist", _("仍请到场"), _of(T.OBJECTED), T.SIGNED.value, CALL, reason=True),
        *(Step("more_time", _("宽限几天"), _of(s), s.value, CALL, reason=True) for s in AT_WORK),
        Step("send_back", _("退回补充"), _of(T.REPORTED), T.CONTACTED.value, CALL, reason=True),
        Step(
            "release", _("不用再办"), _of(T.CALLED, T.OBJECTED, *AT_WORK), T.RELEASED.value, CALL, reason=True
        ),
    ),
    final=_of(T.RELEASED),
)
