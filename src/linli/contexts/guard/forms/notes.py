"""What is asked about a small change."""

from django import forms
from django.utils.translation import gettext_lazy as _

from linli.web.forms import LinliForm


class TalkForm(LinliForm):
    """What was said, in a few words."""

    words = forms.CharField(
        label=_("问到了什么"), max_length=200,
        widget=forms.TextInput(attrs={"placeholder": _("例如：都好；马桶漏水，已请物业来修")}),
    )  # fmt: skip
