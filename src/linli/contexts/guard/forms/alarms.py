"""What is asked about an alarm, and about times without alarms."""

from datetime import datetime, time
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from linli.contexts.guard.models import Alarm
from linli.web.forms import DateField, LinliForm, ReasonForm


class WordsForm(LinliForm):
    """A step with a few words."""

    words = forms.CharField(label=_("补充说明（可不填）"), max_length=200, required=False)


class CloseForm(WordsForm):
    """What it turned out to be."""

    cause = forms.ChoiceField(label=_("结果"), choices=Alarm.Cause.choices)
    ended_at = forms.DateTimeField(
        label=_("什么时候了结的（补记时填）"), required=False,
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}),
    )  # fmt: skip
    field_order = ("cause", "ended_at", "words")


class UntilForm(LinliForm):
    """Until when a home is away."""

    until_on = DateField(label=_("哪天回来"))

    def until(self) -> datetime:
        """The end of that day."""
        return timezone.make_aware(datetime.combine(self.cleaned_data["until_on"], time(23, 59)))


class AwayForm(UntilForm):
    """And who said so."""

    by = forms.CharField(
        label=_("谁告诉的"), max_length=40,
        widget=forms.TextInput(attrs={"placeholder": _("例如：本人、女儿")}),
    )  # fmt: skip


class FoldedBoxes(forms.CheckboxSelectMultiple):
    """Boxes in groups that unfold: a grid, and in it its buildings."""

    template_name = "guard/folded_boxes.html"
    is_folded = True


class CutForm(LinliForm):
    """Where and when there is no water."""

    places = forms.MultipleChoiceField(
        label=_("哪里停水"), widget=FoldedBoxes, help_text=_("可以多选；选了整片就不用再选楼。")
    )
    since = forms.DateTimeField(label=_("从"), widget=forms.DateTimeInput(attrs={"type": "datetime-local"}))
    until = forms.DateTimeField(label=_("到"), widget=forms.DateTimeInput(attrs={"type": "datetime-local"}))

    def __init__(self, *args: Any, places: list[tuple[str, list[tuple[str, str]]]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["places"].choices = places  # type: ignore[attr-defined]
        self._dress()
        self.fields["places"].widget.attrs["class"] = "form-check-input"


class PaperForm(ReasonForm):
    """Which homes are printed, and why."""

    place = forms.ChoiceField(label=_("哪里"))
    field_order = ("place", "reason")

    def __init__(self, *args: Any, places: list[Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["place"].choices = [(a.code, a.name) for a in places]  # type: ignore[attr-defined]
        self._dress()
