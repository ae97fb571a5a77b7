"""What meetings contribute: permissions, acts, messages."""

from django.utils.translation import gettext_lazy as _

from linli.contexts.assembly.states import AGREE, HOLD
from linli.contexts.assembly.tasks import meetings as tasks
from linli.kernel import packs
from linli.kernel.access.permissions import Permission
from linli.kernel.access.roles import COMMUNITY_MANAGER, COUNTER_CLERK, GRID_WORKER, SUBDISTRICT_OFFICER
from linli.kernel.audit.actions import Action, OnErasure
from linli.kernel.catalogue.manifest import Keep
from linli.kernel.notices.messages import Message

KEEP, DROP = OnErasure.KEEP, OnErasure.DROP_REASON
PERMISSIONS = (
    Permission(
        HOLD, _("安排会议、发通知、签到、主持和写纪要"), (GRID_WORKER, COUNTER_CLERK, COMMUNITY_MANAGER)
    ),
    Permission(
        AGREE, _("居民主持的会，看过后同意纪要（不能同意自己写的）"),
        (COUNTER_CLERK, COMMUNITY_MANAGER, SUBDISTRICT_OFFICER),
    ),
)  # fmt: skip
ACTIONS = (
    Action("assembly.meeting_planned", _("%(actor)s 安排了一次会议"), KEEP),
    Action("assembly.meeting_changed", _("%(actor)s 修改了一次会议的安排"), KEEP),
    Action("assembly.meeting_announced", _("%(actor)s 发出了开会通知"), KEEP),
    Action("assembly.meeting_opened", _("%(actor)s 宣布开会"), KEEP),
    Action("assembly.meeting_closed", _("%(actor)s 宣布散会"), KEEP),
    Action("assembly.meeting_moved", _("%(actor)s 改了已经通知的会议的时间或地点"), KEEP),
    Action("assembly.meeting_noticed", _("会议的公告贴出来了"), KEEP),
    Action("assembly.meeting_cancelled", _("%(actor)s 取消了一次会议"), KEEP),
    Action("assembly.item_added", _("%(actor)s 加了一项议程"), KEEP),
    Action("assembly.item_removed", _("%(actor)s 去掉了一项议程"), KEEP),
    Action("assembly.paper_added", _("%(actor)s 给议程加了材料"), KEEP),
    Action("assembly.item_noted", _("%(actor)s 写了一项议程的记录"), KEEP),
    Action("assembly.attended_by_list", _("%(actor)s 在签到表上记下一位到会的居民"), KEEP),
    Action("assembly.guest_attended", _("%(actor)s 在签到表上记下一位来宾"), KEEP),
    Action("assembly.attended_by_phone", _("一位居民用手机报到"), KEEP),
    Action("assembly.attendee_left", _("%(actor)s 记下一位居民先走或回来"), KEEP),
    Action("assembly.attendee_removed", _("%(actor)s 去掉了记错的一位"), KEEP),
    Action("assembly.motion_written", _("%(actor)s 写了一个动议"), KEEP),
    Action("assembly.motion_put", _("%(actor)s 把动议提交讨论"), KEEP),
    Action("assembly.motion_withdrawn", _("%(actor)s 记下一个动议撤回了"), KEEP),
    Action("assembly.vote_called", _("%(actor)s 宣布举手表决"), KEEP),
    Action("assembly.secret_vote_called", _("%(actor)s 宣布无记名投票，应投 %(entitled)s 票"), KEEP),
    Action("assembly.slip_cast", _("一位到会的居民投了一票"), KEEP),
    Action("assembly.slip_taken_in", _("%(actor)s 记下一位到会的交了纸票"), KEEP),
    Action("assembly.slip_taken_back", _("%(actor)s 撤回了记错的一张纸票"), KEEP),
    Action("assembly.slips_confirmed", _("第二个人确认了 %(slips)s 张纸票"), KEEP),
    Action("assembly.slips_counted", _("数了一遍纸票"), KEEP),
    Action(
        "assembly.secret_vote_closed", _("%(actor)s 结束无记名投票，%(entitled)s 票中投了 %(voted)s 票"), KEEP
    ),
    Action("assembly.debate_reopened", _("%(actor)s 让大家再讨论一会儿"), KEEP),
    Action("assembly.hands_counted", _("数了一遍举手"), KEEP),
    Action("assembly.motion_sent_to_ballot", _("%(actor)s 把动议改成投票表决"), KEEP),
    Action("assembly.ballot_result_taken", _("%(actor)s 把投票结果记到动议上"), KEEP),
    Action("assembly.speaker_added", _("%(actor)s 记下一位举手要发言的"), KEEP),
    Action("assembly.turn_asked", _("一位居民用手机要求发言"), KEEP),
    Action("assembly.turn_given", _("%(actor)s 请下一位发言"), KEEP),
    Action("assembly.turn_ended", _("%(actor)s 结束了一位的发言"), KEEP),
    Action("assembly.turn_dropped", _("%(actor)s 记下一位不发言了"), KEEP),
    Action("assembly.minutes_written", _("%(actor)s 写了会议纪要"), KEEP),
    Action("assembly.resolution_assigned", _("%(actor)s 把一项决议落实到人"), KEEP),
    Action("assembly.minutes_submitted", _("%(actor)s 把纪要交给主持人"), KEEP),
    Action("assembly.minutes_sent_back", _("%(actor)s 请修改纪要"), KEEP),
    Action("assembly.minutes_agreed", _("%(actor)s 同意了纪要"), KEEP),
    Action("assembly.attendance_forgotten", _("一次会议的签到名单到期清除，共 %(people)s 人"), KEEP),
    Action("assembly.minutes_published", _("%(actor)s 公布了纪要"), KEEP),
)
RETENTION = (
    Keep(
        _("会议的签到和发言名单"), int(packs.pack("meetings")["keep"]["people_days"]), tasks.forget_who_came
    ),
)
MESSAGES = (
    Message("assembly.minutes_to_agree", _("“%(title)s”的纪要写好了，请您看看。")),
    Message("assembly.minutes_returned", _("“%(title)s”的纪要要改，请看主持人写的原因。")),
    Message("assembly.minutes_published", _("“%(title)s”的纪要公布了。")),
)
