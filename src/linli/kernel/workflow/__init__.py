"""The life of a record as a table: which step leads where, who may, by when; it draws itself."""

from linli.kernel.workflow.machine import Machine, Step

__all__ = ["Machine", "Step"]
