"""What is entered about a meeting: its plan, agenda, list, motions, speakers, hands, minutes."""

from collections.abc import Iterable, Sequence
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from linli.contexts.assembly.commands.attendance import Written
from linli.contexts.assembly.commands.meetings import Laid
from linli.contexts.assembly.forms.promises import ResponsibleForm, chosen
from linli.contexts.assembly.models import AgendaItem, Meeting, Motion, Speaker
from linli.contexts.assembly.queries.meeting_rules import Hands, kinds
from linli.kernel.areas.models import Area
from linli.web.forms import DateField, LinliForm

Moment = forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")
MOST_BYTES = 20 * 1024 * 1024
Choices = Sequence[tuple[str, Any]]


class MeetingForm(LinliForm):
    """A meeting as somebody wants it."""

    area = forms.ChoiceField(label=_("哪里的会"))
    kind = forms.ChoiceField(label=_("哪一种会"))
    title = forms.CharField(label=_("会议名称"), max_length=80, min_length=4)
    words = forms.CharField(
        label=_("为什么开"), max_length=1000, required=False, widget=forms.Textarea(attrs={"rows": 2})
    )
    starts_at = forms.DateTimeField(
        label=_("什么时候"), widget=Moment, error_messages={"invalid": _("没有这个时间，请检查。")}
    )
    place = forms.CharField(label=_("在哪里开"), max_length=80, min_length=2)
    entitled = forms.IntegerField(
        label=_("应到多少"), min_value=0, initial=0,
        help_text=_("居民会议写成年居民数，户代表会议写户数，代表会议写代表人数；其他会可以填 0。"),
    )  # fmt: skip
    chair = forms.ChoiceField(label=_("谁来主持"), required=False)
    chair_name = forms.CharField(
        label=_("主持人姓名"),
        max_length=40,
        required=False,
        help_text=_("居民主持就写在这里，上面选“居民主持”。"),
    )
    secretary_name = forms.CharField(label=_("谁来记录"), max_length=40, required=False)

    def __init__(self, *args: Any, places: Iterable[Area], people: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.where = {one.code: one for one in places}
        fields: Any = self.fields
        fields["area"].choices = [(code, one.name) for code, one in self.where.items()]
        fields["kind"].choices = [
            (key, _with_days(one.label, one.notice_days)) for key, one in kinds().items()
        ]
        fields["chair"].choices = [("", _("居民主持")), *people]

    def wanted(self) -> Laid:
        """The meeting that was entered."""
        said = {k: v for k, v in self.cleaned_data.items() if k not in ("area", "chair")}
        return Laid(chair_id=chosen(self.cleaned_data["chair"]), **said)

    def chosen_area(self) -> Area:
        """Where."""
        return self.where[self.cleaned_data["area"]]


def _with_days(label: str, days: int) -> str:
    return str(_("%(kind)s（提前 %(days)s 天通知）") % {"kind": label, "days": days})


def told(row: Meeting) -> dict[str, Any]:
    """A meeting, to be changed."""
    names = ("kind", "title", "words", "place", "entitled", "chair_name", "secretary_name")
    return {
        **{name: getattr(row, name) for name in names},
        "area": row.area.code,
        "chair": str(row.chair_id or ""),
        "starts_at": timezone.localtime(row.starts_at),
    }


class MoveForm(LinliForm):
    """Another time or place, and why."""

    starts_at = forms.DateTimeField(
        label=_("改到什么时候"), widget=Moment, error_messages={"invalid": _("没有这个时间，请检查。")}
    )
    place = forms.CharField(label=_("在哪里开"), max_length=80, min_length=2)
    reason = forms.CharField(
        label=_("为什么改（居民看得到）"), min_length=2, max_length=200,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )  # fmt: skip


class ItemForm(LinliForm):
    """Something to be talked about."""

    title = forms.CharField(label=_("谈什么"), max_length=80, min_length=2)
    words = forms.CharField(
        label=_("说明"), max_length=1000, required=False, widget=forms.Textarea(attrs={"rows": 2})
    )


class PaperForm(LinliForm):
    """A paper to read beforehand."""

    file = forms.FileField(
        label=_("材料"), help_text=_("PDF、Word、Excel 或图片，不超过 20 MB。会公开，请不要有个人信息。")
    )

    def clean_file(self) -> tuple[bytes, str]:
        """Bytes and name."""
        file = self.cleaned_data["file"]
        if file.size > MOST_BYTES:
            raise forms.ValidationError(_("文件超过 20 MB，请拆小一点。"))
        return file.read(), file.name


class NotesForm(LinliForm):
    """What was said about an item."""

    notes = forms.CharField(
        label=_("记录"), max_length=4000, required=False, widget=forms.Textarea(attrs={"rows": 8}),
        help_text=_("谁说了什么要点，一行一条。表决的票数会自动写进纪要。"),
    )  # fmt: skip


class GuestForm(LinliForm):
    """Somebody whom the register does not know."""

    name = forms.CharField(label=_("姓名"), max_length=40)
    door = forms.CharField(label=_("门牌或单位"), max_length=60, required=False)
    counts = forms.BooleanField(
        label=_("是应到的人"), required=False, help_text=_("只是登记里没有；来宾和列席的不勾。")
    )

    def written(self) -> Written:
        """Who was entered."""
        return Written(**self.cleaned_data)


class MotionForm(LinliForm):
    """A motion: what, who, when, where, how much."""

    item = forms.ModelChoiceField(
        AgendaItem.objects.none(), label=_("属于哪项议程"), required=False, empty_label=_("不属于议程")
    )
    what = forms.CharField(label=_("做什么"), max_length=80, min_length=2)
    who = forms.CharField(label=_("谁来做"), max_length=60, required=False)
    when = DateField(label=_("哪天前"), required=False)
    where = forms.CharField(label=_("在哪里"), max_length=80, required=False)
    how_much = forms.CharField(
        label=_("花多少钱"), max_length=120, required=False, help_text=_("钱从哪里来；不花钱就写“不花钱”。")
    )
    how = forms.CharField(
        label=_("怎么做"), max_length=300, required=False, widget=forms.Textarea(attrs={"rows": 2})
    )
    mover = forms.CharField(label=_("谁提的"), max_length=40, required=False)

    def __init__(self, *args: Any, meeting: Meeting, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: Any = self.fields
        fields["item"].queryset = meeting.items.order_by("number")


def motion_told(row: Motion) -> dict[str, Any]:
    """A motion, to be written on."""
    names = ("what", "who", "when", "where", "how_much", "how", "mover")
    return {**{name: getattr(row, name) for name in names}, "item": row.item_id}


class SpeakerForm(LinliForm):
    """Somebody in the room who raised a hand."""

    name = forms.CharField(
        label=_("谁要发言"),
        max_length=40,
        widget=forms.TextInput(attrs={"autocomplete": "off", "list": "here"}),
    )
    side = forms.ChoiceField(
        label=_("先说赞成还是反对"), choices=Speaker.Side.choices, widget=forms.RadioSelect
    )


class HandsForm(LinliForm):
    """Hands as one person counted them."""

    votes_for = forms.IntegerField(label=_("赞成"), min_value=0)
    votes_against = forms.IntegerField(label=_("反对"), min_value=0)
    abstained = forms.IntegerField(label=_("弃权"), min_value=0, initial=0)

    def hands(self) -> Hands:
        """What was counted."""
        said = self.cleaned_data
        return Hands(said["votes_for"], said["votes_against"], said["abstained"])


class SlipsForm(HandsForm):
    """Paper slips as one person counted them."""

    spoiled = forms.IntegerField(label=_("看不清的"), min_value=0, initial=0)


class BallotDatesForm(LinliForm):
    """When one votes."""

    opens_on = DateField(label=_("开始日期"))
    closes_on = DateField(label=_("结束日期"))


class AssignForm(ResponsibleForm):
    """Who carries out what was resolved, until when."""

    title = forms.CharField(label=_("做什么"), max_length=80, min_length=2)
    due_on = DateField(label=_("哪天前做到"))
    means = forms.CharField(
        label=_("用什么来做"), max_length=300, required=False, widget=forms.Textarea(attrs={"rows": 2})
    )
    field_order = ("title", "account", "who", "due_on", "means")

    def promised(self) -> dict[str, Any]:
        """What was entered, as the command takes it."""
        said = dict(self.cleaned_data)
        return {"account_id": chosen(said.pop("account")), **said}


class MinutesForm(LinliForm):
    """What the secretary adds."""

    words = forms.CharField(
        label=_("补充"), max_length=4000, required=False, widget=forms.Textarea(attrs={"rows": 6}),
        help_text=_("议程里没有的事，一行一条。"),
    )  # fmt: skip


class CodeForm(LinliForm):
    """The code on the wall."""

    code = forms.CharField(
        label=_("会场屏幕上的报到码"), max_length=6,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
    )  # fmt: skip
