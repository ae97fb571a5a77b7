"""What is written down for somebody who calls, comes or is met."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from linli.contexts.service_requests.commands.reporting import LONGEST
from linli.contexts.service_requests.forms.public import Pictures, PicturesInput
from linli.contexts.service_requests.models import Channel
from linli.contexts.service_requests.queries import words
from linli.kernel.areas.models import Area
from linli.web.forms import LinliForm

CHANNELS = (Channel.PHONE, Channel.COUNTER, Channel.WORKER)


class EnterForm(LinliForm):
    """Words first, then where, then who."""

    words = forms.CharField(
        label=_("说了什么"), min_length=4, max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 4, "autofocus": True}),
        error_messages={"min_length": _("请多写几个字，说明发生了什么。")},
    )  # fmt: skip
    where = forms.CharField(
        label=_("哪里"), max_length=60, required=False,
        widget=forms.TextInput(attrs={"list": "houses", "autocomplete": "off"}),
        help_text=_("输楼号就能选，例如 3，或 3号楼1单元502；不在楼里就写地方。"),
    )  # fmt: skip
    community = forms.ModelChoiceField(Area.objects.none(), label=_("社区"), required=False, empty_label=None)
    channel = forms.ChoiceField(
        label=_("怎么报来的"), choices=[(one.value, one.label) for one in CHANNELS], widget=forms.RadioSelect
    )
    name = forms.CharField(label=_("姓名"), max_length=40, required=False)
    phone = forms.CharField(
        label=_("联系电话"), max_length=20, required=False,
        widget=forms.TextInput(attrs={"inputmode": "tel", "autocomplete": "off"}),
        help_text=_("留了电话才能回访；不愿留也可以报。"),
    )  # fmt: skip
    category = forms.ChoiceField(label=_("类别"), required=False)
    urgency = forms.ChoiceField(label=_("紧急程度"), required=False)
    photos = Pictures(
        label=_("照片"), required=False, widget=PicturesInput(attrs={"accept": "image/*", "multiple": True})
    )
    longitude = forms.FloatField(required=False, widget=forms.HiddenInput, min_value=-180, max_value=180)
    latitude = forms.FloatField(required=False, widget=forms.HiddenInput, min_value=-90, max_value=90)
    nonce = forms.CharField(widget=forms.HiddenInput, required=False, max_length=64)

    def __init__(self, *args: Any, communities: list[Area], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: Any = self.fields
        fields["community"].queryset = Area.objects.filter(pk__in=[one.pk for one in communities])
        fields["community"].initial = communities[0].pk if communities else None
        if len(communities) == 1:
            fields["community"].widget = forms.HiddenInput()
        named = [(key, one.label) for key, one in words.categories().items()]
        fields["category"].choices = [("", _("先不定")), *named]
        urgent = [(key, one.label) for key, one in words.urgencies().items()]
        fields["urgency"].choices = [("", _("按类别")), *urgent]
        fields["channel"].initial = Channel.PHONE.value
        self._dress()

    @property
    def point(self) -> tuple[float, float] | None:
        """A point on the map, when one was set."""
        longitude, latitude = self.cleaned_data.get("longitude"), self.cleaned_data.get("latitude")
        return None if longitude is None or latitude is None else (longitude, latitude)
