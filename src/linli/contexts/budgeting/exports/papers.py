"""Blank ballots on paper."""

from typing import Any

from django.utils.translation import gettext as _

from linli.contexts.budgeting.forms.desk import option_words
from linli.contexts.budgeting.models import Round, VoteKind
from linli.contexts.budgeting.queries import counting
from linli.kernel import ports

MOST = 400


def blank(one: Round, many: int) -> bytes:
    """A PDF with ``many`` papers, one on each page."""
    how = (
        _("请在方框里写分数，合计不超过 %(n)s 分。") % {"n": one.purse}
        if one.vote_kind == VoteKind.POINTS
        else _("请在方框里打 ✓，最多选 %(n)s 项。") % {"n": one.most}
    )
    values: dict[str, Any] = {
        "community": one.community.name, "title": one.title, "words": one.words, "how": how,
        "options": [words.partition(". ")[2] for _key, words in option_words(counting.choices(one))],
        "until": _("%(day)s 前交到社区，或交给上门的两位工作人员。") % {"day": one.vote_until.isoformat()},
        "care": _("不写名字。选票由两个人分别录入，谁投了什么不会记下来。"),
        "door_label": "", "number_label": _("编号（交票后由工作人员写）"), "doors": [""] * many,
    }  # fmt: skip
    return ports.ask(ports.Documents).pdf("ballot_paper", values)
