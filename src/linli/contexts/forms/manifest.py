"""What One Form contributes to the whole."""

from django.utils.translation import gettext_lazy as _

from linli.contexts.forms import reactions
from linli.contexts.forms.commands import forgetting
from linli.contexts.forms.commands.returns import KEPT_DAYS
from linli.contexts.forms.queries import returns
from linli.contexts.forms.queries.due import desk, due
from linli.contexts.forms.states import LIFE
from linli.facts.registry import PeopleMerged, PersonAmended, PersonErased
from linli.kernel.access.permissions import Permission
from linli.kernel.access.roles import COMMUNITY_MANAGER, COUNTER_CLERK, GRID_WORKER, SUBDISTRICT_OFFICER
from linli.kernel.audit.actions import Action, OnErasure
from linli.kernel.catalogue.manifest import Context, Entry, Figure, Keep

KEEP = OnErasure.KEEP
WORKERS = (GRID_WORKER, COUNTER_CLERK, COMMUNITY_MANAGER)

MANIFEST = Context(
    key="forms",
    name=_("一表通"),
    navigation=(Entry("forms:returns", _("一表通"), "file-spreadsheet", "forms.view", 15),),
    permissions=(
        Permission("forms.view", _("查看要填的表和报送情况"), (*WORKERS, SUBDISTRICT_OFFICER)),
        Permission("forms.fill", _("用登记的信息填部门的表，并下载"), WORKERS),
    ),
    actions=(
        Action("forms.taken", _("%(actor)s 收到一张表，共问 %(fields)s 项"), KEEP),
        Action("forms.reading_corrected", _("%(actor)s 核对了表的列"), KEEP),
        Action("forms.details_changed", _("%(actor)s 修改了报送信息"), KEEP),
        Action("forms.filled", _("%(actor)s 填好了表，%(rows)s 行，缺 %(missing)s 格"), KEEP),
        Action("forms.filled_outright", _("%(actor)s 通过接口填表 %(rows)s 行，缺 %(missing)s 格"), KEEP),
        Action("forms.downloaded", _("%(actor)s 下载了填好的表（第 %(version)s 版，%(rows)s 行）"), KEEP),
        Action("forms.handed_in", _("%(actor)s 登记已报送"), KEEP),
        Action("forms.taken_back", _("%(actor)s 撤回重填"), KEEP),
        Action("forms.withdrawn", _("%(actor)s 登记不用报了"), KEEP),
        Action("forms.reopened", _("%(actor)s 恢复了报送"), KEEP),
        Action("forms.person_forgotten", _("按要求删除了一人在 %(files)s 份填好的表里的内容"), KEEP),
        Action("forms.person_joined", _("合并档案后，%(carried)s 项待问内容转到保留的档案"), KEEP),
        Action("forms.questions_answered", _("登记补上了 %(answered)s 项表格要问的内容"), KEEP),
    ),
    reactions={
        PersonAmended: (reactions.close_questions,),
        PersonErased: (reactions.forget_person,),
        PeopleMerged: (reactions.ask_the_kept_one,),
    },
    retention=(Keep(_("填好的表里逐格的记录"), KEPT_DAYS, forgetting.purge_rows),),
    figures=(
        Figure("returns", _("待报送的表"), "forms.view", returns.count_open, "forms:returns", order=5),
        Figure(
            "questions",
            _("表格还要问的内容"),
            "forms.view",
            returns.count_questions,
            "forms:questions",
            order=6,
        ),
    ),
    due=due,
    desk=desk,
    lives=(LIFE,),
)
