"""An open space as people meet it: the desk, the phone, the numbered card, the screen; and the walls."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from tests.builders.neighbours import browser, neighbour
from tests.builders.spaces import at, card, handed, paper
from tests.contexts.assembly.test_space_notes import picture

from linli.contexts.assembly.commands import space_cards, spaces
from linli.contexts.assembly.models.spaces import GroupNote, OpenSpace, SpaceAction
from linli.contexts.assembly.queries.spaces import secret_of
from linli.kernel import clock as now

pytestmark = pytest.mark.django_db
PHONE = "13800001234"


def text(answer) -> str:
    return answer.content.decode()


def sent(world, **more):
    day = now.today() + timedelta(days=5)
    return {
        "area": world.community.code, "title": "楼道里怎么放东西？", "venue": "活动室", "on": day,
        "begins_at": "14:00", "first_at": "14:40", "rounds": 2, "minutes": 45, "pause": 10, "dots": 3,
        "places": "东角 12\n西角 8", **more,
    }  # fmt: skip


def test_a_manager_lays_out_a_meeting_and_leads_it(world) -> None:
    desk = world.client("community_manager")
    assert "还没有开放空间会议" in text(desk.get("/assembly/spaces/"))
    assert desk.get("/assembly/spaces/new/").status_code == 200
    for wrong in ({"places": "东角"}, {"begins_at": "25:00"}, {"on": "2020-01-01"}, {"minutes": 500}):
        assert desk.post("/assembly/spaces/new/", sent(world, **wrong)).status_code == 422, wrong
    assert desk.post("/assembly/spaces/new/", sent(world)).status_code == 303
    space = OpenSpace.objects.get()
    page = f"/assembly/spaces/{space.pk}/"
    assert "活动室" in text(desk.get(page))
    assert desk.get(f"{page}change/").status_code == 200
    assert desk.post(f"{page}change/", sent(world, title="楼道里的东西怎么办？")).status_code == 303
    assert desk.get(f"{page}invitation-a4.pdf").status_code == 404
    desk.post(f"{page}steps/call/")
    assert "还没有题卡" in text(desk.post(f"{page}steps/hold_market/", follow=True))
    assert desk.get(f"{page}cards/new/").status_code == 200
    assert desk.post(f"{page}cards/new/", {"title": "灯", "convenor": "周老师"}).status_code == 422
    for title, who in (("路灯太暗", "周老师"), ("电动车", "周老师"), ("花坛", "何大姐")):
        assert desk.post(f"{page}cards/new/", {"title": title, "convenor": who}).status_code == 303
    desk.post(f"{page}steps/hold_market/")
    assert "请邻里先排没排的" in text(desk.get(page))
    assert "排好了 3 张" in text(desk.post(f"{page}arrange/", {"which": "all"}, follow=True))
    move = f"/assembly/space-cards/{card(space, 2).pk}/move/"
    assert "不行：周老师" in text(desk.get(move))
    other = card(space, 1)
    clash = f"{other.round.number}-{3 - other.place.number}"
    assert "不能都排" in text(desk.post(move, {"spot": clash}, follow=True))
    assert desk.post(move, {"spot": "9-9"}).status_code == 422
    assert "移好了" in text(desk.post(move, {"spot": ""}, follow=True))
    change = f"/assembly/space-cards/{card(space, 3).pk}/"
    assert desk.get(f"{change}change/").status_code == 200
    assert desk.post(f"{change}change/", {"title": "花坛种什么", "convenor": "何大姐"}).status_code == 303
    assert desk.get(f"{change}withdraw/").status_code == 200
    assert desk.post(f"{change}withdraw/", {"reason": "明年再说"}).status_code == 303
    assert "明年再说" in text(desk.get(page))
    desk.post(f"{page}steps/talk/")
    assert "第 2 场" in text(desk.post(f"{page}round/", {"number": "2"}, follow=True))
    assert desk.get("/assembly/spaces/?state=talking&q=楼道").status_code == 200
    assert desk.get(f"{page}steps/cancel/").status_code == 200
    assert desk.post(f"{page}steps/cancel/", {"reason": "下雨"}).status_code == 422


def test_from_notes_to_promises_at_the_desk(world) -> None:
    desk, space = world.client("grid_worker", world.grid1), at(world, "talking")
    lead, page = world.client("community_manager"), f"/assembly/spaces/{space.pk}/"
    note = f"/assembly/space-cards/{card(space).pk}/note/"
    assert desk.get(note).status_code == 200
    assert desk.post(note, {"words": ""}).status_code == 422
    photo = {"words": "坏了五盏", "photo": _file()}
    assert desk.post(note, photo).status_code == 303
    row = GroupNote.objects.get()
    assert "坏了五盏" in text(desk.get(page))
    shown = Client().get(f"/assembly/open/{space.code}/photos/{row.photo}/")
    assert shown.headers["Content-Type"] == "image/jpeg"
    down = f"/assembly/space-notes/{row.pk}/withdraw/"
    assert desk.get(down).status_code == 200
    assert desk.post(down, {"reason": "拍到人了"}).status_code == 303
    assert Client().get(f"/assembly/open/{space.code}/photos/{row.photo}/").status_code == 404
    lead.post(f"{page}steps/take_dots/")
    handed(world, space, 2)
    assert desk.get(f"{page}people/find/?number=7", follow=True).status_code == 200
    guest = desk.get(f"{page}people/find/?number=2", follow=True)
    assert "替 2 号选" in text(guest)
    dots = {f"dots-{card(space, 1).pk}": "2", f"dots-{card(space, 2).pk}": "1"}
    assert "2 号的点记下了" in text(desk.post(f"{page}people/2/", dots, follow=True))
    many = {f"dots-{card(space, 1).pk}": "3", f"dots-{card(space, 2).pk}": "1"}
    assert "一共 3 个点" in text(desk.post(f"{page}people/2/", many, follow=True))
    assert desk.post(f"{page}people/2/", {f"dots-{card(space, 1).pk}": "x"}).status_code == 422
    lead.post(f"{page}steps/plan/")
    assert "2 个点" in text(desk.get(page))
    assert desk.get(f"{page}actions/new/").status_code == 200
    agreed = {
        "what": "换三盏路灯",
        "who": "江畔物业",
        "due_on": space.on + timedelta(days=9),
        "means": "900 元",
    }
    assert desk.post(f"{page}actions/new/", {**agreed, "due_on": "2020-01-01"}).status_code == 422
    assert desk.post(f"{page}actions/new/", agreed).status_code == 303
    assert desk.post(f"{page}actions/new/", {**agreed, "card": str(card(space).pk)}).status_code == 303
    first = SpaceAction.objects.order_by("at").first()
    assert desk.post(f"/assembly/space-actions/{first.pk}/drop/").status_code == 303
    lead.post(f"{page}steps/close/")
    assert "已转为承诺" in text(desk.get(page))
    assert "换三盏路灯" in text(Client().get(f"/assembly/open/{space.code}/"))


def _file():
    from django.core.files.uploadedfile import SimpleUploadedFile

    return SimpleUploadedFile("board.png", picture(), "image/png")


def test_a_resident_takes_part_by_phone(world) -> None:
    neighbour(world.actor("community_manager"), world.person("王秀英"), phone=PHONE)
    space = at(world, "calling")
    hand, door = browser(PHONE), f"/assembly/open/{space.code}/"
    assert "怎样让院子" in text(hand.get("/residents/"))
    assert "怎样让院子" in text(hand.get("/assembly/open/"))
    assert "用手机号登录参加" in text(Client().get(door))
    assert "用我的手机参加" in text(hand.get(door))
    assert hand.get(f"{door}sign-in/").status_code == 303
    assert hand.get(f"{door}topics/new/").status_code == 403
    assert "您的号码是 1 号" in text(hand.post(f"{door}join/", follow=True))
    assert "您是 1 号" in text(hand.post(f"{door}join/", follow=True))
    assert hand.get(f"{door}topics/new/").status_code == 200
    assert hand.post(f"{door}topics/new/", {"title": "路", "convenor": ""}).status_code == 422
    for _twice in range(2):
        assert hand.post(f"{door}topics/new/", {"title": "路灯", "convenor": "王阿姨"}).status_code == 303
    other = paper(world, space, "养狗", "小李")
    assert "记下了" in text(hand.post(f"{door}wishes/", {"card": str(other.pk)}, follow=True))
    assert "撤回了" in text(hand.post(f"{door}topics/1/back/", follow=True))
    manager = world.actor("community_manager")
    for verb in ("hold_market", "talk"):
        if verb == "talk":
            space_cards.arrange_all(manager, space)
        spaces.lead_on(manager, space, verb=verb)
        assert hand.get(door).status_code == 200
    assert hand.get(f"{door}topics/2/note/").status_code == 200
    assert hand.post(f"{door}topics/2/note/", {"words": "先说好几点遛"}).status_code == 303
    assert hand.get(f"{door}topics/1/note/").status_code == 404
    spaces.lead_on(manager, space, verb="take_dots")
    assert "最想推进" in text(hand.get(door))
    for _twice in range(2):
        hand.post(f"{door}dots/", {f"dots-{other.pk}": "3"})
    assert "一共 3 个点" in text(hand.post(f"{door}dots/", {f"dots-{other.pk}": "4"}, follow=True))
    spaces.lead_on(manager, space, verb="plan")
    assert "3 个点" in text(hand.get(door))


def test_the_card_in_the_hand_opens_the_same_door(world) -> None:
    space = at(world, "calling")
    handed(world, space, 2)
    hand, door = Client(), f"/assembly/open/{space.code.lower()}/"
    secret = secret_of(space, 2)
    assert f'value="{secret}"' in text(hand.get(f"{door}card/?n=2&k={secret}"))
    assert hand.post(f"{door}card/", {"number": 1, "secret": secret}).status_code == 422
    assert hand.post(f"{door}card/", {"number": "", "secret": secret}).status_code == 422
    assert "欢迎，2 号" in text(hand.post(f"{door}card/", {"number": 2, "secret": secret}, follow=True))
    assert hand.post(f"{door}topics/new/", {"title": "路灯", "convenor": "2 号"}).status_code == 303
    assert card(space).guest.number == 2
    assert "您是 2 号" in text(hand.get(door))
    stranger = browser("13900005678")
    assert "请到门口领一张入场卡" in text(stranger.get(door))
    assert stranger.post(f"{door}join/").status_code == 404


@pytest.mark.parametrize("state", ["calling", "market", "talking", "dots", "planning", "closed"])
def test_the_wall_and_the_phone_show_every_state(world, state) -> None:
    space = at(world, state)
    wall = f"/assembly/open/{space.code}/wall/"
    whole, part = text(Client().get(wall)), text(Client().get(wall, headers={"HX-Request": "true"}))
    assert "<html" in whole
    assert "<html" not in part
    assert space.title in part
    assert Client().get(f"/assembly/open/{space.code}/").status_code == 200
    assert world.client("grid_worker", world.grid1).get(f"/assembly/spaces/{space.pk}/").status_code == 200


def test_everything_can_be_printed_and_taken_along(world) -> None:
    desk, space = world.client("counter_clerk"), at(world, "market")
    page = f"/assembly/spaces/{space.pk}/"
    assert desk.get(f"{page}cards.pdf").status_code == 422
    assert "1 号到 24 号做好了" in text(desk.post(f"{page}people/", {"count": "24"}, follow=True))
    assert "请写要出几张" in text(desk.post(f"{page}people/", {"count": "many"}, follow=True))
    names = ("invitation-a4.pdf", "invitation-a3.pdf", "cards.pdf?from=13", "topic-cards.pdf", "market.pdf")
    for name in names:
        assert desk.get(page + name).content.startswith(b"%PDF"), name
    assert desk.get(f"{page}invitation-a9.pdf").status_code == 404
    assert desk.get(f"{page}record.xlsx").content[:2] == b"PK"


def test_walls(world) -> None:
    space, draft = at(world, "planning"), at(world, "draft")
    other = world.client("community_manager", world.other_community)
    page, one = f"/assembly/spaces/{space.pk}/", card(space)
    for path in ("", "change/", "cards/new/", "people/1/", "people/find/", "actions/new/", "market.pdf",
                 "record.xlsx", "cards.pdf"):  # fmt: skip
        assert other.get(page + path).status_code == 404, path
    for path in ("steps/close/", "round/", "arrange/", "people/"):
        assert other.post(page + path).status_code == 404, path
    for path in ("change/", "withdraw/", "move/", "note/"):
        assert other.get(f"/assembly/space-cards/{one.pk}/{path}").status_code == 404, path
    helper = world.client("grid_worker", world.grid1)
    assert helper.post(f"{page}steps/close/").status_code == 403
    assert helper.get("/assembly/spaces/new/").status_code == 403
    assert Client().get(page).status_code == 302
    assert Client().get(f"/assembly/open/{draft.code}/").status_code == 404
    assert Client().get("/assembly/open/NOTHING/").status_code == 404
    assert Client().post(f"/assembly/open/{space.code}/dots/").status_code == 403


def test_pages_do_not_ask_more_for_more(world) -> None:
    desk, counts = world.client("community_manager"), []
    for size in (2, 12):
        space = at(world, "calling", places=tuple((f"角{n}", 8) for n in range(6)), rounds=3, minutes=30)
        guests = handed(world, space, size)
        for n in range(size):
            one = paper(world, space, f"题目 {n}", f"某{n}")
            for guest in guests:
                guest.wishes.create(card=one)
        manager = world.actor("community_manager")
        for verb in ("hold_market", "talk"):
            spaces.lead_on(manager, space, verb=verb) if verb != "talk" else space_cards.arrange_all(
                manager, space
            )
        counts.append([])
        page, door = f"/assembly/spaces/{space.pk}/", f"/assembly/open/{space.code}/"
        move = f"/assembly/space-cards/{card(space).pk}/move/"
        desk.get(page)
        for path in (
            page,
            door,
            f"{door}wall/",
            move,
            f"{page}people/1/",
            f"{page}record.xlsx",
            "/assembly/spaces/",
        ):
            with CaptureQueriesContext(connection) as asked:
                assert desk.get(path).status_code == 200, path
            counts[-1].append(len(asked))
    assert all(later <= first for first, later in zip(*counts, strict=True)), counts
