"""Word documents (.docx): each table is a sheet."""
