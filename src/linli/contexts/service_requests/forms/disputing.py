"""What is asked when a unit says "not ours", and when somebody decides whose it is."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from linli.contexts.service_requests.forms.steps import StepForm, UnitField, UnitForm, named, text
from linli.contexts.service_requests.queries import listing, words
from linli.kernel.organisations.models import Organisation


class ObjectForm(StepForm):
    """ "Not ours": why, by which rule, and whose it is."""

    why = forms.ChoiceField(label=_("原因"))
    clause = forms.CharField(label=_("依据的条款"), max_length=200, help_text=_("例如职责清单第几项。"))
    proposed = UnitField(_("应当由谁办理"))
    words_of_unit = text(_("说明"), required=False)

    def ask(self) -> None:
        """Reasons of the pack; units of this place."""
        fields: Any = self.fields
        fields["why"].choices = named(words.reasons("object"))
        units = [u.pk for u in listing.units_for((self.about.area.code,)) if u.pk != self.about.unit_id]
        fields["proposed"].queryset = Organisation.objects.filter(pk__in=units).order_by("kind", "name")


class RedirectForm(UnitForm):
    """Another unit."""

    reason = text(_("原因"))
    is_fresh = forms.BooleanField(label=_("重新计算时限（一般不重新计算）"), required=False)


class UpholdForm(StepForm):
    """The unit keeps it."""

    reason = text(_("原因"))
    clause = forms.CharField(label=_("依据的条款"), max_length=200, required=False)


class ArbitrateForm(UnitForm):
    """Who does it, for good."""

    clause = forms.CharField(label=_("裁定依据"), max_length=200)
    reason = text(_("说明"))
