"""What is asked about a suspected harm to a child."""

from datetime import datetime
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from linli.contexts.care.queries.words import choices
from linli.kernel import clock
from linli.kernel.accounts.models import Account
from linli.web.forms import LinliForm

Moment = forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")


def now() -> datetime:
    """This minute, as such a field begins."""
    return timezone.localtime(clock.now()).replace(second=0, microsecond=0, tzinfo=None)


class OpenForm(LinliForm):
    """Who, what, when it was seen."""

    child = forms.CharField(
        label=_("哪个孩子"), max_length=80,
        widget=forms.TextInput(attrs={"placeholder": _("例如：3 号楼 201 的小女孩，约 6 岁")}),
    )  # fmt: skip
    kinds = forms.MultipleChoiceField(label=_("怀疑是"), widget=forms.CheckboxSelectMultiple)
    what = forms.CharField(
        label=_("看到、听到了什么"), max_length=2000, widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("照原话、照所见写，不用查证，也不要去问孩子细节。"),
    )  # fmt: skip
    learned_at = forms.DateTimeField(label=_("什么时候发现的"), widget=Moment)
    readers = forms.MultipleChoiceField(
        label=_("还要告知谁"), required=False, widget=forms.CheckboxSelectMultiple,
        help_text=_("负责儿童安全的同事会自动告知；没有选到的人看不到，社区负责人也看不到。"),
    )  # fmt: skip

    def __init__(self, *args: Any, colleagues: list[Account], knows_child: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kinds"].choices = choices("harm")  # type: ignore[attr-defined]
        self.fields["readers"].choices = [(str(a.pk), a.name) for a in colleagues]  # type: ignore[attr-defined]
        if not colleagues:
            del self.fields["readers"]
        if knows_child:
            del self.fields["child"]
        self._dress()


class ReportForm(LinliForm):
    """To whom it was reported."""

    to = forms.MultipleChoiceField(label=_("报给了谁"), widget=forms.CheckboxSelectMultiple)
    at = forms.DateTimeField(label=_("什么时候报的"), widget=Moment)
    receipt = forms.CharField(
        label=_("谁接的、回执号、怎么说的"), max_length=400, required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["to"].choices = choices("authority")  # type: ignore[attr-defined]
        self._dress()


class NoteForm(LinliForm):
    """Something since."""

    words = forms.CharField(label=_("补充"), max_length=1000, widget=forms.Textarea(attrs={"rows": 3}))


class CloseForm(LinliForm):
    """How the child is now."""

    outcome = forms.CharField(
        label=_("孩子现在怎么样、由谁接手"), max_length=1000, widget=forms.Textarea(attrs={"rows": 3})
    )


class ColleagueForm(LinliForm):
    """One colleague."""

    account = forms.TypedChoiceField(label=_("哪位同事"), coerce=int)

    def __init__(self, *args: Any, colleagues: list[Account], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["account"].choices = [(a.pk, a.name) for a in colleagues]  # type: ignore[attr-defined]
        self._dress()
