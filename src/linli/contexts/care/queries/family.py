"""What the family may see: plan, days of visits, alarms; and who of the family may see it."""

from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from linli.contexts.care.models import CareRecord, FamilyLink, Goal, Rang, Seen
from linli.contexts.care.queries.plans import goals
from linli.contexts.care.queries.words import rules, say
from linli.contexts.care.states import OPEN
from linli.kernel import clock
from linli.kernel.errors import OutsideYourArea
from linli.kernel.privacy import cipher


def key_hash(key: str) -> str:
    """What is kept of the key in an address."""
    return cipher.lookup(key, "family link")


def phone_hash(number: str) -> str:
    """What is kept of a phone for comparing."""
    return cipher.lookup(number, "family phone")


def by_key(key: str) -> FamilyLink:
    """The link of an address, as long as it holds; else it does not exist."""
    rows = FamilyLink.objects.filter(key_hash=key_hash(key), ended_at=None, until_on__gte=clock.today())
    found = rows.select_related("record__person", "record__community").first()
    if found is None or found.record.state not in OPEN:
        raise OutsideYourArea
    return found


def links(record: CareRecord) -> list[FamilyLink]:
    """Who of the family may look, or could until lately."""
    return list(FamilyLink.objects.filter(record=record).order_by("ended_at", "-pk")[:20])


def link(record: CareRecord, link_id: UUID) -> FamilyLink:
    """One of them."""
    found = FamilyLink.objects.filter(record=record, pk=link_id).first()
    if found is None:
        raise OutsideYourArea
    return found


@dataclass(frozen=True, slots=True)
class FamilyView:
    """Everything that the family sees, and nothing else."""

    name: str
    community: str
    plan: str
    agreed_on: date | None
    review_on: date | None
    goals: tuple[Goal, ...]
    visits: tuple[Seen, ...]
    alarms: tuple[tuple[Rang, str], ...]
    """Each with how it ended, in words; empty while somebody looks into it."""


def shown(record: CareRecord) -> FamilyView:
    """What stands on the page of the family."""
    since = clock.now() - timedelta(days=int(rules()["family"]["shown_days"]))
    visits = Seen.objects.filter(record=record, on__gte=since.date()).order_by("-on", "-pk")
    alarms = Rang.objects.filter(record=record, at__gte=since).order_by("-at", "-pk")
    return FamilyView(
        record.person.name, record.community.name, record.plan.reveal(), record.agreed_on, record.review_on,
        tuple(goals(record)), tuple(visits[:40]), tuple((row, _ended(row.cause)) for row in alarms[:20]),
    )  # fmt: skip


def _ended(cause: str) -> str:
    words = rules()["ended"]
    return say(words.get(cause, words["other"])) if cause else ""


def last_seen(record: CareRecord) -> Seen | None:
    """When somebody of ours last saw them."""
    return Seen.objects.filter(record=record).order_by("-on", "-pk").first()
