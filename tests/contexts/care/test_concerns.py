"""A suspected harm to a child: a clock, people named, and nobody else."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from tests.builders.cared import TEST

from linli.contexts.care import policies
from linli.contexts.care.commands import concerns
from linli.contexts.care.commands.concerns import Suspected
from linli.contexts.care.models import Concern, ConcernTrace
from linli.contexts.care.queries import concerns as queries
from linli.contexts.care.queries.due import desk
from linli.contexts.care.tasks import remind_of_concerns
from linli.kernel.audit.models import AuditEntry
from linli.kernel.errors import BadInput, NotAllowedNow, OutsideYourArea
from linli.kernel.notices.models import Notice

SEEN = {"kinds": ["violence"], "what": "手臂上有新的伤痕，说是被打的", "learned_at": "2026-03-11T09:40"}


def opened(world, worker, **more) -> Concern:
    return concerns.open_concern(
        worker, world.community,
        told=Suspected(["violence"], "手臂上有伤痕", queries_now(), child="201 的小女孩", **more),
    )  # fmt: skip


def queries_now():
    from linli.kernel import clock

    return clock.now()


def test_from_the_suspicion_to_the_end_and_nobody_else_knows(world, clock) -> None:
    child = world.person("小雨", date(2017, 1, 1), "2", home=world.home(world.building1, 1, "201"))
    lead = world.actor("counter_clerk")
    manager, worker = world.client("community_manager"), world.client("grid_worker", world.grid1)
    named = manager.post(
        reverse("care:child_leads", args=[world.community.code]), {"account": lead.account_id}
    )
    assert named.status_code == 303
    start = f"{reverse('care:concern_open')}?person={child.pk}"
    assert "先打 110" in worker.get(start).content.decode()
    assert worker.post(start, {**SEEN, "kinds": []}).status_code == 422
    assert worker.post(start, {**SEEN, "learned_at": "2026-03-12T09:40"}).status_code == 422
    done = worker.post(start, SEEN)
    assert done.status_code == 303
    found = Concern.objects.get()
    page = worker.get(done["Location"]).content.decode()
    assert "小雨" in page
    assert "手臂上有新的伤痕" in page
    assert "请在" in page
    assert "伤痕" not in str(Concern.objects.values_list("what", flat=True)[0])
    # The manager, another worker and the list of people know nothing of it.
    assert manager.get(done["Location"]).status_code == 404
    assert "打骂" not in manager.get(reverse("care:concerns")).content.decode()
    assert world.client("grid_worker", world.grid2).get(done["Location"]).status_code == 404
    assert manager.post(reverse("care:concern_report", args=[found.pk]), {}).status_code == 404
    clerk = world.client("counter_clerk")
    assert "小雨" in clerk.get(done["Location"]).content.decode()
    assert Notice.objects.filter(account_id=lead.account_id, message="care.concern_opened").count() == 1
    # It may not be closed before it was reported.
    assert (
        worker.post(reverse("care:concern_close", args=[found.pk]), {"outcome": "没事了"}).status_code == 422
    )
    report = reverse("care:concern_report", args=[found.pk])
    told = {"to": ["police"], "at": "2026-03-11T09:50", "receipt": "接警员 0231"}
    assert worker.post(report, {**told, "to": []}).status_code == 422
    assert worker.post(report, {**told, "at": "2026-03-10T09:50"}).status_code == 422
    assert worker.post(report, told).status_code == 303
    assert worker.post(report, told).status_code == 422  # the second click
    note = reverse("care:concern_note", args=[found.pk])
    assert clerk.post(note, {"words": "派出所已上门"}).status_code == 303
    share = reverse("care:concern_share", args=[found.pk])
    boss = world.actor("community_manager")
    assert worker.post(share, {"account": boss.account_id}).status_code == 303
    assert "派出所已上门" in manager.get(done["Location"]).content.decode()
    close = reverse("care:concern_close", args=[found.pk])
    assert worker.post(close, {"outcome": ""}).status_code == 422
    assert worker.post(close, {"outcome": "孩子在奶奶家，民政接手"}).status_code == 303
    assert worker.post(note, {"words": "再补一句"}).status_code == 422
    verbs = [row.verb for row in ConcernTrace.objects.filter(concern=found).order_by("pk")]
    assert [v for v in verbs if v != "read"] == ["opened", "reported", "noted", "shared", "closed"]
    assert verbs.count("read") >= 3
    # The trail of the house says that something was done, not where and not what.
    for entry in AuditEntry.objects.filter(action__startswith="care.concern"):
        assert entry.area_code == ""
        assert "小雨" not in str(entry.detail)


def test_the_clock_reminds_until_it_is_reported(world, clock) -> None:
    worker = world.actor("grid_worker", world.grid1)
    found = opened(world, worker)
    entry = next(desk(worker, clock.today()))
    assert "要马上报告" in entry.title
    assert "女孩" not in entry.title + entry.why
    assert list(desk(world.actor("community_manager"), clock.today())) == []
    assert remind_of_concerns() == 0
    clock.forward(timedelta(minutes=31))
    assert remind_of_concerns() == 1
    assert remind_of_concerns() == 0
    clock.forward(timedelta(minutes=16))
    assert remind_of_concerns() == 1
    assert Notice.objects.filter(account_id=worker.account_id, message="care.concern_late").count() == 2
    concerns.report(worker, found, to=["police"], at=clock.now(), receipt="")
    clock.forward(timedelta(hours=2))
    assert remind_of_concerns() == 0
    assert list(desk(worker, clock.today())) == []


ROLES = [
    ("grid_worker", "grid1", True),
    ("grid_worker", "grid2", True),
    ("counter_clerk", "community", True),
    ("community_manager", "community", True),
    ("community_manager", "other_community", False),
    ("subdistrict_officer", "subdistrict", False),
    ("auditor", "community", False),
    ("administrator", "community", False),
]


@pytest.mark.parametrize(("role", "granted", "may_open"), ROLES)
def test_who_may(world, role, granted, may_open) -> None:
    opener = world.actor("grid_worker", world.grid1)
    found = opened(world, opener)
    actor = world.actor(role, getattr(world, granted))
    assert policies.may_open_concern(actor, world.community) is may_open
    if actor.account_id == opener.account_id:
        assert policies.may_read_concern(actor, found)
    else:
        with pytest.raises(OutsideYourArea):
            policies.may_read_concern(actor, found)
        with pytest.raises(OutsideYourArea):
            queries.concern(actor, found.pk)


def test_what_cannot_be(world, clock) -> None:
    worker = world.actor("grid_worker", world.grid1)
    far = world.actor("grid_worker", world.other_community)
    for told in (
        Suspected(["violence"], "伤痕", clock.now()),
        Suspected(["gold"], "伤痕", clock.now(), child="女孩"),
        Suspected([], "伤痕", clock.now(), child="女孩"),
    ):
        with pytest.raises(BadInput):
            concerns.open_concern(worker, world.community, told=told)
    found = opened(world, worker)
    with pytest.raises(BadInput):
        concerns.share(worker, found, account=far.account_id)
    with pytest.raises(BadInput):
        concerns.report(worker, found, to=["nobody"], at=clock.now(), receipt="")
    with pytest.raises(NotAllowedNow):
        concerns.close(worker, found, outcome="没事了")
    with pytest.raises(BadInput):
        concerns.name_lead(TEST, world.community, account=far.account_id)
    concerns.name_lead(TEST, world.community, account=worker.account_id)
    manager = world.client("community_manager")
    ending = reverse("care:child_lead_end", args=[world.community.code, worker.account_id])
    assert manager.post(ending).status_code == 303
    assert queries.leads(world.community) == []
    assert manager.get(reverse("care:child_leads", args=[world.other_community.code])).status_code == 404
    assert manager.get(f"{reverse('care:concern_open')}?person=x").status_code == 404
