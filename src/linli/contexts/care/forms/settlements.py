"""Which month of which partner, a correction in words, who agreed for the partner."""

from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from linli.web.forms import LinliForm, ReasonForm


class DrawForm(LinliForm):
    """Whose month."""

    partner = forms.ChoiceField(label=_("哪家单位"))
    month = forms.DateField(
        label=_("哪个月"), input_formats=["%Y-%m"],
        widget=forms.DateInput(attrs={"type": "month"}, format="%Y-%m"),
        error_messages={"invalid": _("请写成 2026-03 这样。")},
    )  # fmt: skip

    def __init__(self, *args: Any, partners: list[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["partner"].choices = partners  # type: ignore[attr-defined]
        self._dress()


class CorrectionForm(LinliForm):
    """A difference and why."""

    amount = forms.DecimalField(
        label=_("更正多少元"), decimal_places=2, min_value=-100_000, max_value=100_000,
        help_text=_("少付了写正数，多付了写负数。"),
    )  # fmt: skip
    words = forms.CharField(
        label=_("为什么更正"), max_length=100,
        widget=forms.TextInput(attrs={"placeholder": _("例如：2 月 14 日两份软食套餐没有送，已付")}),
    )  # fmt: skip

    def fen(self) -> int:
        """In fen."""
        return int(self.cleaned_data["amount"] * Decimal(100))


class AgreeForm(LinliForm):
    """Who agreed for the partner."""

    signed_by = forms.CharField(label=_("合作单位谁确认的"), max_length=40)


class SendBackForm(ReasonForm):
    """What is not right."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reason"].widget.attrs["placeholder"] = _("例如：3 月 5 日多算了一份")
