"""What a resident, or a relative, orders on the phone."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from linli.contexts.care.commands.orders import Wanted
from linli.contexts.care.models import Order
from linli.web.forms import DateField, LinliForm


class OwnOrderForm(LinliForm):
    """When, and what whoever comes should know."""

    rhythm = forms.ChoiceField(label=_("订几次"), choices=Order.Rhythm.choices, widget=forms.RadioSelect)
    from_on = DateField(label=_("从哪天起"))
    until_on = DateField(label=_("到哪天为止"), required=False, help_text=_("只订一次时不用填"))
    remarks = forms.CharField(
        label=_("要送的人知道什么（可不填）"), max_length=100, required=False,
        widget=forms.TextInput(attrs={"placeholder": _("例如：少盐；耳背，敲门响一点")}),
    )  # fmt: skip
    with_vouchers = forms.BooleanField(label=_("用消费券付，不够的上门付"), required=False)

    def __init__(self, *args: Any, left: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if left:
            self.fields["with_vouchers"].help_text = _("现在能用的券还有 %(left)s 元。") % {"left": left}
        else:
            del self.fields["with_vouchers"]
        self._dress()

    def told(self, tariff: str, channel: str) -> Wanted:
        """As the command takes it."""
        said = self.cleaned_data
        until: date = said["until_on"] or said["from_on"]
        return Wanted(
            said["rhythm"], said["from_on"], until, tariff, channel, said["remarks"],
            said.get("with_vouchers", False),
        )  # fmt: skip
