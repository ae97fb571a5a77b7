"""For workers: past elections from Pabulib files, counted by both rules side by side."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_http_methods

from linli.contexts.budgeting import policies
from linli.contexts.budgeting.commands.past import drop
from linli.contexts.budgeting.forms.desk import PastForm
from linli.contexts.budgeting.imports.pabulib import take
from linli.contexts.budgeting.models import Past
from linli.contexts.budgeting.queries import past as queries
from linli.contexts.budgeting.views.desk import posted
from linli.kernel.access.guards import ActedRequest, requires
from linli.kernel.areas import queries as areas
from linli.web import files
from linli.web.deeds import Deed, carry_out
from linli.web.forms import LinliForm
from linli.web.paging import page_of


@requires(policies.VIEW)
@require_GET
def register(request: ActedRequest) -> HttpResponse:
    """Every past election of one's communities."""
    words = request.GET.get("q", "").strip()[:40]
    rows = queries.seen(request.actor)
    values = {
        "page": page_of(request, rows.filter(title__contains=words) if words else rows), "words": words,
        "may_import": request.actor.holds(policies.RUN),
    }  # fmt: skip
    return render(request, "budgeting/past.html", values)


@requires(policies.RUN)
@require_http_methods(["GET", "HEAD", "POST"])
def take_file(request: ActedRequest) -> HttpResponse:
    """Import a file for one's community."""
    place = areas.communities_seen(request.actor, policies.RUN)[0]
    made: list[Past] = []

    def run(form: Any) -> None:
        file = form.cleaned_data["file"]
        made.append(take(request.actor, place, file.read(), file.name))

    form = PastForm(posted(request), request.FILES or None)
    deed = Deed(
        _("导入往届选举"), form, run, reverse("budgeting:past"), _("导入好了。"), place.name, _("导入")
    )
    answer = carry_out(request, deed)
    return (
        HttpResponseRedirect(reverse("budgeting:past_one", args=[made[0].pk]), status=303) if made else answer
    )


@requires(policies.VIEW)
@require_GET
def one(request: ActedRequest, past_id: UUID) -> HttpResponse:
    """Both rules beside what was declared, project by project."""
    row = queries.one(request.actor, past_id)
    rules = row.story["rules"]
    sums = [
        (_("按票数从高到低"), rules["greedy"]), (_("等额分配（每人一份钱）"), rules["equal_shares"]),
    ]  # fmt: skip
    if row.story["declared"]:
        sums.insert(0, (_("当时公布的"), row.story["declared"]))
    values = {
        "past": row, "story": row.story, "sum": queries.grouped(row.story["budget"]),
        "sums": [(name, queries.with_grouped(told)) for name, told in sums],
        "page": page_of(request, [queries.with_grouped(p) for p in row.story["projects"]], size=50),
        "may_drop": policies.may_plan(request.actor, row.community),
    }  # fmt: skip
    return render(request, "budgeting/past_one.html", values)


@requires(policies.VIEW)
@require_GET
def download(request: ActedRequest, past_id: UUID) -> HttpResponse:
    """The file as it came."""
    row = queries.one(request.actor, past_id)
    return files.saved_text(row.text, f"{row.fingerprint[:12]}.pb")


@requires(policies.RUN)
@require_http_methods(["GET", "HEAD", "POST"])
def remove(request: ActedRequest, past_id: UUID) -> HttpResponse:
    """Remove it."""
    row = queries.one(request.actor, past_id)
    deed = Deed(
        _("删掉这次导入"), LinliForm(posted(request)), lambda _form: drop(request.actor, row),
        reverse("budgeting:past"), _("删掉了。"), row.title, _("删掉"), danger=True,
    )  # fmt: skip
    return carry_out(request, deed)
