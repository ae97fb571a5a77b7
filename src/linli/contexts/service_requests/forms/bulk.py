"""What is asked before many requests are sorted at once."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from linli.contexts.service_requests.forms.sorting import ClassifyForm, DispatchForm, DivertForm, MergeForm
from linli.contexts.service_requests.forms.steps import StepForm
from linli.contexts.service_requests.models import Kind


class Many(StepForm):
    """Carries the chosen requests along."""

    ids = forms.CharField(widget=forms.HiddenInput)


class ManyClassify(ClassifyForm, Many):
    """What all of them are about; kind and urgency may stay as they are."""

    def ask(self) -> None:
        """One may leave things as they are."""
        super().ask()
        fields: Any = self.fields
        del self.fields["area"]
        keep = ("", _("各自不变"))
        fields["kind"].choices = [keep, *Kind.choices]
        fields["urgency"].choices = [keep, *fields["urgency"].choices]
        fields["kind"].required = fields["urgency"].required = False


class ManyDispatch(DispatchForm, Many):
    """One unit for all of them."""


class ManyMerge(MergeForm, Many):
    """Into which one."""


class ManyDivert(DivertForm, Many):
    """Where all of them belong instead."""


FORMS: dict[str, type[Many]] = {
    "classify": ManyClassify, "dispatch": ManyDispatch, "merge": ManyMerge, "divert": ManyDivert,
}  # fmt: skip
