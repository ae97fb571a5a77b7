"""Where somebody decides, the words and the rules suggest, and say why; what a person chose is left alone."""

from tests.builders.desk import Desk

from linli.contexts.service_requests.commands import rules, sorting
from linli.contexts.service_requests.commands.rules import Drafted
from linli.contexts.service_requests.forms.sorting import ClassifyForm, DispatchForm
from linli.contexts.service_requests.models import State


def rule(desk: Desk, **more) -> None:
    drafted = Drafted("楼道灯交水务", desk.water, {"any_words": ["楼道灯"]}, **more)
    rules.write_rule(desk.manager, desk.world.community, drafted=drafted)


def test_a_report_without_a_category_starts_with_what_its_words_suggest(desk: Desk) -> None:
    form = ClassifyForm(about=desk.report(category="other"))
    assert form.initial["category"] == "lighting"
    assert "因为提到“楼道灯”" in form.fields["category"].help_text


def test_what_the_reporter_chose_is_left_and_the_suggestion_stands_beside(desk: Desk) -> None:
    form = ClassifyForm(about=desk.report(category="road"))
    assert form.initial["category"] == "road"
    assert "路灯" in form.fields["category"].help_text


def test_a_rule_sets_category_and_urgency_until_a_person_has_decided(desk: Desk) -> None:
    rule(desk, category="fire_safety", urgency="life")
    request = desk.report(category="other")
    assert ClassifyForm(about=request).initial == {"category": "fire_safety", "urgency": "life"}
    sorting.classify(desk.clerk, request, category="lighting", kind="help", urgency="general")
    again = ClassifyForm(about=desk.fresh(request), initial={"category": "lighting"})
    assert again.initial == {"category": "lighting"}


def test_dispatching_starts_with_the_unit_of_the_rule_and_its_reason(desk: Desk) -> None:
    request = desk.at(State.CLASSIFIED)
    assert not DispatchForm(about=request).initial.get("unit")
    rule(desk)
    form = DispatchForm(about=request)
    assert form.initial["unit"] == desk.water.pk
    assert "楼道灯交水务" in form.fields["unit"].help_text
    assert DispatchForm(about=request, initial={"unit": desk.housing.pk}).initial["unit"] == desk.housing.pk
