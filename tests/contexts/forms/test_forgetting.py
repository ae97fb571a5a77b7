"""What forms keep about someone goes with the record, or when its time is over."""

from datetime import date, timedelta

import pytest
from tests.builders.forms import blank

from linli.contexts.forms.commands import filling, forgetting, returns
from linli.contexts.forms.models import FilledPage, Question
from linli.contexts.forms.queries import fillings
from linli.contexts.registry.commands import people
from linli.kernel.files import store
from linli.kernel.outbox import delivery

HEADINGS = ["序号", "姓名", "年龄", "身份证号码", "健康状况"]


@pytest.fixture
def filled(world):
    """A form with two people in it."""
    manager = world.actor("community_manager")
    two = [world.person(name, date(1944, 3, 20)) for name in ("张国英", "李文")]
    handed = returns.Handed(blank("80周岁以上老年人名册", HEADINGS), "名册.xlsx")
    asked = returns.take(manager, world.community, handed=handed)
    return manager, two, asked, filling.fill_in(manager, asked)


def test_erasing_a_person_empties_the_line_and_drops_the_file(world, filled) -> None:
    manager, (gone, stays), asked, made = filled
    assert len(fillings.earlier_rows(made)) == 2
    people.erase(manager, gone, reason="本人要求")
    delivery.deliver()
    kept = fillings.earlier_rows(made)
    assert [subject for _list, subject in kept] == [str(stays.pk)]
    lines = fillings.shown(made, 0, 0)
    assert [bool(line.subject) for line in lines].count(False) == 1
    assert not Question.objects.filter(person=gone).exists()
    assert Question.objects.filter(person=stays).exists()
    with pytest.raises(store.Gone):
        store.content(returns.file_of(made.file_id))
    empty = next(line for line in lines if not line.subject)
    assert fillings.lineage(manager, made, 0, empty.position, 1) is None
    again = filling.fill_in(manager, asked)
    assert again.counts["rows"] == 1


def test_a_second_telling_changes_nothing(world, filled) -> None:
    manager, (gone, _stays), _asked, _made = filled
    people.erase(manager, gone, reason="本人要求")
    delivery.deliver()
    before = list(FilledPage.objects.values_list("box", flat=True))
    forgetting.forget(manager, gone.pk, world.community.code)
    assert list(FilledPage.objects.values_list("box", flat=True)) == before


def test_questions_about_a_second_record_go_to_the_one_that_is_kept(world, filled) -> None:
    manager, (gone, kept), _asked, _made = filled
    Question.objects.filter(person=kept, field="health").delete()
    assert forgetting.carry_questions(manager, kept.pk, gone.pk) == 1
    assert Question.objects.filter(person=kept, field="health", answered_at=None).count() == 1
    assert not Question.objects.filter(person=gone, answered_at=None).exists()


def test_rows_go_when_their_time_is_over_and_counts_stay(world, filled, clock) -> None:
    _manager, _two, _asked, made = filled
    assert forgetting.purge_rows(clock.today()) == 0
    assert forgetting.purge_rows(clock.today() + timedelta(days=1)) == 1
    made.refresh_from_db()
    assert made.counts["rows"] == 2
    assert fillings.rows_of(made, 0, 0) == []
