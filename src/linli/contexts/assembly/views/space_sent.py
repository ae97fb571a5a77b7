"""What a browser sends of wishes and dots, as commands take it."""

from collections.abc import Mapping

from linli.kernel.errors import BadInput

PREFIX = "dots-"


def dots_sent(sent: Mapping[str, str]) -> dict[str, int]:
    """How many dots on which card: ``dots-<key>`` with a small number."""
    found: dict[str, int] = {}
    for name, value in sent.items():
        if name.startswith(PREFIX):
            if not (str(value).isdecimal() and len(str(value)) < 3):
                raise BadInput
            found[name.removeprefix(PREFIX)] = int(value)
    return found
