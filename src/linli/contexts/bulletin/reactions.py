"""What the board does when another part of the house wants something to hang there."""

from linli.contexts.bulletin.commands.wanted import take_up
from linli.contexts.bulletin.queries.kinds import kinds
from linli.facts.bulletin import NoticeWanted
from linli.kernel.actor import linli
from linli.kernel.areas.models import Area


def hang_wanted(fact: NoticeWanted) -> None:
    """Take it up; a place or a kind that is gone needs no notice."""
    area = Area.objects.filter(code=fact.area_code).first()
    if area is not None and fact.kind in kinds():
        take_up(linli("bulletin"), area, wanted=fact)
