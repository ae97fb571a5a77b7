"""How is a form filled so that it comes back as it was, only with its answers in it?"""

from collections.abc import Sequence

from linli.engines.workbooks.archives import Archive
from linli.engines.workbooks.docx.filling import fill_docx
from linli.engines.workbooks.model import Kind
from linli.engines.workbooks.refusals import WorkbookRefused, damage_told
from linli.engines.workbooks.sniffing import DEFAULT_LIMIT, check_size, kind_of
from linli.engines.workbooks.spreadsheetml.filling import fill_spreadsheetml
from linli.engines.workbooks.tables import Marking, Spot, Table, check_tables
from linli.engines.workbooks.xls.converting import xlsx_from_xls
from linli.engines.workbooks.xlsx.filling import fill_xlsx


def filled_kind(kind: Kind) -> Kind:
    """The kind of file that a form of this kind comes back as."""
    return "xlsx" if kind == "xls" else kind


def fill(
    data: bytes,
    tables: Sequence[Table],
    spots: Sequence[Spot] = (),
    *,
    marks: Marking | None = None,
    as_kind: Kind | None = None,
    limit: int = DEFAULT_LIMIT,
) -> bytes:
    """The form with these rows and cells written; raises WorkbookRefused or NoSuchPlace.

    A form comes back in its own format, but an .xls as .xlsx, because nothing here can keep all that an .xls
    holds; ``as_kind="xls"`` asks for an .xls all the same (of an .xlsx too). ``marks`` colours marked cells;
    without it marks are left out.
    """
    check_tables(tables, spots)
    check_size(data, limit)
    with damage_told():
        kind = kind_of(data)
    wanted = as_kind or filled_kind(kind)
    if wanted != filled_kind(kind) and (wanted, filled_kind(kind)) != ("xls", "xlsx"):
        raise ValueError(f"a {kind} cannot come back as {wanted}")
    with damage_told():
        if wanted != "xls":
            return _filled(data, kind, tables, spots, marks)
        # What writes the old format is large, and few ask for it.
        from linli.engines.workbooks.xls.writing import MOST_ROWS, xls_from_xlsx

        if any(table.first_row + table.needed - 1 > MOST_ROWS for table in tables):
            raise WorkbookRefused("too_much_inside", "rows for xls")
        return xls_from_xlsx(_filled(data, kind, tables, spots, marks))


def _filled(
    data: bytes, kind: Kind, tables: Sequence[Table], spots: Sequence[Spot], marks: Marking | None
) -> bytes:
    if kind == "docx":
        return fill_docx(Archive(data), tables, spots, marks)
    if kind == "xml":
        return fill_spreadsheetml(data, tables, spots, marks)
    return fill_xlsx(Archive(xlsx_from_xls(data) if kind == "xls" else data), tables, spots, marks)
