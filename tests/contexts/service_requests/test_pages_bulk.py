"""Many requests at once: chosen on the list, each with its own answer, a flood with progress."""

import tracemalloc
from typing import Any
from uuid import uuid4

from tests.builders.desk import Desk
from tests.contexts.service_requests.test_pages import at, browser, words_of

from linli.contexts.service_requests.commands import many, sorting
from linli.contexts.service_requests.commands.reporting import Who
from linli.contexts.service_requests.models import Request, State
from linli.kernel.jobs.models import Job


def sent(rows: list[Request], act: str, **more: Any) -> dict[str, Any]:
    return {"act": act, "ids": ",".join(str(row.pk) for row in rows), "nonce": str(uuid4()), **more}


def test_chosen_rows_are_classified_and_each_that_could_not_says_why(desk: Desk) -> None:
    rows = [desk.report("楼道灯坏了一盏"), desk.report("楼道灯坏了两盏"), desk.at(State.IN_PROGRESS)]
    page = browser(desk.clerk)
    asked = page.get(at("bulk"), {"act": "classify", "id": [row.pk for row in rows]})
    assert rows[0].number in words_of(asked)
    done = page.post(at("bulk"), sent(rows, "classify", category="lighting"), follow=True)
    assert "没有办" in words_of(done)
    assert [desk.fresh(row).state for row in rows] == [State.CLASSIFIED] * 2 + [State.IN_PROGRESS]
    job = Job.objects.get()
    assert (job.state, job.result["done"], len(job.result["lines"])) == ("done", 2, 3)


def test_kind_and_urgency_stay_as_they_were_unless_said(desk: Desk) -> None:
    row = desk.report("闻到燃气味道了", category="gas", urgency="life", kind="complaint")
    browser(desk.clerk).post(at("bulk"), sent([row], "classify", category="gas"))
    row = desk.fresh(row)
    assert (row.state, row.urgency, row.kind) == (State.CLASSIFIED, "life", "complaint")


def test_many_go_to_one_unit_or_elsewhere_or_into_one(desk: Desk) -> None:
    page = browser(desk.clerk)
    given = [desk.at(State.CLASSIFIED) for _n in range(2)]
    page.post(at("bulk"), sent(given, "dispatch", unit=desk.water.pk))
    assert {desk.fresh(row).unit for row in given} == {desk.water}
    led = [desk.report("我要起诉物业公司"), desk.report("我也要起诉物业公司")]
    page.post(at("bulk"), sent(led, "divert", to="legal_channel", reason="请向人民法院起诉。"))
    assert {desk.fresh(row).state for row in led} == {State.DIVERTED}
    same = [desk.report("全楼停水了", who=Who("", f"1990005{n:04d}")) for n in range(3)]
    refused = page.post(at("bulk"), sent(same, "merge", lead="SR-1999-00001"))
    assert refused.status_code == 422
    page.post(at("bulk"), sent(same, "merge", lead=same[0].number))
    assert [desk.fresh(row).state for row in same] == [State.NEW, State.MERGED, State.MERGED]
    assert same[0].reporters.count() == 3


def test_everything_that_meets_the_conditions_can_be_chosen(desk: Desk) -> None:
    rows = [desk.report("全楼停水了，没有通知", category="water") for _n in range(3)]
    desk.report("楼道灯坏了一盏")
    asked = browser(desk.clerk).get(
        at("bulk"), {"act": "classify", "everything": "1", "group": "all", "category": "water"}
    )
    assert asked.context["count"] == len(rows)


def test_a_double_click_and_what_is_not_ones_own(desk: Desk) -> None:
    row = desk.report("楼道灯坏了一盏")
    page = browser(desk.clerk)
    twice = sent([row], "classify", category="lighting")
    assert page.post(at("bulk"), twice)["Location"] == page.post(at("bulk"), twice)["Location"]
    assert row.hops.filter(verb="classify").count() == 1
    stranger = desk.world.client("counter_clerk", desk.world.other_community)
    assert stranger.post(at("bulk"), sent([row], "classify", category="gas"))["Location"] == at("register")
    assert stranger.get(at("bulk_result", Job.objects.get().pk)).status_code == 404
    assert page.post(at("bulk"), {"act": "classify", "ids": "nonsense"}).status_code == 422
    assert page.get(at("bulk"), {"act": "erase"}).status_code == 404
    assert browser(desk.worker).get(at("bulk"), {"act": "classify"}).status_code == 403


def test_more_than_a_handful_go_to_the_worker_and_show_how_far_it_is(desk: Desk) -> None:
    flood = [desk.report("全楼停水了，没有通知", who=Who()) for _n in range(70)]
    answer = browser(desk.clerk).post(at("bulk"), sent(flood, "merge", lead=flood[0].number))
    assert answer["Location"].startswith("/jobs/")
    job = Job.objects.get()
    assert (job.state, job.done, job.total) == ("waiting", 0, 0) or job.result["done"] == 70


def test_memory_does_not_grow_with_the_number_of_rows(desk: Desk) -> None:
    rows = [desk.report("全楼停水了，没有通知", who=Who()) for _n in range(120)]

    def peak(chosen: list[Request]) -> int:
        told: list[int] = []
        tracemalloc.start()
        ids = [str(row.pk) for row in chosen]
        done = many.carry_out(
            desk.clerk, "classify", ids, {"category": "water"}, lambda n, _total: told.append(n)
        )
        size = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        assert done.done == len(chosen) == told[-1]
        return size

    peak(rows[:10])
    few, all_of_them = peak(rows[:20]), peak(rows)
    assert all_of_them < few + 3_000_000


def test_into_one_that_ended_meanwhile_nothing_is_merged_and_each_says_so(desk: Desk) -> None:
    rows = [desk.report("全楼停水了，没有通知", who=Who()) for _n in range(3)]
    sorting.merge(desk.clerk, rows[0], rows[1])
    done = many.carry_out(
        desk.clerk, "merge", [str(row.pk) for row in rows[1:]], {"lead": rows[0].number}, lambda _n, _t: None
    )
    assert done.done == 0
    assert all("不能再并入" in sentence for _key, _number, sentence in done.lines)
