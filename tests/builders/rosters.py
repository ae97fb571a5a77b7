"""Rosters as departments send them, and their way into the register."""

import io
from datetime import date
from typing import Any

from openpyxl import Workbook

from linli.contexts.registry.commands import imports as commands
from linli.contexts.registry.imports import working
from linli.contexts.registry.models import ImportRow, ImportRun
from linli.kernel.actor import Actor
from linli.kernel.areas.models import Area

HEADINGS = ["姓名", "性别", "出生日期", "身份证号码", "联系电话", "现住地址", "与户主关系"]
WORDS = {"1": "男", "2": "女"}
DAY = date(2026, 3, 5)


def roster(headings: list[str], rows: list[list[Any]], title: str = "居民花名册（2026年3月5日）") -> bytes:
    """A title, a row of headings, a person in each row."""
    book = Workbook()
    page = book.active
    page.append([title])
    page.append(headings)
    for row in rows:
        page.append(row)
    box = io.BytesIO()
    book.save(box)
    return box.getvalue()


def row_of(person: Any, **other: Any) -> list[Any]:
    """Someone of the register as a row under ``HEADINGS``; keywords put headings otherwise."""
    said = {
        "姓名": person.name,
        "性别": WORDS[person.sex],
        "出生日期": person.born_on.isoformat(),
        "身份证号码": person.id_number.reveal(),
        "联系电话": person.phone.reveal(),
        "现住地址": person.home.address,
        "与户主关系": "户主" if person.relation == "02" else "",
    }
    return [{**said, **other}[heading] for heading in HEADINGS]


def hand_in(actor: Actor, community: Area, data: bytes, name: str = "居民花名册.xlsx") -> ImportRun:
    """A roster that was handed in and recognised."""
    return commands.start(actor, community, roster=working.described(community, working.Offered(data, name)))


def tried(actor: Actor, community: Area, data: bytes, **way: Any) -> ImportRun:
    """A roster that was tried out."""
    run = hand_in(actor, community, data)
    if way:
        run = commands.choose(actor, run, choice=commands.Choice(**way))
    return working.try_out(actor, run)


def taken_over(actor: Actor, run: ImportRun) -> ImportRun:
    """A tried roster, carried over."""
    commands.begin(actor, run, enqueue=lambda _job: None)
    working.take_over(actor, run)
    run.refresh_from_db()
    return run


def taken_back(actor: Actor, run: ImportRun) -> ImportRun:
    """An import that was taken back."""
    commands.begin_undo(actor, run, enqueue=lambda _job: None)
    working.take_back(actor, run)
    run.refresh_from_db()
    return run


def outcomes(run: ImportRun) -> dict[str, int]:
    """How many rows of each outcome there are, without those of which there is none."""
    return {key: n for key, n in run.counts.items() if n and key != "people"}


def reasons(run: ImportRun) -> list[list[str]]:
    """The reason codes of each row, in the order of the rows."""
    rows = ImportRow.objects.filter(run=run).order_by("number")
    return [[code for code, _told in row.reasons] for row in rows]
