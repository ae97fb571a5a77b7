"""The pages of topics: for everybody, residents, the desk, those without a phone; and the walls."""

import json
from datetime import timedelta
from urllib.parse import quote

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from tests.builders.neighbours import browser
from tests.builders.talk import (
    MOTION,
    TOLD,
    asked,
    door_of,
    fresh,
    many_answers,
    moved,
    person,
    proposed,
    said,
    seconded,
    talking,
)

from linli.contexts.assembly.commands import merging, moderation, statements, topic_steps, topics
from linli.contexts.assembly.models import Ballot, Promise
from linli.contexts.assembly.models.statements import Answer, Moderation, Statement
from linli.contexts.assembly.models.topics import Merge, News, Second, Topic
from linli.kernel import clock as now

pytestmark = pytest.mark.django_db
PHONE = "13800000001"


def text(answer) -> str:
    return answer.content.decode()


def page(row: Topic) -> str:
    return f"/assembly/topics/{row.pk}/"


def desk_page(row: Topic) -> str:
    return f"/assembly/desk/topics/{row.pk}/"


def test_a_resident_proposes_and_what_is_alike_is_only_a_hint(world) -> None:
    person(world)
    proposed(world, title="夜里北门早点关")
    hand, where = browser(PHONE), f"/assembly/talk/{world.community.code}/"
    assert "大家的议题" in text(hand.get("/residents/"))
    assert "夜里北门早点关" in text(hand.get(where))
    assert "夜里北门早点关" in text(hand.get(f"{where}alike/?title={quote(TOLD['title'])}"))
    assert "夜里" not in text(hand.get(f"{where}alike/?title=x"))
    assert hand.post(f"{where}propose/", {"title": "门"}).status_code == 422
    assert "好像有邻居提过" in text(hand.post(f"{where}propose/", TOLD))
    assert Topic.objects.count() == 1
    answer = hand.post(f"{where}propose/", {**TOLD, "sure": "1"}, follow=True)
    assert "最迟 24 小时" in text(answer)
    row = Topic.objects.get(number=2)
    assert "只有您自己能看到" in text(hand.get(page(row)))
    assert Client().get(page(row)).status_code == 404
    assert hand.get(f"{page(row)}amend/").status_code == 200
    sent = {**TOLD, "words": "十一点关门，刷卡能进。", "why": "写清楚"}
    assert hand.post(f"{page(row)}amend/", sent).status_code == 303
    assert "改过 1 次" in text(hand.get(page(row)))
    assert hand.post(f"{page(row)}withdraw/").status_code == 303
    assert "提出人撤回" in text(hand.get("/assembly/topics/mine/"))


def test_a_neighbour_seconds_by_one_tap_and_takes_it_back(world) -> None:
    person(world)
    row, hand = proposed(world), browser(PHONE)
    assert "用手机号登录后附议" in text(Client().get(page(row)))
    assert Client().get(f"{page(row)}second/").status_code == 302
    assert hand.get(f"{page(row)}second/").status_code == 303
    assert not Second.objects.exists()
    assert "附议好了" in text(hand.post(f"{page(row)}second/", follow=True))
    assert "已经附议过了" in text(hand.post(f"{page(row)}second/", follow=True))
    assert Second.objects.count() == 1
    assert "附议收回了" in text(hand.post(f"{page(row)}second/back/", follow=True))


