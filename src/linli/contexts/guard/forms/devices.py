"""What is asked about a device and about the consent to it."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from linli.contexts.guard.commands.consents import Agreed
from linli.contexts.guard.commands.devices import WEEK, Told
from linli.contexts.guard.models import Kind
from linli.contexts.guard.models.devices import METERS
from linli.contexts.guard.queries.words import FITTED
from linli.kernel import clock
from linli.web.forms import DateField, LinliForm, ReasonForm


class ChangeForm(LinliForm):
    """What may be corrected."""

    number = forms.CharField(label=_("设备编号"), max_length=40, help_text=_("照设备上或平台里的编号填写。"))
    spot = forms.CharField(
        label=_("装在哪里"), max_length=40, required=False,
        widget=forms.TextInput(attrs={"placeholder": _("例如：厨房水管、入户门")}),
    )  # fmt: skip
    make = forms.CharField(label=_("厂家型号"), max_length=60, required=False)
    upload_minutes = forms.IntegerField(
        label=_("多久上报一次（分钟）"), min_value=1, max_value=WEEK, initial=60,
        help_text=_("一天上报一次的填 1440。超过一个半周期没有消息，会提醒检修设备。"),
    )  # fmt: skip
    resolution = forms.DecimalField(
        label=_("最小刻度（升或度，水电气表填）"), required=False, min_value=0, max_digits=8, decimal_places=3
    )


class InstallForm(ChangeForm):
    """A new device, with the consent of the home."""

    kind = forms.ChoiceField(label=_("设备种类"), choices=Kind.choices)
    installed_on = DateField(label=_("安装日期"))
    given_by = forms.CharField(
        label=_("同意书上签字的人"), max_length=40, required=False,
        help_text=_("这户已经同意过这类设备的，不用再填。"),
    )  # fmt: skip
    given_on = DateField(label=_("签字日期"), required=False)
    field_order = ("kind", "number", "spot", "installed_on", "given_by", "given_on", "upload_minutes")

    def __init__(self, *args: Any, kind: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if kind in Kind.values:
            self.fields["kind"].help_text = FITTED[Kind(kind)]
        if kind and kind not in METERS:
            del self.fields["resolution"]

    def told(self) -> Told:
        """As the command takes it."""
        said = self.cleaned_data
        agreed = Agreed(said["given_by"], said["given_on"] or clock.today()) if said["given_by"] else None
        return Told(
            said["kind"], said["number"].strip(), said["installed_on"], agreed, said["upload_minutes"],
            said["spot"], said["make"], said.get("resolution"),
        )  # fmt: skip


class SwapForm(LinliForm):
    """The device that takes the place of another."""

    number = forms.CharField(label=_("新设备编号"), max_length=40)
    on = DateField(label=_("更换日期"))
    words = forms.CharField(label=_("为什么换（可不填）"), max_length=200, required=False)


class RemoveForm(ReasonForm):
    """When a device was taken out, and why."""

    on = DateField(label=_("拆除日期"))
    field_order = ("on", "reason")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reason"].widget.attrs["placeholder"] = _("例如：住户搬走、住户不想再装")


class ReportForm(LinliForm):
    """What was seen."""

    words = forms.CharField(
        label=_("看见了什么"), max_length=200,
        widget=forms.TextInput(attrs={"placeholder": _("例如：指示灯不亮、外壳松了")}),
    )  # fmt: skip


class MendForm(LinliForm):
    """What was done."""

    done = forms.CharField(
        label=_("做了什么"), max_length=200,
        widget=forms.TextInput(attrs={"placeholder": _("例如：换了电池、重新插好")}),
    )  # fmt: skip


class ConsentForm(LinliForm):
    """Who signed for which kind of reading."""

    given_by = forms.CharField(label=_("同意书上签字的人"), max_length=40)
    given_on = DateField(label=_("签字日期"))


class WithdrawForm(LinliForm):
    """A home may end its consent without saying why."""

    reason = forms.CharField(label=_("原因（住户可以不说）"), max_length=100, required=False)


class SheetForm(LinliForm):
    """A list of devices, or a table of readings."""

    file = forms.FileField(label=_("选择 Excel 或 CSV 文件"), required=False, allow_empty_file=True)
    community = forms.ChoiceField(label=_("社区"))

    def __init__(self, *args: Any, places: list[Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["community"].choices = [(p.code, p.name) for p in places]  # type: ignore[attr-defined]
        self.fields["file"].widget.attrs["accept"] = ".xlsx,.xls,.csv,.txt"
        self._dress()


class SourceForm(LinliForm):
    """A new source."""

    name = forms.CharField(
        label=_("谁来送数据"), max_length=60,
        widget=forms.TextInput(attrs={"placeholder": _("例如：供水公司抄表平台")}),
    )  # fmt: skip
    community = forms.ChoiceField(label=_("社区"))

    def __init__(self, *args: Any, places: list[Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["community"].choices = [(p.code, p.name) for p in places]  # type: ignore[attr-defined]
        self._dress()
