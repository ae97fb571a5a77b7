"""What is entered for topics: by residents, and by workers for those without a phone."""

from collections.abc import Iterable, Sequence
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from linli.contexts.assembly.commands.topics import TITLE, WHY, WORDS
from linli.contexts.assembly.forms.promises import ResponsibleForm
from linli.contexts.assembly.models import Meeting
from linli.contexts.assembly.models.ballots import Unit
from linli.contexts.assembly.models.statements import LONGEST, Answer, Statement
from linli.contexts.assembly.models.topics import Topic
from linli.contexts.assembly.queries.talk_rules import clauses
from linli.contexts.registry.api import Door
from linli.contexts.residents.api import Way
from linli.kernel.areas.models import Area
from linli.web.forms import DateField, LinliForm

OPEN_TO_ALL = _("大家都会看到，请不要写姓名、门牌和电话。")


class TopicForm(LinliForm):
    """What somebody wants to talk about."""

    title = forms.CharField(
        label=_("想商量什么（一句话）"), max_length=TITLE, min_length=4,
        widget=forms.TextInput(attrs={"placeholder": _("例如：夜里北门几点关"), "autocomplete": "off"}),
    )  # fmt: skip
    words = forms.CharField(
        label=_("现在怎么样，希望怎么样"), max_length=WORDS, min_length=4, help_text=OPEN_TO_ALL,
        widget=forms.Textarea(attrs={"rows": 4}),
    )  # fmt: skip


class AmendForm(TopicForm):
    """The same said better."""

    why = forms.CharField(
        label=_("为什么改"), max_length=WHY, min_length=2,
        widget=forms.TextInput(
            attrs={"placeholder": _("例如：听了邻居的意见，把时间写清楚"), "autocomplete": "off"}
        ),
    )  # fmt: skip


class StatementForm(LinliForm):
    """One short sentence."""

    words = forms.CharField(
        label=_("用一句话说一个意思"), max_length=LONGEST, min_length=4, help_text=OPEN_TO_ALL,
        widget=forms.Textarea(attrs={"rows": 2, "placeholder": _("例如：十一点以后关门，刷卡可以进")}),
    )  # fmt: skip


class ObjectForm(LinliForm):
    """Why somebody does not agree."""

    words = forms.CharField(
        label=_("您的意见"), min_length=2, max_length=300, widget=forms.Textarea(attrs={"rows": 3})
    )


class WhyForm(LinliForm):
    """Why a topic goes another way; everybody reads it."""

    reason = forms.CharField(
        label=_("原因（大家都看得到）"),
        min_length=2,
        max_length=200,
        widget=forms.Textarea(attrs={"rows": 2}),
    )


class UntilForm(LinliForm):
    """How long people may talk."""

    until = DateField(label=_("讨论到哪一天"), help_text=_("当天也可以说。大家都会看到这个日期。"))


class ClauseForm(LinliForm):
    """Under which clause something is not shown, and why."""

    clause = forms.ChoiceField(label=_("哪一条"))
    reason = forms.CharField(
        label=_("原因"), min_length=2, max_length=200, widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("本人会收到，公开的处理记录里也有。不要写姓名，也不要抄原话。"),
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(one.key, f"{one.label} · {one.words}") for one in clauses().values()]
        self.fields["clause"].choices = choices  # type: ignore[attr-defined]


class SecondLookForm(LinliForm):
    """What the second look led to."""

    shows = forms.ChoiceField(
        label=_("复核结果"), widget=forms.RadioSelect,
        choices=[("yes", _("异议成立，公开")), ("no", _("维持不公开"))],
    )  # fmt: skip
    words = forms.CharField(
        label=_("理由（本人会收到）"), min_length=2, max_length=300, widget=forms.Textarea(attrs={"rows": 2})
    )


