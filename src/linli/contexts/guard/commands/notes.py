"""Small changes are noted once a week, and marked as talked about by whoever asked."""

from collections.abc import Sequence
from datetime import timedelta
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from linli.contexts.guard import policies
from linli.contexts.guard.models import HomeNote, HomeState, Pause
from linli.contexts.guard.queries.rules import rules
from linli.engines import silence
from linli.kernel import clock, db
from linli.kernel.actor import Actor
from linli.kernel.areas.models import Area
from linli.kernel.commands import command, note
from linli.kernel.errors import BadInput, NotAllowedNow

SEEN = ("heard", "expected", "litres", "seen_at", "passed_at")


@command("guard.changes_noted", policies.is_linli)
def look_over(actor: Actor, community: Area, /, *, homes: Sequence[HomeState]) -> int:
    """Note what has changed slowly in some homes; return how many notes are new.

    What was talked about lately is left in peace, and what is no longer so passes by itself.  A home that is
    away has no habit to change.
    """
    now = clock.now()
    since = now - timedelta(days=rules()["notes"]["quiet_days"])
    keys = [home.pk for home in homes]
    past = HomeNote.objects.filter(dwelling__in=keys, passed_at=None)
    still = {(n.dwelling_id, n.code): n for n in past.filter(talked_at=None)}
    talked = set(past.filter(talked_at__gt=since).values_list("dwelling_id", "code"))
    away = set(Pause.objects.filter(dwelling__in=keys, until__gte=now).values_list("dwelling_id", flat=True))
    new: list[HomeNote] = []
    seen: list[HomeNote] = []
    for home in homes:
        if home.pk in away:
            continue
        for found in silence.notes(silence.unpack(bytes(home.packed))):
            key = (home.pk, str(found.code))
            row = still.pop(key, None)
            if row is not None:
                row.heard, row.expected, row.litres = found.heard, found.expected, found.litres
                row.seen_at = now
                seen.append(row)
            elif key not in talked:
                new.append(_made(home, found))
    passed = [row for (dwelling_id, _code), row in still.items() if dwelling_id not in away]
    for row in passed:
        row.passed_at = now
    db.write_back(HomeNote, [*seen, *passed], SEEN)
    db.insert_all(HomeNote, new)
    note(target=community, area=community.code, homes=len(homes), notes=len(new), passed=len(passed))
    return len(new)


def _made(home: HomeState, found: silence.Note) -> HomeNote:
    now = clock.now()
    return HomeNote(
        community_id=home.community_id, area_id=home.dwelling.area_id, dwelling_id=home.pk, code=found.code,
        heard=found.heard, expected=found.expected, litres=found.litres, noted_at=now, seen_at=now,
    )  # fmt: skip


@command("guard.note_talked", policies.may_talk)
def talk(actor: Actor, about: HomeNote, /, *, words: str) -> HomeNote:
    """Somebody asked kindly, and wrote down what was said."""
    row = _locked(about.pk)
    if row.talked_at is not None or row.passed_at is not None:
        raise NotAllowedNow
    if not words.strip():
        raise BadInput(_("写一句问到了什么；没有什么事，写“都好”就行。"), field="words")
    row.talked_at, row.words, row.account_id = clock.now(), words.strip(), actor.account_id
    row.save(update_fields=["talked_at", "words", "account_id"])
    note(target=row, area=about.area.code)
    return row


@command("guard.note_reopened", policies.may_talk)
def reopen(actor: Actor, about: HomeNote, /) -> HomeNote:
    """It was marked by mistake: it waits for the next visit again."""
    row = _locked(about.pk)
    others = HomeNote.objects.filter(dwelling=row.dwelling_id, code=row.code, talked_at=None, passed_at=None)
    if row.talked_at is None or others.exists():
        raise NotAllowedNow
    row.talked_at, row.words, row.account_id = None, "", None
    row.save(update_fields=["talked_at", "words", "account_id"])
    note(target=row, area=about.area.code)
    return row


def _locked(key: UUID) -> HomeNote:
    return db.lock_row(HomeNote, pk=key)
