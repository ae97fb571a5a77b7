"""How is a form filled so that it comes back as it was, only with its answers in it?"""

from collections.abc import Sequence

from linli.engines.workbooks.archives import Archive
from linli.engines.workbooks.model import Kind
from linli.engines.workbooks.refusals import damage_told
from linli.engines.workbooks.sniffing import DEFAULT_LIMIT, check_size, kind_of
from linli.engines.workbooks.tables import Marking, Spot, Table, check_tables
from linli.engines.workbooks.xlsx.filling import fill_xlsx


def fill(
    data: bytes,
    tables: Sequence[Table],
    spots: Sequence[Spot] = (),
    *,
    marks: Marking | None = None,
    as_kind: Kind | None = None,
    limit: int = DEFAULT_LIMIT,
) -> bytes:
    """The filled form."""
    check_tables(tables, spots)
    check_size(data, limit)
    with damage_told():
        kind = kind_of(data)
        return fill_xlsx(Archive(data), tables, spots)
