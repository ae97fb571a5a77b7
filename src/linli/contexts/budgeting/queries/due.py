"""What Today shows whoever leads a round: days that are over, objections, papers, authors to be told."""

from collections.abc import Iterator, Mapping
from datetime import date
from uuid import UUID

from django.db.models import Count, Min
from django.urls import reverse
from django.utils.translation import gettext as _

from linli.contexts.budgeting import policies
from linli.contexts.budgeting.models import Objection, Round, RoundState, Word
from linli.contexts.budgeting.queries.desk import seen
from linli.kernel.actor import Actor
from linli.kernel.ballots.models import HandIn
from linli.kernel.catalogue.manifest import Due

MOST = 20


def due(actor: Actor, today: date) -> Iterator[Due]:
    """For whoever leads rounds; four queries, however many there are."""
    if not actor.holds(policies.RUN):
        return
    rows = list(seen(actor).exclude(state__in=(RoundState.CLOSED, RoundState.CANCELLED))[:MOST])
    papers, answers, authors = _papers(rows), _answers(rows), _authors(rows)
    for row in rows:
        page = reverse("budgeting:round", args=[row.pk])
        if why := _ready(row, today, papers.get(row.pk, 0)):
            yield Due(f"budgeting:{row.pk}", row.title, why, today, page)
        if row.pk in answers:
            day = answers[row.pk] or today
            yield Due(f"budgeting:objection:{row.pk}", row.title, _("有异议等着答复"), day, page)
        if n := authors.get(row.pk):
            why = _("有 %(n)s 位用纸提案的居民还没有告诉结果") % {"n": n}
            yield Due(
                f"budgeting:told:{row.pk}", row.title, why, today, reverse("budgeting:untold", args=[row.pk])
            )


def _papers(rows: list[Round]) -> Mapping[UUID, int]:
    boxes = {row.box_id: row.pk for row in rows if row.box_id}
    found = HandIn.objects.filter(box__in=list(boxes), state=HandIn.State.WAITING)
    return {boxes[box]: n for box, n in found.values_list("box").annotate(n=Count("pk"))}


def _answers(rows: list[Round]) -> Mapping[UUID, date | None]:
    found = Objection.objects.filter(round__in=rows, answered_at=None)
    return dict(found.values_list("round").annotate(first=Min("answer_by")))


def _authors(rows: list[Round]) -> Mapping[UUID, int]:
    found = Word.objects.filter(proposal__round__in=rows, heard_at=None, proposal__visitor=None)
    return dict(found.values_list("proposal__round").annotate(n=Count("proposal", distinct=True)))


def _ready(row: Round, today: date, papers: int) -> str:
    over = row.ends_on is not None and row.ends_on < today
    waits = _("投票已经结束，还有 %(n)s 张收下的票等第二人核对") % {"n": papers} if papers else ""
    return {
        RoundState.CALL: _("征集已经截止，可以开始审核") if row.call_until < today else "",
        RoundState.SCREEN: _("有提案等着审核"),
        RoundState.CANDIDATES: _("候选公示已满，可以开始投票") if over and row.vote_from <= today else "",
        RoundState.VOTE: (waits or _("投票已经结束，可以计票")) if row.vote_until < today else "",
        RoundState.TALLY: _("已经计票，请公示结果"),
        RoundState.PUBLICITY: _("结果公示已满，可以确认") if over else "",
    }.get(RoundState(row.state), "")
