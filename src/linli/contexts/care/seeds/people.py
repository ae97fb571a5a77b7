"""People whom the first community looks after already, and others who wait for a decision."""

import random
from collections.abc import Callable, Sequence
from datetime import timedelta

from linli.contexts.care.commands import cards, plans, proposals, records
from linli.contexts.care.models import CareRecord, EmergencyCard, Proposal
from linli.contexts.care.queries.words import TIERS
from linli.contexts.care.seeds.past import arranged
from linli.contexts.registry import api as registry
from linli.kernel import clock, db
from linli.kernel.actor import linli
from linli.kernel.areas.models import Area

Progress = Callable[[str, int, int], None]
STREAM = 20260501
MOST = 60
"""How many are looked after in the demonstration; everybody else waits for a decision."""
NEEDS = {
    "older": ("meals", "company", "cleaning", "doctor", "medicine", "home_safety", "bathing", "phone"),
    "child": ("schooling", "minding", "company"),
    "hardship": ("money", "medicine", "work", "repairs"),
}
PLANS = {
    "older": (
        ("每周三送菜时进门坐一会儿；血压药由女儿每月 5 日取；天冷了先看暖气热不热。", "每周下楼走两次"),
        ("楼下王阿姨每天看一眼窗帘；周五志愿者来打扫；洗澡装上扶手以后自己洗。", "卫生间装好扶手"),
        ("午饭订社区食堂；周日和儿子视频；记性差了，药盒按星期分好。", "学会自己打视频电话"),
    ),
    "child": (
        ("放学到社区写作业；爷爷身体不好，网格员每月看一次；学费减免已经报上去。", "数学作业当天写完"),
        ("周末参加合唱；和在外打工的爸爸每周视频一次。", "每周和爸爸视频一次"),
    ),
    "hardship": (
        ("低保复核材料一起准备；每月取药顺路送到家。", "下月把残疾证续上"),
        ("先申请临时救助；就业指导约在下周。", "去一次招聘会"),
    ),
}
CARDS = (
    cards.CardTold(
        "对门 302 有一把", "氨氯地平，每早一片", "a", "walks", "耳背，先打电话", "青霉素", "高血压"
    ),
    cards.CardTold("社区代管 7 号", "二甲双胍，饭后", "unknown", "stick", "", "", "糖尿病"),
    cards.CardTold("女儿家，开车 20 分钟", "阿司匹林", "o", "wheelchair", "门口有台阶", "磺胺", "脑梗后遗症"),
    cards.CardTold("", "", "", "walks", "养了一只小狗", "", ""),
)


def looked_after(communities: Sequence[str], progress: Progress) -> None:
    """The first community; the others begin with proposals only."""
    if CareRecord.objects.exists():
        return
    actor = linli("demo")
    for community in Area.objects.filter(code__in=communities).order_by("code"):
        proposals.propose(actor, community)
    place = Area.objects.filter(code__in=communities).order_by("code").first()
    if place is None:
        return
    chance = random.Random(STREAM)  # noqa: S311 - a believable past, not a secret
    waiting = list(Proposal.objects.filter(community=place).order_by("person__name_order", "pk"))
    by_tier = [[row for row in waiting if row.tier == tier] for tier in TIERS]
    chosen = [row for rows in by_tier for row in chance.sample(rows, min(MOST // 3, len(rows)))]
    held = registry.held(actor, [row.person_id for row in chosen])
    for number, row in enumerate(chosen):
        needs = chance.sample(NEEDS[row.kind], chance.randint(1, 2))
        told = records.Told(row.classes, row.tier, needs=needs)
        made = records.take_up(actor, held[row.person_id], told=told)
        if number % 5:
            _arranged(made, chance)
        if number % 20 == 0:
            progress("关爱", number, len(chosen))
    arranged(place, list(CareRecord.objects.order_by("pk").select_related("area")), chance)
    _some_time_ago(chance)
    progress("关爱", len(chosen), len(chosen))


def _arranged(row: CareRecord, chance: random.Random) -> None:
    """A plan, a goal and a card, as a visit would have left them."""
    actor, today = linli("demo"), clock.today()
    plan, goal = chance.choice(PLANS[row.kind])
    told = plans.Talked(
        plan, chance.choice(("本人", "本人和女儿", "本人和儿子")), "", today + timedelta(days=60)
    )
    plans.talk_over(actor, row, told=told)
    plans.set_goal(actor, row, words=goal, by_on=today + timedelta(days=chance.randint(20, 90)))
    if row.kind != "child":
        cards.write(actor, row, told=chance.choice(CARDS))


def _some_time_ago(chance: random.Random) -> None:
    """Spread what was just made over the past year, so that some cards and plans are due."""
    today, rows = clock.today(), list(CareRecord.objects.all())
    for row in rows:
        row.since_on = today - timedelta(days=chance.randint(20, 400))
        if row.agreed_on is not None:
            row.agreed_on = today - timedelta(days=chance.randint(1, min(60, (today - row.since_on).days)))
            row.review_on = row.agreed_on + timedelta(days=61 if row.tier == "high" else 120)
    db.write_back(CareRecord, rows, ("since_on", "agreed_on", "review_on"))
    held = list(EmergencyCard.objects.all())
    for card in held:
        card.confirmed_on = today - timedelta(days=chance.randint(1, 105))
    db.write_back(EmergencyCard, held, ("confirmed_on",))
