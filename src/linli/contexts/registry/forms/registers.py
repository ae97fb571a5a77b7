"""What is asked about registers and about lists that leave the house."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from linli.kernel.ids import new_id
from linli.web.forms import LinliForm, ReasonForm


class TitleForm(LinliForm):
    """What a register is called, and who sees it."""

    name = forms.CharField(label=_("台账名称"), max_length=40)
    about = forms.CharField(label=_("说明（可不填）"), max_length=120, required=False)
    is_shared = forms.BooleanField(label=_("社区里的同事都能看到"), required=False)

    def __init__(self, *args: Any, may_share: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not may_share:
            del self.fields["is_shared"]


class ExportForm(ReasonForm):
    """Why a list should leave the house, and how much of it may be seen."""

    unmasked = forms.BooleanField(
        label=_("导出完整的证件号、电话等敏感信息"),
        required=False,
        help_text=_("确有需要才勾选；您会在操作记录里留名，文件里也会写明。"),
    )
    nonce = forms.CharField(widget=forms.HiddenInput, max_length=40, required=False)

    def __init__(self, *args: Any, may_reveal: bool, **kwargs: Any) -> None:
        kwargs.setdefault("initial", {}).setdefault("nonce", str(new_id()))
        super().__init__(*args, **kwargs)
        if not may_reveal:
            del self.fields["unmasked"]
        self.fields["reason"].label = _("用途（会写进文件和操作记录）")


class AnswerForm(LinliForm):
    """Whether an export is approved, with words when it is not."""

    approved = forms.ChoiceField(choices=[("yes", "yes"), ("no", "no")])
    answer = forms.CharField(label=_("答复"), max_length=100, required=False)