def test_one_sentence_at_a_time_with_a_way_back(world) -> None:
    person(world)
    row, hand = talking(world), browser(PHONE)
    assert "您来说第一句" in text(hand.get(f"{page(row)}say/"))
    first, second = said(world, row), said(world, row, "十二点关也行")
    Answer.objects.create(statement=first, voice="other", says=1, channel="phone", on=now.today())
    assert "还有 2 句话等您表态" in text(hand.get("/residents/"))
    asked_first = text(hand.get(f"{page(row)}say/"))
    assert second.words in asked_first  # what fewer have heard comes first
    assert "第 1 句，共 2 句" in asked_first
    where = f"{page(row)}say/"
    assert hand.post(where, {"statement": second.pk, "says": "x"}).status_code == 422
    assert hand.post(where, {"statement": row.pk, "says": "1"}).status_code == 404
    for says in ("1", "-1"):
        assert hand.post(where, {"statement": second.pk, "says": says}).status_code == 303
    assert "您上次选的是“不同意”" in text(hand.get(f"{where}?again={second.pk}"))
    hand.post(where, {"statement": first.pk, "says": "0"})
    assert "都说过了" in text(hand.get(where))
    assert "说不好" in text(hand.get(f"{page(row)}said/"))
    assert hand.post(f"{page(row)}add/", {"words": "周末晚一点关"}).status_code == 303
    assert "周末晚一点关" in text(hand.get("/assembly/topics/mine/"))
    mine = Statement.objects.get(words="周末晚一点关")
    assert hand.post(f"/assembly/statements/{mine.pk}/retract/").status_code == 303
    assert "现在不在讨论时间里" in text(hand.get(f"{page(proposed(world, title='别的事情'))}say/"))


def test_numbers_and_groups_only_from_enough_voices_and_never_who(world) -> None:
    row = talking(world)
    for n in range(10):
        said(world, row, f"第{n}个意见供大家看看")
    many_answers(row, 4)
    few = text(Client().get(page(row)))
    assert "不到 20 人" in few
    assert "人多一些再显示" in few
    Answer.objects.all().delete()
    many_answers(row, 44, camps=2)
    from django.core.cache import cache

    cache.clear()
    many = text(Client().get(page(row)))
    assert "分成 2 种看法" in many
    assert many.index("大家都这么想") < many.index("看法不一样的地方")
    plain = json.loads(text(Client().get(f"{page(row)}topic.json")))
    assert plain["groups"]["verdict"] == "groups"
    assert plain["said"][0]["agree"] == 44
    assert "v001" not in many + json.dumps(plain)
    listed = json.loads(text(Client().get(f"/assembly/talk/{world.community.code}/topics.json?q=北门")))
    assert (listed["total"], listed["topics"][0]["voices"]) == (1, 44)


def test_what_waits_is_looked_at_refused_objected_to_and_looked_at_again(world) -> None:
    person(world)
    hand, desk, second = browser(PHONE), world.client("counter_clerk"), world.client("community_manager")
    row = talking(world)
    hand.post(f"{page(row)}add/", {"words": "四楼那家最吵"})
    mine = Statement.objects.get()
    assert "四楼那家最吵" in text(desk.get("/assembly/desk/topics/look/"))
    assert "等着看" in text(desk.get("/today/"))
    where = f"/assembly/desk/statements/{mine.pk}/"
    assert desk.get(f"{where}refuse/").status_code == 200
    assert desk.post(f"{where}refuse/", {"clause": "attack", "reason": ""}).status_code == 422
    assert desk.post(f"{where}refuse/", {"clause": "attack", "reason": "说的是某一家"}).status_code == 303
    log = text(Client().get(f"/assembly/talk/{world.community.code}/log/"))
    assert "说的是某一家" in log
    assert "四楼" not in log
    assert "说的是某一家" in text(hand.get("/assembly/topics/mine/"))
    assert hand.get(f"/assembly/statements/{mine.pk}/object/").status_code == 200
    assert hand.post(f"/assembly/statements/{mine.pk}/object/", {"words": "没有点名"}).status_code == 303
    assert "请另一位同事复核" in text(desk.get("/assembly/desk/topics/look/"))
    found = Moderation.objects.get()
    look = f"/assembly/desk/objections/{found.pk}/"
    assert "没有点名" in text(second.get(look))
    assert desk.post(look, {"shows": "yes", "words": "好"}).status_code == 422
    assert second.post(look, {"shows": "yes", "words": "确实没有点名"}).status_code == 303
    assert Statement.objects.get().state == "shown"
    assert hand.post("/assembly/topics/mine/").status_code == 303
    assert not News.objects.filter(seen_at=None, behalf=None, key__startswith="objection").exists()
    other = hand.post(f"{page(row)}add/", {"words": "可以装门禁"})
    assert other.status_code == 303
    desk.post(f"/assembly/desk/statements/{Statement.objects.get(number=2).pk}/show/")
    assert Statement.objects.get(number=2).state == "shown"


