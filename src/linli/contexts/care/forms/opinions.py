"""How it was, in one tap and as many words as one likes; what came of a call."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from linli.contexts.care.commands.opinions import Said
from linli.contexts.care.commands.texting import Agreed
from linli.contexts.care.models import Opinion
from linli.web.forms import LinliForm


class OpinionForm(LinliForm):
    """One tap is enough."""

    mark = forms.TypedChoiceField(
        label=_("您觉得怎么样？"), choices=Opinion.Mark.choices, coerce=int, widget=forms.RadioSelect
    )
    words = forms.CharField(
        label=_("想说什么（可不填）"),
        max_length=300,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    may_call = forms.BooleanField(label=_("不太满意的话，可以打电话来问问我"), required=False)

    def told(self, channel: str = Opinion.Channel.LINK) -> Said:
        """As the command takes it."""
        said = self.cleaned_data
        return Said(said["mark"], said["words"], said["may_call"], said.get("channel") or channel)


class ForThemForm(OpinionForm):
    """Written down for somebody who said it on the phone or wrote it on paper."""

    channel = forms.ChoiceField(
        label=_("怎么说的"), choices=[one for one in Opinion.Channel.choices if one[0] != "link"]
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["mark"].label = _("居民觉得怎么样？")
        self.fields["may_call"].label = _("居民愿意接电话再说说")


class CallForm(LinliForm):
    """What came of the call."""

    words = forms.CharField(
        label=_("说了什么、打算怎么改（加密保存）"), max_length=300, widget=forms.Textarea(attrs={"rows": 3})
    )


class TextingForm(LinliForm):
    """Who agreed to be asked by text message, and on which phone."""

    agreed_by = forms.CharField(
        label=_("谁同意的"), max_length=40,
        widget=forms.TextInput(attrs={"placeholder": _("例如：本人；女儿王芳")}),
    )  # fmt: skip
    phone = forms.CharField(
        label=_("手机号（加密保存）"), max_length=20, required=False,
        help_text=_("不填就用台账里登记的号码；也可以填家人的。"),
        widget=forms.TextInput(attrs={"inputmode": "tel"}),
    )  # fmt: skip

    def told(self) -> Agreed:
        """As the command takes it."""
        return Agreed(**self.cleaned_data)
