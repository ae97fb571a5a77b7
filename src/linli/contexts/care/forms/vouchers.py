"""Giving vouchers to many or to one, and taking one back."""

from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from linli.contexts.care.commands.vouchers import Gift
from linli.contexts.care.models import CareRecord
from linli.contexts.care.queries.offers import words
from linli.contexts.care.queries.vouchers import most_fen, usual_end
from linli.contexts.care.queries.words import choices
from linli.kernel.ids import new_id
from linli.web.forms import DateField, LinliForm, ReasonForm


class GiftForm(LinliForm):
    """What is given."""

    name = forms.CharField(
        label=_("券叫什么"), max_length=40, widget=forms.TextInput(attrs={"placeholder": _("例如：助餐券")})
    )
    value = forms.DecimalField(label=_("一张多少元"), min_value=1, decimal_places=2)
    until_on = DateField(label=_("用到哪天"))
    payer = forms.CharField(
        label=_("谁出钱"),
        max_length=40,
        widget=forms.TextInput(attrs={"placeholder": _("例如：区民政局助餐补贴")}),
    )
    kinds = forms.MultipleChoiceField(
        label=_("能付哪些服务"), required=False, widget=forms.CheckboxSelectMultiple,
        help_text=_("一项都不选，就是都能付。"),
    )  # fmt: skip
    nonce = forms.CharField(widget=forms.HiddenInput, max_length=40, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs["initial"] = {
            "until_on": usual_end(), "nonce": str(new_id()), **kwargs.get("initial", {}),
        }  # fmt: skip
        super().__init__(*args, **kwargs)
        self.fields["kinds"].choices = words("kind")  # type: ignore[attr-defined]
        self.fields["value"].max_value = most_fen() // 100  # type: ignore[attr-defined]
        self._dress()

    def told(self) -> Gift:
        """As the command takes it."""
        said = self.cleaned_data
        until: date = said["until_on"]
        fen = int(said["value"] * Decimal(100))
        return Gift(said["name"], said["payer"], fen, until, said["kinds"], said.get("classes", ()))


class ManyForm(GiftForm):
    """For whom, by reason; then who of them, one by one."""

    classes = forms.MultipleChoiceField(
        label=_("发给哪些人"),
        widget=forms.CheckboxSelectMultiple,
        help_text=_("按照看原因选，下一步再逐个看名单。"),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["classes"].choices = choices("class")  # type: ignore[attr-defined]
        self.order_fields(["name", "classes", "value", "until_on", "payer", "kinds", "nonce"])
        self._dress()


class PeopleForm(LinliForm):
    """Who of the list really gets one."""

    people = forms.MultipleChoiceField(
        widget=forms.CheckboxSelectMultiple,
        required=False,
        error_messages={"invalid_choice": _("名单刚刚有变化，请再看一遍。")},
    )

    def __init__(self, *args: Any, rows: list[CareRecord], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["people"].choices = [(str(row.person_id), row.person.name) for row in rows]  # type: ignore[attr-defined]
        self._dress()

    def chosen(self) -> list[UUID]:
        """Their keys."""
        return [UUID(key) for key in self.cleaned_data["people"]]


class ReturnForm(ReasonForm):
    """Why a voucher is taken back."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reason"].widget.attrs["placeholder"] = _("例如：发错人了；本人不需要")
