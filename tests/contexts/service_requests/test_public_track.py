"""What a reporter reads and answers, without an account."""

import pytest
from django.test import Client
from tests.builders.desk import REPORTER, WAYS

from linli.contexts.service_requests.commands import reporting, sorting
from linli.contexts.service_requests.commands.reporting import Who
from linli.contexts.service_requests.models import Photo, Reporter, Stage, State
from linli.contexts.service_requests.queries import tracking

FIND = "/service_requests/track/"


def opened(desk, row) -> tuple[Client, str]:
    """A browser that entered the code of the first reporter."""
    browser = Client()
    answer = browser.post(FIND, {"code": desk.reporter(row).tracking.reveal().lower()})
    assert answer.status_code == 303
    return browser, answer.url


def joined(row) -> Reporter:
    """A neighbour to whom the same happens."""
    return Reporter.objects.get(pk=reporting.join(REPORTER, row, who=Who("", "")).pk)


@pytest.mark.parametrize("state", list(State))
def test_every_state_is_told_in_plain_words(desk, state: str) -> None:
    row = desk.at(state)
    one = row.reporters.first() or desk.fresh(row.lead).reporters.first()
    assert str(tracking.story_of(one.pk).where)
    browser = Client()
    page = browser.get(browser.post(FIND, {"code": one.tracking.reveal()}).url)
    assert page.status_code == 200
    assert str(tracking.story_of(one.pk).where) in page.content.decode()


def test_the_story_shows_unit_due_time_and_what_was_said(desk) -> None:
    row = desk.at(State.IN_PROGRESS)
    browser, address = opened(desk, row)
    page = browser.get(address).content.decode()
    for words in ("临江水务公司", "最晚办好", "约好明天上午上门", "承办单位接手了"):
        assert words in page
    assert desk.reporter(row).tracking.reveal() not in address + page


def test_a_pause_is_shown_with_its_reason_and_the_day_to_look_again(desk) -> None:
    browser, address = opened(desk, desk.at(State.SUSPENDED))
    page = browser.get(address).content.decode()
    assert "已列入工程计划" in page
    assert "2026年4月10日" in page


def test_words_that_are_for_the_house_stay_in_the_house(desk) -> None:
    row = desk.report()
    sorting.classify(desk.clerk, row, category="lighting", kind="help", urgency="general")
    sorting.dispatch(desk.clerk, row, unit=desk.water, words_to_unit="上次也是他家，注意态度")
    browser, address = opened(desk, row)
    assert "注意态度" not in browser.get(address).content.decode()


def test_a_neighbour_who_joined_does_not_read_the_others_words(desk) -> None:
    row = desk.at(State.DISPATCHED)
    one = joined(row)
    browser = Client()
    address = browser.post(FIND, {"code": one.tracking.reveal()}).url
    assert "老人摔跤" not in browser.get(address).content.decode()
    sorting.show(desk.clerk, row, is_shown=True)
    assert "老人摔跤" in browser.get(address).content.decode()


def test_a_merged_report_follows_the_one_it_went_into(desk) -> None:
    row = desk.at(State.MERGED)
    one = desk.fresh(row.lead).reporters.get(came_with=row)
    story = tracking.story_of(one.pk)
    assert story.is_merged
    assert story.request.pk == row.lead_id


def test_the_answer_closes_it_and_not_solved_waits_for_a_person(desk) -> None:
    row = desk.at(State.CALLBACK)
    browser, address = opened(desk, row)
    assert browser.post(f"{address}judge/", {"solved": "no"}).status_code == 422
    said = {"solved": "no", "satisfied": "no", "remark": "还是黑的"}
    assert browser.post(f"{address}judge/", said).status_code == 303
    assert desk.fresh(row).state == State.CALLBACK
    browser.post(f"{address}judge/", {"solved": "yes", "satisfied": "fairly"})
    assert desk.fresh(row).state == State.CLOSED
    assert desk.reporter(row).via == "link"


def test_nobody_judges_what_is_not_done(desk) -> None:
    browser, address = opened(desk, desk.at(State.IN_PROGRESS))
    assert "report-judge" not in browser.get(address).content.decode()
    answer = browser.post(f"{address}judge/", {"solved": "yes", "satisfied": "yes"})
    assert answer.status_code == 422


def test_taken_back_for_oneself_it_goes_on_for_the_neighbours(desk) -> None:
    row = desk.at(State.IN_PROGRESS)
    joined(row)
    browser, address = opened(desk, row)
    assert browser.post(f"{address}withdraw/", {"reason": ""}).status_code == 422
    assert browser.post(f"{address}withdraw/", {"reason": "自己修好了"}).status_code == 303
    assert desk.fresh(row).state == State.IN_PROGRESS
    assert browser.get(address).status_code == 404


def test_pictures_are_for_who_may_see_them(desk, world) -> None:
    from tests.contexts.service_requests.test_photos import picture

    from linli.contexts.service_requests.commands.photos import keep_photos

    own, after, before = (
        keep_photos(REPORTER, [picture(c)], world.community.code)[0] for c in ("red", "blue", "green")
    )
    row = desk.report(photos=(own,))
    for (file_id, digest), stage in ((after, Stage.AFTER), (before, Stage.BEFORE)):
        Photo.objects.create(request=row, file_id=file_id, digest=digest, stage=stage, at=row.at)
    browser, address = opened(desk, row)
    answers = [browser.get(f"{address}photo/{f}/").status_code for f, _d in (own, after, before)]
    assert answers == [200, 200, 404]
    neighbour = Client()
    me_too = joined(row)
    address = neighbour.post(FIND, {"code": me_too.tracking.reveal()}).url
    assert [neighbour.get(f"{address}photo/{f}/").status_code for f, _d in (own, after)] == [404, 200]


def test_codes_cannot_be_tried_without_end(desk) -> None:
    answers = [Client().post(FIND, {"code": "AAAAA22222"}).content.decode() for _n in range(61)]
    assert ["太频繁" in words for words in answers] == [False] * 60 + [True]


def test_a_code_that_never_was_is_said_so(desk) -> None:
    for code in ("", "x", "AAAAA22222", "' OR 1=1", "长" * 20):
        assert Client().post(FIND, {"code": code}).status_code == 422


def test_a_story_asks_the_database_equally_often_however_long_it_is(
    desk, django_assert_max_num_queries
) -> None:
    for state in (State.DISPATCHED, State.SUPERVISED):
        one = desk.reporter(desk.at(state))
        with django_assert_max_num_queries(5):
            tracking.story_of(one.pk)


def test_every_way_a_request_can_go_is_known_here() -> None:
    assert set(tracking.WHERE) == set(WAYS)
