"""What service requests contribute to the whole."""

from datetime import timedelta

from django.utils.translation import gettext_lazy as _

from linli.contexts.service_requests import policies
from linli.contexts.service_requests.commands import forgetting
from linli.contexts.service_requests.commands import outside as sending
from linli.contexts.service_requests.manifest.actions import OF_CALL_OUTS, OF_REQUESTS, OF_RULES
from linli.contexts.service_requests.manifest.figures import FIGURES
from linli.contexts.service_requests.manifest.messages import MESSAGES
from linli.contexts.service_requests.queries import due, finding, listing, outside, topics
from linli.contexts.service_requests.queries.tiles import tiles
from linli.contexts.service_requests.reactions import hotline, telling
from linli.contexts.service_requests.reactions import visits as from_visits
from linli.contexts.service_requests.states import (
    APPROVE,
    ARBITRATE,
    CALL,
    CALL_HEAVY,
    CALLS,
    DISPATCH,
    HANDLE,
    LIFE,
    SUPERVISE,
    TURNS,
)
from linli.contexts.service_requests.tasks import learning, reminding
from linli.contexts.service_requests.tasks import outside as fetching
from linli.facts.service_requests import ReporterToTell, RequestClosed, RequestMoved
from linli.facts.visits import ProblemAnswered, ProblemNoticed
from linli.kernel.access.permissions import Permission
from linli.kernel.access.roles import (
    COMMUNITY_MANAGER,
    COUNTER_CLERK,
    DEPARTMENT_OFFICER,
    GRID_WORKER,
    SUBDISTRICT_OFFICER,
)
from linli.kernel.catalogue.manifest import Context, DoorAct, Entry, Keep, Routine
from linli.kernel.search.hits import Source

WORKERS = (GRID_WORKER, COUNTER_CLERK, COMMUNITY_MANAGER)
DISPATCHERS = (COUNTER_CLERK, COMMUNITY_MANAGER, SUBDISTRICT_OFFICER)
DECIDERS = (COMMUNITY_MANAGER, SUBDISTRICT_OFFICER)

MANIFEST = Context(
    key="service_requests",
    name=_("诉求"),
    navigation=(
        Entry("service_requests:register", _("诉求"), "message-report", HANDLE, 13, waiting=listing.waiting),
        Entry("service_requests:call_outs", _("吹哨"), "speakerphone", HANDLE, 14),
        Entry("service_requests:matters", _("热点"), "flame", policies.VIEW, 62),
        Entry("service_requests:rules", _("派单规则"), "route", policies.RULES, 77),
        Entry("service_requests:outside", _("对外接通"), "arrows-exchange", policies.RULES, 78),
    ),
    permissions=(
        Permission(policies.VIEW, _("查看自己范围内的诉求"), (*WORKERS, SUBDISTRICT_OFFICER)),
        Permission(policies.ENTER, _("替居民报事"), WORKERS),
        Permission(DISPATCH, _("给诉求分类、答复、派单、审核和回访"), DISPATCHERS),
        Permission(HANDLE, _("办理派给本单位的诉求"), (*WORKERS, SUBDISTRICT_OFFICER, DEPARTMENT_OFFICER)),
        Permission(APPROVE, _("批准延期、挂账和剔除"), DECIDERS),
        Permission(ARBITRATE, _("裁定由哪个单位承办"), DECIDERS),
        Permission(SUPERVISE, _("督办两次没有解决的诉求"), DECIDERS),
        Permission(policies.PROPOSE, _("报请吹哨"), (*WORKERS, SUBDISTRICT_OFFICER)),
        Permission(CALL, _("吹哨，叫单位到场，并评价单位"), DECIDERS),
        Permission(CALL_HEAVY, _("吹综合执法哨等重哨"), (SUBDISTRICT_OFFICER,)),
        Permission(policies.RULES, _("修改派单规则"), DECIDERS),
    ),
    actions=(*OF_REQUESTS, *OF_RULES, *OF_CALL_OUTS),
    messages=MESSAGES,
    reactions={
        ProblemNoticed: (from_visits.open_for,),
        ProblemAnswered: (from_visits.hear_answer,),
        RequestMoved: (telling.tell_reporters,),
        ReporterToTell: (telling.tell_reporter,),
        RequestClosed: (hotline.send_result,),
    },
    due=due.due,
    desk=due.desk,
    figures=FIGURES,
    retention=(
        Keep(_("诉求人的姓名、电话和查询码"), forgetting.kept_days(), forgetting.purge_reporters),
        Keep(_("短信发送和热线取单的记录"), outside.kept_days(), sending.purge_outside),
    ),
    routines=(
        Routine("service_requests.learn", learning.learn_where_due, timedelta(hours=6)),
        Routine("service_requests.pull_orders", fetching.pull_by_the_clock, outside.every()),
        Routine("service_requests.tell_of_unsent", fetching.tell_of_unsent, timedelta(minutes=10)),
        Routine("service_requests.remind", reminding.remind_all, timedelta(minutes=5)),
    ),
    search=(
        Source(
            "requests",
            _("诉求"),
            "message-report",
            HANDLE,
            finding.find_requests,
            15,
            more="service_requests:register",
        ),
    ),
    door_acts=(DoorAct("service_requests:enter_at", _("替居民报事"), "message-report", policies.ENTER),),
    happened=finding.happened,
    seeds="linli.contexts.service_requests.seeds:lived_in",
    tiles=tiles,
    needs=topics.needs,
    lives=(LIFE, CALLS, TURNS),
)
