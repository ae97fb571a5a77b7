"""What does this file show, whatever its format?"""

from linli.engines.workbooks.archives import Archive
from linli.engines.workbooks.docx.reading import read_docx
from linli.engines.workbooks.model import Workbook
from linli.engines.workbooks.refusals import damage_told
from linli.engines.workbooks.sniffing import DEFAULT_LIMIT, check_size, kind_of
from linli.engines.workbooks.spreadsheetml.reading import read_spreadsheetml
from linli.engines.workbooks.xls.reading import read_xls
from linli.engines.workbooks.xlsx.reading import read_xlsx


def read(data: bytes, name: str = "", *, limit: int = DEFAULT_LIMIT) -> Workbook:
    """The sheets of an .xlsx, .xls, SpreadsheetML 2003 or .docx; raises WorkbookRefused.

    The kind is judged by content; ``name`` is accepted beside the bytes and not looked at. ``limit`` is the
    largest size in bytes.
    """
    del name
    check_size(data, limit)
    with damage_told():
        kind = kind_of(data)
        if kind == "xlsx":
            return read_xlsx(Archive(data))
        if kind == "docx":
            return read_docx(Archive(data))
        if kind == "xls":
            return read_xls(data)
        return read_spreadsheetml(data)
