"""What is asked about a relative, and of a relative."""

from django import forms
from django.utils.translation import gettext_lazy as _

from linli.contexts.care.commands.family import Relative
from linli.web.forms import DateField, LinliForm


class LetInForm(LinliForm):
    """Who may look, and who agreed."""

    name = forms.CharField(label=_("家人姓名"), max_length=40)
    relation = forms.CharField(
        label=_("和本人的关系"), max_length=20,
        widget=forms.TextInput(attrs={"placeholder": _("例如：女儿")}),
    )  # fmt: skip
    phone = forms.CharField(
        label=_("家人手机号"), max_length=20, help_text=_("打开链接时要用这个号码收验证码。")
    )
    agreed_by = forms.CharField(
        label=_("谁同意的"), max_length=40,
        help_text=_("本人；不能自己决定的，写监护人姓名和关系。"),
        widget=forms.TextInput(attrs={"placeholder": _("例如：本人")}),
    )  # fmt: skip
    agreed_on = DateField(label=_("哪天同意的"))

    may_order = forms.BooleanField(label=_("本人也同意这位家人替自己订、取消上门服务"), required=False)

    def relative(self) -> Relative:
        """As the command takes it."""
        return Relative(**self.cleaned_data)


class EndLinkForm(LinliForm):
    """Nobody has to say why."""

    reason = forms.CharField(label=_("原因（可不填）"), max_length=100, required=False)


class PhoneForm(LinliForm):
    """The phone of a relative."""

    phone = forms.CharField(
        label=_("您的手机号"), max_length=20,
        widget=forms.TextInput(attrs={"inputmode": "tel", "autocomplete": "tel"}),
    )  # fmt: skip
