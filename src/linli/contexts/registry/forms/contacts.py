"""What is asked about somebody to call."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from linli.contexts.registry.commands.contacts import Told
from linli.contexts.registry.forms.people import SaidForm
from linli.contexts.registry.models.contacts import Distance, Kind


class ContactForm(SaidForm):
    """Somebody to call about a person."""

    kind = forms.ChoiceField(label=_("是什么人"), choices=Kind.choices, initial=Kind.FAMILY)
    name = forms.CharField(label=_("姓名"), max_length=40)
    relation = forms.CharField(
        label=_("与本人的关系"), max_length=20, required=False,
        widget=forms.TextInput(attrs={"placeholder": _("例如：女儿、对门邻居")}),
    )  # fmt: skip
    phone = forms.CharField(
        label=_("电话"), max_length=60, required=False, widget=forms.TextInput(attrs={"inputmode": "tel"})
    )
    hours = forms.CharField(
        label=_("什么时候打得通"), max_length=60, required=False,
        widget=forms.TextInput(attrs={"placeholder": _("例如：晚上六点以后")}),
    )  # fmt: skip
    distance = forms.ChoiceField(label=_("离得多远"), choices=Distance.choices, required=False)
    holds_key = forms.BooleanField(label=_("有这家的钥匙"), required=False)
    field_order = (
        "kind", "name", "relation", "phone", "hours", "distance", "holds_key", "said_by", "said_on",
    )  # fmt: skip

    def told(self, *, is_new: bool) -> Told:
        """As the commands take it; a number left empty stays as it is."""
        said: dict[str, Any] = dict(self.cleaned_data)
        phone = said["phone"].strip() or ("" if is_new else None)
        return Told(
            said["kind"], said["name"], said["relation"], phone, said["holds_key"], said["distance"],
            said["hours"], said["said_by"], said["said_on"],
        )  # fmt: skip
