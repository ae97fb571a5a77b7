"""What is asked about the budget of check calls."""

from django import forms
from django.utils.translation import gettext_lazy as _

from linli.web.forms import LinliForm


class BudgetForm(LinliForm):
    """How many, why, and that a large step was thought about twice."""

    calls_a_day = forms.DecimalField(
        label=_("一天可以打几个问候电话"), max_digits=4, decimal_places=1, min_value=0, localize=False,
        help_text=_("全社区一起算。几天打一个的，填小数，例如两天一个填 0.5。"),
        widget=forms.NumberInput(attrs={"step": "0.5"}),
    )  # fmt: skip
    reason = forms.CharField(
        label=_("为什么这样定（可不填）"), max_length=100, required=False,
        widget=forms.TextInput(attrs={"placeholder": _("例如：新来了两位志愿者")}),
    )  # fmt: skip
    is_sure = forms.BooleanField(label=_("改动很大，我已经想好了"), required=False)
