"""Rounds as files, workbooks and printed pages."""

from linli.contexts.budgeting.exports import papers
from linli.contexts.budgeting.exports.files import as_json, as_pb, found, written
from linli.contexts.budgeting.exports.workbook import workbook

__all__ = ["as_json", "as_pb", "found", "papers", "workbook", "written"]
