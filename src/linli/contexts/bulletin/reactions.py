"""What the board does when something is wanted there, and when groups should hear of what hangs there."""

from uuid import UUID

from linli.contexts.bulletin.commands.groups import What, plan
from linli.contexts.bulletin.commands.wanted import put_right, take_back, take_up
from linli.contexts.bulletin.models import Notice
from linli.contexts.bulletin.queries.kinds import kinds
from linli.facts.bulletin import (
    NoticeCorrected,
    NoticePosted,
    NoticeReworded,
    NoticeUnwanted,
    NoticeWanted,
    NoticeWithdrawn,
)
from linli.kernel import clock
from linli.kernel.actor import linli
from linli.kernel.areas.models import Area


def hang_wanted(fact: NoticeWanted) -> None:
    """Take it up; a place or a kind that is gone needs no notice, nor does a day that is over."""
    if fact.until is not None and fact.until < clock.today():
        return
    area = Area.objects.filter(code=fact.area_code).first()
    if area is not None and fact.kind in kinds():
        take_up(linli("bulletin"), area, wanted=fact)


def reword(fact: NoticeReworded) -> None:
    """Correct what hangs, or what is about to."""
    row = _about(fact.about)
    if row is not None:
        put_right(linli("bulletin"), row, said=fact)


def take_down(fact: NoticeUnwanted) -> None:
    """Take down what hangs, or drop what was about to."""
    row = _about(fact.about)
    if row is not None:
        take_back(linli("bulletin"), row, why=fact.why)


def _about(about: str) -> Notice | None:
    return Notice.objects.select_related("area", "community").filter(about=about).first()


def tell_posted(fact: NoticePosted) -> None:
    """Groups hear of it."""
    _plan(fact.notice_id, What.POSTED, 1)


def tell_corrected(fact: NoticeCorrected) -> None:
    """Groups that heard of it hear the correction as one."""
    _plan(fact.notice_id, What.CORRECTED, fact.version)


def tell_withdrawn(fact: NoticeWithdrawn) -> None:
    """Groups that heard of it hear that it was taken down; where it had not arrived yet, nothing is sent."""
    _plan(fact.notice_id, What.WITHDRAWN, 0)


def _plan(notice_id: UUID, what: str, version: int) -> None:
    row = Notice.objects.select_related("area", "community").filter(pk=notice_id).first()
    if row is not None:
        plan(linli("bulletin"), row, what=what, version=version)
