"""What a partner offers, what somebody orders, what came of a call."""

from datetime import date
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext_lazy as _

from linli.contexts.care.commands.offers import Offered
from linli.contexts.care.commands.orders import Wanted
from linli.contexts.care.models import Order
from linli.contexts.care.queries.offers import words
from linli.kernel.areas.models import Area
from linli.kernel.organisations.models import Kind, Organisation
from linli.web.forms import DateField, LinliForm, ReasonForm


class OfferForm(LinliForm):
    """What is offered."""

    kind = forms.ChoiceField(label=_("哪一类"))
    name = forms.CharField(
        label=_("叫什么"),
        max_length=40,
        widget=forms.TextInput(attrs={"placeholder": _("例如：两荤一素午餐")}),
    )
    partner = forms.ChoiceField(label=_("哪家单位"))
    area = forms.ChoiceField(label=_("送到哪里"))
    price = forms.DecimalField(label=_("一次多少钱（元）"), min_value=0, max_value=2000, decimal_places=2)
    capacity = forms.IntegerField(label=_("一天最多做多少份"), min_value=1, max_value=2000)
    weekdays = forms.MultipleChoiceField(label=_("哪几天有"), widget=forms.CheckboxSelectMultiple)
    on_holidays = forms.BooleanField(label=_("法定节假日也有"), required=False)

    def __init__(self, *args: Any, community: Area, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        bodies = Organisation.objects.filter(kind__in=(Kind.PARTNER, Kind.PROPERTY_MANAGER)).order_by("name")
        grids = Area.objects.filter(parent=community, kind="grid").order_by("code")
        choices: dict[str, list[tuple[Any, Any]]] = {
            "kind": list(words("kind")),
            "partner": [(one.pk, one.name) for one in bodies],
            "area": [(community.pk, community.name), *((grid.pk, grid.name) for grid in grids)],
            "weekdays": [(number, name) for number, name in WEEKDAYS.items()],
        }
        for name, listed in choices.items():
            self.fields[name].choices = listed  # type: ignore[attr-defined]
        self._dress()

    def told(self) -> Offered:
        """As the command takes it."""
        said = self.cleaned_data
        return Offered(
            int(said["partner"]), int(said["area"]), said["kind"], said["name"].strip(),
            int(said["price"] * Decimal(100)), said["capacity"], [int(n) for n in said["weekdays"]],
            said["on_holidays"],
        )  # fmt: skip


class OrderForm(LinliForm):
    """What somebody asks for."""

    rhythm = forms.ChoiceField(label=_("订几次"), choices=Order.Rhythm.choices, widget=forms.RadioSelect)
    from_on = DateField(label=_("从哪天起"))
    until_on = DateField(label=_("到哪天为止"), required=False, help_text=_("只订一次时不用填"))
    tariff = forms.ChoiceField(label=_("本人付多少"))
    remarks = forms.CharField(
        label=_("要送的人知道什么（加密保存）"), max_length=100, required=False,
        widget=forms.TextInput(attrs={"placeholder": _("例如：软饭少盐；耳背，敲门要响")}),
    )  # fmt: skip
    with_vouchers = forms.BooleanField(label=_("用消费券付，不够的上门收"), required=False)
    channel = forms.ChoiceField(label=_("怎么说的"), choices=Order.Channel.told_to_us)

    def __init__(self, *args: Any, left: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if left:
            self.fields["with_vouchers"].help_text = _("现在能用的券还有 %(left)s 元。") % {"left": left}
        else:
            del self.fields["with_vouchers"]
        self.fields["tariff"].choices = words("tariff")  # type: ignore[attr-defined]
        self._dress()

    def told(self) -> Wanted:
        """As the command takes it."""
        said = self.cleaned_data
        until: date = said["until_on"] or said["from_on"]
        return Wanted(
            said["rhythm"], said["from_on"], until, said["tariff"], said["channel"], said["remarks"],
            said.get("with_vouchers", False),
        )  # fmt: skip


class EndOrderForm(ReasonForm):
    """Why an order or a day of it is cancelled."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reason"].widget.attrs["placeholder"] = _("例如：住到女儿家；这天去医院")


class CallForm(LinliForm):
    """What came of asking after somebody."""

    outcome = forms.ChoiceField(label=_("结果"), widget=forms.RadioSelect)
    words = forms.CharField(label=_("说一句"), max_length=100, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["outcome"].choices = words("outcome")  # type: ignore[attr-defined]
        self._dress()