class MergeForm(LinliForm):
    """Into which other topic."""

    into = forms.ChoiceField(label=_("并入哪个议题"))
    why = forms.CharField(
        label=_("为什么（两位提出人都会收到）"), min_length=2, max_length=200,
        widget=forms.Textarea(attrs={"rows": 2}),
    )  # fmt: skip

    def __init__(self, *args: Any, others: Iterable[Topic], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.others = {str(one.pk): one for one in others}
        choices = [(key, f"{one.number}. {one.title}") for key, one in self.others.items()]
        self.fields["into"].choices = choices  # type: ignore[attr-defined]


class MotionForm(LinliForm):
    """A motion that can be decided upon, complete."""

    what = forms.CharField(label=_("做什么"), max_length=300, widget=forms.Textarea(attrs={"rows": 2}))
    where = forms.CharField(label=_("在哪里"), max_length=300)
    when = forms.CharField(label=_("什么时候"), max_length=300)
    who = forms.CharField(label=_("谁来做"), max_length=300)
    money = forms.CharField(label=_("花多少钱，钱从哪里来"), max_length=300)
    how = forms.CharField(label=_("怎么做"), max_length=300, widget=forms.Textarea(attrs={"rows": 2}))


class VoteForm(LinliForm):
    """How a motion is voted upon."""

    area = forms.ChoiceField(label=_("在哪里投"))
    per = forms.ChoiceField(
        label=_("谁有一票"), choices=[one for one in Unit.choices if one[0] != Unit.PART.value]
    )
    opens_on = DateField(label=_("开始日期"), help_text=_("名册要先公示几天。"))
    closes_on = DateField(label=_("结束日期"), help_text=_("当天也可以投。"))

    def __init__(self, *args: Any, places: Iterable[Area], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.places = {one.code: one for one in places}
        self.fields["area"].choices = [(c, one.name) for c, one in self.places.items()]  # type: ignore[attr-defined]


class DecisionForm(LinliForm):
    """What a meeting decided."""

    passed = forms.ChoiceField(
        label=_("结果"), widget=forms.RadioSelect, choices=[("yes", _("通过")), ("no", _("没有通过"))]
    )
    words = forms.CharField(
        label=_("怎么定的"), min_length=2, max_length=500, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("例如：11 月 20 日议事会，到会 23 人，赞成 17，反对 4，弃权 2。"),
    )  # fmt: skip


class AskedForm(LinliForm):
    """For whom behind a door, and how one was asked."""

    person = forms.ChoiceField(label=_("替谁"), required=False)
    name = forms.CharField(label=_("姓名（不在上面时填）"), max_length=40, required=False)
    way = forms.ChoiceField(label=_("怎么说的"), choices=Way.choices)

    def __init__(self, *args: Any, door: Door, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        people = [("", _("不在名单里")), *((str(one.key), one.name) for one in door.residents)]
        self.fields["person"].choices = people  # type: ignore[attr-defined]
        if len(door.residents) == 1:
            self.fields["person"].initial = people[-1][0]


class SheetForm(AskedForm):
    """A printed sheet: for whom, and what is ticked at each statement."""

    def __init__(self, *args: Any, statements: Sequence[Statement], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [("", _("没有勾")), *Answer.Says.choices]
        for one in statements:
            self.fields[f"s{one.number}"] = forms.TypedChoiceField(
                label=f"{one.number}. {one.words}", choices=choices, coerce=int, empty_value=None,
                required=False, widget=forms.RadioSelect,
            )  # fmt: skip
        self._dress()

    def said(self) -> dict[int, int]:
        """What was ticked, by the number of the statement."""
        lines = {name: value for name, value in self.cleaned_data.items() if name[:1] == "s"}
        return {int(name[1:]): value for name, value in lines.items() if value is not None}


class DoorForm(LinliForm):
    """A door as people say it."""

    door = forms.CharField(
        label=_("哪一户"), max_length=60,
        help_text=_("也可以在页面上方搜姓名或门牌，打开这一户，再点“议题”。"),
        widget=forms.TextInput(
            attrs={"placeholder": _("例如：3号楼2单元501"), "autocomplete": "off", "autofocus": True}
        ),
    )  # fmt: skip


class MeetingForm(LinliForm):
    """Which meeting decides."""

    meeting = forms.ChoiceField(
        label=_("哪次会"), help_text=_("列的是还没有开的会。没有的话，先在“会议”里筹备一次。")
    )

    def __init__(self, *args: Any, meetings: Iterable[Meeting], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.meetings = {str(one.pk): one for one in meetings}
        choices = [
            (key, f"{timezone.localtime(one.starts_at):%Y-%m-%d} {one.title}")
            for key, one in self.meetings.items()
        ]
        self.fields["meeting"].choices = choices  # type: ignore[attr-defined]

    def chosen(self) -> Meeting:
        """The meeting."""
        return self.meetings[self.cleaned_data["meeting"]]


class FollowForm(ResponsibleForm):
    """What is promised after a decision: what, with what, by whom, until when."""

    title = forms.CharField(label=_("答应做什么"), max_length=TITLE * 2, min_length=2)
    means = forms.CharField(
        label=_("用什么来做"), max_length=300, required=False, widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("钱从哪里来、谁出人、怎么做。"),
    )  # fmt: skip
    due_on = DateField(label=_("哪天前做到"))
    field_order = ("title", "means", "account", "who", "due_on")
