"""What was asked of a community: written down, held against the list, taken on or sent back with a letter."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Max
from django.utils.translation import gettext_lazy as _

from linli.contexts.duties import policies
from linli.contexts.duties.commands.steps import hold, took
from linli.contexts.duties.models import Admission, Demand, Duty, Letter
from linli.contexts.duties.models.lists import Kind
from linli.contexts.duties.queries import demands as queries
from linli.contexts.duties.states import DEMAND
from linli.kernel import clock, ports
from linli.kernel.accounts.models import Account
from linli.kernel.actor import Actor
from linli.kernel.areas.models import Area
from linli.kernel.commands import command, note
from linli.kernel.db import lock_row
from linli.kernel.errors import BadInput, OutsideYourArea, ReasonNeeded
from linli.kernel.files import store

PURPOSE = "duties.letter"


@dataclass(frozen=True, slots=True)
class Asked:
    """What somebody asks of a community."""

    sender: str
    title: str
    asks: str = ""
    document_number: str = ""
    received_on: date | None = None
    due_on: date | None = None


@command("duties.demand_recorded", policies.may_record)
def record(actor: Actor, community: Area, /, *, asked: Asked) -> Demand:
    """Write down what was asked."""
    received = asked.received_on or clock.today()
    if not asked.sender.strip() or not asked.title.strip():
        raise BadInput(_("请写明谁交来、要做什么。"), field="title" if asked.sender.strip() else "sender")
    if received > clock.today():
        raise BadInput(_("收到日期还没有到。"), field="received_on")
    if asked.due_on is not None and asked.due_on < received:
        raise BadInput(_("截止日期早于收到日期。"), field="due_on")
    row = Demand.objects.create(
        community=community, sender=asked.sender.strip()[:80], title=asked.title.strip()[:120],
        asks=asked.asks.strip()[:600], document_number=asked.document_number.strip()[:60],
        received_on=received, due_on=asked.due_on, account_id=actor.account_id, at=clock.now(),
    )  # fmt: skip
    note(target=row, area=community.code)
    return row


@command("duties.demand_accepted", policies.may_answer)
def accept(
    actor: Actor, row: Demand, /, *, duty: Duty | None = None, admission: Admission | None = None
) -> Demand:
    """It is on the list, or was let in: the community does it."""
    if (duty is None) == (admission is None):
        raise BadInput(_("请选一项清单事项，或一项已准入的事项。"))
    if duty is not None and duty.kind == Kind.EXCLUDED:
        raise BadInput(_("“%(title)s”是不应承担的事项，不能作为承接的依据。"), title=duty.title)
    _of_this_place(row, duty, admission)
    row.duty, row.admission = duty, admission
    return _step(actor, row, "accept", duty.title if duty else admission.title if admission else "")


@command("duties.demand_off_list", policies.may_answer)
def mark_off_list(actor: Actor, row: Demand, /, *, duty: Duty | None = None) -> Demand:
    """It is not on the list; ``duty`` is the item that says so, or the one that it goes beyond."""
    _of_this_place(row, duty, None)
    row.duty, row.admission = duty, None
    return _step(actor, row, "mark_off_list", duty.title if duty else "")


@command("duties.demand_refused", policies.may_answer)
def refuse(actor: Actor, row: Demand, /, *, addressee: str = "", words: str = "") -> Letter:
    """Send it back with a letter that cites the clause; the letter is numbered and kept."""
    DEMAND.step("refuse", row.state)
    lock_row(Area, pk=row.community_id)  # two letters at once take two numbers
    letter = _letter(actor, row, addressee.strip()[:80] or row.sender, words.strip()[:400])
    letter.save(force_insert=True)
    _step(actor, row, "refuse", letter.number)
    note(target=letter, area=row.community.code, number=letter.number)
    return letter


@command("duties.demand_dropped", policies.may_answer)
def drop(actor: Actor, row: Demand, /, *, reason: str) -> Demand:
    """Whoever asked no longer asks."""
    return _step(actor, row, "drop", reason)


@command("duties.demand_reopened", policies.may_answer)
def reopen(actor: Actor, row: Demand, /, *, reason: str) -> Demand:
    """Something has changed: look at it again."""
    return _step(actor, row, "reopen", reason)


def _of_this_place(row: Demand, duty: Duty | None, admission: Admission | None) -> None:
    """Only items and admissions that hold where the demand came in."""
    above = policies.above(row.community.code)
    for found in (duty, admission):
        if found is not None and found.area.code not in above:
            raise OutsideYourArea
    if admission is not None and admission.state != "in_effect":
        raise BadInput(_("这项准入现在没有在执行。"))


def _letter(actor: Actor, row: Demand, addressee: str, words: str) -> Letter:
    now = clock.now()
    year = clock.today().year
    last = Letter.objects.filter(community=row.community, year=year).aggregate(last=Max("order"))["last"] or 0
    name = row.community.name
    short = name.removesuffix("社区") or name
    number = f"{short}社区函〔{year}〕{last + 1}号"
    paragraphs = queries.grounds(row)
    if words:
        paragraphs.insert(2, words)
    pdf = ports.ask(ports.Documents).pdf("letter", _values(actor, row, number, addressee, paragraphs))
    handed = store.Handed(pdf, f"{number}.pdf", PURPOSE, row.community.code)
    return Letter(
        demand=row, community=row.community, year=year, order=last + 1, number=number, addressee=addressee,
        grounds=paragraphs, file_id=store.keep(actor, handed).pk, account_id=actor.account_id, at=now,
    )  # fmt: skip


def _values(
    actor: Actor, row: Demand, number: str, addressee: str, paragraphs: list[str]
) -> dict[str, object]:
    account = Account.objects.filter(pk=actor.account_id or 0).first()
    phone = f"　{account.phone}" if account is not None and account.phone else ""
    committee = queries.committee_of(row.community)
    return {
        "sender": committee,
        "number": number,
        "title": f"关于退回“{row.title}”的函",
        "addressee": f"{addressee}：",
        "paragraphs": paragraphs,
        "closing": "特此函复，请予理解和支持。",
        "signed": committee,
        "day": queries.in_chinese(clock.today()),
        "seal_note": "（盖章）",
        "contact_label": "联系人：",
        "contact": f"{actor.name}{phone}",
    }


def _step(actor: Actor, row: Demand, verb: str, words: str) -> Demand:
    step = DEMAND.step(verb, row.state)
    if step.reason and not words.strip():
        raise ReasonNeeded(field="reason")
    came_from = hold(row)
    row.state = step.to
    row.save()
    took(actor, row, verb, (came_from, step.to), words)
    note(area=row.community.code, reason=words.strip()[:200])
    return row
