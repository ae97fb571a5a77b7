"""Opening a fund, entering amounts, opening the accounts to everybody."""

from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from linli.contexts.bulletin.commands.funds import Amount
from linli.contexts.bulletin.queries.funds import categories, category_label
from linli.kernel.areas.models import Area
from linli.web.forms import DateField, LinliForm


def yuan_field(label: Any, **more: Any) -> forms.DecimalField:
    """An amount in yuan, exact to the fen."""
    return forms.DecimalField(label=label, max_digits=14, decimal_places=2, **more)


def fen(yuan: Decimal) -> int:
    """Whole fen."""
    return int(yuan * 100)


class FundForm(LinliForm):
    """A new purse."""

    community = forms.ChoiceField(label=_("社区"))
    name = forms.CharField(label=_("账的名称"), max_length=60)
    purpose = forms.CharField(label=_("钱从哪里来、做什么用"), max_length=200, required=False)
    opened_on = DateField(label=_("从哪天开始记"))
    opening = yuan_field(_("开始时的余额（元）"), initial=0, min_value=0)

    def __init__(self, *args: Any, places: list[Area], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["community"].choices = [(p.code, p.name) for p in places]  # type: ignore[attr-defined]


class EntryForm(LinliForm):
    """One amount."""

    on = DateField(label=_("日期"))
    words = forms.CharField(
        label=_("摘要"), max_length=120, help_text=_("不要写个人的姓名。"),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )  # fmt: skip
    side = forms.ChoiceField(label=_("收还是支"), choices=[("out", _("支出")), ("in", _("收入"))])
    yuan = yuan_field(_("金额（元）"), min_value=Decimal("0.01"))
    category = forms.ChoiceField(label=_("类别"))
    people = forms.IntegerField(
        label=_("涉及几个人"), required=False, min_value=1,
        help_text=_("慰问、帮扶要填；人数少的，公开时合并列出，不写明细。"),
    )  # fmt: skip
    voucher = forms.CharField(label=_("凭证号"), max_length=40, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["category"].choices = [(key, category_label(key)) for key in categories()]  # type: ignore[attr-defined]

    @property
    def amount(self) -> Amount:
        """What was entered."""
        said = self.cleaned_data
        value = fen(said["yuan"]) * (1 if said["side"] == "in" else -1)
        return Amount(said["on"], said["words"], value, said["category"], said["people"], said["voucher"])


class AccountFileForm(LinliForm):
    """An account kept in Excel."""

    file = forms.FileField(
        label=_("Excel 文件"), widget=forms.FileInput(attrs={"accept": ".xlsx,.xls"}),
        help_text=_("要有日期、摘要、收入、支出几列；类别、人数、凭证号可以有也可以没有。"),
    )  # fmt: skip


class UntilForm(LinliForm):
    """Up to which day everybody sees the accounts."""

    until = DateField(label=_("公开到哪一天"))
