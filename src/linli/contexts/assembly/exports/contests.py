"""A contest on paper and as a workbook: score sheets, posters, certificates, and the count for the file."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from linli.contexts.assembly.models.contests import Contest, ContestEntry, ContestState, Juror
from linli.contexts.assembly.queries import contests as queries
from linli.engines.workbooks import NewSheet, Value, build
from linli.kernel import clock, ports
from linli.kernel.areas.queries import community_of
from linli.web.templatetags.linli import day


def score_sheets(contest: Contest, jurors: Sequence[tuple[Juror, str, str]]) -> bytes:
    """A sheet for each juror: letters and drawing of the code beside the places and what counts."""
    values = {
        "community": community_of(contest.area.code).name,
        "title": contest.title,
        "label": _("评分表"),
        "criteria": [{"words": words, "most": most} for _key, words, most in contest.criteria],
        "places": [{"number": one.number, "place": one.place} for one in queries.taking_part(contest)],
        "place_label": _("楼道"),
        "aside_label": _("回避"),
        "sign_label": _("评委签名"),
        "hint": _("到现场看过再打分；自己住的楼道请回避。写在纸上交给社区，或扫码在手机上打分，都一样。"),
        "jurors": [
            {"number": one.number, "name": one.name, "secret": secret, "qr": qr} for one, secret, qr in jurors
        ],
    }
    return ports.ask(ports.Documents).pdf("contest_score_sheet", values)


def poster(contest: Contest, address: str, qr: str) -> bytes:
    """The call, or who is honoured, as a poster."""
    honoured = queries.honoured_places(contest)
    is_over = contest.published_on is not None
    takes = contest.state == ContestState.NOMINATING
    values = {
        "community": community_of(contest.area.code).name,
        "title": contest.title,
        "lead": _("获评的楼道") if is_over else _("推荐您的楼道，或邻居的楼道") if takes else _("正在评选"),
        "until": _("推荐到 %(day)s") % {"day": day(contest.until)} if takes else "",
        "places": [one.place for one in honoured if one.state == "honoured"],
        "criteria": [words for _key, words, _most in contest.criteria],
        "criteria_label": _("看这几样"),
        "rule": rule_of(contest),
        "care": _("评的是地方，不评人，也不用来评价工作人员。"),
        "scan": _("扫码看怎么评、怎么算"),
        "address": address,
        "qr": qr,
    }
    return ports.ask(ports.Documents).pdf("contest_poster", values)


def rule_of(contest: Contest) -> str:
    """The formula in one sentence."""
    if not contest.percent:
        return _("总分 = 评委平均得分率 × 100。")
    return _("总分 = 评委平均得分率 × %(jury)s + 居民得票率 × %(residents)s。每户一票。") % {
        "jury": 100 - contest.percent, "residents": contest.percent,
    }  # fmt: skip


def certificate(entry: ContestEntry) -> bytes:
    """A certificate for a place, to hang in it."""
    contest = entry.contest
    values = {
        "community": community_of(contest.area.code).name,
        "title": contest.title,
        "place": entry.place,
        "words": _("经自荐推荐、评委看现场%(vote)s，获评为")
        % {"vote": _("和居民投票") if contest.percent else ""},
        "thanks": _("谢谢住在这里的每一户。"),
        "signed": _("%(community)s居民委员会") % {"community": community_of(contest.area.code).name},
        "day": day(contest.published_on or clock.today()),
    }
    return ports.ask(ports.Documents).pdf("contest_certificate", values)


PLACES = ("地方", "评委分（每位）", "回避后评委数", "得票", "评委得分率", "总分（分数）", "总分")
HOW = ("项目", "内容")


def workbook(contest: Contest) -> bytes:
    """The count for the file, in the order of doors; it names no worker and no grid."""
    found = queries.count(contest)
    rows: list[Sequence[Value]] = [
        (
            one.entry.place, "、".join(map(str, one.sums)), len(one.sums), one.votes,
            str(one.total.jury) if one.total else "", str(one.total.total) if one.total else "",
            float(one.total.total) if one.total else "",
        )
        for one in found.sums
    ]  # fmt: skip
    how: list[Sequence[Value]] = [
        ("算法", rule_of(contest)), ("有效选票", found.ballots),
        ("评委", "、".join(one.name for one in queries.jurors(contest))),
        *((words, most) for _key, words, most in contest.criteria),
    ]  # fmt: skip
    return build(
        [
            NewSheet("合计", [PLACES], rows, title=contest.title, widths=(18, 24, 14, 8, 14, 18, 10)),
            NewSheet("怎么算", [HOW], how, title=contest.title, widths=(30, 60)),
        ]
    )
