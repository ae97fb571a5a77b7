"""Work by the clock: publicity whose days are full, messages to groups until they arrive."""

from linli.contexts.bulletin.commands import groups
from linli.contexts.bulletin.commands.notices import fulfil
from linli.contexts.bulletin.models import Notice, State
from linli.contexts.bulletin.queries.groups import next_ones, text_of
from linli.kernel import clock, ports
from linli.kernel.actor import linli
from linli.kernel.ports.groups import GroupNotTold, GroupRobot


def turn_the_page() -> int:
    """Say of every notice whose days are full that they are; how many."""
    rows = Notice.objects.filter(state=State.POSTED, ends_on__lt=clock.today()).select_related("area")
    found = list(rows)
    for row in found:
        fulfil(linli("bulletin"), row)
    return len(found)


def tell_groups() -> int:
    """Send what waits for groups; how many messages arrived.

    Nothing is held while the service is asked, and a message counts as sent only when it said so: after a
    crash in between a group may read it twice, which is better than never.
    """
    robot, told = ports.ask(GroupRobot), 0
    for one in next_ones():
        try:
            robot.tell(one.group.key.reveal(), text_of(one, robot.most_bytes))
        except GroupNotTold as trouble:
            groups.failed(linli("bulletin"), one, trouble=trouble)
        else:
            groups.arrived(linli("bulletin"), one)
            told += 1
    return told
