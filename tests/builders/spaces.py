"""Open spaces at any stage, with cards, people and notes."""

from datetime import time, timedelta
from typing import Any

from linli.contexts.assembly.commands import space_cards, space_notes, space_people, spaces
from linli.contexts.assembly.commands.space_cards import Told
from linli.contexts.assembly.commands.spaces import Wanted
from linli.contexts.assembly.models.spaces import Guest, OpenSpace, TopicCard
from linli.kernel import clock

WAYS = {
    "draft": (),
    "calling": ("call",),
    "market": ("call", "hold_market"),
    "talking": ("call", "hold_market", "talk"),
    "dots": ("call", "hold_market", "talk", "take_dots"),
    "planning": ("call", "hold_market", "talk", "take_dots", "plan"),
    "closed": ("call", "hold_market", "talk", "take_dots", "plan", "close"),
}


def wanted(**more: Any) -> Wanted:
    """Two rounds in two corners, in three days."""
    said = {
        "title": "怎样让院子晚上也走得安心？",
        "on": clock.today() + timedelta(days=3),
        "begins_at": time(14, 0),
        "first_at": time(14, 40),
        "venue": "社区活动室",
        "places": (("东角", 12), ("西角", 8)),
        "rounds": 2,
        "minutes": 45,
        "pause": 5,
        **more,
    }
    return Wanted(**said)


def drafted(world: Any, **more: Any) -> OpenSpace:
    """One that was laid out."""
    return spaces.draft(world.actor("community_manager"), world.community, wanted=wanted(**more))


def paper(
    world: Any, space: OpenSpace, title: str = "路灯太暗", who: str = "周老师", **more: Any
) -> TopicCard:
    """A card that came on paper."""
    worker = world.actor("grid_worker", world.grid1)
    return space_cards.write_down(worker, space, told=Told(title, who), **more)


def handed(world: Any, space: OpenSpace, count: int = 3) -> list[Guest]:
    """Cards that were handed out."""
    first, last = space_people.issue(world.actor("counter_clerk"), space, count=count)
    return list(space.guests.filter(number__gte=first, number__lte=last).order_by("number"))


def at(world: Any, state: str, **more: Any) -> OpenSpace:
    """An open space that went the usual way to ``state``, with two cards, both put up."""
    manager, space = world.actor("community_manager"), drafted(world, **more)
    for verb in WAYS[state]:
        if verb == "hold_market":
            paper(world, space)
            paper(world, space, "广场舞几点停", "何大姐")
        if verb == "talk":
            space_cards.arrange_all(manager, space)
        if verb == "close":
            agreed = space_notes.Agreed(
                "换三盏路灯", "江畔物业", space.on + timedelta(days=14), "公共收益 900 元"
            )
            space_notes.agree(manager, space, agreed=agreed)
        space = spaces.lead_on(manager, space, verb=verb)
    return OpenSpace.objects.select_related("area").get(pk=space.pk)


def card(space: OpenSpace, number: int = 1) -> TopicCard:
    """One of its cards."""
    return TopicCard.objects.select_related("space__area", "place", "round").get(space=space, number=number)


def spot(space: OpenSpace, round_number: int, place_number: int) -> Any:
    """A place and a time."""
    return space.places.get(number=place_number), space.rounds.get(number=round_number)
