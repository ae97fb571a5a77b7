"""What is entered for a contest: what it is about, places put forward, jurors, marks."""

from collections.abc import Iterable, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from linli.contexts.assembly.commands.contest_entries import Forward
from linli.contexts.assembly.commands.contest_jury import Given
from linli.contexts.assembly.commands.contests import Wanted
from linli.contexts.assembly.models.contests import Contest, Mark
from linli.contexts.assembly.queries.contests import kinds, usual
from linli.kernel.areas.models import Area
from linli.web.forms import DateField, LinliForm


class ContestForm(LinliForm):
    """A contest as somebody wants it."""

    area = forms.ChoiceField(label=_("哪个社区"))
    kind = forms.ChoiceField(
        label=_("评什么"), help_text=_("评的是地方，不评人；标准照下面公布的，不能临时改。")
    )
    title = forms.CharField(label=_("名称"), min_length=4, max_length=60)
    words = forms.CharField(
        label=_("说明"), max_length=1000, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )
    until = DateField(label=_("推荐到哪一天"))
    percent = forms.IntegerField(
        label=_("居民投票占百分之几"),
        min_value=0,
        help_text=_("其余看评委；0 就不投票。每户一票，纸票一样算。"),
    )
    honours = forms.IntegerField(label=_("表彰几处"), min_value=1, help_text=_("最后一名并列的一起表彰。"))
    picks = forms.IntegerField(label=_("每户最多选几处"), min_value=1)

    def __init__(self, *args: Any, areas: Iterable[Area], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.where = {one.code: one for one in areas}
        self.fields["area"].choices = [(one.code, one.name) for one in self.where.values()]  # type: ignore[attr-defined]
        self.fields["kind"].choices = [(key, one["name"]) for key, one in kinds().items()]  # type: ignore[attr-defined]

    def wanted(self) -> Wanted:
        """The contest that was entered."""
        return Wanted(**{k: v for k, v in self.cleaned_data.items() if k != "area"})

    def place(self) -> Area:
        """Where."""
        return self.where[self.cleaned_data["area"]]


def blank_contest() -> dict[str, Any]:
    """What is usual for the first kind."""
    key, first = next(iter(kinds().items()))
    return {"kind": key, **{name: first[name] for name in ("percent", "honours", "picks")}}


def told_contest(contest: Contest) -> dict[str, Any]:
    """A draft, to be changed."""
    names = ("kind", "title", "words", "until", "percent", "honours", "picks")
    return {**{name: getattr(contest, name) for name in names}, "area": contest.area.code}


class ForwardForm(LinliForm):
    """A place that somebody puts forward."""

    area = forms.ChoiceField(label=_("哪一处"))
    why = forms.CharField(
        label=_("好在哪里"), min_length=4, max_length=300, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("大家都会看到，说地方的好，请不要写人名和门牌。"),
    )  # fmt: skip
    photo = forms.FileField(
        label=_("照片（可不传）"), required=False, widget=forms.FileInput(attrs={"accept": "image/*"}),
        help_text=_("拍地方，不拍人。"),
    )  # fmt: skip

    def __init__(self, *args: Any, places: Sequence[tuple[Area, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.places = {str(one.pk): one for one, _words in places}
        self.fields["area"].choices = [("", _("请选")), *((str(one.pk), words) for one, words in places)]  # type: ignore[attr-defined]

    def clean_photo(self) -> Any:
        """Not too large."""
        file = self.cleaned_data["photo"]
        if file and file.size > usual()["photo_megabytes"] * 1024 * 1024:
            raise forms.ValidationError(_("照片太大，请换一张小一点的。"))
        return file

    def forward(self) -> Forward:
        """As commands take it."""
        file = self.cleaned_data["photo"]
        return Forward(
            self.places[self.cleaned_data["area"]], self.cleaned_data["why"], file.read() if file else None
        )


class PaperForwardForm(ForwardForm):
    """A place put forward at the counter or on paper."""

    is_own = forms.BooleanField(label=_("住在那里的人自荐"), required=False)


class JurorForm(LinliForm):
    """Somebody of the jury."""

    name = forms.CharField(
        label=_("评委怎么称呼"), max_length=40, help_text=_("会和结果一起公布，例如：居民代表 何大姐")
    )


class SheetForm(LinliForm):
    """The sheet in a juror's hand."""

    number = forms.IntegerField(label=_("评分表上的号码"), min_value=1, max_value=99)
    secret = forms.CharField(
        label=_("号码下面的八个字"), max_length=16,
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters"}),
    )  # fmt: skip


class MarkForm(LinliForm):
    """Points for one place."""

    is_aside = forms.BooleanField(label=_("我住这里，这一处回避"), required=False)

    def __init__(self, *args: Any, contest: Contest, mark: Mark | None = None, **kwargs: Any) -> None:
        initial = {**(mark.points if mark else {}), "is_aside": bool(mark and mark.is_aside)}
        super().__init__(*args, initial=initial, **kwargs)
        self.keys = [key for key, _words, _most in contest.criteria]
        for key, words, most in contest.criteria:
            self.fields[key] = forms.IntegerField(
                label=_("%(words)s（0–%(most)s）") % {"words": words, "most": most},
                min_value=0, max_value=most, required=False,
            )  # fmt: skip
        self.order_fields([*self.keys, "is_aside"])
        self._dress()

    def given(self) -> Given:
        """As commands take it."""
        said = self.cleaned_data
        points = {key: said[key] for key in self.keys if said[key] is not None}
        return Given(points, is_aside=said["is_aside"])
