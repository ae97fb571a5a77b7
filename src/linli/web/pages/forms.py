"""Forms of the pages that belong to no context."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from linli.kernel.access.roles import ROLES
from linli.kernel.areas.models import Area
from linli.kernel.organisations.models import Organisation
from linli.kernel.workdays.models import Kind
from linli.web.forms import DateField, LinliForm


def _password(label: Any, complete: str) -> forms.CharField:
    widget = forms.PasswordInput(attrs={"autocomplete": complete})
    return forms.CharField(label=label, widget=widget, strip=False, max_length=128)


class SignInForm(LinliForm):
    """What is asked at the door."""

    username = forms.CharField(
        label=_("用户名"),
        max_length=40,
        widget=forms.TextInput(attrs={"autocomplete": "username", "autofocus": True}),
    )
    password = _password(_("密码"), "current-password")
    code = forms.CharField(
        label=_("动态码"), required=False, max_length=6,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "one-time-code"}),
    )  # fmt: skip


class PasswordForm(LinliForm):
    """Changing one's password."""

    old = _password(_("原密码"), "current-password")
    new = _password(_("新密码"), "new-password")
    again = _password(_("再输一次新密码"), "new-password")

    def clean_again(self) -> str:
        """Both must be the same."""
        again: str = self.cleaned_data["again"]
        if again != self.cleaned_data.get("new"):
            raise forms.ValidationError(_("两次输入的新密码不一样。"))
        return again


class CodeForm(LinliForm):
    """Confirming the second factor."""

    code = forms.CharField(
        label=_("验证器上的 6 位动态码"), max_length=6, min_length=6,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "one-time-code"}),
    )  # fmt: skip


class KeyForm(LinliForm):
    """Naming a key."""

    name = forms.CharField(label=_("密钥用途"), max_length=60)


class AccountForm(LinliForm):
    """A new person who signs in."""

    username = forms.RegexField(
        r"^[a-z][a-z0-9_.-]{2,39}$", label=_("用户名"), help_text=_("小写字母开头，可含数字，3 位以上。")
    )
    name = forms.CharField(label=_("姓名"), max_length=40)
    title = forms.CharField(label=_("职务"), max_length=40, required=False)
    organisation = forms.ModelChoiceField(
        Organisation.objects.order_by("name"), label=_("所在单位"), required=False
    )
    phone = forms.CharField(label=_("工作电话"), max_length=30, required=False)


class GrantForm(LinliForm):
    """A role in an area."""

    role = forms.ChoiceField(label=_("角色"), choices=[(r.key, r.name) for r in ROLES.values()])
    area = forms.ModelChoiceField(Area.objects.none(), label=_("范围"))
    until_on = DateField(label=_("到哪天为止"), required=False, help_text=_("不填表示长期有效；顶岗时请填。"))
    reason = forms.CharField(label=_("说明"), max_length=100, required=False)

    def __init__(self, *args: Any, areas: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["area"].queryset = areas  # type: ignore[attr-defined]


class WorkdayForm(LinliForm):
    """A day that differs from its weekday."""

    day = DateField(label=_("日期"))
    kind = forms.ChoiceField(label=_("安排"), choices=Kind.choices)
    name = forms.CharField(label=_("节日名称"), max_length=20, required=False)


class SuggestionForm(LinliForm):
    """What should be better."""

    text = forms.CharField(
        label=_("您的意见"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 4, "data-draft": "suggestion"}),
    )
    page = forms.CharField(required=False, widget=forms.HiddenInput)