def test_a_topic_is_removed_and_its_author_objects_on_the_phone(world) -> None:
    person(world)
    hand, desk = browser(PHONE), world.client("counter_clerk")
    hand.post(f"/assembly/talk/{world.community.code}/propose/", TOLD)
    row = Topic.objects.get()
    assert (
        desk.post(f"{desk_page(row)}steps/remove/", {"clause": "double", "reason": "有一样的"}).status_code
        == 303
    )
    assert "有一样的" in text(hand.get(page(row)))
    assert hand.get(f"{page(row)}object/").status_code == 200
    assert hand.post(f"{page(row)}object/", {"words": "时间不一样"}).status_code == 303
    assert "时间不一样" in text(desk.get(desk_page(row)))
    assert fresh(row).state == "objected"


def test_the_desk_leads_a_topic_to_a_vote(world, clock) -> None:
    desk, row = world.client("community_manager"), seconded(world)
    assert "北门" in text(desk.get("/assembly/desk/topics/?q=北门&state=seconded"))
    assert "这里没有议题" in text(desk.get("/assembly/desk/topics/?q=没有这个"))
    assert desk.get("/assembly/desk/topics/export/?q=北门").content[:2] == b"PK"
    assert "附议够了" in text(desk.get("/today/"))
    steps = f"{desk_page(row)}steps/"
    until = (now.today() + timedelta(days=7)).isoformat()
    assert desk.get(f"{steps}open/").status_code == 200
    assert desk.post(f"{steps}open/", {"until": "2026-02-31"}).status_code == 422
    assert desk.post(f"{steps}open/", {"until": until}).status_code == 303
    assert desk.post(f"{desk_page(row)}statement/", {"words": "十一点以后关门"}).status_code == 303
    longer = (now.today() + timedelta(days=10)).isoformat()
    assert desk.get(f"{desk_page(row)}prolong/").status_code == 200
    assert desk.post(f"{desk_page(row)}prolong/", {"until": longer}).status_code == 303
    assert desk.post(f"{steps}move/", MOTION).status_code == 422
    for paper in ("sheet.pdf", "summary.pdf"):
        assert desk.post(f"{desk_page(row)}{paper}").content.startswith(b"%PDF")
    assert desk.post(f"{desk_page(row)}said/").content[:2] == b"PK"
    clock.forward(timedelta(days=11))
    assert "讨论到期" in text(desk.get("/today/"))
    assert desk.post(f"{steps}move/", {**MOTION, "who": ""}).status_code == 422
    assert desk.post(f"{steps}move/", MOTION).status_code == 303
    start = now.today() + timedelta(days=4)
    vote = {
        "area": world.community.code, "per": "household", "opens_on": start,
        "closes_on": start + timedelta(days=7),
    }  # fmt: skip
    assert desk.get(f"{desk_page(row)}vote/").status_code == 200
    assert desk.post(f"{desk_page(row)}vote/", {**vote, "closes_on": "2026-01-01"}).status_code == 422
    assert desk.post(f"{desk_page(row)}vote/", vote).status_code == 303
    assert Ballot.objects.get().per == "household"
    assert "物业保安" in text(desk.get(desk_page(row)))
    assert "动议" in text(Client().get(page(row)))
    assert desk.post(f"{steps}take_back/", {"reason": "钱没说清楚"}).status_code == 303
    assert desk.post(f"{desk_page(row)}sheet.pdf").status_code == 200


