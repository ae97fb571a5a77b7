"""What is entered for an open space: theme and room, topic cards, notes, actions."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from linli.contexts.assembly.commands.space_cards import Told
from linli.contexts.assembly.commands.space_notes import Agreed, Written
from linli.contexts.assembly.commands.spaces import Wanted
from linli.contexts.assembly.models.spaces import OpenSpace, TopicCard
from linli.contexts.assembly.queries.spaces import usual
from linli.kernel.areas.models import Area
from linli.web.forms import DateField, LinliForm

LONG = {"rows": 3}


class TimeField(forms.TimeField):
    """A time of the day."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("widget", forms.TimeInput(attrs={"type": "time"}, format="%H:%M"))
        kwargs.setdefault("error_messages", {"invalid": _("请写成 14:30 这样的时间。")})
        super().__init__(**kwargs)


class SpaceForm(LinliForm):
    """An open space as somebody wants it."""

    area = forms.ChoiceField(label=_("哪个社区"))
    title = forms.CharField(
        label=_("会议主题"), min_length=4, max_length=60,
        help_text=_("写成问大家的一句话，例如：怎样让咱们院子晚上也走得安心？"),
    )  # fmt: skip
    words = forms.CharField(
        label=_("邀请的话"), max_length=1000, required=False, widget=forms.Textarea(attrs=LONG),
        help_text=_("为什么现在谈、谁都可以来、谈出来的事怎么办。"),
    )  # fmt: skip
    venue = forms.CharField(label=_("在哪里开"), max_length=80)
    on = DateField(label=_("哪一天"))
    begins_at = TimeField(label=_("几点开场"))
    first_at = TimeField(label=_("第一场几点开始"), help_text=_("开场围圈、写题卡、集市大约要 40 分钟。"))
    rounds = forms.IntegerField(label=_("一共几场"), min_value=1)
    minutes = forms.IntegerField(label=_("每场几分钟"), min_value=1)
    pause = forms.IntegerField(label=_("两场之间歇几分钟"), min_value=0, max_value=60)
    dots = forms.IntegerField(label=_("每人几个点"), min_value=1)
    places = forms.CharField(
        label=_("分组的地点，一行一个"), widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("名称后面空一格写坐几个人，例如：活动室东角 12"),
    )  # fmt: skip

    def __init__(self, *args: Any, areas: Iterable[Area], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.where = {one.code: one for one in areas}
        self.fields["area"].choices = [(one.code, one.name) for one in self.where.values()]  # type: ignore[attr-defined]

    def clean_places(self) -> list[tuple[str, int]]:
        """Names and seats."""
        found = []
        for line in self.cleaned_data["places"].splitlines():
            name, _space, seats = line.strip().rpartition(" ")
            if not line.strip():
                continue
            if not (name.strip() and seats.isdecimal() and len(seats) < 4):
                raise forms.ValidationError(
                    _("“%(line)s”后面请空一格写坐几个人。"), params={"line": line.strip()}
                )
            found.append((name.strip(), int(seats)))
        return found

    def wanted(self) -> Wanted:
        """The open space that was entered."""
        return Wanted(**{k: v for k, v in self.cleaned_data.items() if k != "area"})

    def place(self) -> Area:
        """Where."""
        return self.where[self.cleaned_data["area"]]


def blank() -> dict[str, Any]:
    """What is usual."""
    said = usual()
    return {"dots": said["dots"], "minutes": said["round_minutes"], "pause": said["pause_minutes"],
            "rounds": said["rounds"], "begins_at": "14:00", "first_at": "14:40"}  # fmt: skip


def told(space: OpenSpace) -> dict[str, Any]:
    """What was laid out, to be changed."""
    rounds = list(space.rounds.order_by("number"))
    pause = 0
    if len(rounds) > 1:
        first, second = rounds[0].begins_at, rounds[1].begins_at
        pause = (second.hour - first.hour) * 60 + second.minute - first.minute - rounds[0].minutes
    names = ("title", "words", "venue", "on", "begins_at", "dots")
    return {
        **{name: getattr(space, name) for name in names},
        "area": space.area.code,
        "first_at": rounds[0].begins_at,
        "rounds": len(rounds),
        "minutes": rounds[0].minutes,
        "pause": pause,
        "places": "\n".join(f"{one.name} {one.seats}" for one in space.places.order_by("number")),
    }


class CardForm(LinliForm):
    """A topic card."""

    title = forms.CharField(label=_("想谈什么"), min_length=2, max_length=40)
    words = forms.CharField(
        label=_("多说两句（可不填）"), max_length=300, required=False, widget=forms.Textarea(attrs=LONG)
    )
    convenor = forms.CharField(
        label=_("怎么称呼您"),
        max_length=20,
        help_text=_("会写在墙上，例如：3号楼周老师。召集人只管开头和请人记录。"),
    )

    def told(self) -> Told:
        """As commands take it."""
        said = self.cleaned_data
        return Told(said["title"], said["convenor"], said["words"])


class PaperCardForm(CardForm):
    """A topic card that came on paper."""

    number = forms.IntegerField(
        label=_("召集人的入场卡号（有就填）"), min_value=1, required=False,
        help_text=_("填了卡号，同一个人的两张题卡就不会排在同一场。"),
    )  # fmt: skip


class NoteForm(LinliForm):
    """What a group wrote."""

    words = forms.CharField(
        label=_("这一组说了什么"), max_length=2000, required=False, widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("大家都会看到，请不要写别人的姓名、电话和门牌。"),
    )  # fmt: skip
    photo = forms.FileField(
        label=_("白板纸的照片"), required=False, widget=forms.FileInput(attrs={"accept": "image/*"}),
        help_text=_("只拍纸，不拍人。"),
    )  # fmt: skip

    def clean_photo(self) -> Any:
        """Not too large."""
        file = self.cleaned_data["photo"]
        if file and file.size > usual()["photo_megabytes"] * 1024 * 1024:
            raise forms.ValidationError(_("照片太大，请换一张小一点的。"))
        return file

    def written(self) -> Written:
        """As commands take it."""
        file = self.cleaned_data["photo"]
        return Written(self.cleaned_data["words"], file.read() if file else None)


class ActionForm(LinliForm):
    """Who does what until when, with what."""

    card = forms.ChoiceField(label=_("从哪张题卡来"), required=False)
    what = forms.CharField(label=_("做什么"), min_length=4, max_length=80)
    who = forms.CharField(label=_("谁来做"), max_length=40, help_text=_("本人当场认领，不替别人认。"))
    due_on = DateField(label=_("什么时候做完"))
    means = forms.CharField(
        label=_("要什么资源（可不填）"), max_length=100, required=False,
        help_text=_("钱、东西、场地、要谁帮忙。"),
    )  # fmt: skip

    def __init__(self, *args: Any, cards: Iterable[TopicCard], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.cards = {str(one.pk): one for one in cards}
        choices = [
            ("", _("不是哪一张，大家一起定的")),
            *((k, f"{c.number} {c.title}") for k, c in self.cards.items()),
        ]
        self.fields["card"].choices = choices  # type: ignore[attr-defined]

    def agreed(self) -> Agreed:
        """As commands take it."""
        said = dict(self.cleaned_data)
        return Agreed(card=self.cards.get(said.pop("card")), **said)


class IssueForm(LinliForm):
    """How many cards to hand out."""

    count = forms.IntegerField(label=_("再出几张入场卡"), min_value=1, initial=24)


class BadgeForm(LinliForm):
    """The card in one's hand."""

    number = forms.IntegerField(label=_("入场卡上的号码"), min_value=1, max_value=9999)
    secret = forms.CharField(
        label=_("号码下面的五个字"), max_length=12,
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters"}),
    )  # fmt: skip
