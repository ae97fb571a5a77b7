"""What contests contribute: permissions and acts."""

from django.utils.translation import gettext_lazy as _

from linli.contexts.assembly.manifest.ballots import DROP, KEEP, WORKERS
from linli.contexts.assembly.states.contests import HELP_CONTEST, LEAD_CONTEST
from linli.kernel.access.permissions import Permission
from linli.kernel.access.roles import COMMUNITY_MANAGER
from linli.kernel.audit.actions import Action

PERMISSIONS = (
    Permission(LEAD_CONTEST, _("发起和主持最美楼道等评选，请评委，公布和撤销"), (COMMUNITY_MANAGER,)),
    Permission(HELP_CONTEST, _("在评选里帮忙：录入推荐、核对、录入纸评分表"), WORKERS),
)
ACTIONS = (
    Action("assembly.contest_drafted", _("%(actor)s 起草了一次评选"), KEEP),
    Action("assembly.contest_changed", _("%(actor)s 修改了一次评选"), KEEP),
    Action("assembly.contest_called", _("%(actor)s 开始收自荐和推荐"), KEEP),
    Action("assembly.contest_judged", _("%(actor)s 结束推荐，请评委看现场"), KEEP),
    Action("assembly.contest_vote_begun", _("%(actor)s 为评选发起了居民投票"), KEEP),
    Action("assembly.contest_counted", _("%(actor)s 合计了评选：%(places)s 处，%(ballots)s 票"), KEEP),
    Action("assembly.contest_published", _("%(actor)s 公布了评选结果，%(honoured)s 处获评"), KEEP),
    Action("assembly.contest_cancelled", _("%(actor)s 取消了一次评选"), DROP),
    Action("assembly.contest_honour_revoked", _("%(actor)s 撤销了一个称号"), DROP),
    Action("assembly.contest_place_proposed", _("一位居民推荐了 %(number)s 号参评地"), KEEP),
    Action("assembly.contest_place_written_down", _("%(actor)s 录入了 %(number)s 号推荐"), KEEP),
    Action("assembly.contest_place_accepted", _("%(actor)s 核对了 %(number)s 号推荐，参加评选"), KEEP),
    Action("assembly.contest_place_declined", _("%(actor)s 说明了 %(number)s 号推荐不参加的原因"), DROP),
    Action("assembly.contest_juror_called", _("%(actor)s 请了 %(number)s 号评委"), KEEP),
    Action("assembly.contest_juror_left", _("%(actor)s 撤下了 %(number)s 号评委"), KEEP),
    Action("assembly.contest_marked", _("%(juror)s 号评委给一处打了分"), KEEP),
    Action("assembly.contest_sheets_printed", _("%(actor)s 打印了 %(jurors)s 位评委的评分表"), KEEP),
    Action("assembly.contest_count_exported", _("%(actor)s 导出了评选合计"), KEEP),
)
