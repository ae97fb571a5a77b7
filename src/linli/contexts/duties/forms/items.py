"""What is asked about items of a list."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from linli.contexts.duties.models.lists import Kind
from linli.kernel.areas.models import Area
from linli.web.forms import DateField, LinliForm, ReasonForm

WIDE = {"rows": 2}


class ItemForm(LinliForm):
    """One item of a list."""

    kind = forms.ChoiceField(label=_("类别"), choices=Kind.choices)
    title = forms.CharField(label=_("事项名称"), max_length=120)
    part = forms.CharField(
        label=_("社区做什么"), max_length=300, required=False, widget=forms.Textarea(attrs=WIDE),
        help_text=_("写清社区做到哪一步。不应承担的事项，写由谁负责。"),
    )  # fmt: skip
    department = forms.CharField(label=_("牵头部门"), max_length=80, required=False)
    source = forms.CharField(label=_("依据（法律或文件）"), max_length=160, required=False)
    clause = forms.CharField(label=_("条款"), max_length=120, required=False)
    number = forms.CharField(
        label=_("编号"), max_length=20, required=False, help_text=_("不填就接着往下编。")
    )
    valid_from = DateField(label=_("生效日期"))
    valid_to = DateField(label=_("失效日期（可不填）"), required=False)
    reason = forms.CharField(label=_("为什么改（会留在修改记录里）"), max_length=200, required=False)


class NewItemForm(ItemForm):
    """A new item, and on whose list it stands."""

    def __init__(self, *args: Any, places: list[Area], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(p.code, p.name) for p in places]
        area = forms.ChoiceField(label=_("哪一级的清单"), choices=choices)
        self.fields = {"area": area, **self.fields}
        self.fields["reason"].label = _("来由（可不填）")
        self._dress()


class EndForm(ReasonForm):
    """From when an item no longer holds."""

    last_day = DateField(label=_("最后一天"))
    field_order = ("last_day", "reason")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reason"].widget.attrs["placeholder"] = _("例如：新印发的清单里没有这一项")


class SheetForm(LinliForm):
    """Somebody's own sheet, and for whose list."""

    file = forms.FileField(label=_("选择 Excel 文件"), required=False, allow_empty_file=True)
    area = forms.ChoiceField(label=_("哪一级的清单"))
    reason = forms.CharField(
        label=_("文件名或来由"), max_length=200, required=False,
        widget=forms.TextInput(attrs={"placeholder": _("例如：2026 年街道印发的清单")}),
    )  # fmt: skip

    def __init__(self, *args: Any, places: list[Area], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["area"].choices = [(p.code, p.name) for p in places]  # type: ignore[attr-defined]
        self.fields["file"].widget.attrs["accept"] = ".xlsx,.xls,.xml"
        self._dress()
