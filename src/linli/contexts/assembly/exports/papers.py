"""Ballots on paper: blank with a number, or one for each door."""

from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext as _

from linli.contexts.assembly.models import Ballot
from linli.contexts.assembly.queries.results import options_of
from linli.kernel import ports
from linli.kernel.areas.queries import community_of

MOST = 400


def papers(ballot: Ballot, doors: Sequence[str]) -> bytes:
    """A PDF with one paper for each entry of ``doors``; an empty entry makes a blank paper."""
    most = ballot.most
    values: dict[str, Any] = {
        "community": community_of(ballot.area.code).name,
        "title": ballot.title,
        "words": ballot.words,
        "options": [str(words) for _key, words in options_of(ballot)],
        "how": _("请在方框里打 ✓，只选一项。")
        if most == 1
        else _("请在方框里打 ✓，最多选 %(n)s 项。") % {"n": most},
        "until": _("%(day)s 前交到社区，或交给上门的两位工作人员。") % {"day": ballot.closes_on.isoformat()},
        "care": _("不写名字。选票由两个人分别录入，谁投了什么不会记下来。")
        if ballot.secret
        else _("业主投票按套登记，写在票上的门牌要清楚。"),
        "door_label": _("门牌"),
        "number_label": _("编号（交票后由工作人员写）"),
        "doors": ["" for _one in doors] if ballot.secret else list(doors),
    }
    return ports.ask(ports.Documents).pdf("ballot_paper", values)


def receipt(place: str, title: str, code: str, address: str) -> bytes:
    """The receipt of a voter on a small sheet."""
    values = {
        "community": community_of(place).name,
        "title": title,
        "heading": _("投票回执"),
        "code": code,
        "address": address,
        "lines": [
            _("结果公布以后，在上面的网址输入回执码，就能看到您的一票在不在、对不对。"),
            _("社区没有留这个码，丢了不能补。请不要给别人看。"),
        ],
    }
    return ports.ask(ports.Documents).pdf("vote_receipt", values)
