"""What groups write, and what people take upon themselves."""

import io
from datetime import timedelta

import pytest
from PIL import Image
from tests.builders.spaces import at, card, handed

from linli.contexts.assembly.commands import space_notes
from linli.contexts.assembly.commands.space_notes import Agreed, Written
from linli.contexts.assembly.models.spaces import GroupNote
from linli.contexts.assembly.queries import spaces
from linli.kernel.actor import linli
from linli.kernel.errors import BadInput, NotAllowedNow, OutsideYourArea, ReasonNeeded

pytestmark = pytest.mark.django_db
DOOR = linli("open_space")


def picture() -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (40, 30), "white").save(out, "PNG")
    return out.getvalue()


def test_words_and_photos_hang_on_the_wall_of_news(world) -> None:
    space = at(world, "talking")
    guest = handed(world, space)[0]
    for _twice in range(2):
        space_notes.write_note(DOOR, guest, card(space), written=Written("先数一数坏了几盏"))
    space_notes.write_note_down(
        world.actor("grid_worker", world.grid1), card(space), written=Written(photo=picture())
    )
    news = spaces.wall_of_news(space)[0].news
    assert [(n.words, bool(n.photo)) for n in news] == [("先数一数坏了几盏", False), ("", True)]
    for wrong in (Written(), Written(" "), Written(photo=b"no picture")):
        with pytest.raises(BadInput):
            space_notes.write_note(DOOR, guest, card(space), written=wrong)


def test_notes_belong_to_their_meeting_and_time(world) -> None:
    space, other = at(world, "talking"), at(world, "talking")
    with pytest.raises(OutsideYourArea):
        space_notes.write_note(DOOR, handed(world, other)[0], card(space), written=Written("走错门"))
    early = at(world, "market")
    with pytest.raises(NotAllowedNow):
        space_notes.write_note(DOOR, handed(world, early)[0], card(early), written=Written("太早"))


def test_nobody_fills_the_wall_alone(world) -> None:
    space = at(world, "talking")
    guest = handed(world, space)[0]
    for n in range(12):
        space_notes.write_note(DOOR, guest, card(space), written=Written(f"第 {n} 句"))
    with pytest.raises(NotAllowedNow):
        space_notes.write_note(DOOR, guest, card(space), written=Written("再一句"))


def test_a_note_comes_down_with_a_reason(world) -> None:
    space = at(world, "talking")
    row = space_notes.write_note_down(
        world.actor("counter_clerk"), card(space), written=Written("张三家的电话是……")
    )
    with pytest.raises(ReasonNeeded):
        space_notes.withdraw_note(world.actor("counter_clerk"), row, reason=" ")
    space_notes.withdraw_note(world.actor("counter_clerk"), row, reason="写了别人的电话")
    assert GroupNote.objects.get().withdrawn_why == "写了别人的电话"
    assert spaces.wall_of_news(space)[0].news == []


def test_an_action_says_who_and_when(world) -> None:
    manager, space = world.actor("community_manager"), at(world, "planning")
    good = Agreed("换三盏路灯", "江畔物业", space.on + timedelta(days=7), card=card(space))
    for field, wrong in (
        ("what", Agreed("灯", "物业", good.due_on)), ("who", Agreed("换三盏路灯", " ", good.due_on)),
        ("due_on", Agreed("换三盏路灯", "物业", space.on - timedelta(days=1))),
    ):  # fmt: skip
        with pytest.raises(BadInput) as refused:
            space_notes.agree(manager, space, agreed=wrong)
        assert refused.value.field == field
    row = space_notes.agree(manager, space, agreed=good)
    space_notes.drop(manager, row)
    assert spaces.actions_of(space) == []
    with pytest.raises(NotAllowedNow):
        space_notes.agree(manager, at(world, "talking"), agreed=good)
    with pytest.raises(OutsideYourArea):
        space_notes.agree(manager, at(world, "planning"), agreed=good)
