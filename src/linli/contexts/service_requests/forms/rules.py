"""Writing a rule: what it asks, and to whom it gives."""

from typing import Any

from django import forms
from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext_lazy as _

from linli.contexts.service_requests.commands.rules import Drafted
from linli.contexts.service_requests.models import Channel, Kind
from linli.contexts.service_requests.models.rules import RoutingRule
from linli.contexts.service_requests.queries import words
from linli.kernel.areas.models import Area
from linli.kernel.organisations.models import Organisation
from linli.web.forms import DateField, LinliForm

ANY = ("", _("都可以"))
MANY = forms.CheckboxSelectMultiple


def _hours() -> list[tuple[str, Any]]:
    return [ANY, *((str(hour), f"{hour}:00") for hour in range(25))]


class RuleForm(LinliForm):
    """Everything a rule may say; what is left open asks nothing."""

    name = forms.CharField(label=_("规则名称"), max_length=40)
    unit = forms.ModelChoiceField(label=_("交给哪个单位"), queryset=Organisation.objects.none())
    categories = forms.MultipleChoiceField(label=_("类别"), required=False, widget=MANY)
    areas = forms.MultipleChoiceField(label=_("地点"), required=False, widget=MANY)
    any_words = forms.CharField(
        label=_("提到下面任何一个词"), required=False, max_length=200, help_text=_("几个词用空格隔开。")
    )
    all_words = forms.CharField(label=_("同时提到下面的词"), required=False, max_length=200)
    no_words = forms.CharField(label=_("没有提到下面的词"), required=False, max_length=200)
    from_hour = forms.ChoiceField(label=_("从几点"), required=False, choices=_hours)
    to_hour = forms.ChoiceField(label=_("到几点"), required=False, choices=_hours)
    weekdays = forms.MultipleChoiceField(
        label=_("星期几"), required=False, widget=MANY,
        choices=[(str(day + 1), name) for day, name in WEEKDAYS.items()],
    )  # fmt: skip
    working = forms.ChoiceField(
        label=_("工作日"), required=False, choices=[ANY, ("yes", _("只在工作日")), ("no", _("只在休息日"))]
    )
    channels = forms.MultipleChoiceField(
        label=_("渠道"), required=False, widget=MANY, choices=Channel.choices
    )
    kinds = forms.MultipleChoiceField(label=_("诉求类型"), required=False, widget=MANY, choices=Kind.choices)
    category = forms.ChoiceField(label=_("同时把类别改为"), required=False)
    urgency = forms.ChoiceField(label=_("同时把紧急程度改为"), required=False)
    since = DateField(label=_("从哪天起用"), required=False)
    until = DateField(label=_("用到哪天"), required=False)

    def __init__(self, *args: Any, scope: Area, places: list[Area], units: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        named = [(c.key, c.label) for c in words.categories().values()]
        self.scope = scope
        self.fields["unit"].queryset = units  # type: ignore[attr-defined]
        self.fields["categories"].choices = named  # type: ignore[attr-defined]
        self.fields["areas"].choices = [(a.code, a.name) for a in places]  # type: ignore[attr-defined]
        self.fields["category"].choices = [("", _("不改")), *named]  # type: ignore[attr-defined]
        urgencies = [(u.key, u.label) for u in words.urgencies().values()]
        self.fields["urgency"].choices = [("", _("不改")), *urgencies]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Half a window of hours says nothing."""
        data: dict[str, Any] = super().clean() or {}
        if bool(data.get("from_hour")) != bool(data.get("to_hour")):
            self.add_error("to_hour", _("时段要写全：从几点到几点。"))
        return data

    def drafted(self) -> Drafted:
        """The rule as the command takes it."""
        data = self.cleaned_data
        when: dict[str, Any] = {
            name: list(data[name]) for name in ("categories", "areas", "channels", "kinds") if data[name]
        }
        when |= {
            name: data[name].replace("，", " ").replace("、", " ").split()
            for name in ("any_words", "all_words", "no_words")
            if data[name].strip()
        }
        if data["from_hour"]:
            when["hours"] = [int(data["from_hour"]), int(data["to_hour"])]
        if data["weekdays"]:
            when["weekdays"] = [int(day) for day in data["weekdays"]]
        if data["working"]:
            when["working"] = data["working"] == "yes"
        return Drafted(
            data["name"], data["unit"], when, data["category"], data["urgency"], data["since"], data["until"]
        )


def filled_from(rule: RoutingRule) -> dict[str, Any]:
    """What the form shows for a rule that is there."""
    when, hours = rule.when, rule.when.get("hours")
    texts = {name: " ".join(when.get(name, [])) for name in ("any_words", "all_words", "no_words")}
    working = {True: "yes", False: "no", None: ""}[when.get("working")]
    return {
        **{name: when.get(name, []) for name in ("categories", "areas", "channels", "kinds")}, **texts,
        "name": rule.name, "unit": rule.unit_id, "weekdays": [str(d) for d in when.get("weekdays", [])],
        "from_hour": str(hours[0]) if hours else "", "to_hour": str(hours[1]) if hours else "",
        "working": working, "category": rule.category, "urgency": rule.urgency, "since": rule.since,
        "until": rule.until,
    }  # fmt: skip


class TryForm(LinliForm):
    """A sentence to try the rules with."""

    text = forms.CharField(
        label=_("试一句话"), max_length=300,
        widget=forms.TextInput(attrs={"placeholder": _("例如：3号楼楼道灯不亮了")}),
    )  # fmt: skip
    category = forms.ChoiceField(label=_("类别"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        named = [(c.key, c.label) for c in words.categories().values()]
        self.fields["category"].choices = [("", _("按文字建议")), *named]  # type: ignore[attr-defined]
