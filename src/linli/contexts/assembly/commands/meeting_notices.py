"""What hangs on the board for a meeting: that it will be, what it decided; put right and taken down too."""

from django.utils import timezone, translation
from django.utils.translation import gettext as _

from linli.contexts.assembly import policies
from linli.contexts.assembly.models import Meeting, MeetingState
from linli.contexts.assembly.queries import meeting_rules as rules
from linli.contexts.assembly.queries import minutes
from linli.contexts.assembly.queries.meeting_board import NOTICE, RESULTS, earlier, open_page, spoken_day
from linli.contexts.assembly.states import DECIDED
from linli.facts.bulletin import NoticeReworded, NoticeUnwanted, NoticeWanted
from linli.kernel import clock, db
from linli.kernel.actor import Actor
from linli.kernel.commands import command, note, publish
from linli.kernel.refs import Ref

LONGEST = 80


def want_notice(actor: Actor, row: Meeting) -> None:
    """Ask the board to say that there will be a meeting; inside the command that announces it."""
    kind = rules.kind_of(row.kind)
    if kind.board:
        title, words = _announcing(row)
        publish(
            NoticeWanted(
                _about(row, NOTICE), kind.board, row.area.code, title, words, actor.account_id,
                open_page(row), timezone.localdate(row.starts_at),
            )
        )  # fmt: skip


def reword_notice(row: Meeting, *, why: str, restarts: bool = False) -> None:
    """Ask the board to put right what it says of a meeting."""
    if rules.kind_of(row.kind).board:
        title, words = _announcing(row)
        day = timezone.localdate(row.starts_at)
        publish(NoticeReworded(_about(row, NOTICE), title, words, why, restarts, day))


def unwant_notice(row: Meeting) -> None:
    """Ask the board to take down the notice of a meeting that is called off."""
    if rules.kind_of(row.kind).board:
        publish(NoticeUnwanted(_about(row, NOTICE), row.ended_why))


def want_results(actor: Actor, row: Meeting) -> None:
    """Ask the board to say what was decided; nothing where nothing was."""
    kind, lines = rules.kind_of(row.kind), _decided(row)
    if kind.results and lines:
        with translation.override("zh-hans"):
            title = _("%(title)s：会议决定") % {"title": row.title[:70]}
            closing = _("纪要全文、由谁来做、做到哪一步，在“会议”和“承诺兑现”里都看得到。")
        words = "\n".join((_when_where(row), *lines, closing))
        publish(
            NoticeWanted(
                _about(row, RESULTS), kind.results, row.area.code, title, words, actor.account_id,
                open_page(row),
            )
        )  # fmt: skip


def _about(row: Meeting, part: str) -> str:
    return f"{Ref.of(row)}#{part}"


def _announcing(row: Meeting) -> tuple[str, str]:
    """Title and words of the notice: the community's paper, always in Chinese, and without names."""
    with translation.override("zh-hans"):
        kind = rules.kind_of(row.kind)
        title = _("%(kind)s通知：%(title)s") % {"kind": kind.label, "title": row.title}
        items = [f"{one.number}. {one.title}" for one in row.items.order_by("number")]
        lines = [_when_where(row), row.words, _("议程："), *items]
        for one in earlier(row)[-1:]:
            said = {"day": spoken_day(one.starts_at), "place": one.place, "why": one.why}
            lines.insert(1, _("原定%(day)s在%(place)s，改了：%(why)s") % said)
        lines.append(_("材料在“会议”里看；不方便上网的到社区窗口看。来不了的，可以把意见告诉网格员。"))
    return title[:LONGEST], "\n".join(line for line in lines if line)


def _when_where(row: Meeting) -> str:
    with translation.override("zh-hans"):
        return _("时间：%(day)s；地点：%(place)s") % {"day": spoken_day(row.starts_at), "place": row.place}


def _decided(row: Meeting) -> list[str]:
    with translation.override("zh-hans"):
        found = []
        for one in row.motions.filter(state__in=DECIDED).order_by("number"):
            day = f"{one.when:%Y-%m-%d}" if one.when else _("没有写")
            said = {"n": one.number, "what": one.what, "where": one.where, "day": day, "money": one.how_much}
            head = _("%(n)s. %(what)s（在哪里：%(where)s；哪天前：%(day)s；花多少钱：%(money)s）") % said
            found.append(f"{head} {minutes.outcome(row, one)}")
        return found


@command("assembly.meeting_noticed", policies.meetings.is_linli_itself)
def hangs(actor: Actor, meeting: Meeting, /, *, part: str, page: str) -> Meeting:
    """The board told that it hangs there; for a meeting that was called off meanwhile it is taken down."""
    row = db.lock_row(Meeting, pk=meeting.pk)
    row.notices = {**row.notices, part: {"page": page, "on": clock.today().isoformat()}}
    row.save(update_fields=["notices"])
    note(target=row, area=row.area.code)
    if part == NOTICE and row.state == MeetingState.CANCELLED:
        unwant_notice(row)
    return row
