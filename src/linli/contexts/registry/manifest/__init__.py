"""What the register contributes to the whole."""

from datetime import timedelta

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from linli.contexts.registry import tasks
from linli.contexts.registry.commands import imports
from linli.contexts.registry.manifest.fields import FIELDS
from linli.contexts.registry.manifest.wording import ACTIONS, MESSAGES, PERMISSIONS
from linli.contexts.registry.queries import duplicates, exports, figures
from linli.contexts.registry.queries.due import due
from linli.contexts.registry.queries.finding import find_dwellings, find_people, find_premises
from linli.contexts.registry.queries.populations import POPULATIONS
from linli.contexts.registry.states import IMPORTING
from linli.kernel.catalogue.manifest import Context, Entry, Figure, Keep, Routine
from linli.kernel.search.hits import Source

VIEW = "registry.view"

MANIFEST = Context(
    key="registry",
    name=_("台账"),
    navigation=(
        Entry("registry:people", _("居民"), "users", VIEW, 40),
        Entry("registry:places", pgettext_lazy("many", "楼栋"), "building", VIEW, 42),
        Entry("registry:registers", _("台账"), "table", VIEW, 45, waiting=exports.to_approve),
        Entry("registry:imports", _("导入名册"), "file-import", "registry.import", 70),
        Entry("registry:grids", pgettext_lazy("many", "网格"), "map-2", VIEW, 74),
        Entry(
            "registry:duplicates",
            _("重复核对"),
            "arrow-merge",
            "registry.merge",
            72,
            waiting=duplicates.how_many_wait,
        ),
    ),
    permissions=PERMISSIONS,
    actions=ACTIONS,
    messages=MESSAGES,
    fields=FIELDS,
    populations=POPULATIONS,
    due=due,
    lives=(IMPORTING,),
    retention=(Keep(_("导入名册的逐行记录"), imports.KEPT_DAYS, imports.purge),),
    seeds="linli.contexts.registry.seeds:look_for_doubles",
    routines=(Routine("registry.resume_imports", tasks.resume_standing, timedelta(minutes=2)),),
    search=(
        Source("people", _("居民"), "user", VIEW, find_people, 10, more="registry:people"),
        Source("dwellings", _("房屋"), "home", VIEW, find_dwellings, 20),
        Source(
            "premises", _("单位场所"), "building-community", VIEW, find_premises, 30, more="registry:premises"
        ),
    ),
    figures=(
        Figure("people", _("居住人口"), VIEW, figures.living, "registry:people", order=10),
        Figure("households", _("住户"), VIEW, figures.households, "registry:places", order=11),
        Figure(
            "older",
            _("60 岁以上"),
            VIEW,
            figures.older,
            "registry:people",
            "population=60周岁以上老年人",
            order=12,
        ),
        Figure(
            "alone", _("独居老人"), VIEW, figures.alone, "registry:people", "population=独居老人", order=13
        ),
        Figure(
            "inflow",
            _("人户分离流入"),
            VIEW,
            figures.inflow,
            "registry:people",
            "population=人户分离流入人口",
            order=14,
        ),
        Figure("birthdays", _("30 天内到龄的人"), VIEW, figures.birthdays, "registry:birthdays", order=16),
        Figure(
            "review", _("待核实的关爱人群"), VIEW, figures.to_verify, "registry:people", "review=1", order=15
        ),
    ),
)