def test_a_decision_becomes_a_promise_that_everybody_sees(world, clock) -> None:
    desk, row = world.client("community_manager"), moved(world, clock)
    decided = {"passed": "yes", "words": "议事会通过"}
    assert desk.post(f"{desk_page(row)}steps/decide/", decided).status_code == 303
    assert "请写成承诺" in text(desk.get("/today/"))
    where = f"{desk_page(row)}follow/"
    assert "北门夜间关门" in text(desk.get(where))
    sent = {"title": "北门装门禁", "due_on": now.today() + timedelta(days=20), "who": "物业"}
    assert desk.post(where, {**sent, "due_on": "2020-01-01"}).status_code == 422
    assert desk.post(where, sent).status_code == 303
    assert Promise.objects.get().source_id == row.pk
    assert "北门装门禁" in text(Client().get(page(row)))
    assert "北门装门禁" in text(desk.get(desk_page(row)))


def test_a_need_that_many_told_becomes_a_topic(world) -> None:
    desk = world.client("community_manager")
    assert "最近没有" in text(desk.get("/assembly/desk/topics/needs/"))
    where = f"/assembly/desk/topics/new/?title={quote('路灯不亮怎么办')}&origin={quote('11 位居民反映')}"
    assert "路灯不亮怎么办" in text(desk.get(where))
    assert desk.post(where, {"title": "路灯不亮怎么办", "words": "希望商量先修哪里"}).status_code == 303
    assert Topic.objects.get().origin == "11 位居民反映"
    assert "11 位居民反映" in text(Client().get(page(Topic.objects.get())))
    assert desk.get(f"/assembly/desk/topics/needs/?place={world.other_community.code}").status_code == 404


def test_topics_are_merged_on_the_desk(world, clock) -> None:
    person(world)
    _who, author = person(world, "李", "13800000002")
    desk, hand = world.client("community_manager"), browser("13800000002")
    row, into = proposed(world, author), proposed(world, title="夜里北门早点关")
    assert "夜里北门早点关" in text(desk.get(desk_page(row)))
    sent = {"into": into.pk, "why": "说的是同一件事"}
    assert desk.get(f"{desk_page(row)}merge/").status_code == 200
    assert desk.post(f"{desk_page(row)}merge/", sent).status_code == 303
    merge = Merge.objects.get()
    assert "说的是同一件事" in text(hand.get(page(row)))
    assert hand.get(f"{page(row)}merges/{merge.pk}/").status_code == 200
    assert browser(PHONE).get(f"{page(row)}merges/{merge.pk}/").status_code == 404
    where = f"/assembly/desk/merges/{merge.pk}/"
    assert "还可以提不同意见" in text(desk.post(f"{where}do/", follow=True))
    clock.forward(timedelta(days=4))
    assert "可以合并了" in text(desk.get("/today/"))
    assert desk.post(f"{where}do/").status_code == 303
    assert "夜里北门早点关" in text(Client().get(page(row)))
    assert desk.post(f"{where}burn/").status_code == 404
    assert fresh(row).state == "merged"


