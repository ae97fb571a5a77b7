"""For managers: the residents' groups that hear what is posted, and each message on its way."""

from functools import partial
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from linli.contexts.bulletin import policies
from linli.contexts.bulletin.commands import groups as commands
from linli.contexts.bulletin.forms.groups import GroupForm
from linli.contexts.bulletin.queries import groups
from linli.contexts.bulletin.views.desk import posted
from linli.kernel import ports
from linli.kernel.access.guards import ActedRequest, requires
from linli.kernel.areas import queries as areas
from linli.kernel.areas.models import Area, Kind
from linli.kernel.ports.groups import GroupRobot
from linli.web.deeds import Deed, carry_out, tap
from linli.web.forms import LinliForm
from linli.web.htmx import see_other
from linli.web.paging import page_of

LEAD = gettext_lazy(
    "在企业微信群里添加群机器人，把它的 Webhook 地址粘贴到这里。地址等于钥匙，存好以后不再显示。"
)


@requires(policies.GROUPS)
@require_GET
def groups_page(request: ActedRequest) -> HttpResponse:
    """Every group of one's communities, and what was sent to them."""
    rows = groups.sendings(request.actor)
    state = request.GET.get("state", "")
    rows = rows.filter(state=state) if state in groups.State.values else rows
    page = page_of(request, rows)
    troubles = {
        one.pk: commands.reason_words(one.trouble.partition(" ")[0]) for one in page.rows if one.trouble
    }
    values = {
        "cards": groups.cards(request.actor), "page": page, "troubles": troubles, "state": state,
        "states": groups.State.choices, "where": ports.ask(GroupRobot).where,
    }  # fmt: skip
    return render(request, "bulletin/groups.html", values)


def _places(request: ActedRequest) -> list[Area]:
    rows = areas.within(request.actor, policies.GROUPS)
    return list(
        rows.filter(kind__in=(Kind.COMMUNITY, Kind.GRID, Kind.BUILDING))
        .select_related("compound")
        .order_by("code")
    )


@requires(policies.GROUPS)
@require_http_methods(["GET", "HEAD", "POST"])
def join(request: ActedRequest) -> HttpResponse:
    """Let a group hear what is posted."""
    places = _places(request)

    def run(sent: Any) -> None:
        said = sent.cleaned_data
        area = next(p for p in places if p.code == said["area"])
        commands.join(request.actor, area, name=said["name"], address=said["address"])

    deed = Deed(
        gettext_lazy("登记居民群"), GroupForm(posted(request), places=places), run,
        reverse("bulletin:groups"),
        gettext_lazy("登记好了。点“试发一条”，看群里收到没有。"), LEAD,
        gettext_lazy("登记"),
    )  # fmt: skip
    return carry_out(request, deed)


@requires(policies.GROUPS)
@require_POST
def try_out(request: ActedRequest, group_id: UUID) -> HttpResponse:
    """Say hello in a group."""
    found = groups.group(request.actor, group_id)
    done = _("发出去了，请到群里看看。")
    return tap(
        request, partial(commands.try_out, request.actor, found), see_other(request, "bulletin:groups"), done
    )


@requires(policies.GROUPS)
@require_http_methods(["GET", "HEAD", "POST"])
def leave(request: ActedRequest, group_id: UUID) -> HttpResponse:
    """Take a group away."""
    found = groups.group(request.actor, group_id)
    deed = Deed(
        gettext_lazy("停用这个群"), LinliForm(posted(request)),
        lambda _form: commands.leave(request.actor, found), reverse("bulletin:groups"),
        gettext_lazy("停用了，地址已经清除，以后的公告不再发到这个群。"), found.name,
        gettext_lazy("停用"), danger=True,
    )  # fmt: skip
    return carry_out(request, deed)


@requires(policies.GROUPS)
@require_POST
def again(request: ActedRequest, sending_id: UUID) -> HttpResponse:
    """Try a message once more."""
    found = groups.sendings(request.actor).get(pk=sending_id)
    back, done = see_other(request, "bulletin:groups"), _("马上再发一次。")
    return tap(request, partial(commands.again, request.actor, found), back, done)
