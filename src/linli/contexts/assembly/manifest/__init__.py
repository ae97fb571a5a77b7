"""What the assembly contributes to the whole."""

from collections.abc import Iterator
from datetime import date
from itertools import chain

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from linli.contexts.assembly.manifest import ballots, contests, meetings, promises, spaces, topics
from linli.contexts.assembly.queries import desk, due, space_due, topic_desk
from linli.contexts.assembly.queries.tiles import tiles
from linli.contexts.assembly.reactions import decide_topics, remember_notice
from linli.contexts.assembly.states import BALLOT, FOLLOW, HAND_IN, PROMISE_LIFE, PROXY, TAKE
from linli.contexts.assembly.states.contests import CONTEST, ENTRY, HELP_CONTEST
from linli.contexts.assembly.states.meetings import MEETING, MOTION, TURN
from linli.contexts.assembly.states.spaces import HELP, SPACE
from linli.contexts.assembly.states.topics import STATEMENT, TALK, TOPIC
from linli.facts.assembly import BallotPublished
from linli.facts.bulletin import NoticePosted
from linli.kernel.actor import Actor
from linli.kernel.catalogue.manifest import Context, DoorAct, Due, Entry


def _desk(actor: Actor, today: date) -> Iterator[Due]:
    """What waits at the desk, from every part of the assembly."""
    parts = (due, topic_desk, desk, space_due)
    return chain.from_iterable(part.due(actor, today) for part in parts)


MANIFEST = Context(
    key="assembly",
    name=_("议事厅"),
    navigation=(
        Entry("assembly:desk_topics", _("议题"), "message-circle", TALK, 33, topic_desk.waiting),
        Entry("assembly:ballots", _("投票表决"), "checklist", TAKE, 34),
        Entry("assembly:meetings", pgettext_lazy("list", "会议"), "users-group", FOLLOW, 35),
        Entry("assembly:promises", _("承诺兑现"), "heart-handshake", FOLLOW, 36, desk.waiting),
        Entry("assembly:spaces", _("开放空间"), "columns-3", HELP, 38),
        Entry("assembly:contests", _("最美楼道"), "stairs", HELP_CONTEST, 39),
    ),
    permissions=(
        *ballots.PERMISSIONS,
        *promises.PERMISSIONS,
        *meetings.PERMISSIONS,
        *topics.PERMISSIONS,
        *spaces.PERMISSIONS,
        *contests.PERMISSIONS,
    ),
    actions=(
        *ballots.ACTIONS,
        *promises.ACTIONS,
        *meetings.ACTIONS,
        *topics.ACTIONS,
        *spaces.ACTIONS,
        *contests.ACTIONS,
    ),
    messages=(*promises.MESSAGES, *meetings.MESSAGES, *topics.MESSAGES),
    reactions={BallotPublished: (decide_topics,), NoticePosted: (remember_notice,)},
    door_acts=(DoorAct("assembly:door_topics", _("议题"), "message-circle", TALK),),
    routines=(*ballots.ROUTINES, *topics.ROUTINES),
    retention=(*ballots.RETENTION, *meetings.RETENTION),
    desk=_desk,
    tiles=tiles,
    lives=(
        BALLOT,
        HAND_IN,
        PROXY,
        PROMISE_LIFE,
        TOPIC,
        STATEMENT,
        SPACE,
        MEETING,
        MOTION,
        TURN,
        CONTEST,
        ENTRY,
    ),
    seeds="linli.contexts.assembly.seeds:votes",
)
