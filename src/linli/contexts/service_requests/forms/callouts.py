"""What is asked before units are called, and at each step of theirs."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from linli.contexts.service_requests.queries import call_words
from linli.kernel.areas.models import Area
from linli.kernel.organisations.models import Organisation
from linli.web.forms import LinliForm


def _text(label: Any, *, rows: int = 3, **more: Any) -> forms.CharField:
    return forms.CharField(label=label, max_length=1000, widget=forms.Textarea(attrs={"rows": rows}), **more)


class Places(forms.ModelChoiceField):  # type: ignore[type-arg]
    """A building by compound and number, a grid, or the whole community."""

    def label_from_instance(self, obj: Area) -> str:
        """梧桐苑 3号楼."""
        return f"{obj.compound.name} {obj.name}" if obj.compound else obj.name


class CallForm(LinliForm):
    """Which units are called where, for what, after what was tried."""

    kind = forms.ChoiceField(label=_("哪一类哨"), widget=forms.RadioSelect)
    area = Places(label=_("在哪里"), queryset=Area.objects.none(), empty_label=_("请选择"))
    place = forms.CharField(label=_("具体位置"), max_length=100, required=False)
    words = _text(_("什么事"), min_length=4)
    tried = _text(_("已经试过什么办法"), help_text=_("写明为什么社区自己解决不了，单位一看就明白。"))
    lead = forms.ModelChoiceField(
        label=_("牵头单位"), queryset=Organisation.objects.none(), empty_label=_("请选择")
    )
    lead_task = forms.CharField(label=_("请牵头单位做什么"), max_length=300, required=False)
    others = forms.ModelMultipleChoiceField(
        label=_("还要哪些单位到场"), queryset=Organisation.objects.none(), required=False,
        widget=forms.CheckboxSelectMultiple,
    )  # fmt: skip
    others_task = forms.CharField(label=_("请其他单位做什么"), max_length=300, required=False)

    def __init__(self, *args: Any, places: Any, units: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        given: dict[str, Any] = dict(self.fields)
        given["kind"].choices = [(k.key, k.label) for k in call_words.kinds().values()]
        given["area"].queryset = places
        given["lead"].queryset = given["others"].queryset = units


class PlainForm(LinliForm):
    """Nothing to add: the button is enough."""


class SaidForm(LinliForm):
    """What goes with a step."""

    said = _text(_("写一句"), min_length=2)


class MaybeSaidForm(LinliForm):
    """What may go with a step."""

    said = forms.CharField(label=_("写一句"), max_length=300, required=False)


class TimeForm(LinliForm):
    """How many working days more, and why."""

    days = forms.IntegerField(label=_("再给几个工作日"), min_value=1, initial=2)
    said = forms.CharField(label=_("原因"), max_length=200, min_length=2)


class UnitForm(LinliForm):
    """One more unit."""

    unit = forms.ModelChoiceField(
        label=_("单位"), queryset=Organisation.objects.none(), empty_label=_("请选择")
    )
    task = forms.CharField(label=_("请它做什么"), max_length=300, required=False)

    def __init__(self, *args: Any, units: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        given: Any = self.fields["unit"]
        given.queryset = units


class MarkForm(LinliForm):
    """How the other side worked with one."""

    mark = forms.ChoiceField(label=_("配合得怎么样"), widget=forms.RadioSelect)
    said = forms.CharField(
        label=_("写一句（对方会看到）"), max_length=200, required=False,
        help_text=_("评价的是单位之间的配合，不评价个人。"),
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        given: Any = self.fields["mark"]
        given.choices = [(m.key, m.label) for m in call_words.marks().values()]
