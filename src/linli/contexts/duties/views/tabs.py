"""Where one can go within duties."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from linli.contexts.duties import policies
from linli.contexts.duties.queries import admissions, demands
from linli.kernel.actor import Actor


@dataclass(frozen=True, slots=True)
class Tab:
    """One part of duties, and how much waits there."""

    key: str
    address: str
    name: str | Promise
    icon: str
    waiting: int = 0
    is_here: bool = False


def tabs(actor: Actor, here: str) -> list[Tab]:
    """The parts that one may see."""
    rows = [
        Tab("items", "duties:items", _("权责清单"), "list-details", 0, here == "items"),
        Tab("admissions", "duties:admissions", _("准入"), "clipboard-list", admissions.count_waiting(actor),
            here == "admissions"),
    ]  # fmt: skip
    if actor.holds(policies.ANSWER) or actor.holds(policies.DECIDE):
        waits = demands.count_open(actor) if actor.holds(policies.ANSWER) else 0
        rows.append(
            Tab("demands", "duties:demands", _("来件和退回"), "arrow-back-up", waits, here == "demands")
        )
    rows.append(Tab("certificates", "duties:certificates", _("证明去哪办"), "file-text", 0))
    return rows
