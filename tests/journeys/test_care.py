"""From a proposal to the card behind the door; a meal that nobody took; an afternoon of children."""

import json
import random
import re
import zlib
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, Locator, Page, expect
from tests.journeys.conftest import in_the_house, sign_in
from tests.journeys.test_vote import resident_in

pytestmark = pytest.mark.journey
House = Callable[..., str]
PEOPLE = """
import json, sys, django
django.setup()
from datetime import date, timedelta
from django.utils import timezone
from linli.contexts.registry import api as registry
from linli.contexts.registry.models import Dwelling
from linli.kernel import clock
from linli.kernel.access.queries import in_force
from linli.kernel.actor import linli
from linli.kernel.areas.models import Area
staff, today = linli("journey"), clock.today()
place = Area.objects.get(code=in_force().get(account__username="manager").area.code)

def move_in(told):
    # A home of the community in which nobody lives, in a grid that has a worker.
    home = next(one for one in Dwelling.objects.filter(community=place, living_count=0).order_by("-pk")
                if worker_of(one.area.code))
    born = {name: today - timedelta(days=int(age * 365.25) + 40) for name, age in told}
    people = [registry.Newcomer({"name": name, "sex": "2", "born_on": day}) for name, day in born.items()]
    return home, [registry.take_in(staff, home.pk, one) for one in people]

def worker_of(code):
    above = [code[:n] for n in range(len(place.code) + 1, len(code) + 1)]
    found = in_force().filter(role="grid_worker", account__is_active=True, area__code__in=above).first()
    return found and found.account.username
"""
ALONE = f"""{PEOPLE}
from linli.contexts.care import tasks
name, daughter = sys.argv[1:]
home, (one,) = move_in([(name, 84)])
told = registry.ContactTold("family", daughter, "女儿", "13900001234", holds_key=True)
registry.add_contact(staff, one, told)
tasks.propose_all()
print(json.dumps({{"person": str(one), "home": str(home.pk), "worker": worker_of(home.area.code)}}))
"""
LONG_AGO = """
import sys, django
django.setup()
from datetime import timedelta
from linli.contexts.care.models import EmergencyCard
from linli.kernel import clock
found = EmergencyCard.objects.filter(record__person=sys.argv[1])
found.update(confirmed_on=clock.today() - timedelta(days=200))
"""
NEIGHBOUR = f"""{PEOPLE}
from linli.contexts.care.commands import offers
from linli.contexts.residents.commands import links
from linli.kernel.organisations.models import Organisation
name, phone, meal = sys.argv[1:]
home, (one,) = move_in([(name, 76)])
met = links.Met(phone, "owner_here", one)
links.confirm(staff, registry.door(staff, home.pk), met=met, reason="窗口看过身份证")
canteen = in_force().get(account__username="canteen").account.organisation_id
offers.open_offer(staff, place, told=offers.Offered(
    canteen, place.pk, "meals", meal, 1500, 9, range(7), on_holidays=True))
print(json.dumps({{"person": str(one), "worker": worker_of(home.area.code)}}))
"""
DAY_COMES = """
import sys, django
django.setup()
from linli.contexts.care.models import Occasion
from linli.kernel import clock
rows = list(Occasion.objects.filter(order__person=sys.argv[1]).order_by("on"))
gone = rows[0].on - clock.today()
for row in rows:
    Occasion.objects.filter(pk=row.pk).update(on=row.on - gone)
"""
ROOM = f"""{PEOPLE}
from linli.contexts.care.commands import room_days, rooms
from linli.contexts.care.commands.rooms import Enrolled, Fetcher, Planned
now = timezone.localtime(clock.now())
counter = in_force().get(account__username="counter").account_id
opens, until = max(0, now.hour * 60 + now.minute - 5), today + timedelta(days=60)
told = Planned(sys.argv[1], opens, 24 * 60, range(7), 6, today, until, counter)
room = rooms.open_room(staff, place, told=told)
room_days.change_day(staff, room, told=room_days.Changed(today, is_open=True, why="今天开课"))
for number, child in enumerate(move_in([(name, 9) for name in sys.argv[2:]])[1]):
    fetcher = Fetcher(f"周阿姨{{number}}", "外婆", f"1380000308{{number}}")
    told = Enrolled(range(7), "妈妈", [fetcher], "花生过敏")
    rooms.enrol(staff, room, registry.card(staff, child), told=told)
print(room.pk)
"""
MINUTES_GO_BY = """
import sys, django
django.setup()
from linli.contexts.care import tasks
from linli.contexts.care.models import Room
Room.objects.filter(pk=sys.argv[1]).update(absent_minutes=0)
tasks.ask_after_children()
"""
GIVEN = "安宁静婉敏秋云霞桂兰芝荷月明朗远志清和平"


