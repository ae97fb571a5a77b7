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
        for name, field in self.fields.items():
            field.widget.attrs["class"] = CSS.get(type(field.widget), "form-control")
            field.error_messages = {**field.error_messages, "required": ERRORS["required"]}
            if self.is_bound and name in self.errors:
                field.widget.attrs["class"] += " is-invalid"
                field.widget.attrs["aria-describedby"] = f"id_{name}_trouble"


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
