"""What the forms of all steps share: words, units, a key against double clicks."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from linli.contexts.service_requests.models import Request
from linli.contexts.service_requests.queries import listing, words
from linli.kernel.organisations.models import Organisation
from linli.web.forms import LinliForm

LONG = 2000


def text(
    label: Any, *, required: bool = True, rows: int = 3, hint: Any = "", most: int = LONG
) -> forms.CharField:
    """Some lines of words."""
    widget = forms.Textarea(attrs={"rows": rows})
    return forms.CharField(label=label, required=required, widget=widget, max_length=most, help_text=hint)


class StepForm(LinliForm):
    """What every step carries: a key against double clicks, and the last hop that was seen."""

    nonce = forms.CharField(widget=forms.HiddenInput, required=False, max_length=64)
    seen = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, about: Request, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.about = about
        self.ask()
        self._dress()

    def ask(self) -> None:
        """Fill the choices for this request."""


class UnitField(forms.ModelChoiceField):  # type: ignore[type-arg]
    """A body that answers for things here."""

    def __init__(self, label: Any, **kwargs: Any) -> None:
        super().__init__(Organisation.objects.none(), label=label, empty_label=_("请选择"), **kwargs)


class UnitForm(StepForm):
    """A step that names a unit."""

    unit = UnitField(_("承办单位"))

    def ask(self) -> None:
        """Units of this place; the one that the last hop proposed comes first in mind."""
        units = listing.units_for((self.about.area.code,))
        field: Any = self.fields["unit"]
        field.queryset = Organisation.objects.filter(pk__in=[u.pk for u in units]).order_by("kind", "name")


def named(found: Mapping[str, words.Named]) -> list[tuple[str, str]]:
    """Lines of the pack as choices."""
    return [(one.key, one.label) for one in found.values()]


class ReasonStep(StepForm):
    """A step that must be explained."""

    reason = text(_("原因"))


class ShownReason(StepForm):
    """A step whose reason the reporters read."""

    reason = text(_("原因"), hint=_("诉求人会看到这段话。"))
