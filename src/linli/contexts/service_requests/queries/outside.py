"""How it stands with those outside: the phone network, the 12345 hotline, programs with a key."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Count, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from linli.contexts.service_requests import policies
from linli.contexts.service_requests.models import OrderAnswer, OrderPull, Program, Request, Text
from linli.contexts.service_requests.models.requests import OVER
from linli.kernel import clock, packs, ports
from linli.kernel.actor import Actor
from linli.kernel.areas.models import Area
from linli.kernel.db import inside
from linli.kernel.errors import OutsideYourArea
from linli.kernel.outbox import delivery
from linli.kernel.ports.hotline import Hotline, Outcome

ORIGIN = "hotline:"
TELLER = "service_requests.tell_reporter"
"""The reaction that sends text messages."""
SHOWN = 10
WEEK = timedelta(days=7)


def page() -> str:
    """Where the page is."""
    return reverse("service_requests:outside")


def every() -> timedelta:
    """How often the hotline is asked."""
    return timedelta(minutes=int(packs.pack("requests")["hotline"]["every_minutes"]))


def kept_days() -> int:
    """How long it is kept what was sent and fetched."""
    return int(packs.pack("requests")["kept"]["outside_days"])


def is_over(row: Request) -> bool:
    """True when it came to its end, by itself or within the one it was merged into."""
    return (row.lead or row).state in OVER


def outcome_of(row: Request) -> tuple[Outcome, datetime]:
    """What became of an order, also of one that was merged into another request; and when it ended."""
    whole = row.lead or row
    judged = whole.reporters.filter(came_with=row).exclude(answered_at=None).first()
    ended_at = whole.closed_at or clock.now()
    said = whole.answer or str(whole.get_state_display())
    solved, satisfied = (judged.solved, judged.satisfied) if judged else ("", "")
    return Outcome(row.origin.removeprefix(ORIGIN), said, ended_at, solved, satisfied), ended_at


@dataclass(frozen=True, slots=True)
class HotlineStand:
    """How it stands with the hotline."""

    where: str
    every_minutes: int
    pulls: list[OrderPull]
    sent: int
    waiting: list[OrderAnswer]

    @property
    def last(self) -> OrderPull | None:
        """The newest look."""
        return self.pulls[0] if self.pulls else None


def hotline(actor: Actor) -> HotlineStand:
    """The last looks, and results that went back or wait."""
    pulls = OrderPull.objects.filter(inside("area__code", actor.areas(policies.RULES))).select_related("area")
    mine = inside("request__area__code", actor.areas(policies.RULES))
    answers = OrderAnswer.objects.filter(mine)
    waiting = answers.filter(sent_at=None).select_related("request").order_by("tried_at")
    minutes = int(every().total_seconds() // 60)
    return HotlineStand(
        ports.ask(Hotline).where, minutes, list(pulls.order_by("-at", "-pk")[:SHOWN]),
        answers.exclude(sent_at=None).count(), list(waiting[:SHOWN]),
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class TextStand:
    """How it stands with text messages; the last seven days."""

    where: str
    sent: int
    unsent: int
    retrying: int


def texts(actor: Actor) -> TextStand:
    """How many left, did not, and are tried again."""
    lately = _texts(actor).filter(at__gte=clock.now() - WEEK)
    counts = dict(lately.values_list("outcome").annotate(Count("pk")).order_by())
    retrying = [one for one in delivery.not_done(TELLER) if one.tries < delivery.MOST_TRIES]
    return TextStand(
        ports.ask(ports.TextMessages).where, counts.get("sent", 0), counts.get("unsent", 0), len(retrying)
    )


def unsent(actor: Actor) -> QuerySet[Text]:
    """Text messages that did not leave, the newest first."""
    rows = _texts(actor).filter(outcome=Text.Outcome.UNSENT)
    return rows.select_related("request__area", "reporter").order_by("-at", "-pk")


def text(actor: Actor, text_id: int) -> Text:
    """One of them."""
    found = unsent(actor).filter(pk=text_id).first()
    if found is None:
        raise OutsideYourArea
    return found


def _texts(actor: Actor) -> QuerySet[Text]:
    return Text.objects.filter(inside("request__area__code", actor.areas(policies.RULES)))


def programs(actor: Actor) -> int:
    """How many programs hold a key."""
    held = inside("area__code", actor.areas(policies.RULES))
    return Program.objects.filter(held, withdrawn_at=None).count()


def home() -> Area | None:
    """The community to which orders come that name no other."""
    return Area.objects.filter(kind="community").order_by("code").first()


def trouble_in_words(code: str) -> str:
    """Why the hotline or the phone network did not take something."""
    return {
        "unreachable": _("对方没有回应，可能断网或对方停机。"),
        "denied": _("对方不认我们的密钥，请系统管理员检查设置。"),
        "busy": _("对方现在忙不过来。"),
        "odd": _("对方的回答读不懂，可能地址不对。"),
        "refused": _("对方不收这个号码或这段文字。"),
    }.get(code, _("没有成功，原因不明。"))