def somebody() -> str:
    """A name that nobody else in the house has."""
    return "诸葛" + "".join(random.sample(GIVEN, 2))


def number() -> str:
    """A telephone of one's own, so that no code of another story is waited for."""
    return f"1370000{random.randrange(10_000):04d}"


@pytest.fixture
def laid(house: str, tmp_path_factory: pytest.TempPathFactory) -> House:
    """What a story lays in the house, or lets go by there."""
    return lambda script, *arguments: in_the_house(tmp_path_factory, script, *arguments)


@pytest.fixture
def elder(browser: Browser, house: str) -> Iterator[Page]:
    """A resident's phone, in large letters."""
    context = browser.new_context(
        viewport={"width": 390, "height": 844}, base_url=house, locale="zh-CN", has_touch=True
    )
    context.add_cookies([{"name": "linli_reading", "value": "elder", "url": house}])
    yield context.new_page()
    context.close()


@pytest.fixture
def office(page: Page, browser: Browser, house: str) -> Iterator[Page]:
    """A second pair of hands, at a screen as wide as the first."""
    context = browser.new_context(viewport=page.viewport_size, base_url=house, locale="zh-CN")
    yield context.new_page()
    context.close()


def save(page: Page) -> None:
    page.locator("main form.deed button.btn-primary").click()


def fits(page: Page) -> None:
    """Nothing beyond the edge."""
    page.wait_for_load_state("networkidle")
    assert page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth") <= 0


def large_enough(page: Page) -> None:
    """Inside the screen, and nothing too small for a thumb."""
    fits(page)
    for one in page.locator("main .btn:visible").all():
        box = one.bounding_box()
        assert box
        assert box["height"] >= 44


def look_again(page: Page, place: str, until: Callable[[str], bool]) -> None:
    """What one part of the house tells another arrives a moment later."""
    for _again in range(60):
        if until(page.locator(place).inner_text()):
            return
        page.wait_for_timeout(500)
        page.reload()
    raise AssertionError(page.locator(place).inner_text())


def letters_of(pdf: bytes) -> set[str]:
    """Every letter that the fonts of a PDF can be read back as."""
    found: set[str] = set()
    for part in re.findall(rb"stream\r?\n(.*?)endstream", pdf, re.DOTALL):
        try:
            text = zlib.decompress(part)
        except zlib.error:
            continue
        if b"beginbfchar" in text:
            for letter in re.findall(rb"<[0-9a-fA-F]+>\s*<([0-9a-fA-F]+)>", text):
                found |= set(bytes.fromhex(letter.decode()).decode("utf-16-be", "replace"))
    return found


def in_the_list(page: Page, address: str, name: str) -> Locator:
    """The one line of a long list that a name finds."""
    page.goto(address)
    page.fill("main form.filters input[name=q]", name)
    page.press("main form.filters input[name=q]", "Enter")
    line = page.locator("#rows tbody tr", has_text=name)
    expect(page.locator("#rows tbody tr")).to_have_count(1)
    expect(line).to_have_count(1)
    return line


