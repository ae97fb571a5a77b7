"""What a reporter reads about what he reported: where it is, who has it, until when, and what was said."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Q
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from linli.contexts.service_requests.models import OPEN, Hop, Pause, Photo, Reporter, Request, Stage, State
from linli.contexts.service_requests.queries import words
from linli.contexts.service_requests.states import WITHDRAWABLE
from linli.kernel.privacy import cipher

WHERE: dict[str, Promise] = {
    State.NEW: _("已经收到，正在看该由谁来办。"),
    State.CLASSIFIED: _("已经看过，正在安排承办单位。"),
    State.ANSWERED: _("已经答复您了。"),
    State.DIVERTED: _("这件事要走别的渠道，下面写了去哪里办。"),
    State.DISPATCHED: _("已经交给承办单位，等他们接手。"),
    State.OBJECTED: _("正在确认由哪个单位承办，期限照算。"),
    State.DISPUTED: _("正在裁定由哪个单位承办，期限照算。"),
    State.SIGNED: _("承办单位已经接手，会和您联系。"),
    State.IN_PROGRESS: _("正在办理。"),
    State.EXTENSION_ASKED: _("正在办理，承办单位申请多用几天，还没有批。"),
    State.SUSPENSION_ASKED: _("正在办理，承办单位申请暂缓，还没有批。"),
    State.SUSPENDED: _("暂时办不了，原因和下次查看的日子写在下面。"),
    State.REPORTED: _("承办单位说办好了，社区正在核实。"),
    State.CALLBACK: _("办好了，请您看看是不是真的解决了。"),
    State.SUPERVISED: _("两次都没有解决，已经交给上级督办。"),
    State.CLOSED: _("已经办结。"),
    State.MERGED: _("已经和同一件事合在一起办。"),
    State.WITHDRAWN: _("已经撤回。"),
}
"""The state in the words of a neighbour."""
STEPS: dict[str, Promise] = {
    "report": _("收到您报的事"),
    "dispatch": _("交给承办单位"),
    "redirect": _("换了承办单位"),
    "arbitrate": _("裁定了承办单位"),
    "uphold": _("确定由原单位承办"),
    "object": _("承办单位认为不该由自己办"),
    "object_again": _("承办单位认为不该由自己办"),
    "sign": _("承办单位接手了"),
    "contact": _("承办单位与诉求人联系"),
    "tell": _("进展"),
    "share": _("请别的单位一起办"),
    "finish_part": _("一起办的单位办完了"),
    "grant_extension": _("延长了期限"),
    "grant_suspension": _("暂缓办理"),
    "resume": _("继续办理"),
    "report_result": _("办理结果"),
    "answer": _("答复"),
    "divert": _("请走别的渠道"),
    "merge": _("和同一件事合在一起办"),
    "reopen": _("重新办理"),
    "reconsider": _("重新安排"),
    "supervise": _("交上级督办"),
    "order": _("上级指定了承办单位"),
    "settle": _("上级说明情况"),
    "accept": _("社区核实通过"),
    "close": _("办结"),
    "withdraw": _("撤回"),
}
SOLVABLE = (State.CALLBACK, State.CLOSED, State.ANSWERED, State.DIVERTED)
NAMES_UNIT = frozenset({"dispatch", "redirect", "arbitrate", "order", "share", "reopen"})
"""Steps that name the body to which it went."""


@dataclass(frozen=True, slots=True)
class Line:
    """One step as a reporter reads it."""

    at: datetime
    name: Promise
    unit: str
    words: str


@dataclass(frozen=True, slots=True)
class Story:
    """Everything about one report that is its reporter's to know."""

    reporter: Reporter
    request: Request
    own_words: str
    where: Promise
    category: str
    lines: Sequence[Line]
    pauses: Sequence[tuple[str, Pause]]
    own_photos: Sequence[Photo]
    after: Sequence[Photo]
    is_merged: bool

    @property
    def may_judge(self) -> bool:
        """True when there is a result to speak about."""
        return self.request.state in SOLVABLE

    @property
    def may_withdraw(self) -> bool:
        """True while it can be taken back."""
        return self.request.state in WITHDRAWABLE

    @property
    def is_open(self) -> bool:
        """True while somebody still has to do something."""
        return self.request.state in OPEN


def by_code(typed: str) -> Reporter | None:
    """Whose code this is, however it was typed."""
    code = "".join(c for c in typed.upper() if c.isalnum())
    return Reporter.objects.filter(tracking_hash=cipher.lookup(code, "tracking")).first() if code else None


def is_left_by(phone_hash: str, reporter: Reporter) -> bool:
    """True when the report was left with this number, and the number proved to be the reporter's."""
    return bool(phone_hash) and reporter.phone_hash == phone_hash and reporter.proved_at is not None


def left_by(phone_hash: str) -> Q:
    """Reports that were left with a proved number."""
    return Q(phone_hash=phone_hash, proved_at__isnull=False) & ~Q(phone_hash="")


def story_of(reporter_id: UUID) -> Story:
    """The report of one reporter; Reporter.DoesNotExist for one who withdrew."""
    mine = Reporter.objects.select_related("request__unit", "request__area", "came_with").get(pk=reporter_id)
    row, own = mine.request, mine.came_with
    photos = list(Photo.objects.filter(request__in={row.pk, own.pk}).order_by("at", "pk"))
    is_readable = not mine.me_too or row.is_shown
    taken = [p for p in photos if p.stage == Stage.REPORT and p.request_id == own.pk]
    return Story(
        mine, row, own.words if is_readable else "", WHERE[row.state],
        words.category_label(row.category), _lines(row), _pauses(row),
        taken if is_readable else [],
        [p for p in photos if p.stage == Stage.AFTER and p.request_id == row.pk], own.pk != row.pk,
    )  # fmt: skip


def _lines(row: Request) -> list[Line]:
    hops = Hop.objects.filter(request=row).select_related("unit", "to_unit").order_by("at", "pk")
    return [_line(hop) for hop in hops if name_of(hop) in STEPS]


def name_of(hop: Hop) -> str:
    """The first and the last report share their verb."""
    return "report_result" if hop.verb == "report" and hop.from_state else hop.verb


def _line(hop: Hop) -> Line:
    name = name_of(hop)
    unit = hop.to_unit if name in NAMES_UNIT else hop.unit
    return Line(hop.at, STEPS[name], unit.name if unit else "", hop.words if hop.is_shown else "")


def _pauses(row: Request) -> list[tuple[str, Pause]]:
    return [(words.reason_label("suspend", p.reason), p) for p in row.pauses.order_by("since")]


def photo_of(reporter_id: UUID, file_id: UUID) -> Photo:
    """A picture that this reporter may see; Photo.DoesNotExist for any other."""
    story = story_of(reporter_id)
    for photo in (*story.own_photos, *story.after):
        if photo.file_id == file_id:
            return photo
    raise Photo.DoesNotExist
