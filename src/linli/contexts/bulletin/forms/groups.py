"""What is entered to let a group hear what is posted."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from linli.kernel.areas.models import Area
from linli.web.forms import LinliForm


class GroupForm(LinliForm):
    """A group and its robot."""

    area = forms.ChoiceField(label=_("哪里的群"), help_text=_("发给全社区的公告，网格和楼栋的群也会收到。"))
    name = forms.CharField(label=_("群的名字"), min_length=2, max_length=40)
    address = forms.CharField(
        label=_("机器人的 Webhook 地址"), max_length=300,
        widget=forms.PasswordInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )  # fmt: skip

    def __init__(self, *args: Any, places: Iterable[Area], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["area"].choices = [(one.code, _full(one)) for one in places]  # type: ignore[attr-defined]


def _full(place: Area) -> str:
    """Its name, before it that of the compound: several have a building 1."""
    return f"{place.compound.name} {place.name}" if place.compound else place.name
