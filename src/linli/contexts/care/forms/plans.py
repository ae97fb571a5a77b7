"""What is asked when a plan is talked over, and about the emergency card."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from linli.contexts.care.commands.cards import CardTold
from linli.contexts.care.commands.plans import Talked
from linli.contexts.care.queries.words import choices
from linli.web.forms import DateField, LinliForm, ReasonForm


class TalkForm(LinliForm):
    """The plan as everybody can read it, and what was said about it."""

    plan = forms.CharField(
        label=_("计划，用大家看得懂的话写"), max_length=2000,
        widget=forms.Textarea(attrs={
            "rows": 5,
            "placeholder": _("例如：每周三送一次菜；血压药由女儿每月 5 日取；天冷了先看暖气。"),
        }),
        help_text=_("本人和家人会看到这些话。"),
    )  # fmt: skip
    with_whom = forms.CharField(
        label=_("和谁商量的"), max_length=40,
        widget=forms.TextInput(attrs={"placeholder": _("例如：本人和女儿")}),
    )  # fmt: skip
    said = forms.CharField(
        label=_("谈到了什么（只有工作人员看）"), max_length=1000, required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )  # fmt: skip
    next_on = DateField(label=_("下次什么时候再商量"))

    def told(self) -> Talked:
        """As the command takes it."""
        return Talked(**self.cleaned_data)


class GoalForm(LinliForm):
    """One goal."""

    words = forms.CharField(
        label=_("想做到的事"), max_length=120,
        widget=forms.TextInput(attrs={"placeholder": _("例如：每周下楼走两次")}),
    )  # fmt: skip
    by_on = DateField(label=_("到哪天"), required=False)


class CardForm(LinliForm):
    """What whoever opens the door must know."""

    key_place = forms.CharField(
        label=_("钥匙在哪里"), max_length=120, required=False,
        widget=forms.TextInput(attrs={"placeholder": _("例如：402 王阿姨有一把；社区代管 12 号")}),
    )  # fmt: skip
    mobility = forms.ChoiceField(label=_("行动"), required=False, widget=forms.RadioSelect)
    chronic = forms.CharField(
        label=_("长期病"), max_length=200, required=False, help_text=_("存在居民档案里，别的表不用再问。")
    )
    medicines = forms.CharField(
        label=_("常用药"), max_length=300, required=False, widget=forms.Textarea(attrs={"rows": 2})
    )
    allergies = forms.CharField(
        label=_("过敏"), max_length=200, required=False, help_text=_("存在居民档案里，别的表不用再问。")
    )
    blood = forms.ChoiceField(label=_("血型"), required=False)
    remarks = forms.CharField(
        label=_("要留意的"), max_length=300, required=False,
        widget=forms.Textarea(attrs={"rows": 2, "placeholder": _("例如：耳背，按门铃听不见，要打电话")}),
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        none = [("", _("没有说"))]
        self.fields["mobility"].choices = none + choices("mobility")  # type: ignore[attr-defined]
        self.fields["blood"].choices = none + choices("blood")  # type: ignore[attr-defined]
        self._dress()

    def told(self) -> CardTold:
        """As the command takes it."""
        return CardTold(**self.cleaned_data)


class PrintForm(ReasonForm):
    """Why cards are printed, and of which grid."""

    place = forms.ChoiceField(label=_("网格"))
    field_order = ("place", "reason")

    def __init__(self, *args: Any, places: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["place"].choices = places  # type: ignore[attr-defined]
        self.fields["reason"].widget.attrs["placeholder"] = _("例如：每户门后贴一张")
        self._dress()


class PrintOneForm(ReasonForm):
    """Why one card is printed."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reason"].widget.attrs["placeholder"] = _("例如：每户门后贴一张")


class CondoleForm(LinliForm):
    """What the family said, when there is something to remember."""

    words = forms.CharField(label=_("要记下的话（可不填）"), max_length=200, required=False)
