"""What is asked before past alarms leave the house."""

from django import forms
from django.utils.translation import gettext_lazy as _

from linli.web.forms import LinliForm

WEEKS = (("4", _("四周")), ("13", _("一个季度")), ("26", _("半年")))


class AlarmsForm(LinliForm):
    """How far back, and what for."""

    weeks = forms.ChoiceField(label=_("多久以来的"), choices=WEEKS)
    reason = forms.CharField(
        label=_("拿来做什么"), max_length=100, min_length=2,
        widget=forms.TextInput(attrs={"placeholder": _("例如：月底例会看响得准不准"), "autocomplete": "off"}),
    )  # fmt: skip
