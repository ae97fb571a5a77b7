"""Forms that look like the rest of Linli and say what is wrong in one sentence."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

CSS: dict[type[forms.Widget], str] = {
    forms.Select: "form-select",
    forms.SelectMultiple: "form-select",
    forms.CheckboxInput: "form-check-input",
    forms.RadioSelect: "form-check-input",
    forms.CheckboxSelectMultiple: "form-check-input",
    forms.HiddenInput: "",
}
ERRORS = {"required": _("这一项要填。"), "invalid": _("这一项填写有误。")}


class LinliForm(forms.Form):
    """Adds the looks and plain error sentences to every field."""

    required_css_class = "required"

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("label_suffix", "")
        super().__init__(*args, **kwargs)
        self._dress()

    def _dress(self) -> None:
        """Give every field its looks; once more after fields were added."""
        for field in self.fields.values():
            field.widget.attrs["class"] = CSS.get(type(field.widget), "form-control")
            field.error_messages = {**field.error_messages, "required": ERRORS["required"]}

    def full_clean(self) -> None:
        """Judge what was entered, and mark the entries at fault."""
        super().full_clean()
        for name in self.errors if self.is_bound else ():
            self._mark(name)

    def add_error(self, field: str | None, error: Any) -> None:
        """Add a fault, and mark its entry."""
        super().add_error(field, error)
        if field:
            self._mark(field)

    def _mark(self, name: str) -> None:
        if name in self.fields and "is-invalid" not in self.fields[name].widget.attrs.get("class", ""):
            self.fields[name].widget.attrs["class"] += " is-invalid"
            self.fields[name].widget.attrs["aria-describedby"] = f"id_{name}_trouble"


class DateField(forms.DateField):
    """A day, typed or picked."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("widget", forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))
        kwargs.setdefault("error_messages", {"invalid": _("没有这一天，请检查日期。")})
        super().__init__(**kwargs)


class ReasonForm(LinliForm):
    """Why something sensitive is done."""

    reason = forms.CharField(
        label=_("原因"), max_length=100, min_length=2,
        widget=forms.TextInput(attrs={"autocomplete": "off", "placeholder": _("例如：电话回访高龄津贴")}),
    )  # fmt: skip


class PhoneCodeForm(LinliForm):
    """The code of the text message that proves a phone."""

    code = forms.CharField(
        label=_("短信里的 6 位验证码"), max_length=12,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "one-time-code"}),
    )  # fmt: skip
