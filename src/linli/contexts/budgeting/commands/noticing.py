"""What hangs on the board for a round: asked for when something is posted, known when it hangs."""

from datetime import date

from django.utils import translation
from django.utils.translation import gettext as _

from linli.contexts.budgeting import policies
from linli.contexts.budgeting.models import Proposal, ProposalState, Round
from linli.contexts.budgeting.queries.rules import yuan
from linli.facts.bulletin import NoticeWanted
from linli.kernel import clock, db
from linli.kernel.actor import Actor
from linli.kernel.commands import command, note, publish
from linli.kernel.refs import Ref

KIND, LONGEST = "budget", 80


def want(actor: Actor, one: Round, part: str) -> None:
    """Ask the board to hang ``candidates``, ``result`` or ``change``; inside the command that posts it."""
    with translation.override("zh-hans"):
        title, lead = _heads()[part]
        words = "\n".join((lead % {"pool": yuan(one.pool)}, *_lines(one, part), _closing(one)))
    about = f"{Ref.of(one)}#{part}-{clock.today():%Y%m%d}"
    publish(
        NoticeWanted(
            about, KIND, one.community.code, f"{one.title}{title}"[:LONGEST], words, actor.account_id
        )
    )


def _heads() -> dict[str, tuple[str, str]]:
    return {
        "candidates": (_("：候选项目公示"), _("总额 %(pool)s。下面的项目都通过了审核，将由居民投票选出：")),
        "result": (_("：投票结果公示"), _("总额 %(pool)s。经居民投票，选上的项目是：")),
        "change": (_("：递补项目公示"), _("总额 %(pool)s。有项目做不成了，按事先公布的规则递补后是：")),
    }


def _lines(one: Round, part: str) -> list[str]:
    rows = one.proposals.order_by("place_won", "number")
    if part == "candidates":
        rows = one.proposals.filter(state=ProposalState.CANDIDATE).order_by("number")
        return [_line(row) for row in rows]
    said = [_line(row) for row in rows.exclude(place_won=None).exclude(state=ProposalState.FALLEN)]
    fallen = one.proposals.filter(state=ProposalState.FALLEN).order_by("number")
    gone = _("做不成的：%(title)s。原因：%(why)s")
    return said + [gone % {"title": row.title, "why": row.fallen_why} for row in fallen]


def _line(row: Proposal) -> str:
    return f"{row.number}. {row.title}（{row.place}，{yuan(row.cost)}）"


def _closing(one: Round) -> str:
    day = f"{one.ends_on:%Y-%m-%d}" if one.ends_on else ""
    return _("公示到 %(day)s。有不同意见，可以在网页上提出，也可以到社区窗口写下来，每一条都会公开答复。") % {
        "day": day
    }


@command("budgeting.noticed", policies.is_linli)
def hangs(actor: Actor, one: Round, /, *, part: str, address: str, ends_on: date | None) -> Round:
    """The board told that it hangs there; when the board counts longer than the round, the longer holds."""
    row = db.lock_row(Round, pk=one.pk)
    row.notices = {**row.notices, part: address}
    if row.ends_on is not None and ends_on is not None:
        row.ends_on = max(row.ends_on, ends_on)
    row.save(update_fields=["notices", "ends_on"])
    note(target=row, area=row.community.code)
    return row
