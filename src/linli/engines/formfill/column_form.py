"""How must a value be written in this column?"""
from linli.engines.formfill.model import ColumnForm
def column_form(*a): return ColumnForm()
