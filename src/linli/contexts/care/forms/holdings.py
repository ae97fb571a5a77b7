"""What is asked about allowances and documents."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from linli.contexts.care.commands.holdings import HoldingTold
from linli.contexts.care.queries.holdings import choices
from linli.web.forms import DateField, LinliForm, ReasonForm


class RenewForm(LinliForm):
    """Until when, and how much."""

    due_on = DateField(label=_("复核或到期的日期"), required=False)
    amount = forms.DecimalField(
        label=_("每月多少元（待遇填）"), required=False, min_value=0, max_digits=9, decimal_places=2
    )


class HoldForm(RenewForm):
    """A new one."""

    what = forms.ChoiceField(label=_("哪一种"))
    since_on = DateField(label=_("从哪天开始"), required=False)
    field_order = ("what", "since_on", "due_on", "amount")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["what"].choices = choices()  # type: ignore[attr-defined]
        self._dress()

    def told(self) -> HoldingTold:
        """As the command takes it."""
        return HoldingTold(**self.cleaned_data)


class EndHoldingForm(ReasonForm):
    """When it ended, and why."""

    on = DateField(label=_("哪天结束"))
    field_order = ("on", "reason")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reason"].widget.attrs["placeholder"] = _("例如：收入提高，不再符合；换了新证")
