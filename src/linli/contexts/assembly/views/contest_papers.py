"""A contest to print and to take along."""

from uuid import UUID

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from linli.contexts.assembly.commands import contest_printing
from linli.contexts.assembly.exports import contests as exports
from linli.contexts.assembly.models.contests import Contest, ContestState, EntryState
from linli.contexts.assembly.queries import contests as queries
from linli.contexts.assembly.states.contests import HELP_CONTEST, LEAD_CONTEST
from linli.contexts.assembly.views.common import found
from linli.contexts.assembly.views.space_common import drawn
from linli.kernel.access.guards import ActedRequest, requires
from linli.kernel.errors import BadInput, OutsideYourArea
from linli.web import files


def _shown(request: ActedRequest, contest_id: UUID) -> Contest:
    contest = found(queries.one, request.actor, contest_id)
    if contest.state in (ContestState.DRAFT, ContestState.CANCELLED):
        raise OutsideYourArea
    return contest


@requires(LEAD_CONTEST)
@require_GET
def score_sheets(request: ActedRequest, contest_id: UUID) -> HttpResponse:
    """Score sheets with the letters that open the jury's door."""
    contest = _shown(request, contest_id)
    jurors = queries.jurors(contest)
    if not jurors or contest.state not in (ContestState.JUDGING, ContestState.VOTING):
        raise BadInput(_("请了评委、推荐结束以后，再打印评分表。"))
    contest_printing.note_sheets(request.actor, contest, jurors=len(jurors))
    door = request.build_absolute_uri(reverse("assembly:jury_door", args=[contest.pk]))
    told = []
    for one in jurors:
        secret = queries.secret_of(one)
        told.append((one, secret, drawn(f"{door}?n={one.number}&k={secret}")))
    return files.shown(exports.score_sheets(contest, told), "score-sheets.pdf")


@requires(HELP_CONTEST)
@require_GET
def poster(request: ActedRequest, contest_id: UUID) -> HttpResponse:
    """The call, or who is honoured."""
    contest = _shown(request, contest_id)
    address = request.build_absolute_uri(reverse("assembly:open_contest", args=[contest.pk]))
    return files.shown(exports.poster(contest, address, drawn(address)), "contest.pdf")


@requires(HELP_CONTEST)
@require_GET
def certificate(request: ActedRequest, entry_id: UUID) -> HttpResponse:
    """For a place that is honoured."""
    entry = found(queries.entry, request.actor, entry_id)
    if entry.state != EntryState.HONOURED:
        raise OutsideYourArea
    return files.shown(exports.certificate(entry), "certificate.pdf")


@requires(LEAD_CONTEST)
@require_GET
def count_sheet(request: ActedRequest, contest_id: UUID) -> HttpResponse:
    """The count as a workbook."""
    contest = _shown(request, contest_id)
    if contest.state not in (ContestState.COUNTED, ContestState.PUBLISHED):
        raise OutsideYourArea
    contest_printing.note_count(request.actor, contest)
    return files.saved(exports.workbook(contest), f"{contest.title}.xlsx")
