"""Handing a grid over: the pack for whoever comes next, and how often one looks in at a door."""

from uuid import UUID

from django import forms as django_forms
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from linli.contexts.registry import api as registry
from linli.contexts.visits import exports, policies
from linli.contexts.visits.commands.decisions import choose_colour
from linli.contexts.visits.commands.taking import take_pack
from linli.contexts.visits.queries import handing, rhythm
from linli.kernel import clock
from linli.kernel.access.guards import ActedRequest, requires
from linli.kernel.areas.models import Area, Kind
from linli.kernel.areas.queries import within
from linli.web.deeds import Deed, carry_out
from linli.web.files import saved
from linli.web.forms import LinliForm


class PackForm(LinliForm):
    """Which grid, why, and on paper or as a file."""

    grid = django_forms.ModelChoiceField(Area.objects.none(), label=gettext_lazy("哪个网格"))
    reason = django_forms.CharField(label=gettext_lazy("为什么要交接"), max_length=100, min_length=2)
    form = django_forms.ChoiceField(
        label=gettext_lazy("怎么拿"),
        choices=[("paper", gettext_lazy("打印")), ("file", gettext_lazy("Excel 文件"))],
    )


class RhythmForm(LinliForm):
    """How often to look in, and why."""

    colour = django_forms.ChoiceField(label=gettext_lazy("多久看一次"), required=False)
    reason = django_forms.CharField(
        label=gettext_lazy("原因（自己选时要写）"), max_length=100, required=False
    )


@requires("visits.record")
def pack(request: ActedRequest) -> HttpResponse:
    """Ask which grid and why; then the pack, on a page to print or as a workbook."""
    form = PackForm(request.POST or None, initial={"form": "paper"})
    form.fields["grid"].queryset = within(request.actor, policies.RECORD, Kind.GRID)  # type: ignore[attr-defined]
    if not form.is_valid():
        return render(request, "visits/pack_ask.html", {"form": form}, status=422 if form.is_bound else 200)
    grid = form.cleaned_data["grid"]
    take_pack(request.actor, grid, reason=form.cleaned_data["reason"])
    sections = handing.pack(request.actor, grid)
    if form.cleaned_data["form"] == "paper":
        values = {"grid": grid, "sections": sections, "today": clock.today()}
        return render(request, "visits/pack.html", values)
    name = _("%(grid)s交接_%(day)s.xlsx") % {"grid": grid.name, "day": clock.today().isoformat()}
    return saved(exports.pack_book(grid.name, sections), name)


@requires("visits.record")
def choose(request: ActedRequest, dwelling_id: UUID) -> HttpResponse:
    """Say how often one should look in at a door."""
    door = registry.door(request.actor, dwelling_id)
    held = rhythm.rhythm_of(dwelling_id)
    initial = {"colour": held.colour, "reason": held.why} if held and held.why else {}
    form = RhythmForm(request.POST or None, initial=initial)
    form.fields["colour"].choices = [("", _("按这家的情况自动算")), *rhythm.colours()]  # type: ignore[attr-defined]
    deed = Deed(
        _("%(place)s：多久看一次") % {"place": door.place},
        form,
        lambda f: choose_colour(request.actor, door.area, door=door, **f.cleaned_data),
        reverse("visits:door", args=[door.key]),
        _("已记下，这户要做的事按新的间隔算。"),
        _("现在是%(now)s。家里情况有变时可以看得勤一些；选“自动算”就回到按登记的情况来定。")
        % {"now": held.words if held else _("还没有算过")},
    )
    return carry_out(request, deed)
