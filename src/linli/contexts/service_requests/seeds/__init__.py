"""A community that has been reporting for a year: requests in every state, answers, a few call-outs."""

import random
from collections.abc import Callable, Sequence

from linli.contexts.service_requests.seeds.call_outs import write_call_outs
from linli.contexts.service_requests.seeds.rows import Rows
from linli.contexts.service_requests.seeds.scene import scene_of
from linli.contexts.service_requests.seeds.stories import tell_stories
from linli.kernel.areas.models import Area

Progress = Callable[[str, int, int], None]
STREAM = 20260412
MANY, FEW = 260, 24
"""Requests of the first community, and of each other one."""


def lived_in(communities: Sequence[str], progress: Progress) -> None:
    """Write a year of requests, the first community's as a full life, the others' as a handful."""
    chance = random.Random(STREAM)  # noqa: S311 - a believable past, not a secret
    places = list(Area.objects.filter(code__in=communities).order_by("code"))
    rows = Rows()
    for nth, community in enumerate(places):
        scene = scene_of(community, chance)
        if scene is None:
            continue
        tell_stories(scene, rows, MANY if nth == 0 else FEW)
        if nth == 0:
            write_call_outs(scene, rows)
        progress(f"{community.name}：诉求", nth + 1, len(places))
    rows.write()
