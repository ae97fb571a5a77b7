"""What the demonstration of care begins with: people looked after, help that partners bring, children."""

from collections.abc import Callable, Sequence

from linli.contexts.care.models import Offer
from linli.contexts.care.seeds import brought, children, people


def looked_after(communities: Sequence[str], progress: Callable[[str, int, int], None]) -> None:
    """The first community has everything; the others begin with proposals."""
    people.looked_after(communities, progress)
    if not Offer.objects.exists():
        brought.brought(communities)
        children.after_school(communities)
