"""What duties contribute to the whole."""

from django.utils.translation import gettext_lazy as _

from linli.contexts.duties import policies
from linli.kernel.access.permissions import Permission
from linli.kernel.access.roles import (
    COMMUNITY_MANAGER,
    COUNTER_CLERK,
    DEPARTMENT_OFFICER,
    GRID_WORKER,
    SUBDISTRICT_OFFICER,
)
from linli.kernel.audit.actions import Action, OnErasure
from linli.kernel.catalogue.manifest import Context

KEEP = OnErasure.KEEP
WORKERS = (GRID_WORKER, COUNTER_CLERK, COMMUNITY_MANAGER)
EVERYBODY = (*WORKERS, SUBDISTRICT_OFFICER, DEPARTMENT_OFFICER)

MANIFEST = Context(
    key="duties",
    name=_("权责清单"),
    permissions=(
        Permission(policies.VIEW, _("查看权责清单和准入事项"), EVERYBODY),
        Permission(policies.MANAGE, _("维护本级的权责清单"), (COMMUNITY_MANAGER, SUBDISTRICT_OFFICER)),
        Permission(policies.APPLY, _("为本部门申请准入"), (DEPARTMENT_OFFICER,)),
        Permission(policies.DECIDE, _("审批准入申请"), (SUBDISTRICT_OFFICER,)),
        Permission(policies.SPEAK, _("代表社区对准入提意见"), (COMMUNITY_MANAGER,)),
        Permission(policies.ANSWER, _("登记外来的任务，退回不属于社区的"), (COMMUNITY_MANAGER,)),
    ),
    actions=(
        Action("duties.item_added", _("%(actor)s 在权责清单里加了 %(number)s"), KEEP),
        Action("duties.item_changed", _("%(actor)s 修改了权责清单的 %(number)s"), KEEP),
        Action("duties.item_ended", _("%(actor)s 让权责清单的 %(number)s 到期失效"), KEEP),
        Action("duties.example_taken", _("%(actor)s 放入了示例清单，共 %(items)s 项"), KEEP),
    ),
)
