"""What each step of a request asks for; nothing is saved here."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from linli.contexts.service_requests.models import Kind, Request, State
from linli.contexts.service_requests.queries import listing, routing, suggesting, words
from linli.kernel.areas import queries as areas
from linli.kernel.areas.models import Area
from linli.kernel.organisations.models import Organisation
from linli.web.forms import DateField, LinliForm

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


class ClassifyForm(StepForm):
    """What it is about."""

    category = forms.ChoiceField(label=_("类别"))
    kind = forms.ChoiceField(label=_("类型"), choices=Kind.choices)
    urgency = forms.ChoiceField(label=_("紧急程度"))
    area = forms.ModelChoiceField(
        Area.objects.none(), label=_("地点改到"), required=False, empty_label=_("不改")
    )

    def ask(self) -> None:
        """The pack's lists, the buildings of the community, and what the words and the rules suggest."""
        fields: Any = self.fields
        guess = suggesting.guess(self.about.area.code, self.about.words)
        if guess is not None:
            fields["category"].help_text = guess.sentence
        if self.about.state == State.NEW:
            self.initial = {**self.initial, **self._suggested(guess)}
        fields["category"].choices = _named(words.categories())
        fields["urgency"].choices = _named(words.urgencies())
        fields["area"].queryset = areas.buildings_of(areas.community_of(self.about.area.code))

    def _suggested(self, guess: suggesting.Guess | None) -> dict[str, str]:
        """What stands in the form at first where nobody chose yet; a person decides."""
        is_open = self.about.category == words.OTHER
        category = guess.category if guess is not None and is_open else self.about.category
        said = routing.proposal(self.about)
        if said.rule and said.category != self.about.category:
            category = said.category
        about = words.categories().get(category)
        urgency = said.urgency if said.urgency != self.about.urgency else ""
        if not urgency and about is not None and category != self.about.category:
            urgency = about.urgency
        return {"category": category, **({"urgency": urgency} if urgency else {})}


def _named(found: Mapping[str, words.Named]) -> list[tuple[str, str]]:
    return [(one.key, one.label) for one in found.values()]


class AnswerForm(StepForm):
    """The answer, which the reporter reads."""

    answer = text(_("答复内容"), rows=5, hint=_("诉求人会看到这段话。"))


class DivertForm(StepForm):
    """Where it belongs instead."""

    to = forms.ChoiceField(label=_("属于哪一类"))
    reason = text(_("告诉诉求人去哪里办"), rows=4, hint=_("诉求人会看到这段话。"))

    def ask(self) -> None:
        """The six classes."""
        field: Any = self.fields["to"]
        field.choices = _named(words.reasons("divert"))


class DispatchForm(UnitForm):
    """Who leads."""

    words_to_unit = text(_("给承办单位的话"), required=False)

    def ask(self) -> None:
        """The units, and which one the rules propose, with the reason."""
        super().ask()
        said = routing.proposal(self.about)
        field: Any = self.fields["unit"]
        field.help_text = said.reason
        if said.unit is not None and not self.initial.get("unit"):
            self.initial["unit"] = said.unit.pk


class MergeForm(StepForm):
    """Into which other request."""

    lead = forms.CharField(
        label=_("并入哪一件"), max_length=20, help_text=_("填诉求编号，例如 SR-2026-00017。")
    )
    words_to_reporters = text(_("告诉诉求人"), required=False, hint=_("诉求人会看到这段话。"))


class ReasonStep(StepForm):
    """A step that must be explained."""

    reason = text(_("原因"))


class ShownReason(StepForm):
    """A step whose reason the reporters read."""

    reason = text(_("原因"), hint=_("诉求人会看到这段话。"))


class ObjectForm(StepForm):
    """ "Not ours": why, by which rule, and whose it is."""

    why = forms.ChoiceField(label=_("原因"))
    clause = forms.CharField(label=_("依据的条款"), max_length=200, help_text=_("例如职责清单第几项。"))
    proposed = UnitField(_("应当由谁办理"))
    words_of_unit = text(_("说明"), required=False)

    def ask(self) -> None:
        """Reasons of the pack; units of this place."""
        fields: Any = self.fields
        fields["why"].choices = _named(words.reasons("object"))
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


class ContactForm(StepForm):
    """The first word with the reporter."""

    words_said = text(_("怎么联系的、说了什么"), hint=_("诉求人会看到这段话。"))


class TellForm(StepForm):
    """How far it is."""

    words_said = text(_("进展"))
    is_shown = forms.BooleanField(label=_("让诉求人看到"), required=False, initial=True)


class ShareForm(StepForm):
    """A part for another unit."""

    unit = UnitField(_("协办单位"))
    task = text(_("请他们做什么"))
    due_at = forms.DateTimeField(
        label=_("请在什么时候前办完"),
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
        error_messages={"invalid": _("没有这个时间，请检查。")},
    )

    def ask(self) -> None:
        """Other units of this place."""
        field: Any = self.fields["unit"]
        units = [u.pk for u in listing.units_for((self.about.area.code,)) if u.pk != self.about.unit_id]
        field.queryset = Organisation.objects.filter(pk__in=units).order_by("kind", "name")


class ResultForm(StepForm):
    """What another unit did."""

    result = text(_("办理结果"))


class ExtensionForm(StepForm):
    """More working days."""

    days = forms.IntegerField(label=_("延长几个工作日"), min_value=1)
    reason = text(_("原因"), hint=_("同意后诉求人会看到。"))


class GrantForm(StepForm):
    """Agree; the words asked with are shown unless others are written."""

    reason = text(_("告诉诉求人"), required=False, hint=_("不填就用申请时写的原因。"))


class SuspensionForm(StepForm):
    """The clock is to stand still."""

    why = forms.ChoiceField(label=_("属于哪一类"))
    review_on = DateField(label=_("哪天再看"))
    reason = text(_("原因"), hint=_("同意后诉求人会看到。"))

    def ask(self) -> None:
        """Reasons of the pack."""
        field: Any = self.fields["why"]
        field.choices = _named(words.reasons("suspend"))


class Pictures(forms.ClearableFileInput):
    """Several pictures, chosen or taken."""

    allow_multiple_selected = True


class PicturesField(forms.FileField):
    """Some pictures, as a list."""

    def __init__(self, label: Any) -> None:
        widget = Pictures(attrs={"accept": "image/*", "multiple": True})
        super().__init__(label=label, required=False, widget=widget)

    def clean(self, data: Any, initial: Any = None) -> Any:
        """Each file by itself."""
        sent: Sequence[Any] = data if isinstance(data, list | tuple) else [data] if data else []
        return [super(PicturesField, self).clean(one, initial) for one in sent]


class ReportForm(StepForm):
    """What was done, and how one sees it."""

    answer = text(_("办理结果"), rows=5, hint=_("诉求人会看到这段话。"))
    before = PicturesField(_("办理前照片"))
    after = PicturesField(_("办理后照片"))
    without = forms.CharField(
        label=_("没有照片的原因"), max_length=200, required=False, help_text=_("有办理后照片就不用填。")
    )


class JoinForm(StepForm):
    """Somebody else to whom the same happens."""

    name = forms.CharField(label=_("姓名"), max_length=40, required=False)
    phone = forms.CharField(label=pgettext_lazy("of a person", "电话"), max_length=20, required=False)
