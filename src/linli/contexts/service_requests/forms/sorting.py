"""What sorting a request asks for: its category, an answer, where it belongs, who leads, the same matter."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from linli.contexts.service_requests.forms.steps import StepForm, UnitForm, named, text
from linli.contexts.service_requests.models import Kind, State
from linli.contexts.service_requests.queries import routing, suggesting, words
from linli.kernel.areas import queries as areas
from linli.kernel.areas.models import Area


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
        fields["category"].choices = named(words.categories())
        fields["urgency"].choices = named(words.urgencies())
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
        field.choices = named(words.reasons("divert"))


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
