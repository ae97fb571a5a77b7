"""Text messages and the hotline: what left, what did not, what came in; and trying again."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time

from django.utils import timezone

from linli.contexts.service_requests import policies
from linli.contexts.service_requests.models import OrderAnswer, OrderPull, Reporter, Request, Text
from linli.contexts.service_requests.queries import outside, people
from linli.facts.service_requests import ReporterToTell
from linli.kernel import clock, db, ports
from linli.kernel.actor import Actor
from linli.kernel.areas.models import Area
from linli.kernel.commands import command, note, publish
from linli.kernel.errors import NotAllowedNow
from linli.kernel.notices import post
from linli.kernel.outbox import delivery
from linli.kernel.ports.hotline import Hotline

KEPT_LINES = 50


@dataclass(frozen=True, slots=True)
class Pulled:
    """What one look at the hotline brought."""

    found: int = 0
    new: int = 0
    known: int = 0
    refused: Sequence[dict[str, str]] = field(default=())
    trouble: str = ""


@command("service_requests.hotline_asked", policies.may_pull)
def ask_for_orders(actor: Actor, community: Area, /) -> Area:
    """Somebody wants the hotline looked at now."""
    if not ports.ask(Hotline).where:
        raise NotAllowedNow
    note(target=community, area=community.code)
    return community


def note_pull(community: Area, pulled: Pulled, account_id: int | None) -> OrderPull:
    """Keep what a look at the hotline brought; the desk hears of new trouble, once."""
    last = OrderPull.objects.filter(area=community).order_by("-at", "-pk").first()
    known = {line["number"] for line in last.refused} if last else set()
    with db.write():
        row = OrderPull.objects.create(
            area=community, at=clock.now(), account_id=account_id, found=pulled.found, new=pulled.new,
            known=pulled.known, refused=list(pulled.refused)[:KEPT_LINES], trouble=pulled.trouble,
        )  # fmt: skip
        told = people.nearest(policies.RULES, community.code)
        if pulled.trouble and (last is None or not last.trouble):
            post.tell(told, "service_requests.hotline_silent", outside.page())
        fresh = [line for line in row.refused if line["number"] not in known]
        if fresh:
            post.tell(told, "service_requests.orders_refused", outside.page(), count=len(fresh))
    return row


def send_result(request: Request) -> OrderAnswer:
    """Tell the hotline what became of its order; OSError when it does not answer, and we know it."""
    outcome, ended_at = outside.outcome_of(request)
    with db.write():
        row, _new = OrderAnswer.objects.get_or_create(
            request=request,
            defaults={"number": outcome.number, "ended_at": ended_at, "tried_at": clock.now()},
        )
        if row.sent_at is not None and row.ended_at == ended_at:
            return row
        row.ended_at, row.tried_at, row.sent_at = ended_at, clock.now(), None
        row.tries += 1
        row.save()
    ports.ask(Hotline).send(outcome)
    OrderAnswer.objects.filter(pk=row.pk, ended_at=ended_at).update(sent_at=clock.now())
    return row


def send_what_waits() -> int:
    """Results that did not reach the hotline, once more; how many did now."""
    done = 0
    for row in OrderAnswer.objects.filter(sent_at=None).select_related("request__lead")[:200]:
        if not outside.is_over(row.request):
            continue
        try:
            send_result(row.request)
        except OSError:
            break
        done += 1
    return done


def note_text(reporter: Reporter, verb: str, *, receipt: str) -> Text:
    """A text message left."""
    return Text.objects.create(
        request=reporter.request, reporter=reporter, verb=verb, at=clock.now(), outcome=Text.Outcome.SENT,
        receipt=receipt[:80],
    )  # fmt: skip


def note_unsent(reporter: Reporter, verb: str, trouble: ports.TextNotSent) -> Text:
    """A text message will not leave, however often it is tried."""
    return Text.objects.create(
        request=reporter.request, reporter=reporter, verb=verb, at=clock.now(), outcome=Text.Outcome.UNSENT,
        reason=trouble.reason, said=trouble.said,
    )  # fmt: skip


def tell_of_unsent() -> int:
    """The desk hears which texts did not leave, in one message for each community; how many are new."""
    given_up = delivery.given_up(outside.TELLER)
    noted = set(
        Text.objects.filter(telling_id__in=[one.pk for one in given_up]).values_list("telling_id", flat=True)
    )
    for telling in given_up:
        if telling.pk not in noted:
            _give_up(telling.pk, telling.fact.body, telling.trouble)
    fresh = list(
        Text.objects.filter(outcome=Text.Outcome.UNSENT, told_at=None).select_related("request__area")
    )
    by_place: dict[str, int] = {}
    for row in fresh:
        code = row.request.area.code[: policies.COMMUNITY_DIGITS]
        by_place[code] = by_place.get(code, 0) + 1
    with db.write():
        for code, count in by_place.items():
            told = people.nearest(policies.RULES, code)
            post.tell(told, "service_requests.texts_unsent", outside.page(), count=count)
        Text.objects.filter(pk__in=[row.pk for row in fresh]).update(told_at=clock.now())
    return len(fresh)


def _give_up(telling_id: int, body: dict[str, str], trouble: str) -> None:
    found = Reporter.objects.filter(pk=body["reporter_id"]).select_related("request").first()
    if found is not None:
        Text.objects.create(
            request=found.request, reporter=found, verb=body["verb"], at=clock.now(),
            outcome=Text.Outcome.UNSENT, reason=trouble.rpartition(" ")[2][:20], telling_id=telling_id,
        )  # fmt: skip


@command("service_requests.text_again", policies.may_send_again)
def send_again(actor: Actor, text: Text, /) -> Text:
    """Send a text message once more."""
    row = db.lock_row(Text, pk=text.pk)
    if row.outcome != Text.Outcome.UNSENT or row.reporter_id is None:
        raise NotAllowedNow
    row.outcome = Text.Outcome.AGAIN
    row.save(update_fields=["outcome"])
    publish(ReporterToTell(row.reporter_id, row.request_id, row.verb))
    note(target=row.request, area=row.request.area.code, number=row.request.number)
    return row


def purge_outside(before: date) -> int:
    """Forget texts and looks at the hotline from before that day; what still waits stays."""
    moment = timezone.make_aware(datetime.combine(before, time.min))
    with db.write():
        texts, _by = Text.objects.filter(at__lt=moment).delete()
        pulls, _by = OrderPull.objects.filter(at__lt=moment).delete()
    return texts + pulls
