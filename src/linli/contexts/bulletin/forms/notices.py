"""Writing and correcting a notice."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from linli.contexts.bulletin.queries.kinds import kinds
from linli.kernel.areas.models import Area
from linli.web.forms import DateField, LinliForm

MOST_BYTES = 20 * 1024 * 1024


class NoticeForm(LinliForm):
    """A draft."""

    kind = forms.ChoiceField(label=_("哪一类"))
    area = forms.ChoiceField(label=_("发给哪里的居民"))
    title = forms.CharField(
        label=_("标题"), max_length=80, widget=forms.TextInput(attrs={"autocomplete": "off"})
    )
    words = forms.CharField(
        label=_("正文"), max_length=8000, widget=forms.Textarea(attrs={"rows": 10}),
        help_text=_("一段一行。不要写身份证号和完整的姓名、门牌：公示栏人人看得到。"),
    )  # fmt: skip
    signed = forms.CharField(label=_("落款"), max_length=60)
    phone = forms.CharField(label=_("咨询电话"), max_length=40, required=False)
    wants_receipts = forms.BooleanField(label=_("请每户回执"), required=False)
    receipts_until = DateField(label=_("最晚哪天回执"), required=False)
    spoken = forms.CharField(
        label=_("广播稿"), max_length=600, required=False, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("不写就从正文自动生成，数字会念成汉字。"),
    )  # fmt: skip

    def __init__(self, *args: Any, places: Iterable[Area], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = [(k.key, k.label) for k in kinds().values()]  # type: ignore[attr-defined]
        self.fields["area"].choices = [(p.code, p.name) for p in places]  # type: ignore[attr-defined]


class CorrectForm(LinliForm):
    """What hangs there is put right."""

    title = forms.CharField(label=_("标题"), max_length=80)
    words = forms.CharField(label=_("正文"), max_length=8000, widget=forms.Textarea(attrs={"rows": 10}))
    reason = forms.CharField(
        label=_("更正的原因（居民看得到）"), min_length=2, max_length=200,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )  # fmt: skip
    restarts = forms.BooleanField(label=_("内容有实质变化，公示重新起算"), required=False)


class FileForm(LinliForm):
    """A file beside a notice."""

    file = forms.FileField(
        label=_("文件"), help_text=_("PDF、Word、Excel 或图片，不超过 20 MB。"),
        widget=forms.FileInput(attrs={"accept": ".pdf,.docx,.xlsx,.jpg,.jpeg,.png"}),
    )  # fmt: skip

    def clean_file(self) -> Any:
        """Not too large."""
        file = self.cleaned_data["file"]
        if file.size > MOST_BYTES:
            raise forms.ValidationError(_("文件超过 20 MB。"))
        return file
