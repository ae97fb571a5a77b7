"""Office files as grids and back: bytes in, bytes out (.xlsx, .xls, SpreadsheetML 2003, .docx)."""
