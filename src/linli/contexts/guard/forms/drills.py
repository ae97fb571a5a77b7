"""What is asked about an exercise."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from linli.contexts.guard.commands.drills import Planned
from linli.contexts.guard.models import Alarm
from linli.kernel.areas.models import Area
from linli.web.forms import LinliForm


class DrillForm(LinliForm):
    """What is exercised where."""

    name = forms.CharField(label=_("演练名称"), max_length=60)
    place = forms.ChoiceField(label=_("哪里"))
    kind = forms.ChoiceField(label=_("哪种提醒"), choices=Alarm.Kind.choices)
    homes = forms.IntegerField(label=_("几户"), min_value=1, max_value=10, initial=1)
    rings = forms.BooleanField(label=_("也拨真的电话（事先和住户、家人说好）"), required=False)

    def __init__(self, *args: Any, places: Iterable[Area], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["place"].choices = [(a.code, a.name) for a in places]  # type: ignore[attr-defined]
        self._dress()

    def planned(self) -> Planned:
        """As the command takes it."""
        said = self.cleaned_data
        return Planned(said["name"], said["kind"], said["homes"], said["rings"])


class LearnedForm(LinliForm):
    """What was learned."""

    words = forms.CharField(
        label=_("发现了什么、下次怎么改（可不填）"), max_length=500, required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
    )  # fmt: skip
