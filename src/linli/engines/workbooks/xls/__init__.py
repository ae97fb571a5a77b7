"""Excel 97-2003 workbooks (.xls, BIFF8): read, turned into .xlsx, and written again when asked for."""
