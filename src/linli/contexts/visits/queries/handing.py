"""What the next worker of a grid must know: promises, findings, what is due, special homes, open words."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _

from linli.contexts.registry import api as registry
from linli.contexts.visits.models import DoorPlan
from linli.contexts.visits.queries import rounds, visits
from linli.contexts.visits.queries.due import part_of
from linli.contexts.visits.queries.rhythm import colour_name
from linli.contexts.visits.queries.words import category_label
from linli.kernel.actor import Actor
from linli.kernel.areas.models import Area
from linli.kernel.catalogue import shelf
from linli.web.templatetags.linli import day

CLOSE = ("red", "yellow")
"""Colours of the homes that one should know before the first round."""


@dataclass(frozen=True, slots=True)
class Section:
    """One list of the pack, on paper and as a sheet."""

    name: str
    headings: tuple[str, ...]
    widths: tuple[float, ...]
    rows: list[tuple[str, ...]]


def pack(actor: Actor, grid: Area) -> list[Section]:
    """The lists of one grid; a fixed number of queries."""
    return [
        Section(
            _("答应的事"), (_("门牌"), _("答应了什么"), _("哪天前"), _("谁答应的")), (22, 60, 16, 14),
            list(_promises(actor, grid)),
        ),
        Section(
            _("问题和需求"), (_("门牌"), _("类别"), _("说明"), _("哪天")), (22, 24, 60, 16),
            list(_findings(actor, grid)),
        ),
        Section(
            _("要去的户"), (_("门牌"), _("为什么去"), _("最早的日子")), (22, 80, 16), list(_due(actor, grid))
        ),
        Section(
            _("多留意的户"),
            (_("门牌"), _("住着谁"), _("多久看一次"), _("说明"), _("上次见到"), _("什么时候容易遇到")),
            (22, 40, 14, 30, 16, 14),
            list(_homes(grid)),
        ),
        Section(
            _("两种说法"), (_("门牌"), _("姓名"), _("哪一项"), _("走访时说的")), (22, 14, 20, 40),
            list(_conflicts(actor, grid)),
        ),
    ]  # fmt: skip


def _promises(actor: Actor, grid: Area) -> Iterator[tuple[str, ...]]:
    rows = list(visits.open_promises(actor).filter(visit__area__code__startswith=grid.code))
    names = visits.names_of([row.visit for row in rows])
    for row in rows:
        who = names.get(row.visit.account_id or 0, "")
        yield row.visit.dwelling.short_address, row.words.reveal(), day(row.due_on), who


def _findings(actor: Actor, grid: Area) -> Iterator[tuple[str, ...]]:
    for row in visits.open_findings(actor).filter(visit__area__code__startswith=grid.code):
        label = category_label(row.kind, row.category)
        yield row.visit.dwelling.short_address, label, row.words.reveal(), day(row.visit.at)


def _due(actor: Actor, grid: Area) -> Iterator[tuple[str, ...]]:
    for stop in rounds.stops(actor, 1000, grid.code):
        first = min(reason.due_on for reason in stop.reasons)
        yield stop.place, "\n".join(reason.why for reason in stop.reasons), day(first)


def _homes(grid: Area) -> Iterator[tuple[str, ...]]:
    lines = {line.key: line for line in registry.doors_below(grid.code)}
    rows = DoorPlan.objects.filter(area__code__startswith=grid.code).select_related("dwelling")
    for row in rows.order_by("dwelling__order"):
        if not (row.chosen_colour or row.colour in CLOSE) or row.dwelling_id not in lines:
            continue
        part = part_of(row.try_in)
        people = "\n".join(_person(one) for one in lines[row.dwelling_id].people)
        yield (
            row.dwelling.short_address, people, colour_name(row.colour), row.chosen_why,
            day(row.last_met_at), part.name if part else "",
        )  # fmt: skip


def _person(line: registry.PersonLine) -> str:
    groups = "、".join(registry.group_label(group) for group in line.groups)
    return f"{line.name}（{groups}）" if groups else line.name


def _conflicts(actor: Actor, grid: Area) -> Iterator[tuple[str, ...]]:
    for row in visits.open_conflicts(actor).filter(area__code__startswith=grid.code):
        said = registry.in_words(row.field, registry.read(row.field, row.said.reveal()))
        covered = registry.covered(row.field, said)
        yield row.visit.dwelling.short_address, row.person.name, shelf.field(row.field).label, covered
