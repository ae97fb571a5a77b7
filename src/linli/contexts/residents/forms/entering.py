"""What residents enter: a number, a code, what stands on a slip, a name."""

from django import forms
from django.utils.translation import gettext_lazy as _

from linli.kernel.errors import Refusal
from linli.kernel.visitors.phones import mobile
from linli.web.forms import LinliForm


class PhoneField(forms.CharField):
    """Eleven digits, however they are written."""

    def clean(self, value: str | None) -> str:
        """The digits."""
        typed = super().clean(value)
        try:
            return mobile(typed)
        except Refusal as refusal:
            raise forms.ValidationError(str(refusal)) from refusal


class PhoneForm(LinliForm):
    """Which phone, and whose it is."""

    phone = PhoneField(
        label=_("手机号码"), max_length=20,
        widget=forms.TextInput(attrs={"inputmode": "tel", "autocomplete": "tel"}),
    )  # fmt: skip
    is_own = forms.BooleanField(label=_("这是我自己的手机，以后不用每次登录"), required=False, initial=True)


class SlipForm(LinliForm):
    """The code on the paper."""

    code = forms.CharField(
        label=_("纸条上的连接码"), max_length=20,
        widget=forms.TextInput(
            attrs={"autocomplete": "off", "autocapitalize": "characters", "data-hash": ""}
        ),
        help_text=_("8 位字母和数字，写在纸条中间。"),
    )  # fmt: skip


class NameForm(LinliForm):
    """Who it is."""

    name = forms.CharField(
        label=_("您的姓名"), max_length=40, widget=forms.TextInput(attrs={"autocomplete": "name"}),
        help_text=_("和身份证上一样，用来对上社区的登记。"),
    )  # fmt: skip
