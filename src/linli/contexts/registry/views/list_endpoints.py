"""The programming interface of registers and exports; commands and policies of the pages."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from ninja import Router, Schema, Status

from linli.contexts.registry import exports as workbooks
from linli.contexts.registry import policies
from linli.contexts.registry.commands import exports as commands
from linli.contexts.registry.commands.exports import Wish
from linli.contexts.registry.models import ExportRequest
from linli.contexts.registry.queries import exports, registers
from linli.contexts.registry.views.exports import as_file
from linli.kernel.access.guards import acting
from linli.kernel.areas import queries as areas
from linli.kernel.commands import once
from linli.kernel.errors import OutsideYourArea

router = Router()
MOST = 200


class Listed(Schema):
    """One register."""

    id: UUID
    name: str
    about: str
    community: str
    population: str
    columns: list[str]
    rows: int


@router.get("/registers", response=list[Listed], summary="台账列表，含当前行数")
def listed(request: HttpRequest) -> Any:
    """The registers of the communities one sees."""
    actor = acting(request, policies.VIEW)
    found: list[Listed] = []
    for community in areas.communities_seen(actor, policies.VIEW):
        rows = registers.registers_in(actor, community)
        counts = registers.counts(actor, rows)
        found += [
            Listed(
                id=row.pk, name=row.name, about=row.about, community=community.code,
                population=row.population, columns=row.columns, rows=counts[row.pk],
            )
            for row in rows
        ]  # fmt: skip
    return found


class Part(Schema):
    """Some rows of a register; sealed values are covered."""

    total: int
    columns: list[str]
    labels: list[str]
    rows: list[list[str]]
    ids: list[UUID]


@router.get("/registers/{uuid:register_id}/rows", response=Part, summary="台账的一段，敏感信息遮住")
def rows(request: HttpRequest, register_id: UUID, start: int = 0, size: int = 50) -> Any:
    """A part of a register in its order."""
    actor = acting(request, policies.VIEW)
    view = registers.view_of(registers.register(actor, register_id))
    found, begin = registers.listed(actor, view), max(0, start)
    part = found[begin : begin + min(max(1, size), MOST)]
    return Part(
        total=len(found),
        columns=list(view.columns),
        labels=[field.label for field in view.fields],
        rows=[list(row.cells) for row in part],
        ids=[row.key for row in part],
    )


class Asking(Schema):
    """Why a register should leave the house."""

    reason: str
    masked: bool = True
    key: str = ""
    """An idempotency key: the same key asks once."""


class Asked(Schema):
    """What became of it; ``asked`` waits for a second person."""

    id: UUID
    title: str
    rows: int
    masked: bool
    state: str
    downloads: int


def _asked(request: ExportRequest) -> Asked:
    return Asked(
        id=request.pk, title=request.title, rows=request.rows, masked=request.is_masked,
        state=request.state, downloads=request.downloads,
    )  # fmt: skip


@router.post("/registers/{uuid:register_id}/exports", response={201: Asked}, summary="申请导出台账")
def ask(request: HttpRequest, register_id: UUID, asking: Asking) -> Any:
    """The same command as the page."""
    actor = acting(request, policies.EXPORT)
    register = registers.register(actor, register_id)
    wish = Wish(register.name, registers.view_of(register), asking.reason, asking.masked, register)

    def do() -> str:
        return str(commands.ask_export(actor, register.community, wish=wish).pk)

    made = once(actor, f"export:{asking.key[:60]}", do).value if asking.key else do()
    return Status(201, _asked(exports.request(actor, UUID(made))))


@router.get("/exports", response=list[Asked], summary="我的导出")
def mine(request: HttpRequest) -> Any:
    """What I asked for, newest first."""
    return [_asked(one) for one in exports.mine(acting(request, policies.EXPORT))[:MOST]]


@router.get("/exports/{uuid:export_id}/file", summary="下载导出的工作簿，每次都有记录")
def file(request: HttpRequest, export_id: UUID) -> HttpResponse:
    """The workbook."""
    actor = acting(request, policies.EXPORT)
    found = exports.request(actor, export_id)
    if not policies.may_download(actor, found):
        raise OutsideYourArea
    commands.refuse_stale(found, 0)
    book = workbooks.book_of(actor, found)
    commands.count_download(actor, found, rows=book.rows)
    return as_file(book)
