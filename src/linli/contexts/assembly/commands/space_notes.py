"""What groups wrote down, and what people took upon themselves at the end."""

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext_lazy as _

from linli.contexts.assembly.models.spaces import (
    GroupNote,
    Guest,
    OpenSpace,
    SpaceAction,
    SpaceState,
    TopicCard,
)
from linli.contexts.assembly.policies import spaces as policies
from linli.contexts.assembly.queries.spaces import usual
from linli.contexts.assembly.states.spaces import TAKES_NOTES
from linli.kernel import clock, db
from linli.kernel.actor import Actor
from linli.kernel.commands import command, note
from linli.kernel.errors import BadInput, NotAllowedNow, OutsideYourArea, ReasonNeeded
from linli.kernel.files import pictures

PURPOSE = "assembly.open_space"


@dataclass(frozen=True, slots=True)
class Written:
    """What a group wrote: words, a photo of its flip chart, or both."""

    words: str = ""
    photo: bytes | None = None


@command("assembly.space_note_written", policies.may_write_note)
def write_note(actor: Actor, guest: Guest, card: TopicCard, /, *, written: Written) -> GroupNote:
    """Write a note by phone; the same words twice are one note."""
    if card.space_id != guest.space_id:
        raise OutsideYourArea
    own = GroupNote.objects.filter(card__space=guest.space_id, guest=guest, withdrawn_why="")
    if own.count() >= usual()["notes_each"]:
        raise NotAllowedNow(_("您已经写了很多条，其余请交给记录人。"))
    return _keep(actor, card, written, guest)


@command("assembly.space_note_written_down", policies.may_help_with)
def write_note_down(actor: Actor, card: TopicCard, /, *, written: Written) -> GroupNote:
    """Type in or photograph what a group wrote on paper."""
    return _keep(actor, card, written, None)


def _keep(actor: Actor, card: TopicCard, written: Written, guest: Guest | None) -> GroupNote:
    space = db.lock_row(OpenSpace, pk=card.space_id)
    if space.state not in TAKES_NOTES or card.withdrawn_why:
        raise NotAllowedNow(_("讨论开始以后才写记录。"))
    words = written.words.strip()[:2000]
    if not words and written.photo is None:
        raise BadInput(_("请写几句，或拍一张白板纸。"), field="words")
    if written.photo is None:
        same = card.notes.filter(words=words, guest=guest, withdrawn_why="", photo=None).first()
        if same is not None:
            note(target=card, area=space.area.code, number=card.number)
            return same
    photo = None
    if written.photo is not None:
        photo, _digest = pictures.keep_picture(actor, written.photo, PURPOSE, space.area.code)
    row = GroupNote.objects.create(
        card=card, words=words, photo=photo, guest=guest, account_id=actor.account_id, at=clock.now()
    )
    note(target=card, area=space.area.code, number=card.number)
    return row


@command("assembly.space_note_withdrawn", policies.may_withdraw_note)
def withdraw_note(actor: Actor, row: GroupNote, /, *, reason: str) -> GroupNote:
    """Take a note down that should not hang there; the reason stays."""
    if not reason.strip():
        raise ReasonNeeded(field="reason")
    held = db.lock_row(GroupNote, pk=row.pk)
    held.withdrawn_why = reason.strip()[:100]
    held.save(update_fields=["withdrawn_why"])
    note(target=held.card, area=held.card.space.area.code, reason=held.withdrawn_why)
    return held


@dataclass(frozen=True, slots=True)
class Agreed:
    """What somebody will do: who, when, with what."""

    what: str
    who: str
    due_on: date
    means: str = ""
    card: TopicCard | None = None


@command("assembly.space_action_agreed", policies.may_help_in)
def agree(actor: Actor, space: OpenSpace, /, *, agreed: Agreed) -> SpaceAction:
    """Write down what somebody took upon himself; without who and when it is none."""
    held = db.lock_row(OpenSpace, pk=space.pk)
    if held.state not in (SpaceState.DOTS, SpaceState.PLANNING):
        raise NotAllowedNow(_("点选以后再定行动。"))
    if agreed.card is not None and agreed.card.space_id != held.pk:
        raise OutsideYourArea
    if len(agreed.what.strip()) < 4:
        raise BadInput(_("请写清楚做什么。"), field="what")
    if not agreed.who.strip():
        raise BadInput(_("请写谁来做。没有人认领的，先不算行动。"), field="who")
    if agreed.due_on < held.on:
        raise BadInput(_("完成日期不能早于会议这一天。"), field="due_on")
    row = SpaceAction.objects.create(
        space=held, card=agreed.card, what=agreed.what.strip()[:120], who=agreed.who.strip()[:40],
        due_on=agreed.due_on, means=agreed.means.strip()[:100], at=clock.now(), account_id=actor.account_id,
    )  # fmt: skip
    note(target=held, area=held.area.code)
    return row


@command("assembly.space_action_dropped", policies.may_drop_action)
def drop(actor: Actor, row: SpaceAction, /) -> None:
    """Strike an action before the meeting is over."""
    held = db.lock_row(OpenSpace, pk=row.space_id)
    if held.state not in (SpaceState.DOTS, SpaceState.PLANNING):
        raise NotAllowedNow
    note(target=held, area=held.area.code)
    SpaceAction.objects.filter(pk=row.pk).delete()
