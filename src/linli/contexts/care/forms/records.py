"""Why somebody is looked after, how closely, with which needs."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from linli.contexts.care.commands.records import Told
from linli.contexts.care.queries.words import choices, rules, say
from linli.kernel.phrases import colon
from linli.web.forms import LinliForm, ReasonForm


class LookAfterForm(LinliForm):
    """What one decides about somebody; the suggestion is ticked already."""

    classes = forms.MultipleChoiceField(label=_("为什么照看"), widget=forms.CheckboxSelectMultiple)
    tier = forms.ChoiceField(label=_("多久看望一次"), widget=forms.RadioSelect)
    tier_why = forms.CharField(
        label=_("和建议的不一样时，说一句为什么"), max_length=100, required=False,
        widget=forms.TextInput(attrs={"placeholder": _("例如：女儿每天都来，不用那么勤")}),
    )  # fmt: skip
    needs = forms.MultipleChoiceField(
        label=_("需要什么帮助"), required=False, widget=forms.CheckboxSelectMultiple
    )
    remarks = forms.CharField(
        label=_("要留意的（加密保存）"),
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["classes"].choices = choices("class")  # type: ignore[attr-defined]
        tiers = [(key, f"{say(row)}{colon()}{say(row, 'about')}") for key, row in rules()["tier"].items()]
        self.fields["tier"].choices = tiers  # type: ignore[attr-defined]
        self.fields["needs"].choices = choices("need")  # type: ignore[attr-defined]
        self._dress()

    def told(self) -> Told:
        """As the command takes it."""
        said = self.cleaned_data
        return Told(said["classes"], said["tier"], said["tier_why"].strip(), said["needs"], said["remarks"])


class PauseForm(ReasonForm):
    """Why nobody goes for now."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reason"].widget.attrs["placeholder"] = _("例如：住院，预计两周；住到女儿家")


class EndForm(ReasonForm):
    """Why looking after somebody ends."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reason"].widget.attrs["placeholder"] = _("例如：儿子搬来同住；本人说不需要")


class DeclineForm(ReasonForm):
    """Why somebody proposed is not looked after."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reason"].widget.attrs["placeholder"] = _("例如：身体很好，本人说不用；儿子住对门")


class ExportForm(ReasonForm):
    """Why the list is taken along."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reason"].widget.attrs["placeholder"] = _("例如：和家庭医生对名单")


def initial_of(classes: Sequence[str], tier: str, **more: Any) -> dict[str, Any]:
    """What stands in the form before anything was changed."""
    return {"classes": list(classes), "tier": tier, **more}
