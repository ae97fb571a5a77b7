"""Chat groups that hear what is posted: joined, left; messages written, sent until they arrive."""

import re
from datetime import timedelta

from django.db import IntegrityError
from django.utils.translation import gettext_lazy as _

from linli.contexts.bulletin import policies
from linli.contexts.bulletin.models import Group, Notice, Sending
from linli.kernel import clock, db, ports
from linli.kernel.actor import Actor
from linli.kernel.areas.models import Area
from linli.kernel.areas.queries import community_of
from linli.kernel.commands import command, note
from linli.kernel.errors import BadInput, NotAllowedNow
from linli.kernel.ports.groups import GroupNotTold, GroupRobot
from linli.kernel.privacy import cipher

KEY = re.compile(r"(?:^|[?&]key=)([0-9A-Za-z][0-9A-Za-z-]{15,63})$")
LONGEST_PAUSE = 60
"""Minutes between two tries, when many have failed."""
What, State = Sending.What, Sending.State


class NotTold(BadInput):
    """The robot did not answer as hoped."""

    code = "group_not_told"
    sentence = _("机器人没有收下：%(why)s。请在企业微信里核对机器人的地址。")


def key_in(typed: str) -> str:
    """The key in a robot's address, or the key itself; BadInput for anything else."""
    found = KEY.search(typed.strip())
    if found is None:
        raise BadInput(_("请把群机器人的 Webhook 地址整个粘贴过来。"), field="address")
    return found.group(1)


@command("bulletin.group_joined", policies.may_group)
def join(actor: Actor, area: Area, /, *, name: str, address: str) -> Group:
    """Let a group hear what is posted for a place."""
    key = key_in(address)
    note(area=area.code)
    try:
        with db.write():
            return Group.objects.create(
                community=community_of(area.code), area=area, name=name.strip(), key=key,
                key_hash=cipher.lookup(key, "group"), made_at=clock.now(), account_id=actor.account_id,
            )  # fmt: skip
    except IntegrityError:
        raise BadInput(_("这个机器人已经登记过了。"), field="address") from None


@command("bulletin.group_left", policies.may_keep_group)
def leave(actor: Actor, group: Group, /) -> Group:
    """Take a group away: its key is forgotten, what waits is not sent."""
    row = db.lock_row(Group, pk=group.pk)
    if row.ended_at is not None:
        raise NotAllowedNow
    row.ended_at, row.key = clock.now(), ""
    row.save(update_fields=["ended_at", "key"])
    row.sendings.filter(state__in=(State.WAITING, State.STOPPED)).update(state=State.DROPPED)
    note(area=row.area.code)
    return row


@command("bulletin.group_tried", policies.may_keep_group)
def try_out(actor: Actor, group: Group, /) -> Group:
    """Say hello in a group, so that one sees it works."""
    note(area=group.area.code)
    words = _("【%(community)s】这里会收到社区公告。这是一条试发的消息。")
    try:
        ports.ask(GroupRobot).tell(group.key.reveal(), str(words) % {"community": group.community.name})
    except GroupNotTold as trouble:
        raise NotTold(why=reason_words(trouble.reason)) from None
    return group


@command("bulletin.group_planned", policies.is_linli)
def plan(actor: Actor, notice: Notice, /, *, what: str, version: int) -> int:
    """Write a message for every group that a notice concerns; once, however often it is asked."""
    now, made = clock.now(), 0
    if what == What.WITHDRAWN:
        unheard = Sending.objects.filter(notice=notice, state__in=(State.WAITING, State.STOPPED))
        unheard.update(state=State.DROPPED)
    for group in groups_of(notice):
        heard = Sending.objects.filter(notice=notice, group=group).exclude(state=State.DROPPED).exists()
        if what != What.POSTED and not heard:
            continue
        _row, fresh = Sending.objects.get_or_create(
            notice=notice, group=group, what=what, version=version, defaults={"made_at": now, "next_at": now}
        )
        made += fresh
    note(target=notice, area=notice.area.code, what=what, groups=made)
    return made


def groups_of(notice: Notice) -> list[Group]:
    """The groups that a notice concerns: of its place, of one in it, of one around it."""
    rows = Group.objects.filter(community=notice.community_id, ended_at=None).select_related("area")
    code = notice.area.code
    return [one for one in rows if one.area.code.startswith(code) or code.startswith(one.area.code)]


@command("bulletin.group_told", policies.is_linli)
def arrived(actor: Actor, sending: Sending, /) -> Sending:
    """It stands in the group."""
    row = db.lock_row(Sending, pk=sending.pk)
    row.state, row.sent_at, row.trouble, row.tries = State.SENT, clock.now(), "", row.tries + 1
    row.save(update_fields=["state", "sent_at", "trouble", "tries"])
    note(target=row.notice, area=row.group.area.code, what=row.what, version=row.version)
    return row


@command("bulletin.group_not_told", policies.is_linli)
def failed(actor: Actor, sending: Sending, /, *, trouble: GroupNotTold) -> Sending:
    """It did not arrive: tried again later, or told to somebody when trying is of no use."""
    row = db.lock_row(Sending, pk=sending.pk)
    row.tries += 1
    row.trouble = f"{trouble.reason} {trouble.said}".strip()[:100]
    row.next_at = clock.now() + timedelta(minutes=min(2 ** (row.tries - 1), LONGEST_PAUSE))
    row.state = State.STOPPED if trouble.is_final else State.WAITING
    row.save(update_fields=["state", "trouble", "tries", "next_at"])
    note(target=row.notice, area=row.group.area.code, why=trouble.reason, tries=row.tries)
    return row


@command("bulletin.group_tried_again", policies.may_send_again)
def again(actor: Actor, sending: Sending, /) -> Sending:
    """Somebody put it right: try at once."""
    row = db.lock_row(Sending, pk=sending.pk)
    if row.state not in (State.WAITING, State.STOPPED) or row.group.ended_at is not None:
        raise NotAllowedNow
    row.state, row.next_at = State.WAITING, clock.now()
    row.save(update_fields=["state", "next_at"])
    note(target=row.notice, area=row.group.area.code)
    return row


def reason_words(reason: str) -> str:
    """Why a message did not arrive, in words."""
    words = {
        "unreachable": _("连不上企业微信"), "busy": _("企业微信正忙，或发得太密"), "odd": _("回答看不懂"),
        "no_robot": _("机器人不在了，或地址不对"), "refused": _("企业微信不收这条消息"),
    }  # fmt: skip
    return str(words.get(reason, reason))
