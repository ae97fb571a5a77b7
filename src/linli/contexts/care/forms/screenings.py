"""The sheet of a first screening as a form: one choice for each item, by part."""

from collections.abc import Iterator
from typing import Any

from django import forms
from django.forms import BoundField
from django.utils.translation import gettext_lazy as _

from linli.contexts.care.commands.screenings import Screened
from linli.contexts.care.queries.screenings import choices, pack
from linli.contexts.care.queries.words import say
from linli.engines.screening import Around
from linli.web.forms import LinliForm


class ScreeningForm(LinliForm):
    """All items, then what is known beside them."""

    told_by = forms.CharField(
        label=_("和谁一起看的"), max_length=40, required=False,
        widget=forms.TextInput(attrs={"placeholder": _("例如：本人、儿媳")}),
    )  # fmt: skip
    diagnosis = forms.BooleanField(label=_("医生诊断过失智或精神疾病"), required=False)
    events = forms.IntegerField(
        label=_("近 30 天跌倒、噎食、走失、自伤等，共几次"), min_value=0, max_value=99, initial=0,
        required=False,
    )  # fmt: skip
    coma = forms.BooleanField(label=_("现在昏迷"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for key, row in pack()["item"].items():
            self.fields[f"i_{key}"] = forms.TypedChoiceField(
                label=say(row), choices=choices(row), coerce=int, widget=forms.RadioSelect
            )
        self._dress()

    def parts(self) -> Iterator[tuple[str, list[BoundField]]]:
        """The items under the heading of their part."""
        for key, part in pack()["part"].items():
            yield say(part), [self[f"i_{item}"] for item, row in pack()["item"].items() if row["part"] == key]

    def told(self) -> Screened:
        """As the command takes it."""
        said = self.cleaned_data
        items = {key: said[f"i_{key}"] for key in pack()["item"]}
        around = Around(said["coma"], said["diagnosis"], said["events"] or 0)
        return Screened(items, around, said["told_by"])