def test_somebody_living_alone_is_proposed_planned_for_and_has_a_card_behind_the_door(
    page: Page, laid: House
) -> None:
    name, daughter = somebody(), somebody()
    told = json.loads(laid(ALONE, name, daughter))
    sign_in(page, told["worker"])
    in_the_list(page, "/care/proposals/", name).get_by_role("link", name="照看", exact=True).click()
    expect(page.get_by_label("80 岁以上独居或空巢")).to_be_checked()
    expect(page.get_by_label("每周看望")).to_be_checked()
    fits(page)
    save(page)
    expect(page.locator(".alert-success")).to_contain_text("已开始照看")
    in_the_list(page, "/care/", name).get_by_role("link", name=name).click()
    expect(page.locator("h1")).to_have_text(name)
    record = page.url

    page.get_by_role("link", name="商量计划").click()
    page.fill("#id_plan", "每周三送菜时进门坐一会儿")
    page.fill("#id_with_whom", "本人和女儿")
    save(page)
    expect(page.locator("main")).to_contain_text("每周三送菜时进门坐一会儿")
    page.get_by_role("link", name="加一件想做到的事").click()
    page.fill("#id_words", "每周下楼走两次")
    save(page)
    goal = page.locator("li", has_text="每周下楼走两次")
    goal.get_by_role("button", name="做到了").click()
    expect(goal).to_contain_text("做到了")

    card = page.locator("#card")
    expect(card).to_contain_text("还没有填写")
    card.get_by_role("link", name="填写").click()
    page.fill("#id_key_place", "对门有一把")
    page.fill("#id_medicines", "降压药，每早一片")
    save(page)
    expect(page.locator("#card")).to_contain_text("核对过")
    expect(page.locator("#card")).not_to_contain_text("该再核对一次了")
    fits(page)

    page.locator("#card").get_by_role("link", name="打印").click()
    save(page)
    expect(page.locator("main .invalid-feedback").first).to_be_visible()  # the reason stays on record
    sent = {
        "csrfmiddlewaretoken": page.input_value("[name=csrfmiddlewaretoken]"),
        "reason": "门后贴一张",
    }
    answer = page.request.post(page.url, form=sent)
    pdf = answer.body()
    assert (answer.status, answer.headers["content-type"]) == (200, "application/pdf")
    width, height = (float(n) for n in re.findall(rb"/MediaBox ?\[0 0 ([\d.]+) ([\d.]+)\]", pdf)[0])
    assert (round(width), round(height)) == (420, 595), "A5, upright"
    assert set(f"{name}{daughter}女儿13900001234对门有一把降压药") <= letters_of(pdf)

    # Half a year goes by; a visit finds the card still right.
    laid(LONG_AGO, told["person"])
    page.goto(record)
    expect(page.locator("#card")).to_contain_text("该再核对一次了")
    page.goto(f"/visits/door/{told['home']}/")
    page.locator("button[data-once]", has_text=f"老年人探访（{name}）").click()
    asked = page.locator(".cl-question", has_text="应急联络卡都还对")
    asked.locator(".cl-choice", has_text="是").click()
    page.locator("label.tap", has_text=re.compile("^见到了$")).first.click()
    page.locator("label.tap", has_text=re.compile("^见到或联系上$")).click()
    page.locator(".visit-save button").click()
    page.wait_for_url(lambda address: "/visits/door/" not in address)
    page.goto(record)
    look_again(page, ".page-head", lambda said: "看望过" in said)
    look_again(page, "#card", lambda said: "该再核对一次了" not in said)


def order_lunch(page: Page, phone: str, meal: str) -> None:
    """From one's own page to lunch on every day of a few days."""
    resident_in(page, phone)
    page.goto("/residents/")
    page.locator("a", has_text="上门服务").first.click()
    own = page.locator("section", has=page.get_by_role("heading", name="我自己"))
    own.get_by_text("看看能订什么").click()
    large_enough(page)
    own.locator("li", has_text=meal).get_by_role("link", name="订", exact=True).click()
    expect(page.locator("main")).to_contain_text("您付")
    page.get_by_label("每个服务日").check()
    first = page.input_value("#id_from_on")
    last = page.evaluate("day => new Date(Date.parse(day) + 2 * 864e5).toISOString().slice(0, 10)", first)
    page.fill("#id_until_on", last)
    page.fill("#id_remarks", "少盐，敲门响一点")
    large_enough(page)
    page.get_by_role("button", name="订好").click()
    expect(page.locator(".alert-success")).to_contain_text("订好了")
    expect(own.locator("li", has_text=meal).first).to_contain_text("可以取消")
    large_enough(page)


def closed_door(page: Page, name: str, meal: str) -> None:
    """The partner's round of today, where one door does not open."""
    page.goto("/care/services/")
    page.locator("a.row-link", has_text=meal).click()
    expect(page.locator("main")).to_contain_text("少盐，敲门响一点")
    page.get_by_role("button", name="这天的都接下").click()
    expect(page.locator(".alert-success")).to_contain_text("已接下")
    stop = page.locator("li", has=page.get_by_text(name, exact=True))
    expect(stop).to_contain_text("已接单")
    fits(page)
    stop.get_by_role("button", name="没有开门").click()
    expect(page.locator(".alert-warning.alert-dismissible")).to_contain_text("先打电话")
    expect(stop.locator(".tag-warm")).to_contain_text("没有开门")


