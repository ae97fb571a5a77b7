"""How it stands with those outside: the 12345 hotline, text messages, programs with a key."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from linli.contexts.service_requests import policies
from linli.contexts.service_requests.commands import outside as commands
from linli.contexts.service_requests.queries import outside as queries
from linli.contexts.service_requests.tasks.outside import pull_now
from linli.kernel.access.guards import ActedRequest, requires
from linli.kernel.errors import OutsideYourArea
from linli.kernel.jobs import progress
from linli.web.htmx import see_other
from linli.web.paging import page_of


@requires(policies.RULES)
@require_GET
def outside(request: ActedRequest) -> HttpResponse:
    """Last looks, counts and reasons in words; what did not leave, with a way to send it again."""
    hotline, community = queries.hotline(request.actor), queries.home()
    page = page_of(request, queries.unsent(request.actor))
    values = {
        "hotline": hotline, "texts": queries.texts(request.actor), "page": page,
        "troubles": {row.pk: queries.trouble_in_words(row.reason) for row in page.rows},
        "silent": queries.trouble_in_words(hotline.last.trouble) if hotline.last else "",
        "programs": queries.programs(request.actor),
        "may_pull": community is not None and request.actor.may(policies.RULES, community.code),
    }  # fmt: skip
    return render(request, "service_requests/outside.html", values)


@requires(policies.RULES)
@require_POST
def pull(request: ActedRequest) -> HttpResponse:
    """Look at the hotline now."""
    community = queries.home()
    if community is None:
        raise OutsideYourArea
    commands.ask_for_orders(request.actor, community)
    account, language = request.actor.account_id or 0, translation.get_language() or "zh-hans"
    job = progress.start(
        request.actor, "service_requests.pull_orders",
        lambda job_id: pull_now.enqueue(job_id, community.code, account, language),
    )  # fmt: skip
    return see_other(request, "web:job", job.pk, query=f"next={reverse('service_requests:outside')}")


@requires(policies.RULES)
@require_POST
def send_again(request: ActedRequest, text_id: int) -> HttpResponse:
    """Send a text message once more."""
    commands.send_again(request.actor, queries.text(request.actor, text_id))
    messages.success(request, _("正在再发一次。"))
    return see_other(request, "service_requests:outside")
