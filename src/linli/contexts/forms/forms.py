"""What is asked on the pages of One Form."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from linli.contexts.forms.models.returns import Repeats
from linli.contexts.forms.states import LIFE
from linli.kernel.actor import Actor
from linli.kernel.areas.models import Area, Kind
from linli.kernel.areas.queries import within
from linli.web.forms import DateField, LinliForm

PLACES = (Kind.COMMUNITY, Kind.GRID)


class TakeForm(LinliForm):
    """A department's file."""

    file = forms.FileField(label=_("表格文件"), allow_empty_file=True)
    place = forms.ModelChoiceField(Area.objects.none(), label=_("填报范围"))

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        places = within(actor, "forms.fill").filter(kind__in=PLACES)
        field: forms.ModelChoiceField = self.fields["place"]  # type: ignore[assignment, type-arg]
        field.queryset = places
        field.initial = places.first()
        self.fields["file"].widget.attrs.update(accept=".xlsx,.xls,.xml,.docx", id="form-file")
        self._dress()


class DetailsForm(LinliForm):
    """Who asked, under which number, until when, how often."""

    title = forms.CharField(label=_("表名"), max_length=200)
    asked_by = forms.CharField(label=_("要表的部门"), max_length=60, required=False)
    document_number = forms.CharField(label=_("文号"), max_length=60, required=False)
    due_on = DateField(label=_("截止日期"), required=False)
    repeats = forms.ChoiceField(label=_("多久报一次"), choices=Repeats.choices)
    note = forms.CharField(label=_("备注"), max_length=200, required=False)


class ListFilter(LinliForm):
    """What the list of returns is narrowed by."""

    q = forms.CharField(
        required=False,
        label=_("表名、部门或文号"),
        widget=forms.TextInput(attrs={"placeholder": _("表名、部门或文号"), "type": "search"}),
    )
    state = forms.ChoiceField(required=False, label=_("状态"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [("", _("全部状态")), *LIFE.states.items()]
        self.fields["state"].choices = choices  # type: ignore[attr-defined]
        self._dress()


class WithdrawForm(LinliForm):
    """Why it need not be returned."""

    reason = forms.CharField(label=_("原因"), max_length=100)
