"""For residents: a proposal, a ballot, a receipt, what one thinks of the finished work."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from linli.contexts.budgeting.forms.desk import MoneyField
from linli.contexts.budgeting.queries.rules import categories, usual
from linli.kernel.areas.models import Area
from linli.web.forms import LinliForm


class ProposalForm(LinliForm):
    """What somebody would like to be done."""

    title = forms.CharField(label=_("想做什么（一句话）"), max_length=40)
    words = forms.CharField(
        label=_("为什么、怎么做"), max_length=2000, widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("大家都会看到，请不要写姓名和门牌。"),
    )  # fmt: skip
    category = forms.ChoiceField(label=_("哪一类"))
    place = forms.CharField(label=_("在哪里"), max_length=60)
    area = forms.ChoiceField(label=_("主要方便哪栋楼"), required=False)
    wish = MoneyField(label=_("大概要多少钱（元，不知道可不填）"), required=False)
    photo = forms.FileField(
        label=_("现场照片"), required=False, widget=forms.FileInput(attrs={"accept": "image/*"}),
        help_text=_("拍地方，不拍人。"),
    )  # fmt: skip

    def __init__(self, *args: Any, places: Iterable[Area], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.places = {str(p.pk): p for p in places}
        self.fields["category"].choices = [(c.key, c.label) for c in categories().values()]  # type: ignore[attr-defined]
        self.fields["area"].choices = [("", _("整个社区")), *((k, p.name) for k, p in self.places.items())]  # type: ignore[attr-defined]

    def clean_photo(self) -> Any:
        """Not too large."""
        file = self.cleaned_data["photo"]
        if file and file.size > usual("photo_megabytes") * 1024 * 1024:
            raise forms.ValidationError(_("照片太大，请换一张小一点的。"))
        return file

    def told(self) -> dict[str, Any]:
        """As commands take it."""
        said = dict(self.cleaned_data)
        said["area"] = self.places.get(said["area"])
        return said

    def picture(self) -> tuple[bytes, str] | None:
        """The photo, when there is one."""
        file = self.cleaned_data["photo"]
        return (file.read(), file.name) if file else None


class WordsForm(LinliForm):
    """What one objects to."""

    words = forms.CharField(
        label=_("您的意见"), min_length=2, max_length=500, widget=forms.Textarea(attrs={"rows": 4})
    )


class ScoreForm(LinliForm):
    """What one thinks of the finished work."""

    stars = forms.TypedChoiceField(
        label=_("做得怎么样"), coerce=int, widget=forms.RadioSelect,
        choices=[(5, _("很好")), (4, _("好")), (3, _("一般")), (2, _("不太好")), (1, _("不好"))],
    )  # fmt: skip
    words = forms.CharField(label=_("想说的话"), max_length=200, required=False)


class ReceiptForm(LinliForm):
    """The code that was shown after voting."""

    code = forms.CharField(
        label=_("回执码"), max_length=40, widget=forms.TextInput(attrs={"autocomplete": "off"})
    )
