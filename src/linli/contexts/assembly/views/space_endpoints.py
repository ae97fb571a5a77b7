"""Open spaces and contests for programs: for those who work on them, and by address for everybody."""

from uuid import UUID

from django.http import HttpRequest, JsonResponse
from django.views.decorators.http import require_GET
from ninja import Query, Router

from linli.contexts.assembly.exports.space_tables import (
    ContestDesk,
    ContestLine,
    SpaceLine,
    SpaceWhole,
    contest_desk,
    contest_whole,
    space_whole,
)
from linli.contexts.assembly.queries import contests, spaces
from linli.contexts.assembly.states.contests import HELP_CONTEST
from linli.contexts.assembly.states.spaces import HELP
from linli.contexts.assembly.views import contest_open, space_open
from linli.contexts.assembly.views.asked import Asked
from linli.contexts.assembly.views.common import found
from linli.kernel.access.guards import acting, public

router = Router()


@router.get("/spaces", response=list[SpaceLine], summary="开放空间会议，新的在前")
def space_lines(request: HttpRequest, asked: Query[Asked]) -> list[SpaceLine]:
    """Open spaces that one works on."""
    rows = spaces.seen(acting(request, HELP), state=asked.state, words=asked.words)
    return [SpaceLine.of(row) for row in rows[: asked.first]]


@router.get("/spaces/{uuid:space_id}", response=SpaceWhole, summary="一次开放空间：集市、记录、点选、行动")
def space(request: HttpRequest, space_id: UUID) -> SpaceWhole:
    """One open space with everything on its walls."""
    return space_whole(spaces.one(acting(request, HELP), space_id))


@router.get("/contests", response=list[ContestLine], summary="评选，新的在前")
def contest_lines(request: HttpRequest, asked: Query[Asked]) -> list[ContestLine]:
    """Contests that one works on."""
    rows = contests.seen(acting(request, HELP_CONTEST), state=asked.state, words=asked.words)
    return [ContestLine.of(row) for row in rows[: asked.first]]


@router.get("/contests/{uuid:contest_id}", response=ContestDesk, summary="一次评选：推荐来的、合计")
def contest(request: HttpRequest, contest_id: UUID) -> ContestDesk:
    """One contest with its count."""
    return contest_desk(contests.one(acting(request, HELP_CONTEST), contest_id))


@public(space_open.WHY)
@require_GET
def space_json(_request: HttpRequest, code: str) -> JsonResponse:
    """An open space as its wall shows it."""
    return JsonResponse(space_whole(found(spaces.readable, code)).model_dump(mode="json"))


@public(contest_open.WHY)
@require_GET
def contest_json(_request: HttpRequest, contest_id: UUID) -> JsonResponse:
    """A contest as its page shows it."""
    return JsonResponse(contest_whole(found(contests.readable, contest_id)).model_dump(mode="json"))
