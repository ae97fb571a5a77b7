"""What open spaces contribute: permissions and acts."""

from django.utils.translation import gettext_lazy as _

from linli.contexts.assembly.manifest.ballots import DROP, KEEP, WORKERS
from linli.contexts.assembly.states.spaces import HELP, LEAD
from linli.kernel.access.permissions import Permission
from linli.kernel.access.roles import COMMUNITY_MANAGER
from linli.kernel.audit.actions import Action

PERMISSIONS = (
    Permission(LEAD, _("发起和主持开放空间会议"), (COMMUNITY_MANAGER,)),
    Permission(HELP, _("在开放空间会议里帮忙：发入场卡、录纸题卡、排集市、写记录"), WORKERS),
)
ACTIONS = (
    Action("assembly.space_drafted", _("%(actor)s 起草了一次开放空间会议"), KEEP),
    Action("assembly.space_changed", _("%(actor)s 修改了开放空间会议的安排"), KEEP),
    Action("assembly.space_led_on", _("%(actor)s 把开放空间会议带到下一步"), KEEP),
    Action("assembly.space_round_called", _("%(actor)s 宣布第 %(round)s 场开始"), KEEP),
    Action("assembly.space_cancelled", _("%(actor)s 取消了一次开放空间会议"), DROP),
    Action("assembly.space_card_written", _("有人用手机写了 %(number)s 号题卡"), KEEP),
    Action("assembly.space_card_written_down", _("%(actor)s 录入了 %(number)s 号纸题卡"), KEEP),
    Action("assembly.space_card_changed", _("%(actor)s 改了题卡上的字"), KEEP),
    Action("assembly.space_card_taken_back", _("召集人撤回了 %(number)s 号题卡"), KEEP),
    Action("assembly.space_card_withdrawn", _("%(actor)s 撤下了 %(number)s 号题卡"), DROP),
    Action("assembly.space_card_put_up", _("%(actor)s 移动了 %(number)s 号题卡"), KEEP),
    Action("assembly.space_arranged", _("%(actor)s 采用排场建议，排好 %(placed)s 张，剩 %(left)s 张"), KEEP),
    Action("assembly.space_cards_issued", _("%(actor)s 做了 %(cards)s 张入场卡"), KEEP),
    Action("assembly.space_cards_printed", _("%(actor)s 打印了 %(cards)s 张入场卡"), KEEP),
    Action("assembly.space_joined", _("一位居民用手机参加，%(number)s 号"), KEEP),
    Action("assembly.space_wished", _("%(number)s 号选了 %(wishes)s 个想去的组"), KEEP),
    Action("assembly.space_dots_given", _("%(number)s 号点了 %(dots)s 个点"), KEEP),
    Action("assembly.space_note_written", _("有人写了 %(number)s 号组的记录"), KEEP),
    Action("assembly.space_note_written_down", _("%(actor)s 录入了 %(number)s 号组的记录"), KEEP),
    Action("assembly.space_note_withdrawn", _("%(actor)s 撤下了一条记录"), DROP),
    Action("assembly.space_action_agreed", _("%(actor)s 记下了一条行动"), KEEP),
    Action("assembly.space_action_dropped", _("%(actor)s 划掉了一条行动"), KEEP),
    Action("assembly.space_record_exported", _("%(actor)s 导出了开放空间会议的记录"), KEEP),
)  # fmt: skip
