"""What handling a request asks for: the first word, progress, parts for others, more time, the result."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from linli.contexts.service_requests.forms.public import Pictures, PicturesInput
from linli.contexts.service_requests.forms.steps import StepForm, UnitField, named, text
from linli.contexts.service_requests.queries import listing, words
from linli.kernel.organisations.models import Organisation
from linli.web.forms import DateField


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
        field.choices = named(words.reasons("suspend"))


def pictures(label: Any) -> Pictures:
    """Several pictures, chosen or taken; each is small enough, and there are not too many."""
    return Pictures(
        label=label, required=False, widget=PicturesInput(attrs={"accept": "image/*", "multiple": True})
    )


class ReportForm(StepForm):
    """What was done, and how one sees it."""

    answer = text(_("办理结果"), rows=5, hint=_("诉求人会看到这段话。"))
    before = pictures(_("办理前照片"))
    after = pictures(_("办理后照片"))
    without = forms.CharField(
        label=_("没有照片的原因"), max_length=200, required=False, help_text=_("有办理后照片就不用填。")
    )


class JoinForm(StepForm):
    """Somebody else to whom the same happens."""

    name = forms.CharField(label=_("姓名"), max_length=40, required=False)
    phone = forms.CharField(label=pgettext_lazy("of a person", "电话"), max_length=20, required=False)
