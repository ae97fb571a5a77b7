"""Long work: a page that shows how far it is and goes on when it is done."""

from uuid import UUID

from django.http import HttpResponse
from django.utils.http import url_has_allowed_host_and_scheme

from linli.kernel.access.guards import ActedRequest, signed_in
from linli.kernel.errors import OutsideYourArea
from linli.kernel.jobs import progress
from linli.kernel.jobs.models import State
from linli.web.htmx import page_or_part


@signed_in("one's own work")
def job(request: ActedRequest, job_id: UUID) -> HttpResponse:
    """How far it is; when it is done, on to where its result stands."""
    found = progress.of(request.actor, job_id)
    if found is None:
        raise OutsideYourArea
    after = request.GET.get("next", "/")
    if not url_has_allowed_host_and_scheme(after, {request.get_host()}, require_https=request.is_secure()):
        after = "/"
    values = {"job": found, "after": after, "is_over": found.state in (State.DONE, State.FAILED)}
    response = page_or_part(request, "web/job.html", "web/_job.html", values)
    if found.state == State.DONE and request.headers.get("HX-Request"):
        response.headers["HX-Redirect"] = after
    return response