def test_somebody_without_a_phone_is_served_at_the_counter(world) -> None:
    who = world.person("李大爷")
    clerk, home = world.client("counter_clerk"), f"/assembly/doors/{who.home.pk}/topics/"
    find = "/assembly/desk/topics/doors/"
    assert clerk.get(find).status_code == 200
    assert clerk.post(find, {"door": "月亮上"}).status_code == 422
    answer = clerk.post(find, {"door": who.home.short_address})
    assert (answer.status_code, answer.headers["Location"]) == (303, home)
    assert "现在没有可以附议" in text(clerk.get(home))
    said_by = {"person": str(who.pk), "way": "counter"}
    assert clerk.get(f"{home}propose/").status_code == 200
    assert clerk.post(f"{home}propose/", {**TOLD, **said_by}).status_code == 303
    own, other = Topic.objects.get(), proposed(world, title="电动车停哪里")
    assert "修改" in text(clerk.get(home))
    told = {**TOLD, "title": "夜里北门十一点关", "why": "电话里说", **said_by}
    assert clerk.post(f"{home}{own.pk}/amend/", told).status_code == 303
    assert clerk.post(f"{home}{other.pk}/second/", said_by).status_code == 303
    assert clerk.post(f"{home}{other.pk}/second/", said_by).status_code == 422
    moderation.remove_topic(world.actor("community_manager"), own, clause="double", reason="有一样的")
    assert clerk.post(f"{home}{own.pk}/object/", {"words": "不一样", **said_by}).status_code == 303
    assert clerk.get(f"{home}{own.pk}/burn/").status_code == 404
    assert "没有公开" in text(clerk.get("/assembly/desk/topics/tell/"))
    assert "议题的消息还要转告：1" in text(clerk.get("/assembly/promises/tell/"))
    assert clerk.post("/assembly/desk/topics/tell/").status_code == 422
    assert clerk.post("/assembly/desk/topics/tell/", {"news": News.objects.get().pk}).status_code == 303
    assert "都告诉了" in text(clerk.get("/assembly/desk/topics/tell/"))


def test_a_sheet_is_entered_and_a_sentence_written_down(world) -> None:
    who, row = world.person("李大爷"), talking(world)
    one = said(world, row)
    clerk, home = world.client("counter_clerk"), f"/assembly/doors/{who.home.pk}/topics/"
    said_by = {"person": str(who.pk), "way": "paper"}
    assert one.words in text(clerk.get(f"{home}{row.pk}/sheet/"))
    assert clerk.post(f"{home}{row.pk}/sheet/", said_by).status_code == 422
    assert "录好了 1 条" in text(clerk.post(f"{home}{row.pk}/sheet/", {**said_by, "s1": "1"}, follow=True))
    assert "另有 1 条" in text(clerk.post(f"{home}{row.pk}/sheet/", {**said_by, "s1": "-1"}, follow=True))
    assert Answer.objects.get().says == 1
    assert clerk.post(f"{home}{row.pk}/state/", {**said_by, "words": "留一个小门"}).status_code == 303
    mine = Statement.objects.select_related("topic__community").get(number=2)
    moderation.refuse_statement(world.actor("community_manager"), mine, clause="double", reason="有了")
    assert "留一个小门" in text(clerk.get(home))
    where = f"/assembly/doors/{who.home.pk}/statements/{mine.pk}/object/"
    assert clerk.post(where, {**said_by, "words": "不一样"}).status_code == 303


def test_an_author_without_a_phone_says_no_to_a_merging(world) -> None:
    who, clerk = world.person("李大爷"), world.actor("counter_clerk")
    row = topics.propose_for(clerk, world.community, door_of(world, who), told=TOLD, asked=asked(who))
    row = fresh(moderation.show_topic(clerk, row))
    into = proposed(world, title="夜里北门早点关")
    merge = merging.ask(world.actor("community_manager"), row, into=into, why="同一件事")
    where = f"/assembly/doors/{who.home.pk}/merges/{merge.pk}/"
    desk = world.client("counter_clerk")
    assert desk.get(where).status_code == 200
    sent = {"person": str(who.pk), "way": "phone", "words": "不是一回事"}
    assert desk.post(where, sent).status_code == 303
    assert Merge.objects.get().state == "objected"


