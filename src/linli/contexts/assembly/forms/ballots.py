"""What is entered to lay out a vote, to put its roll right, to take in and to read papers."""

from collections.abc import Iterable, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from linli.contexts.assembly.commands.ballots import Wanted
from linli.contexts.assembly.models import About, Ballot, Kind, Unit
from linli.contexts.assembly.queries.ballots import usual_hours
from linli.kernel.areas.models import Area
from linli.kernel.ballots.models import HandIn
from linli.web.forms import DateField, LinliForm

QUESTION_LINES = 4
Clock = forms.TimeInput(attrs={"type": "time"}, format="%H:%M")


class BallotForm(LinliForm):
    """A vote as somebody wants it."""

    area = forms.ChoiceField(label=_("在哪里投"))
    title = forms.CharField(label=_("表决什么"), max_length=80, min_length=4)
    words = forms.CharField(
        label=_("说明"), max_length=2000, required=False, widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("做什么、在哪里、谁来做、花多少钱，一句一句写清楚。"),
    )  # fmt: skip
    kind = forms.ChoiceField(label=_("怎么算"), choices=Kind.choices)
    matter = forms.ChoiceField(
        label=_("业主共同决定的事项"), choices=[("", _("不是业主表决")), *About.choices], required=False,
        help_text=_("筹集维修资金、改建重建、改变共有部分用途，要参加的人和面积都有四分之三以上同意。"),
    )  # fmt: skip
    per = forms.ChoiceField(label=_("谁有一票"), choices=Unit.choices)
    options = forms.CharField(
        label=_("选项，一行一个"), required=False, widget=forms.Textarea(attrs={"rows": QUESTION_LINES}),
        help_text=_("只有“从几项里选”要填；其他是赞成、反对、弃权。"),
    )  # fmt: skip
    most = forms.IntegerField(label=_("每张票最多选几项"), min_value=1, initial=1)
    places = forms.IntegerField(
        label=_("选出几名"), min_value=0, initial=0, help_text=_("不是选人就填 0，只公布票数。")
    )
    opens_on = DateField(label=_("开始日期"))
    opens_time = forms.TimeField(label=_("那天几点开始"), widget=Clock, required=False)
    closes_on = DateField(label=_("结束日期"), help_text=_("当天也可以投。"))
    closes_time = forms.TimeField(
        label=_("那天几点结束"), widget=Clock, required=False,
        help_text=_("到时自动开始和结束；提前结束只有都投完了才行。"),
    )  # fmt: skip
    secret = forms.BooleanField(
        label=_("无记名"), required=False, initial=True,
        help_text=_("谁投了什么不会记下来。业主表决按套登记，不能无记名。"),
    )  # fmt: skip
    roll_shown = forms.BooleanField(
        label=_("公开哪些门户投过票"), required=False, help_text=_("只在规则要求时勾选；不会公开投了什么。")
    )

    def __init__(self, *args: Any, places: Iterable[Area], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["opens_time"].initial, self.fields["closes_time"].initial = usual_hours()
        self.where = {one.code: one for one in places}
        names = {code: one.name for code, one in self.where.items()}
        chosen = [
            (code, f"{names.get(code[:12], '')} {name}".strip() if len(code) > 12 else name)
            for code, name in names.items()
        ]
        self.fields["area"].choices = chosen  # type: ignore[attr-defined]

    def wanted(self) -> Wanted:
        """The vote that was entered."""
        said = {k: v for k, v in self.cleaned_data.items() if k not in ("area", "options")}
        return Wanted(options=tuple(self.cleaned_data["options"].splitlines()), **said)

    def place(self) -> Area:
        """Where."""
        return self.where[self.cleaned_data["area"]]


def told(ballot: Ballot) -> dict[str, Any]:
    """A draft, to be changed."""
    is_question = ballot.kind == Kind.QUESTION
    names = (
        "title",
        "words",
        "kind",
        "matter",
        "per",
        "most",
        "places",
        "opens_on",
        "opens_time",
        "closes_on",
        "closes_time",
        "secret",
        "roll_shown",
    )
    return {
        **{name: getattr(ballot, name) for name in names},
        "area": ballot.area.code,
        "options": "\n".join(words for _key, words in ballot.options) if is_question else "",
    }


class WhyForm(LinliForm):
    """Why a roll is put right, or a vote given up."""

    reason = forms.CharField(
        label=_("原因"), min_length=2, max_length=200,
        widget=forms.TextInput(attrs={"placeholder": _("例如：公示期间本人说已搬走"), "autocomplete": "off"}),
    )  # fmt: skip


class HoldingForm(WhyForm):
    """What somebody owns."""

    floor_area = forms.DecimalField(
        label=_("专有部分面积（m²）"), max_digits=8, decimal_places=2,
        help_text=_("先看登记簿，没有就用实测面积，再没有用合同面积。"),
    )  # fmt: skip
    same_owner_as = forms.CharField(
        label=_("和哪一套是同一业主"), max_length=60, required=False,
        help_text=_("一人有几套只算一人。照门牌填，例如 3号楼2单元501；不是就空着。"),
    )  # fmt: skip
    held_by_developer = forms.BooleanField(label=_("开发商没卖出，或卖了还没交付"), required=False)
    field_order = ("floor_area", "same_owner_as", "held_by_developer", "reason")


class TakeForm(LinliForm):
    """How a vote came in."""

    channel = forms.ChoiceField(label=_("怎么投的"), choices=HandIn.CHANNELS)
    by_proxy = forms.BooleanField(label=_("受托人来投的"), required=False)


class ProxyForm(LinliForm):
    """An authorisation, as it stands on the paper."""

    door = forms.CharField(
        label=_("委托人是哪一户"), max_length=60,
        widget=forms.TextInput(attrs={"placeholder": _("3号楼2单元501"), "autocomplete": "off"}),
    )  # fmt: skip
    principal_name = forms.CharField(label=_("委托人姓名"), max_length=40)
    delegate_door = forms.CharField(
        label=_("受托人是哪一户"), max_length=60, help_text=_("受托人也要在名册上。"),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )  # fmt: skip
    delegate_name = forms.CharField(label=_("受托人姓名"), max_length=40)
    kept = forms.CharField(
        label=_("委托书放在哪里"), max_length=80,
        widget=forms.TextInput(attrs={"placeholder": _("例如：2 号文件盒第 7 份"), "autocomplete": "off"}),
    )  # fmt: skip


class PaperForm(LinliForm):
    """A paper as read: the numbers of the options that are ticked, nothing for a spoiled one."""

    number = forms.IntegerField(label=_("票上的编号"), min_value=1)
    marks = forms.CharField(
        label=_("勾了第几项"), max_length=80, required=False,
        help_text=_("输入数字，几项之间空一格，按回车。看不清或填错的废票输入 0。"),
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off", "autofocus": True}),
    )  # fmt: skip
    key = forms.ChoiceField(label=_("哪一套的票"), required=False)
    field_order = ("number", "key", "marks")

    def __init__(self, *args: Any, ballot: Ballot, seats: Sequence[Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.keys = [key for key, _words in ballot.options]
        if ballot.secret:
            del self.fields["key"]
        else:
            chosen = [("", _("（已有人录过第一遍）")), *((one.key, one.door) for one in seats)]
            self.fields["key"].choices = chosen  # type: ignore[attr-defined]

    def clean_marks(self) -> tuple[str, ...]:
        """The keys of the options; none for a spoiled paper."""
        typed = self.cleaned_data["marks"].replace("，", " ").replace(",", " ").replace("、", " ").split()
        if typed == ["0"]:
            return ()
        if not typed:
            raise forms.ValidationError(_("请输入数字；废票输入 0。"))
        if not all(one.isdecimal() and 1 <= int(one) <= len(self.keys) for one in typed):
            raise forms.ValidationError(_("票上没有这一项，请再看一眼。"))
        return tuple(self.keys[int(one) - 1] for one in typed)


class ReceiptForm(LinliForm):
    """The code of a receipt."""

    code = forms.CharField(
        label=_("回执码"), max_length=60,
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters"}),
    )  # fmt: skip
