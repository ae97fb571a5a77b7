"""Why was this file not opened?"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Literal, get_args

RefusalCode = Literal[
    "empty_file",
    "too_large",
    "not_a_workbook",
    "password_protected",
    "has_macros",
    "too_much_inside",
    "damaged",
    "entities_refused",
    "not_a_form_format",
]
REFUSAL_CODES: tuple[RefusalCode, ...] = get_args(RefusalCode)


class WorkbookRefused(Exception):
    """A file that is not opened, with a closed code and a short technical detail (never text of the file)."""

    def __init__(self, code: RefusalCode, detail: str = "") -> None:
        super().__init__(f"{code}: {detail}" if detail else code)
        self.code: RefusalCode = code
        self.detail = detail


class NoSuchPlace(ValueError):
    """A sheet, row or column that was asked for and that the form does not have."""


@contextmanager
def damage_told() -> Iterator[None]:
    """Whatever a parser trips over inside becomes a refusal: the file is strange, the program is not."""
    try:
        yield
    except (WorkbookRefused, NoSuchPlace):
        raise
    except (MemoryError, RecursionError) as reason:
        raise WorkbookRefused("too_much_inside", type(reason).__name__) from reason
    except Exception as reason:
        # Parsers of foreign files raise whatever they like (struct.error, KeyError, AssertionError …).
        raise WorkbookRefused("damaged", type(reason).__name__) from reason
