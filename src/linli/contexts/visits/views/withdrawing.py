"""A visit was written down by mistake: it is withdrawn, with whatever it told the register."""

from collections.abc import Iterable, Sequence
from typing import Any
from uuid import UUID

from django import forms
from django.http import HttpResponse
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from linli.contexts.registry import api as registry
from linli.contexts.visits.commands.visits import withdraw
from linli.contexts.visits.queries import visits as queries
from linli.kernel.access.guards import ActedRequest, requires
from linli.kernel.catalogue import shelf
from linli.web.deeds import Deed, carry_out
from linli.web.forms import ReasonForm
from linli.web.templatetags.linli import listed


class WithdrawForm(ReasonForm):
    """Why, and which values go back to what they were before."""

    back = forms.MultipleChoiceField(
        label=gettext_lazy("同时收回写进档案的内容"), required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, spoken: Sequence[registry.Spoken], stays: str, **more: Any) -> None:
        super().__init__(*args, **more)
        choices = [(f"{one.person}:{one.field}", _words(one)) for one in spoken if one.may_go_back]
        self.fields["reason"].widget.attrs["placeholder"] = _("例如：记错了门牌")
        self.fields["back"].choices = choices  # type: ignore[attr-defined]
        self.fields["back"].initial = [key for key, _said in choices]
        self.fields["back"].help_text = stays
        if not choices:
            del self.fields["back"]

    def chosen(self) -> dict[UUID, list[str]]:
        """Fields by person."""
        found: dict[UUID, list[str]] = {}
        for choice in self.cleaned_data.get("back", ()):
            person, _colon, field = choice.partition(":")
            found.setdefault(UUID(person), []).append(field)
        return found


def _words(one: registry.Spoken) -> str:
    told = {
        "name": one.name, "field": shelf.field(one.field).label, "said": one.said or _("没有"),
        "before": one.before or _("没有"),
    }  # fmt: skip
    return _("%(name)s的%(field)s：“%(said)s”改回“%(before)s”") % told


def _stays(spoken: Iterable[registry.Spoken]) -> str:
    """What has been said anew since stays; told, so that nobody looks for it in vain."""
    names = [
        _("%(name)s的%(field)s") % {"name": one.name, "field": shelf.field(one.field).label}
        for one in spoken
        if not one.may_go_back
    ]
    return _("后来又有新的登记，不会收回：%(what)s") % {"what": listed(names)} if names else ""


@requires("visits.record")
def withdraw_visit(request: ActedRequest, visit_id: UUID) -> HttpResponse:
    """Written down by mistake."""
    found = queries.visit(request.actor, visit_id)
    spoken = registry.said_under(request.actor, f"visits.visit:{found.pk}")
    form = WithdrawForm(request.POST or None, spoken=spoken, stays=_stays(spoken))

    def run(sent: Any) -> None:
        withdraw(request.actor, found, reason=sent.cleaned_data["reason"], back=sent.chosen())

    return carry_out(
        request,
        Deed(
            _("撤回这次走访"), form, run, reverse("visits:visit", args=[found.pk]),
            _("已撤回，这户重新列入待走访。"), _lead(found.changed), button=_("撤回"), danger=True,
        ),
    )  # fmt: skip


def _lead(changed: dict[str, list[str]]) -> str | Promise:
    if any("new" in keys for keys in changed.values()):
        return _(
            "撤回后这次走访不再算数，问题、需求和承诺一并撤回。这次新登记的人不会删掉，请在居民页面核对。"
        )
    return _("撤回后这次走访不再算数，问题、需求和承诺一并撤回。迁出、去世和人群的变化请在居民页面更正。")
