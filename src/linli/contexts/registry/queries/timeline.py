"""What happened to a person, newest first, from the audit trail."""

from dataclasses import dataclass
from datetime import datetime

from linli.contexts.registry.models import Person
from linli.contexts.registry.queries.groups import groups
from linli.kernel.accounts.models import Account
from linli.kernel.audit import actions
from linli.kernel.audit.models import AuditEntry
from linli.kernel.catalogue import shelf
from linli.kernel.phrases import listed
from linli.kernel.refs import Ref

SHOWN = 60


@dataclass(frozen=True, slots=True)
class Moment:
    """One line of a timeline."""

    at: datetime
    words: str
    reason: str
    number: str


def of_person(person: Person) -> list[Moment]:
    """What was done to this record and to those that were put into it, and by whom."""
    records = [person, *Person.objects.filter(merged_into=person).only("pk")]
    targets = [str(Ref.of(record)) for record in records]
    rows = list(AuditEntry.objects.filter(target__in=targets).order_by("-at", "-pk")[:SHOWN])
    ids = {int(r.actor.partition(":")[2]) for r in rows if r.actor.startswith("account:")}
    names = dict(Account.objects.filter(pk__in=ids).values_list("pk", "name"))
    return [_moment(row, names) for row in rows]


def _moment(row: AuditEntry, names: dict[int, str]) -> Moment:
    kind, _colon, key = row.actor.partition(":")
    who = names.get(int(key), "") if kind == "account" else "邻里"
    detail = {**row.detail, "actor": who, "target": ""}
    if "fields" in detail:
        detail["fields"] = listed(_label(f) for f in detail["fields"])
    if "field" in detail:
        detail["field"] = _label(detail["field"])
    if "group" in detail:
        known = groups().get(detail["group"])
        detail["group"] = known.label if known else detail["group"]
    try:
        words = str(actions.action(row.action).sentence) % detail
    except (KeyError, LookupError):
        words = row.action
    return Moment(row.at, words, row.reason, f"{row.chain} #{row.number}")


def _label(key: str) -> str:
    known = shelf.fields().get(key)
    return known.label if known else key
