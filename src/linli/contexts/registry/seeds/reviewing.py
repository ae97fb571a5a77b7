"""Is there something to review?  The doubles of the town are looked for as in any other community."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from linli.contexts.registry.commands.duplicates import search_duplicates
from linli.contexts.registry.queries.resemblance import size
from linli.contexts.registry.seeds.building import Progress
from linli.kernel.actor import linli
from linli.kernel.areas.models import Area


def look_for_doubles(communities: Sequence[str], progress: Progress) -> None:
    """Search every community of these codes, so that pairs wait for a decision."""
    for community in Area.objects.filter(code__in=communities).order_by("code"):
        people, words = size(community), _("%(name)s：重复核对") % {"name": community.name}

        def tell(done: int, of: int = people, what: str = words) -> None:
            progress(what, min(done, of), of)

        search_duplicates(linli("demo"), community, tell)
        tell(people)
