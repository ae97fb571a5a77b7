"""What is asked about rosters."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from linli.contexts.registry.models import ImportRun
from linli.contexts.registry.queries.groups import groups
from linli.contexts.registry.queries.imports import communities
from linli.kernel.actor import Actor
from linli.kernel.areas.models import Area
from linli.web.forms import DateField, LinliForm

KINDS = ".xlsx,.xls,.xml,.csv,.docx"


class RosterForm(LinliForm):
    """A roster to be handed in."""

    file = forms.FileField(label=_("名册文件"), allow_empty_file=True)
    community = forms.ModelChoiceField(Area.objects.none(), label=_("导入到"))

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        places = communities(actor)
        field: forms.ModelChoiceField = self.fields["community"]  # type: ignore[assignment, type-arg]
        field.queryset = places
        field.initial = places.first()
        self.fields["file"].widget.attrs.update(accept=KINDS, id="roster-file")
        self._dress()


class WayForm(LinliForm):
    """How a roster is to be taken: which sheet, where, of which day."""

    sheet = forms.ChoiceField(label=_("工作表"))
    community = forms.ModelChoiceField(Area.objects.none(), label=_("导入到"))
    valid_on = DateField(label=_("名册说的是哪一天的情况"))
    group = forms.ChoiceField(label=_("这是哪个人群的名单"), required=False)
    adds_dwellings = forms.BooleanField(
        label=_("自动添加房屋"),
        required=False,
        help_text=_("只在已有的楼栋里添加缺的门牌。"),
    )

    def __init__(self, *args: Any, actor: Actor, run: ImportRun, sheets: list[str], **kwargs: Any) -> None:
        initial = {
            "sheet": run.sheet, "community": run.community_id, "valid_on": run.valid_on, "group": run.group,
            "adds_dwellings": run.adds_dwellings,
        }  # fmt: skip
        super().__init__(*args, initial=initial, **kwargs)
        chosen: dict[str, Any] = self.fields
        chosen["sheet"].choices = [(name, name) for name in sheets]
        chosen["community"].queryset = communities(actor)
        named = [(key, group.label) for key, group in groups().items()]
        chosen["group"].choices = [("", _("不限人群，按各列登记")), *named]
        self._dress()
