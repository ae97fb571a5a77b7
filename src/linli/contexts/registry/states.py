"""The life of a roster (名册导入)."""

from django.utils.translation import gettext_lazy as _

from linli.contexts.registry.models.imports import RunState
from linli.kernel.workflow import Machine, Step

IMPORT = "registry.import"
TRIED = frozenset({RunState.MAPPED.value, RunState.CHECKED.value})
BEGUN = frozenset({RunState.RUNNING.value, RunState.DONE.value})
IMPORTING = Machine(
    name="registry.import",
    states=dict(RunState.choices),
    start=RunState.MAPPED.value,
    steps=(
        Step("map", _("改各列"), TRIED, RunState.MAPPED.value, IMPORT),
        Step("check", _("试读"), TRIED, RunState.CHECKED.value, IMPORT),
        Step("apply", _("导入"), frozenset({RunState.CHECKED.value}), RunState.RUNNING.value, IMPORT),
        Step("finish", _("导入完毕"), frozenset({RunState.RUNNING.value}), RunState.DONE.value, IMPORT),
        Step("undo", _("撤销导入"), BEGUN, RunState.UNDOING.value, IMPORT),
        Step("restore", _("撤销完毕"), frozenset({RunState.UNDOING.value}), RunState.UNDONE.value, IMPORT),
        Step("drop", _("不导入了"), TRIED, RunState.DROPPED.value, IMPORT),
    ),
    final=frozenset({RunState.DONE.value, RunState.UNDONE.value, RunState.DROPPED.value}),
)
