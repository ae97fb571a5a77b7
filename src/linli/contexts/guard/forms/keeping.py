"""What is asked before a home's readings leave the house."""

from django import forms
from django.utils.translation import gettext_lazy as _

from linli.web.forms import LinliForm


class HandOverForm(LinliForm):
    """Who asked, and that it was really them."""

    reason = forms.CharField(
        label=_("谁来要、怎么核对的"), max_length=100, min_length=2,
        widget=forms.TextInput(
            attrs={"placeholder": _("例如：本人到窗口，看过身份证"), "autocomplete": "off"}
        ),
    )  # fmt: skip
