"""The emergency card: filled in, kept right, shown for a reason, printed."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from tests.builders.cared import TEST, grandmother, looked_after

from linli.contexts.care.commands import cards
from linli.contexts.care.models import EmergencyCard
from linli.contexts.care.queries import records
from linli.contexts.care.queries.due import due
from linli.contexts.registry import api as registry
from linli.kernel.audit.models import AuditEntry
from linli.kernel.errors import BadInput, NotAllowedNow, OutsideYourArea

FULL = {
    "key_place": "402 王阿姨有一把", "mobility": "stick", "chronic": "高血压", "medicines": "氨氯地平",
    "allergies": "青霉素", "blood": "a", "remarks": "耳背",
}  # fmt: skip


def wanted(actor, today) -> list[str]:
    return [entry.why for entry in due(actor, today) if "应急联络卡" in entry.title]


def test_filled_in_confirmed_with_one_tap_and_due_again(world, clock) -> None:
    row = looked_after(grandmother(world))
    worker, actor = world.client("grid_worker", world.grid1), world.actor("grid_worker", world.grid1)
    clock.forward(timedelta(days=8))
    assert wanted(actor, clock.today()) == ["李秀英还没有应急联络卡：有急事找谁、钥匙在哪、吃什么药"]
    with pytest.raises(NotAllowedNow):
        cards.confirm(TEST, row)
    assert worker.post(reverse("care:card", args=[row.pk]), {**FULL, "mobility": "flies"}).status_code == 422
    assert worker.post(reverse("care:card", args=[row.pk]), FULL).status_code == 303
    assert wanted(actor, clock.today()) == []
    # What the register already has a field for lies there, so that no form asks again.
    held = registry.values_held(actor, row.person_id, ("allergies", "chronic"))
    assert held == {"allergies": "青霉素", "chronic": "高血压"}
    assert "青霉素" in worker.get(reverse("care:card", args=[row.pk])).content.decode()
    page = worker.get(reverse("care:record", args=[row.pk])).content.decode()
    assert "青霉素" not in page
    assert "氨氯地平" not in page
    clock.forward(timedelta(days=90))
    assert len(wanted(actor, clock.today())) == 1
    worker = world.client("grid_worker", world.grid1)
    assert worker.post(reverse("care:card_confirm", args=[row.pk])).status_code == 303
    assert EmergencyCard.objects.get().confirmed_on == clock.today()
    assert wanted(actor, clock.today()) == []


def test_shown_only_for_a_reason(world) -> None:
    row = looked_after(grandmother(world))
    cards.write(TEST, row, told=cards.CardTold(**FULL))
    worker = world.client("grid_worker", world.grid1)
    reveal = reverse("care:card_reveal", args=[row.pk])
    assert "青霉素" not in worker.get(reveal).content.decode()
    assert worker.post(reveal, {"reason": ""}).status_code == 422
    shown = worker.post(reveal, {"reason": "送医，告诉医生过敏"}).content.decode()
    for words in ("青霉素", "402 王阿姨有一把", "拄拐", "高血压", "A 型", "耳背"):
        assert words in shown
    entry = AuditEntry.objects.filter(action="care.card_revealed").get()
    assert entry.reason == "送医，告诉医生过敏"
    assert world.client("grid_worker", world.grid2).post(reveal, {"reason": "看看"}).status_code == 404


def test_printed_one_by_one_and_for_a_grid(world) -> None:
    person = grandmother(world)
    contact = registry.ContactTold("family", "李梅", "女儿", phone="13900000001", holds_key=True)
    registry.add_contact(TEST, person.pk, contact)
    row = looked_after(person)
    cards.write(TEST, row, told=cards.CardTold(**FULL))
    worker = world.client("grid_worker", world.grid1)
    one = reverse("care:card_print", args=[row.pk])
    assert worker.post(one, {"reason": ""}).status_code == 422
    made = worker.post(one, {"reason": "门后贴一张"})
    assert made["Content-Type"] == "application/pdf"
    assert made.content.startswith(b"%PDF")
    many = reverse("care:cards_print")
    assert worker.post(many, {"reason": "门后贴一张", "place": world.grid2.code}).status_code == 422
    made = worker.post(many, {"reason": "门后贴一张", "place": world.grid1.code})
    assert made.content.startswith(b"%PDF")
    assert AuditEntry.objects.filter(action="care.cards_printed").count() == 2
    manager = world.client("community_manager")
    assert (
        manager.post(many, {"reason": "门后贴", "place": world.grid2.code}).status_code == 422
    )  # none there
    with pytest.raises(BadInput):
        cards.print_cards(TEST, records=[], reason="门后贴一张")
    with pytest.raises(OutsideYourArea):
        cards.print_cards(world.actor("grid_worker", world.grid2), records=[row], reason="看看")


def test_what_stands_on_paper(world) -> None:
    person = grandmother(world)
    contact = registry.ContactTold("family", "李梅", "女儿", phone="13900000001", holds_key=True)
    registry.add_contact(TEST, person.pk, contact)
    row = looked_after(person)
    cards.write(TEST, row, told=cards.CardTold(**FULL))
    paper = cards.print_cards(TEST, records=[row], reason="门后贴一张")[0]
    assert paper["name"] == "李秀英"
    assert paper["about"] == "82 岁"
    assert paper["floor"] == "3 楼，没有电梯"
    assert paper["contacts"] == [["女儿", "李梅", "13900000001", True]]
    assert ("过敏", "青霉素") in paper["lines"]


def test_many_cards_take_few_queries(world) -> None:
    for n in range(6):
        looked_after(grandmother(world, f"张{n}", number=f"{n + 1}02"))
    rows = list(records.seen(TEST).select_related("community"))

    def printed(some) -> int:
        with CaptureQueriesContext(connection) as seen:
            cards.print_cards(TEST, records=some, reason="门后贴一张")
        return len(seen)

    few = printed(rows[:2])
    assert printed(rows) == few


def test_today_asks_in_few_queries(world, clock) -> None:
    actor = world.actor("grid_worker", world.grid1)
    looked_after(grandmother(world))
    clock.forward(timedelta(days=10))

    def asked() -> int:
        with CaptureQueriesContext(connection) as seen:
            list(due(actor, clock.today()))
        return len(seen)

    few = asked()
    for n in range(5):
        looked_after(grandmother(world, f"张{n}", number=f"{n + 1}02"))
    assert asked() == few
    door = registry.home_of(grandmother(world, "王秀", number="601").pk)
    assert list(due(actor, clock.today(), door)) == []
