"""What is entered about a promise."""

from collections.abc import Iterable, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from linli.contexts.assembly.commands.promises import LONGEST, MEANS, TITLE, WHO, Promised, Source
from linli.contexts.assembly.models import SourceKind
from linli.kernel.areas.models import Area
from linli.web.forms import DateField, LinliForm

MOST_BYTES = 12 * 1024 * 1024
Choices = Sequence[tuple[str, Any]]


def chosen(typed: str) -> int | None:
    """The key of an account, or None."""
    return int(typed) if typed else None


class PhotoField(forms.FileField):
    """One picture, from the camera or the album; its bytes."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("label", _("照片"))
        kwargs.setdefault("required", False)
        kwargs.setdefault("widget", forms.FileInput(attrs={"accept": "image/*"}))
        kwargs.setdefault("help_text", _("没有也可以。拍照片时请不要拍到人脸和门牌。"))
        super().__init__(**kwargs)

    def clean(self, data: Any, initial: Any = None) -> bytes | None:
        """The bytes; too large is refused before it is read."""
        file = super().clean(data, initial)
        if not file:
            return None
        if file.size > MOST_BYTES:
            raise forms.ValidationError(_("照片超过 12 MB，请换一张小一点的。"))
        return bytes(file.read())


class ResponsibleForm(LinliForm):
    """Who is responsible."""

    account = forms.ChoiceField(
        label=_("放进谁的“今日”"), required=False, help_text=_("快到日子时，会出现在这个人的“今日”里。")
    )
    who = forms.CharField(
        label=_("公开写的责任人或单位"), max_length=WHO, required=False,
        help_text=_("例如：居委会 王敏、梧桐物业。空着就写上面选的人的姓名。"),
    )  # fmt: skip

    def __init__(self, *args: Any, people: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offered = [("", _("不是系统里的人，由我盯着")), *people]
        self.fields["account"].choices = offered  # type: ignore[attr-defined]


class PromiseForm(ResponsibleForm):
    """A promise as somebody gave it."""

    area = forms.ChoiceField(label=_("哪里的事"))
    source_kind = forms.ChoiceField(label=_("在什么场合答应的"), choices=SourceKind.choices)
    source_title = forms.CharField(
        label=_("那次叫什么"), max_length=TITLE, help_text=_("例如：10 月楼栋会、北门现场接访。")
    )
    title = forms.CharField(label=_("答应做什么"), max_length=TITLE, min_length=2)
    means = forms.CharField(
        label=_("用什么来做"), max_length=MEANS, required=False, widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("钱从哪里来、谁出人、怎么做。"),
    )  # fmt: skip
    due_on = DateField(label=_("哪天前做到"))
    field_order = ("area", "source_kind", "source_title", "title", "means", "account", "who", "due_on")

    def __init__(self, *args: Any, places: Iterable[Area], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.where = {one.code: one for one in places}
        names = [(code, one.name) for code, one in self.where.items()]
        self.fields["area"].choices = names  # type: ignore[attr-defined]
        self.fields["source_kind"].initial = SourceKind.OTHER.value

    def wanted(self) -> Promised:
        """The promise that was entered."""
        said = self.cleaned_data
        source = Source(said["source_kind"], None, said["source_title"])
        return Promised(
            source, said["title"], said["due_on"], said["who"], chosen(said["account"]), said["means"]
        )

    def place(self) -> Area:
        """Where."""
        return self.where[self.cleaned_data["area"]]


class ProgressForm(LinliForm):
    """How far it is."""

    words = forms.CharField(
        label=_("说说情况"), max_length=LONGEST, min_length=2, widget=forms.Textarea(attrs={"rows": 3})
    )
    photo = PhotoField()


class KeptForm(LinliForm):
    """Why it counts as kept."""

    words = forms.CharField(
        label=_("怎么看出做到了"), max_length=LONGEST, min_length=2, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("例如：到现场看过，6 盏灯都亮；三户邻居说好了。大家都看得到。"),
    )  # fmt: skip


class ReasonForm(LinliForm):
    """Why; everybody reads it."""

    reason = forms.CharField(
        label=_("原因"), max_length=LONGEST, min_length=2, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("大家都看得到，请写得明白。"),
    )  # fmt: skip


class LaterForm(ReasonForm):
    """Until when, and why."""

    due_on = DateField(label=_("新的日子"))
    field_order = ("due_on", "reason")


class HandOnForm(ResponsibleForm, ReasonForm):
    """To whom, and why."""

    field_order = ("account", "who", "reason")


class VoiceForm(LinliForm):
    """What somebody who took part says."""

    is_kept = forms.ChoiceField(
        label=_("您看，做到了吗？"), choices=(("yes", _("做到了")), ("no", _("还没有"))),
        widget=forms.RadioSelect,
    )  # fmt: skip
    words = forms.CharField(
        label=_("想说的话"), max_length=200, required=False, widget=forms.Textarea(attrs={"rows": 2})
    )
