"""A common-problem report, and the subdistrict's answer."""

from django import forms
from django.utils.translation import gettext_lazy as _

from linli.web.forms import LinliForm


class ReportForm(LinliForm):
    """The words of a report."""

    title = forms.CharField(label=_("标题"), max_length=80)
    finding = forms.CharField(
        label=_("发现的情况"), max_length=3000, widget=forms.Textarea(attrs={"rows": 7})
    )
    asked = forms.CharField(
        label=_("请街道协调什么"), max_length=2000, required=False, widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("写清楚需要哪个单位做什么、希望什么时候完成。报送前要填。"),
    )  # fmt: skip


class ReplyForm(LinliForm):
    """What the subdistrict will do."""

    reply = forms.CharField(label=_("答复"), max_length=2000, widget=forms.Textarea(attrs={"rows": 5}))
