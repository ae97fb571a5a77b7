"""What residents fill in without an account."""

from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from linli.contexts.service_requests.commands.reporting import LONGEST
from linli.contexts.service_requests.models import Satisfied, Solved
from linli.contexts.service_requests.queries import words
from linli.kernel.areas import queries as areas
from linli.kernel.areas.models import Area
from linli.kernel.errors import Refusal
from linli.kernel.ids import new_id
from linli.kernel.visitors.phones import mobile
from linli.web.forms import LinliForm

MOST_BYTES = 12 * 1024 * 1024
"""Of one picture; a phone's camera makes four to eight."""


class Pictures(forms.FileField):
    """Several pictures in one entry."""

    widget = forms.FileInput

    def clean(self, data: Any, initial: Any = None) -> list[bytes]:
        """The pictures' bytes; too many or too large are refused before they are read."""
        files = [one for one in (data or []) if one]
        most = words.rule("attachments")
        if len(files) > most:
            raise forms.ValidationError(_("一次最多 %(most)s 张照片。"), params={"most": most})
        if any(one.size > MOST_BYTES for one in files):
            raise forms.ValidationError(_("有一张照片超过 12 MB，请换一张小一点的。"))
        return [one.read() for one in files]


class PicturesInput(forms.FileInput):
    """Several pictures, from the camera or the album."""

    allow_multiple_selected = True

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Any:
        """All of them."""
        return files.getlist(name)


class WhoForm(LinliForm):
    """Who speaks: a name and a mobile number, or nobody; and a trap for programs."""

    name = forms.CharField(
        label=_("怎么称呼您"), max_length=40, required=False,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )  # fmt: skip
    phone = forms.CharField(
        label=_("手机号码"), max_length=20, required=False,
        widget=forms.TextInput(attrs={"inputmode": "tel", "autocomplete": "tel"}),
        help_text=_("有消息会发短信告诉您。不想留也可以，凭查询码一样能看到进展。"),
    )  # fmt: skip
    website = forms.CharField(
        required=False, widget=forms.TextInput(attrs={"autocomplete": "off", "tabindex": -1})
    )
    nonce = forms.UUIDField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["nonce"].initial = new_id

    def clean_phone(self) -> str:
        """Nothing, or eleven digits."""
        typed: str = self.cleaned_data["phone"]
        if not typed.strip():
            return ""
        try:
            return mobile(typed)
        except Refusal as refusal:
            raise forms.ValidationError(str(refusal)) from refusal

    @property
    def is_trapped(self) -> bool:
        """True when the entry was filled that no person sees."""
        return bool(self.data.get("website"))

    @property
    def key(self) -> UUID:
        """Under which the same sending is known again."""
        return self.cleaned_data.get("nonce") or new_id()


class ReportForm(WhoForm):
    """What happened, where, pictures."""

    words = forms.CharField(
        label=_("发生了什么"), min_length=4, max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 4, "placeholder": _("例如：一单元楼道灯不亮，看不见台阶")}),
        error_messages={"min_length": _("请多写几个字，说明发生了什么。")},
    )  # fmt: skip
    photos = Pictures(
        label=_("照片"), required=False, widget=PicturesInput(attrs={"accept": "image/*", "multiple": True})
    )
    building = forms.ChoiceField(label=_("在哪栋楼附近"), required=False)
    place = forms.CharField(
        label=_("具体在哪里"), max_length=100, required=False,
        widget=forms.TextInput(attrs={"placeholder": _("例如：北门车棚旁边"), "autocomplete": "off"}),
    )  # fmt: skip
    category = forms.ChoiceField(label=_("哪一类"), required=False)
    longitude = forms.FloatField(required=False, widget=forms.HiddenInput, min_value=-180, max_value=180)
    latitude = forms.FloatField(required=False, widget=forms.HiddenInput, min_value=-90, max_value=90)
    made_at = forms.DateTimeField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, community: Area, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["building"].choices = building_choices(community)  # type: ignore[attr-defined]
        self.fields["category"].choices = [  # type: ignore[attr-defined]
            ("", _("说不准，请社区帮我选")),
            *((key, one.label) for key, one in words.categories().items()),
        ]

    @property
    def point(self) -> tuple[float, float] | None:
        """Where the phone or the map said it is (WGS-84, as browsers and our map give it)."""
        longitude, latitude = self.cleaned_data.get("longitude"), self.cleaned_data.get("latitude")
        return None if longitude is None or latitude is None else (longitude, latitude)


def building_choices(community: Area) -> list[Any]:
    """The buildings of a community, under the names of their compounds."""
    groups: dict[str, list[tuple[str, str]]] = {}
    for building in areas.buildings_of(community):
        compound = building.compound.name if building.compound else ""
        groups.setdefault(compound, []).append((building.code, building.name))
    first: list[Any] = [("", _("不在楼栋边，或说不准"))]
    if len(groups) == 1:
        return first + next(iter(groups.values()))
    return first + sorted(groups.items())


class CodeForm(LinliForm):
    """The tracking code."""

    code = forms.CharField(
        label=_("查询码"), max_length=20,
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters"}),
        help_text=_("报事以后给您的 10 位字母和数字。"),
    )  # fmt: skip


class JudgeForm(LinliForm):
    """Is it solved, and was one satisfied?"""

    solved = forms.ChoiceField(label=_("问题解决了吗"), choices=Solved.choices, widget=forms.RadioSelect)
    satisfied = forms.ChoiceField(label=_("办得满意吗"), choices=Satisfied.choices, widget=forms.RadioSelect)
    remark = forms.CharField(
        label=_("想说的话"), max_length=500, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )


class WithdrawForm(LinliForm):
    """Why it is taken back."""

    reason = forms.CharField(
        label=_("为什么撤回"), min_length=2, max_length=200,
        widget=forms.TextInput(attrs={"placeholder": _("例如：已经自己修好了"), "autocomplete": "off"}),
    )  # fmt: skip
