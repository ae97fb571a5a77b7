"""Office Open XML workbooks (.xlsx): read as a stream, filled inside the zip."""
