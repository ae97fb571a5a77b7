"""What is asked about a day."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from linli.kernel.accounts.models import Account
from linli.web.forms import DateField, LinliForm

REASONS = [
    ("appointment", _("家里约了别的时间")),
    ("away", _("住院或外出，过几天回来")),
    ("weather", _("天气不好")),
    ("urgent", _("今天别的事更急")),
    ("waiting", _("等材料或等回复")),
    ("other", _("其他（请写明）")),
]


class PostponeForm(LinliForm):
    """Put one thing off."""

    until = DateField(label=_("推后到哪天"))
    why = forms.ChoiceField(label=_("原因"), choices=REASONS)
    more = forms.CharField(label=_("补充（选“其他”时要写）"), max_length=80, required=False)

    @property
    def reason(self) -> str:
        """The reason in words; nothing when "other" was not explained."""
        more = self.cleaned_data["more"].strip()
        if self.cleaned_data["why"] == "other":
            return str(more)
        words = str(dict(REASONS)[self.cleaned_data["why"]])
        return f"{words}；{more}" if more else words


class HandOverForm(LinliForm):
    """A colleague goes there."""

    to = forms.ModelChoiceField(Account.objects.none(), label=_("交给谁"))
    until_on = DateField(label=_("到哪天为止"))
    reason = forms.CharField(label=_("说明"), max_length=100)

    def __init__(self, *args: Any, colleagues: Iterable[Account], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["to"].queryset = Account.objects.filter(pk__in=[a.pk for a in colleagues])  # type: ignore[attr-defined]
        self.fields["to"].label_from_instance = lambda a: f"{a.name}（{a.title}）" if a.title else a.name  # type: ignore[attr-defined]


class LeaveForm(LinliForm):
    """Somebody is away."""

    account = forms.ModelChoiceField(Account.objects.none(), label=_("谁请假"))
    cover = forms.ModelChoiceField(
        Account.objects.none(), label=_("谁代班"), required=False, empty_label=_("还没有人")
    )
    from_on = DateField(label=_("从哪天"))
    until_on = DateField(label=_("到哪天"))

    def __init__(
        self, *args: Any, workers: Iterable[Account], covers: Iterable[Account], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        for name, people in (("account", workers), ("cover", covers)):
            self.fields[name].queryset = Account.objects.filter(pk__in=[a.pk for a in people])  # type: ignore[attr-defined]
            self.fields[name].label_from_instance = lambda a: a.name  # type: ignore[attr-defined]