def test_a_door_that_did_not_open_is_asked_after_and_the_meal_comes_later(
    page: Page, office: Page, elder: Page, laid: House
) -> None:
    name, phone = somebody(), number()
    meal = f"{name[2:]}家常午餐"
    told = json.loads(laid(NEIGHBOUR, name, phone, meal))
    order_lunch(elder, phone, meal)
    laid(DAY_COMES, told["person"])
    sign_in(office, "canteen")
    closed_door(office, name, meal)

    sign_in(page, told["worker"])
    page.goto("/care/services/")
    waiting = page.locator("section", has=page.get_by_role("heading", name="没有开门，等着打电话"))
    waiting.get_by_role("link", name=name).click()
    page.locator("main [id^=p-] button", has_text="电话").click()
    expect(page.locator("main [id^=p-]")).to_contain_text(re.compile(r"\d{11}|没有登记电话"))
    fits(page)
    page.get_by_text("打不通，要上门看看").click()
    page.get_by_role("button", name="记下").click()
    expect(waiting.locator("li", has_text=name)).to_contain_text("要上门")
    waiting.get_by_role("link", name=name).click()
    page.get_by_text("联系上了，人没事").click()
    page.fill("#id_words", "在楼下晒太阳，没听见")
    page.get_by_role("button", name="记下").click()
    expect(page.locator(".alert-success")).to_contain_text("谢谢您惦记着")
    expect(page.locator("main").get_by_role("link", name=name)).to_have_count(0)

    office.reload()
    stop = office.locator("li", has=office.get_by_text(name, exact=True))
    stop.get_by_role("button", name="后来送到了").click()
    expect(stop.locator(".tag-good")).to_contain_text("已交到手上")
    expect(office.locator(".lead-words")).to_contain_text("还有 0 份没送")


def line_of(page: Page, name: str) -> Locator:
    """A child's line of this afternoon."""
    afternoon = page.locator("section", has=page.get_by_role("heading", name="今天下午"))
    return afternoon.locator("li", has=page.get_by_text(name, exact=True))


def test_no_child_is_missed_in_silence_and_only_the_named_fetch_one(page: Page, laid: House) -> None:
    first, second, absent = names = random.sample([f"诸葛{a}{b}" for a in GIVEN for b in GIVEN], 3)
    room = f"{first[2:]}晚托班"
    address = f"/care/rooms/{laid(ROOM, room, *names).strip()}/"
    sign_in(page, "counter")
    page.goto("/care/rooms/")
    page.locator("a.row-link", has_text=room).click()
    roster = page.locator("section", has=page.get_by_role("heading", name="名单"))
    for name in names:
        expect(roster).to_contain_text(name)
    fits(page)
    for name in (first, second):
        line_of(page, name).get_by_role("button", name="到了").click()
        expect(line_of(page, name)).to_contain_text("在教室")
    laid(MINUTES_GO_BY, address.split("/")[-2])

    page.goto("/")
    page.get_by_role("link", name=f"{absent}还没到教室").click()
    expect(line_of(page, absent).locator(".tag-warm")).to_contain_text("该到没到")
    line_of(page, absent).get_by_role("link", name="问到了").click()
    save(page)
    expect(page.locator("main .invalid-feedback").first).to_be_visible()
    page.goto("/")
    expect(page.locator("main")).to_contain_text(f"{absent}还没到教室")
    page.goto(address)
    line_of(page, absent).get_by_role("link", name="问到了").click()
    page.fill("#id_words", "妈妈说在奶奶家，路上堵车")
    save(page)
    expect(line_of(page, absent)).to_contain_text("妈妈说在奶奶家")
    page.goto("/")
    expect(page.locator("main")).not_to_contain_text(f"{absent}还没到教室")

    page.goto(address)
    line_of(page, first).get_by_role("link", name="接走").click()
    page.get_by_text("周阿姨0（外婆）").click()
    save(page)
    expect(line_of(page, first)).to_contain_text("周阿姨0（外婆）")

    line_of(page, second).get_by_role("link", name="换人接").click()
    page.fill("#id_name", "邻居小陈")
    save(page)
    word = re.search(r"口令是“(.+?)”", page.locator("body").inner_text())
    assert word
    line_of(page, second).get_by_role("link", name="接走").click()
    expect(page.locator("main input[type=radio]")).to_have_count(2)
    expect(page.locator("main")).not_to_contain_text("周阿姨0")
    page.get_by_text("邻居小陈，要说对口令").click()
    page.fill("#id_word", "芝麻开门")
    save(page)
    expect(page.locator("main")).to_contain_text("口令不对，孩子先留在教室")
    page.goto(address)
    expect(line_of(page, second)).to_contain_text("在教室")
    line_of(page, second).get_by_role("link", name="接走").click()
    page.get_by_text("邻居小陈，要说对口令").click()
    page.fill("#id_word", word.group(1))
    save(page)
    expect(line_of(page, second)).to_contain_text("邻居小陈（一次口令）")

    # A file is chosen in the words of the page, not in those of the browser.
    page.goto(f"{address}roster/take/")
    expect(page.locator(".file-shown")).to_contain_text("还没有选")
    file = {"name": "名单.csv", "mimeType": "text/csv", "buffer": "姓名,监护人,电话\n".encode()}
    page.set_input_files("#id_file", file)
    expect(page.locator(".file-shown")).to_contain_text("名单.csv")
