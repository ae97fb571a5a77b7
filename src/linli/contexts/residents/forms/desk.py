"""What workers enter: a slip, somebody met face to face, what was done for somebody."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from linli.contexts.registry.api import Member
from linli.contexts.residents.forms.entering import PhoneField
from linli.contexts.residents.models import Tie, Way
from linli.kernel import packs
from linli.web.forms import LinliForm


def people(members: Iterable[Member], nobody: Any) -> list[tuple[str, Any]]:
    """Those behind a door, as choices."""
    return [("", nobody), *((str(one.key), one.name) for one in members)]


class WantedForm(LinliForm):
    """A slip: for whom, how often."""

    person = forms.ChoiceField(label=_("给谁"), required=False)
    tie = forms.ChoiceField(label=_("和这套房的关系"), choices=Tie.choices, initial=Tie.LIVING)
    most_uses = forms.IntegerField(
        label=_("可以连几部手机"), min_value=1, initial=1, help_text=_("给一个人的纸条只能用一次。")
    )

    def __init__(self, *args: Any, members: Iterable[Member], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["person"].choices = people(members, _("全家（连接时写姓名）"))  # type: ignore[attr-defined]
        self.fields["most_uses"].max_value = packs.pack("residents")["slip"]["most_uses"]  # type: ignore[attr-defined]


class MetForm(LinliForm):
    """Somebody who was met face to face."""

    phone = PhoneField(
        label=_("手机号码"), max_length=20,
        widget=forms.TextInput(attrs={"inputmode": "tel", "autocomplete": "off"}),
        help_text=_("居民用这个号码收验证码登录，就能看到自己家。"),
    )  # fmt: skip
    person = forms.ChoiceField(label=_("是谁"), required=False)
    name = forms.CharField(label=_("姓名（不在上面时填）"), max_length=40, required=False)
    tie = forms.ChoiceField(label=_("和这套房的关系"), choices=Tie.choices, initial=Tie.LIVING)
    reason = forms.CharField(
        label=_("怎么核对的"), min_length=2, max_length=100,
        widget=forms.TextInput(
            attrs={"placeholder": _("例如：窗口看过身份证和房产证"), "autocomplete": "off"}
        ),
    )  # fmt: skip

    def __init__(self, *args: Any, members: Iterable[Member], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["person"].choices = people(members, _("不在名单里"))  # type: ignore[attr-defined]


class SettleForm(LinliForm):
    """Who it is in the register."""

    person = forms.ChoiceField(label=_("是登记里的哪一位"))

    def __init__(self, *args: Any, members: Iterable[Member], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["person"].choices = people(members, _("请选择"))  # type: ignore[attr-defined]


class AskedForm(LinliForm):
    """What one of us does for a resident."""

    person = forms.ChoiceField(label=_("替谁办"), required=False)
    name = forms.CharField(label=_("姓名（不在上面时填）"), max_length=40, required=False)
    words = forms.CharField(
        label=_("办什么"), min_length=2, max_length=200,
        widget=forms.TextInput(attrs={"placeholder": _("例如：替老人报名重阳节活动"), "autocomplete": "off"}),
    )  # fmt: skip
    way = forms.ChoiceField(label=_("怎么说的"), choices=Way.choices)
    asked_at = forms.DateTimeField(
        label=_("什么时候说的"), required=False,
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
        help_text=_("不填就是现在。"),
    )  # fmt: skip

    def __init__(self, *args: Any, members: Iterable[Member], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["person"].choices = people(members, _("不在名单里"))  # type: ignore[attr-defined]
