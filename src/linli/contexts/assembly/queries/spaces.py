"""Open spaces as lists and cards, for those who lead them, for everybody, for the screen on the wall."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.db.models import Count, Prefetch, Q, QuerySet
from django.utils.translation import gettext as _

from linli.contexts.assembly.models.spaces import (
    GroupNote,
    Guest,
    OpenSpace,
    SpaceAction,
    SpaceState,
    TopicCard,
)
from linli.contexts.assembly.policies import spaces as policies
from linli.contexts.assembly.states.spaces import SHOWN
from linli.kernel import packs
from linli.kernel.actor import Actor, Resident
from linli.kernel.db import inside
from linli.kernel.privacy import cipher

ALPHABET = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"
SECRET = 5


def usual() -> dict[str, int]:
    """The values of the pack."""
    found: dict[str, int] = packs.pack("open_space")["usual"]
    return found


def principles() -> list[str]:
    """The four principles and the law of two feet, as they hang on the wall."""
    return [
        _("来的人都是合适的人"), _("什么时候开始都是合适的时间"), _("发生什么，都是当时能发生的"),
        _("结束了就结束了"), _("双脚法则：在这一组学不到也帮不上，就走到别的组去"),
    ]  # fmt: skip


def seen(actor: Actor, *, state: str = "", words: str = "") -> QuerySet[OpenSpace]:
    """Open spaces that one works on, the latest first."""
    rows = OpenSpace.objects.filter(policies.spaces_seen(actor)).select_related("area")
    if state in SpaceState.values:
        rows = rows.filter(state=state)
    if words:
        rows = rows.filter(Q(title__icontains=words) | Q(words__icontains=words) | Q(venue__icontains=words))
    live = Count("cards", filter=Q(cards__withdrawn_why=""), distinct=True)
    return rows.annotate(topics=live).order_by("-on", "-made_at")


def one(actor: Actor, space_id: UUID) -> OpenSpace:
    """One that one works on; OpenSpace.DoesNotExist otherwise."""
    return OpenSpace.objects.filter(policies.spaces_seen(actor)).select_related("area").get(pk=space_id)


def by_code(code: str) -> OpenSpace:
    """One that everybody may see, by the code on the wall; OpenSpace.DoesNotExist otherwise."""
    return OpenSpace.objects.select_related("area").get(code=code.upper(), state__in=SHOWN)


def readable(code: str) -> OpenSpace:
    """The same, or one that was called off, whose code people may hold; OpenSpace.DoesNotExist otherwise."""
    rows = OpenSpace.objects.select_related("area").exclude(state=SpaceState.DRAFT)
    return rows.get(code=code.upper())


def shown_in(codes: Iterable[str]) -> list[OpenSpace]:
    """Those of some communities that everybody may see, the latest first."""
    rows = OpenSpace.objects.filter(inside("area__code", tuple(codes)), state__in=SHOWN)
    return list(rows.select_related("area").order_by("-on", "-made_at")[:20])


def cards_of(space: OpenSpace) -> list[TopicCard]:
    """The cards that were not taken down, in the order of their numbers, with how many wish to be there."""
    rows = space.cards.filter(withdrawn_why="").select_related("place", "round", "guest")
    return list(rows.annotate(wished=Count("wishes", distinct=True)).order_by("number"))


def taken_down(space: OpenSpace) -> list[TopicCard]:
    """The cards that were taken down, with the reason."""
    return list(space.cards.exclude(withdrawn_why="").order_by("number"))


def card(actor: Actor, card_id: UUID) -> TopicCard:
    """One card of a meeting that one works on; TopicCard.DoesNotExist otherwise."""
    rows = TopicCard.objects.select_related("space__area", "place", "round", "guest")
    found = rows.get(pk=card_id)
    if not OpenSpace.objects.filter(policies.spaces_seen(actor), pk=found.space_id).exists():
        raise TopicCard.DoesNotExist
    return found


def note_of(actor: Actor, note_id: UUID) -> GroupNote:
    """One note of a meeting that one works on; GroupNote.DoesNotExist otherwise."""
    rows = GroupNote.objects.select_related("card__space__area")
    found = rows.get(pk=note_id)
    if not OpenSpace.objects.filter(policies.spaces_seen(actor), pk=found.card.space_id).exists():
        raise GroupNote.DoesNotExist
    return found


def action_of(actor: Actor, action_id: UUID) -> SpaceAction:
    """One action of a meeting that one works on; SpaceAction.DoesNotExist otherwise."""
    found = SpaceAction.objects.select_related("space__area").get(pk=action_id)
    if not OpenSpace.objects.filter(policies.spaces_seen(actor), pk=found.space_id).exists():
        raise SpaceAction.DoesNotExist
    return found


def wall_of_news(space: OpenSpace) -> list[TopicCard]:
    """Cards with the notes of their groups, in the order of their numbers."""
    kept = GroupNote.objects.filter(withdrawn_why="").select_related("guest").order_by("at")
    rows = space.cards.filter(withdrawn_why="").select_related("place", "round")
    return list(rows.prefetch_related(Prefetch("notes", kept, to_attr="news")).order_by("number"))


def actions_of(space: OpenSpace) -> list[SpaceAction]:
    """What was agreed, the earliest first."""
    return list(space.actions.select_related("card").order_by("due_on", "at"))


def guest(space: OpenSpace, number: int) -> Guest | None:
    """Who bears a number."""
    return space.guests.filter(number=number).first()


def secret_of(space: OpenSpace, number: int) -> str:
    """What stands beside the number on a card that is handed out; nobody can guess that of another."""
    made = int(cipher.lookup(f"{space.pk}/{number}", "open space card"), 16)
    letters = []
    for _letter in range(SECRET):
        made, rest = divmod(made, len(ALPHABET))
        letters.append(ALPHABET[rest])
    return "".join(letters)


def bearer(space: OpenSpace, number: int, secret: str) -> Guest | None:
    """Whoever holds the card with that number; a number that belongs to a phone needs that phone."""
    told = "".join(c for c in secret.upper() if c.isalnum())
    if told != secret_of(space, number):
        return None
    return space.guests.filter(number=number, visitor=None).first()


def guest_of(space: OpenSpace, resident: Resident | None) -> Guest | None:
    """Who takes part with this phone."""
    if resident is None or resident.visitor is None:
        return None
    return space.guests.filter(visitor=resident.visitor).first()


def people(space: OpenSpace) -> dict[str, Any]:
    """How many take part, and how."""
    rows = space.guests
    return {
        "all": rows.count(),
        "phones": rows.exclude(visitor=None).count(),
        "handed": rows.filter(visitor=None).count(),
        "wished": rows.filter(wishes__isnull=False).distinct().count(),
        "dotted": rows.filter(dots__isnull=False).distinct().count(),
    }
