"""Keys of programs: made for a place, shown once, withdrawn."""

import pytest
from django.test import Client

from linli.contexts.service_requests.commands import programs
from linli.contexts.service_requests.models import Program
from linli.kernel.errors import BadInput, NotAllowed, OutsideYourArea

PAGE = "/service_requests/programs/"


@pytest.mark.parametrize(
    ("role", "refusal"), [("counter_clerk", NotAllowed), ("grid_worker", OutsideYourArea)]
)
def test_who_may_not_let_a_program_in(world, role: str, refusal: type) -> None:
    actor = world.actor(role, world.grid1 if role == "grid_worker" else world.community)
    with pytest.raises(refusal):
        programs.add_program(actor, world.community, name="物业报修")


def test_a_key_holds_until_it_is_withdrawn_and_is_kept_as_a_hash(world) -> None:
    manager = world.actor("community_manager")
    made = programs.add_program(manager, world.community, name="物业报修")
    assert made.text not in str(list(Program.objects.values()))
    assert programs.program_of(made.text) == made
    assert programs.program_of("") is None
    programs.withdraw_program(manager, made)
    assert programs.program_of(made.text) is None


def test_nobody_lets_a_program_into_another_community(world) -> None:
    with pytest.raises(OutsideYourArea):
        programs.add_program(world.actor("community_manager"), world.other_community, name="物业报修")


def test_a_program_needs_a_name(world) -> None:
    with pytest.raises(BadInput):
        programs.add_program(world.actor("community_manager"), world.community, name=" ")


def test_the_page_shows_the_key_once(world) -> None:
    browser = world.client("community_manager")
    page = browser.post(f"{PAGE}new/", {"name": "物业报修", "area": world.community.pk}).content.decode()
    made = Program.objects.get()
    assert "只显示这一次" in page
    assert "只显示这一次" not in browser.get(PAGE).content.decode()
    assert browser.post(f"{PAGE}new/", {"name": "", "area": ""}).status_code == 422
    elsewhere = world.client("community_manager", world.other_community)
    assert elsewhere.post(f"{PAGE}{made.pk}/withdraw/").status_code == 404
    assert browser.post(f"{PAGE}{made.pk}/withdraw/").status_code == 303
    assert "已停用" in browser.get(PAGE).content.decode()


def test_without_signing_in_there_is_no_page(world) -> None:
    assert Client().get(PAGE).status_code == 302
    assert world.client("grid_worker", world.grid1).get(PAGE).status_code == 403