def test_walls(world) -> None:
    who, author = person(world)
    row = talking(world, author)
    one = said(world, row)
    stranger = world.client("community_manager", world.other_community)
    other_grid = world.client("grid_worker", world.grid2)
    for where in (desk_page(row), f"{desk_page(row)}steps/set_aside/", f"{desk_page(row)}merge/"):
        assert stranger.get(where).status_code == 404
    assert stranger.post(f"/assembly/desk/statements/{one.pk}/show/").status_code == 404
    assert other_grid.get(f"/assembly/doors/{who.home.pk}/topics/").status_code == 404
    assert other_grid.get(f"{desk_page(row)}steps/set_aside/").status_code == 403
    assert other_grid.get("/assembly/desk/topics/look/").status_code == 403
    assert world.client("auditor", world.subdistrict).get("/assembly/desk/topics/").status_code == 403
    away = world.person("柳岸的人", home=world.home(world.building3, 1, "101"))
    assert away
    assert Client().get(f"/assembly/talk/{world.grid1.code}/").status_code == 404
    Topic.objects.update(community=world.other_community)
    hand = browser(PHONE)
    for where in ("say/", "said/", "add/", "amend/", "second/"):
        assert hand.get(f"{page(row)}{where}").status_code == 404
    assert hand.post(f"{page(row)}second/").status_code == 404
    assert hand.get(page(row)).status_code == 200  # read it everybody may
    assert hand.get(f"/assembly/talk/{world.other_community.code}/propose/").status_code == 404


def test_questions_to_the_database_do_not_grow_with_topics_or_voices(world) -> None:
    person(world)
    desk, hand, row = world.client("community_manager"), browser(PHONE), talking(world)
    said(world, row)
    where = [
        (desk, "/assembly/desk/topics/"), (desk, "/assembly/desk/topics/look/"), (desk, desk_page(row)),
        (desk, "/assembly/desk/topics/tell/"), (Client(), f"/assembly/talk/{world.community.code}/"),
        (Client(), page(row)), (hand, page(row)), (hand, "/assembly/topics/mine/"),
        (hand, f"{page(row)}say/"), (hand, f"{page(row)}said/"),
    ]  # fmt: skip

    def counts() -> list[int]:
        found = []
        for client, address in where:
            client.get(address)
            with CaptureQueriesContext(connection) as asked_for:
                client.get(address)
            found.append(len(asked_for))
        return found

    grow(world, row, 0, 2)
    few = counts()
    grow(world, row, 2, 14)
    many_answers(row, 30)
    assert counts() == few


def grow(world, row: Topic, start: int, end: int) -> None:
    """More topics and statements of people without a phone, some of them looked at."""
    clerk = world.actor("counter_clerk")
    for n in range(start, end):
        other = world.person(f"老人{n}")
        proposed(world, title=f"第{n}件想商量的事")
        door, told = door_of(world, other), {**TOLD, "title": f"老人的第{n}件事"}
        topics.propose_for(clerk, world.community, door, told=told, asked=asked(other))
        made = statements.state_for(clerk, row, door, words=f"第{n}个看法说一说", asked=asked(other))
        if n % 2:
            made = Statement.objects.select_related("topic__community").get(pk=made.pk)
            moderation.show_statement(clerk, made)


def test_a_topic_set_aside_is_taken_up_again(world) -> None:
    desk, row = world.client("community_manager"), proposed(world)
    assert desk.post(f"{desk_page(row)}steps/set_aside/", {"reason": "等物业换届"}).status_code == 303
    assert "等物业换届" in text(Client().get(page(row)))
    assert desk.post(f"{desk_page(row)}steps/take_up/").status_code == 303
    assert desk.post(f"{desk_page(row)}steps/burn/").status_code == 404
    assert desk.get(f"{desk_page(row)}steps/decide/").status_code == 409
    sent = {**TOLD, "title": "北门夜里怎么关", "why": "说清楚"}
    assert desk.get(f"{desk_page(row)}amend/").status_code == 200
    assert desk.post(f"{desk_page(row)}amend/", sent).status_code == 303
    row = topic_steps.set_aside(world.actor("community_manager"), fresh(row), reason="再等等")
    assert "北门夜里怎么关" in text(desk.get("/assembly/desk/topics/?state=set_aside"))
