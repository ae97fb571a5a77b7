"""What a reporter says when called back."""

from django import forms
from django.utils.translation import gettext_lazy as _

from linli.contexts.service_requests.models import Satisfied, Solved, Via
from linli.web.forms import LinliForm


class CallForm(LinliForm):
    """What a reporter said."""

    solved = forms.ChoiceField(label=_("解决了吗"), choices=Solved.choices, widget=forms.RadioSelect)
    satisfied = forms.ChoiceField(label=_("满意吗"), choices=Satisfied.choices, widget=forms.RadioSelect)
    remark = forms.CharField(
        label=_("还说了什么"), required=False, max_length=500,
        widget=forms.Textarea(attrs={"rows": 2}),
    )  # fmt: skip
    via = forms.ChoiceField(
        label=_("怎么问的"), choices=[(v.value, v.label) for v in (Via.PHONE, Via.COUNTER)],
        widget=forms.RadioSelect, initial=Via.PHONE.value,
    )  # fmt: skip
    nonce = forms.CharField(widget=forms.HiddenInput, required=False, max_length=64)
