"""Rules of giving out: written, ordered, tried, judged; a proposal always says why."""

import pytest
from tests.builders.desk import Desk

from linli.contexts.service_requests.commands import rules
from linli.contexts.service_requests.commands.rules import Drafted
from linli.contexts.service_requests.models.rules import RoutingRule
from linli.contexts.service_requests.queries import routing
from linli.kernel.errors import BadInput, NotAllowed, OutsideYourArea


def lamp(desk: Desk, **changed) -> Drafted:
    values = {"name": "路灯交市政", "unit": desk.water, "when": {"categories": ["lighting"]}, **changed}
    return Drafted(**values)


def test_a_rule_proposes_and_says_why_and_where_in_words(desk: Desk) -> None:
    rules.write_rule(
        desk.manager, desk.world.community,
        drafted=lamp(desk, when={"areas": [desk.world.grid1.code], "any_words": ["楼道灯"]}),
    )  # fmt: skip
    said = routing.proposal(desk.report())
    assert said.unit == desk.water
    assert "楼道灯" in said.reason
    assert desk.world.community.code not in said.reason
    elsewhere = routing.proposal(desk.report(area=desk.world.building3))
    assert elsewhere.unit is None


def test_the_communitys_rules_come_before_the_subdistricts(desk: Desk) -> None:
    rules.write_rule(
        desk.street, desk.world.subdistrict, drafted=lamp(desk, name="街道的", unit=desk.housing)
    )
    rules.write_rule(desk.manager, desk.world.community, drafted=lamp(desk))
    assert routing.proposal(desk.report()).unit == desk.water


def test_order_decides_and_can_be_changed_and_rules_can_rest(desk: Desk) -> None:
    first = rules.write_rule(desk.manager, desk.world.community, drafted=lamp(desk))
    second = rules.write_rule(
        desk.manager, desk.world.community, drafted=lamp(desk, name="后一条", unit=desk.housing)
    )
    request = desk.report()
    assert routing.proposal(request).unit == desk.water
    rules.move_rule(desk.manager, second, up=True)
    assert routing.proposal(request).unit == desk.housing
    rules.switch_rule(desk.manager, RoutingRule.objects.get(pk=second.pk), is_on=False)
    assert routing.proposal(request).unit == desk.water
    rules.remove_rule(desk.manager, RoutingRule.objects.get(pk=first.pk))
    assert routing.proposal(request).unit is None


def test_a_rule_sets_category_and_urgency(desk: Desk) -> None:
    rules.write_rule(
        desk.manager, desk.world.community,
        drafted=lamp(desk, when={"any_words": ["摔跤"]}, category="fire_safety", urgency="life"),
    )  # fmt: skip
    said = routing.proposal(desk.report())
    assert (said.category, said.urgency) == ("fire_safety", "life")


def test_the_lint_names_the_shadowed_and_the_conflicting(desk: Desk) -> None:
    rules.write_rule(desk.manager, desk.world.community, drafted=lamp(desk, when={}, name="全部"))
    rules.write_rule(desk.manager, desk.world.community, drafted=lamp(desk))
    assert any("永远轮不到" in fault.sentence for fault in routing.faults(desk.world.community))


@pytest.mark.parametrize(
    "wrong",
    [
        {"name": " "},
        {"category": "nonsense"},
        {"urgency": "soon"},
        {"when": {"hours": [5, 99]}},
        {"when": {"x": 1}},
    ],
)
def test_a_rule_that_cannot_be_is_refused(desk: Desk, wrong) -> None:
    with pytest.raises(BadInput):
        rules.write_rule(desk.manager, desk.world.community, drafted=lamp(desk, **wrong))
    assert not RoutingRule.objects.exists()


@pytest.mark.parametrize(
    ("who", "place", "error"),
    [
        ("clerk", "community", NotAllowed),
        ("worker", "community", OutsideYourArea),
        ("manager", "subdistrict", OutsideYourArea),
        ("manager", "other_community", OutsideYourArea),
        ("plumber", "community", OutsideYourArea),
    ],
)
def test_who_may_not_write_rules_where(desk: Desk, who: str, place: str, error) -> None:
    with pytest.raises(error):
        rules.write_rule(getattr(desk, who), getattr(desk.world, place), drafted=lamp(desk))


def test_the_page_writes_a_rule_tries_a_sentence_and_hides_what_is_not_ours(desk: Desk) -> None:
    browser = desk.world.client("community_manager")
    sent = {
        "name": "楼道灯交水务",
        "unit": desk.water.pk,
        "any_words": "楼道灯，声控灯",
        "categories": ["lighting"],
    }
    assert browser.post("/service_requests/rules/new/", sent).status_code == 303
    assert RoutingRule.objects.get().when == {"categories": ["lighting"], "any_words": ["楼道灯", "声控灯"]}
    page = browser.get("/service_requests/rules/?text=楼道灯坏了").content.decode()
    assert "会建议派给 临江水务公司" in page
    rule = RoutingRule.objects.get()
    assert browser.post(f"/service_requests/rules/{rule.pk}/off/").status_code == 303
    assert not RoutingRule.objects.get().is_on
    half = browser.post("/service_requests/rules/new/", {**sent, "from_hour": "8"})
    assert half.status_code == 422
    assert "时段要写全" in half.content.decode()
    other = desk.world.client("community_manager", desk.world.other_community)
    assert other.get(f"/service_requests/rules/{rule.pk}/").status_code == 404
    assert other.post(f"/service_requests/rules/{rule.pk}/remove/").status_code == 404
    assert other.get(f"/service_requests/rules/?scope={desk.world.community.code}").status_code == 404


def test_of_two_rules_of_one_name_the_one_that_holds_says_the_category(desk: Desk) -> None:
    for word, category in (("电梯", "lift"), ("楼道灯", "road")):
        rules.write_rule(
            desk.manager, desk.world.community,
            drafted=lamp(desk, when={"any_words": [word]}, category=category),
        )  # fmt: skip
    assert routing.proposal(desk.report()).category == "road"
