"""What is asked when grids are redrawn."""

from django import forms
from django.utils.translation import gettext_lazy as _

from linli.web.forms import LinliForm

KEEPS = [("300", _("尽量少变动")), ("80", _("适度调整")), ("0", _("重新划分"))]


class ProposalForm(LinliForm):
    """What a proposal should look for."""

    grids = forms.IntegerField(label=_("分成几个网格"), min_value=1, max_value=60)
    keep = forms.ChoiceField(label=_("变动多少"), choices=KEEPS)


class PlanForm(LinliForm):
    """What a plan is called, and what speaks for it."""

    name = forms.CharField(label=_("方案名称"), max_length=40)
    note_text = forms.CharField(label=_("说明（可不填）"), max_length=200, required=False)


class MoveForm(LinliForm):
    """A building, and the grid it should belong to."""

    building = forms.CharField(max_length=4)
    grid = forms.CharField(max_length=20)
