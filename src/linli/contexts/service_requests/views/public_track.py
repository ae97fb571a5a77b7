"""What became of it: by tracking code, without an account; the code never stands in an address."""

from typing import Any
from uuid import UUID

from django.db.models import Q
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods

from linli.contexts.service_requests.commands import finishing, reporting
from linli.contexts.service_requests.commands.finishing import Judged
from linli.contexts.service_requests.forms.public import CodeForm, JudgeForm, WithdrawForm
from linli.contexts.service_requests.models import Reporter
from linli.contexts.service_requests.queries import tracking
from linli.contexts.service_requests.views.public_door import (
    LOOKS,
    MINE,
    MOST_KEPT,
    RESIDENT,
    count,
    mine,
    phone_of,
    picture,
    posted,
    remember,
    unlisted,
)
from linli.kernel.access.guards import public
from linli.kernel.errors import Refusal
from linli.web.deeds import Deed, carry_out


@public("whoever knows the code of a report sees how far it is")
@unlisted
@require_http_methods(["GET", "HEAD", "POST"])
def find(request: HttpRequest) -> HttpResponse:
    """Ask for the code, and lead to the report; below it what this browser reported."""
    form = CodeForm(posted(request))
    if form.is_bound and form.is_valid():
        try:
            count(request, LOOKS)
            reporter = tracking.by_code(form.cleaned_data["code"])
            if reporter is None:
                form.add_error("code", _("没有这个查询码，请对照收到的短信或抄下的纸条再看一遍。"))
            else:
                remember(request, reporter)
                return HttpResponseRedirect(reverse("service_requests:story", args=[reporter.pk]), status=303)
        except Refusal as refusal:
            form.add_error(None, str(refusal))
    opened = Q(pk__in=request.session.get(MINE, [])) | tracking.left_by(phone_of(request))
    own = Reporter.objects.filter(opened).select_related("request", "came_with").order_by("-joined_at")
    values = {"form": form, "own": own[:MOST_KEPT]}
    status = 422 if form.is_bound else 200
    return render(request, "service_requests/public/track.html", values, status=status)


@public("whoever opened a report by its code reads its story")
@unlisted
@require_GET
def story(request: HttpRequest, reporter_id: UUID) -> HttpResponse:
    """The state in plain words, the clock, who has it, every step that is told."""
    reporter = mine(request, reporter_id)
    values = {"story": tracking.story_of(reporter.pk), "form": JudgeForm(initial=_said(reporter))}
    return render(request, "service_requests/public/story.html", values)


def _said(reporter: Reporter) -> dict[str, str]:
    return {"solved": reporter.solved, "satisfied": reporter.satisfied, "remark": reporter.remark.reveal()}


@public("whoever opened a report by its code says whether it is solved")
@unlisted
@require_http_methods(["GET", "HEAD", "POST"])
def judge(request: HttpRequest, reporter_id: UUID) -> HttpResponse:
    """My answer; "not solved" goes to somebody who decides how it goes on."""
    reporter = mine(request, reporter_id)
    form = JudgeForm(posted(request), initial=_said(reporter))

    def run(sent: Any) -> Reporter:
        said = sent.cleaned_data
        judged = Judged(said["solved"], said["satisfied"], said["remark"])
        return finishing.judge(RESIDENT, reporter, judged=judged)

    deed = Deed(
        gettext_lazy("请您评价"), form, run, reverse("service_requests:story", args=[reporter.pk]),
        gettext_lazy("谢谢，您的评价记下了。没有解决的，会有人再来看。"), button=gettext_lazy("交上评价"),
    )  # fmt: skip
    return carry_out(request, deed)


@public("whoever opened a report by its code takes it back")
@unlisted
@require_http_methods(["GET", "HEAD", "POST"])
def withdraw(request: HttpRequest, reporter_id: UUID) -> HttpResponse:
    """Taken back; where neighbours wait for it too, it goes on for them."""
    reporter = mine(request, reporter_id)
    form = WithdrawForm(posted(request))
    return carry_out(
        request,
        Deed(
            gettext_lazy("撤回报事"), form,
            lambda f: reporting.withdraw(RESIDENT, reporter, reason=f.cleaned_data["reason"]),
            reverse("service_requests:track"), gettext_lazy("撤回了。以后有事随时再报。"),
            gettext_lazy("如果邻居也报了同一件事，会继续为他们办。"), gettext_lazy("撤回"), danger=True,
        ),
    )  # fmt: skip


@public("whoever opened a report by its code sees its pictures")
@unlisted
@require_GET
def photo(request: HttpRequest, reporter_id: UUID, file_id: UUID) -> HttpResponse:
    """A picture of one's own report, or of the result."""
    reporter = mine(request, reporter_id)
    return picture(tracking.photo_of(reporter.pk, file_id).file_id)
