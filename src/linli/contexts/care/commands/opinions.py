"""Asking how help at home was, and hearing the answer; a low mark leads to a call and to nothing else."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.translation import gettext_lazy as _

from linli.contexts.care import policies
from linli.contexts.care.models import Asking, Opinion
from linli.contexts.care.queries import opinions as queries
from linli.contexts.registry import api as registry
from linli.kernel import clock, db
from linli.kernel.actor import Actor
from linli.kernel.areas.models import Area
from linli.kernel.commands import command, note
from linli.kernel.errors import BadInput, NotAllowedNow


@dataclass(frozen=True, slots=True)
class Said:
    """An answer."""

    mark: int
    words: str = ""
    may_call: bool = False
    channel: str = Opinion.Channel.LINK


@command("care.opinions_asked", policies.is_linli)
def ask(actor: Actor, place: Area, /) -> int:
    """Ask those who had help lately and were not asked for a while."""
    today = clock.today()
    until = today + timedelta(days=int(queries.rules()["open_days"]))
    rows = [
        Asking(
            occasion=row, offer_id=row.offer_id, person_id=row.order.person_id, asked_on=today, until_on=until
        )
        for row in queries.to_ask(place)
    ]
    db.insert_all(Asking, rows)
    note(target=place, area=place.code, rows=len(rows))
    return len(rows)


@command("care.opinion_heard", policies.may_answer)
def answer(actor: Actor, asking: Asking, /, *, said: Said) -> Opinion:
    """Somebody answers: the answer stands alone, who gave it is kept only for a call that was asked for."""
    if said.mark not in Opinion.Mark.values:
        raise BadInput(_("请选一个。"), field="mark")
    row = db.lock_row(Asking, pk=asking.pk)
    if row.answered_on is not None:
        raise NotAllowedNow(_("已经评过了，谢谢您。"))
    row.answered_on = clock.today()
    row.save(update_fields=["answered_on"])
    wants_call = said.may_call and said.mark < Opinion.Mark.GOOD
    made = Opinion.objects.create(
        offer_id=row.offer_id, month=asking.occasion.on.replace(day=1), mark=said.mark,
        words=said.words.strip()[:300], channel=said.channel, call_id=row.person_id if wants_call else None,
        outcome="",
    )  # fmt: skip
    # The trail names the offer and no answer: nobody can put a mark and an hour together.
    note(target=f"care.offer:{row.offer_id}", area=asking.offer.community.code)
    return made


@command("care.opinion_called", policies.may_hear)
def tell_call(actor: Actor, opinion: Opinion, /, *, words: str) -> Opinion:
    """The person was called: what came of it, and from now on nobody knows who it was."""
    if len(words.strip()) < 2:
        raise BadInput(_("请写一句，打算怎么改。"), field="words")
    row = db.lock_row(Opinion, pk=opinion.pk)
    if row.call_id is None:
        raise NotAllowedNow
    row.call, row.called_on, row.outcome = None, clock.today(), words.strip()[:300]
    row.save(update_fields=["call", "called_on", "outcome"])
    note(target=row, area=opinion.offer.community.code)
    return row


@command("care.opinion_phone_shown", policies.may_hear)
def show_phone(actor: Actor, opinion: Opinion, /) -> str:
    """The number of somebody who wants to be called; that it was shown is on record."""
    if opinion.call_id is None:
        raise NotAllowedNow
    member = registry.members([opinion.call_id]).get(opinion.call_id)
    note(target=opinion, area=opinion.offer.community.code, reason="本人愿意接电话说说服务")
    return member.boxed_phone.reveal() if member else ""


@command("care.opinion_slips_printed", policies.may_hear_at_all)
def count_slips(actor: Actor, /, *, rows: int) -> None:
    """Slips with faces were printed."""
    note(target=f"accounts.account:{actor.account_id}", rows=rows)


@command("care.askings_dropped", policies.is_linli)
def drop_askings(actor: Actor, place: Area, /, *, before: date) -> int:
    """Who was asked when is not kept longer than it is needed."""
    rows = Asking.objects.filter(offer__community=place, asked_on__lt=before)
    n, _by_table = rows.delete()
    note(target=place, area=place.code, rows=n)
    return n
