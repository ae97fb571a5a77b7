"""A past election from a Pabulib file: read wholly, counted by both rules, kept; or refused with a reason."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from linli.contexts.budgeting.commands.past import keep
from linli.contexts.budgeting.models import Past
from linli.contexts.budgeting.queries import past
from linli.engines.tally import RefusalCode, TallyRefused
from linli.engines.tally.pabulib import read
from linli.kernel.actor import Actor
from linli.kernel.areas.models import Area
from linli.kernel.errors import BadInput

MEGABYTES = 8
MOST = MEGABYTES * 1024 * 1024
WORDS = {
    RefusalCode.NOT_TEXT: gettext_lazy("不是 UTF-8 的文本文件"),
    RefusalCode.NO_SECTION: gettext_lazy("缺少 META、PROJECTS 或 VOTES 这几段中的一段"),
    RefusalCode.REPEATED_SECTION: gettext_lazy("同一段出现了两次"),
    RefusalCode.TEXT_BEFORE_SECTIONS: gettext_lazy("第一段（META）之前还有别的内容"),
    RefusalCode.NO_COLUMN: gettext_lazy("缺少一列"),
    RefusalCode.REPEATED_COLUMN: gettext_lazy("同一列出现了两次"),
    RefusalCode.NO_BUDGET: gettext_lazy("没有写总额（budget）"),
    RefusalCode.BAD_NUMBER: gettext_lazy("这里应当是一个数"),
    RefusalCode.NEGATIVE_AMOUNT: gettext_lazy("金额小于零"),
    RefusalCode.UNKNOWN_VOTE_TYPE: gettext_lazy("不认识这种选票（vote_type）"),
    RefusalCode.NO_KEY: gettext_lazy("有一行没有编号"),
    RefusalCode.REPEATED_PROJECT: gettext_lazy("同一个项目列了两次"),
    RefusalCode.POINTS_DO_NOT_MATCH: gettext_lazy("一张票上的分数和选项个数不一样"),
}


class WrongFile(BadInput):
    """A file that is no election."""

    code = "wrong_file"
    sentence = gettext_lazy("这个文件不能导入%(where)s：%(why)s。什么都没有存。")


def take(actor: Actor, community: Area, data: bytes, name: str) -> Past:
    """Read, count and keep a file; nothing is kept of one that cannot be read to its end."""
    if len(data) > MOST:
        raise WrongFile(field="file", where="", why=_("超过 %(n)s 兆") % {"n": MEGABYTES})
    try:
        election = read(data)
    except TallyRefused as refused:
        raise WrongFile(field="file", where=_where(refused), why=_why(refused)) from None
    if not election.projects or not election.ballots:
        raise WrongFile(field="file", where="", why=_("里面没有项目，或没有选票"))
    text = data.decode("utf-8-sig", errors="replace")
    kept = past.File(past.title_of(election, name), name[:120], past.fingerprint(data), text)
    return keep(actor, community, file=kept, election=election)


def _where(refused: TallyRefused) -> str:
    return _("（第 %(n)s 行）") % {"n": refused.line} if refused.line else ""


def _why(refused: TallyRefused) -> str:
    words = str(WORDS.get(refused.code, refused.code))
    is_place = refused.code == RefusalCode.NOT_TEXT  # a byte, of which nobody can make anything
    return words if is_place or not refused.detail else f"{words}：{refused.detail[:40]}"
