"""Promises at any stage, and people who took part where they were made."""

from datetime import timedelta
from typing import Any
from uuid import UUID

from linli.contexts.assembly.commands import promises
from linli.contexts.assembly.commands.promises import Promised, Source
from linli.contexts.assembly.commands.taking_part import Hearer
from linli.contexts.assembly.models import Promise, SourceKind
from linli.kernel import clock
from linli.kernel.actor import Actor
from linli.kernel.ids import new_id

MEETING = UUID("0190c0de-0000-7000-8000-000000000001")


def wanted(**more: Any) -> Promised:
    """Somebody promised to repair the lamps within ten days, at a meeting."""
    source = more.pop("source", Source(SourceKind.MEETING, MEETING, "3 月楼栋会"))
    said = {"title": "修好 3 号楼的路灯", "due_on": clock.today() + timedelta(days=10), "who": "物业", **more}
    return Promised(source, **said)


def promise(world: Any, *heard_by: Hearer, actor: Actor | None = None, **more: Any) -> Promise:
    """A promise written down by the manager."""
    manager = actor or world.actor("community_manager")
    return promises.make_promise(manager, world.community, wanted=wanted(**more), heard_by=heard_by)


def other_source() -> Source:
    """Another meeting, never seen before."""
    return Source(SourceKind.TOPIC, new_id(), "停车议题")


def finished(world: Any, *heard_by: Hearer, **more: Any) -> Promise:
    """A promise that is said to be done."""
    row = promise(world, *heard_by, **more)
    return promises.finish(world.actor("community_manager"), row, words="灯都亮了")


def fresh(row: Promise) -> Promise:
    """The promise as it stands."""
    return Promise.objects.select_related("area", "account").get(pk=row.pk)
