"""How is an alarm said to a neighbour, in one or two plain sentences?"""

from datetime import datetime, timedelta

from linli.engines.silence.hours import BLOCK_HOURS
from linli.engines.silence.model import Alarm, Reason

PARTS_OF_DAY = ("半夜", "凌晨", "早晨", "上午", "中午", "下午", "傍晚", "夜里")
POSSIBLE_CAUSES = "可能漏水、忘了关，也可能有人在浴室里需要帮助。"


def sentence(alarm: Alarm) -> str:
    """Say why this home should be called, in Chinese."""
    return flow_sentence(alarm) if alarm.kind == "flow" else silence_sentence(alarm)


def silence_sentence(alarm: Alarm) -> str:
    """What has been quiet since when, and how unlike this home that is."""
    reason = alarm.reason
    opening = f"{_when(reason.since, alarm.at)}以后，这个家已经连续 {reason.hours:.0f} 小时没有用水"
    if reason.expected_hours >= 1:
        opening += f"；平时这段时间里大约有 {reason.expected_hours:.0f} 个小时会用到水"
    return f"{opening}。{_comparison(reason)}"


def _comparison(reason: Reason) -> str:
    """How this silence compares with those begun at the same time of day."""
    kind, part = "休息日" if reason.rest_day else "平日", PARTS_OF_DAY[reason.since.hour // BLOCK_HOURS]
    if reason.code == "still_learning":
        return f"对这个家的了解只有 {reason.known_days} 天，也参照了其他家庭的习惯，请先打个电话。"
    if reason.code == "never_this_long":
        said = f"{reason.known_days} 天里，这个家从没有在{kind}{part}开始连续 {reason.hours:.0f} 小时不用水"
        return (
            f"{said}，最长的一次是 {reason.longest_hours:.0f} 小时。" if reason.longest_hours else f"{said}。"
        )
    often = max(round(1 / max(reason.rarity, 1e-3)), 2)
    return (
        f"{kind}{part}开始的不用水，十次有九次在 {reason.usual_hours:.0f} 小时内结束；"
        f"这么久的，大约 {often} 次里才有一次。"
    )


def flow_sentence(alarm: Alarm) -> str:
    """How long and how much water has been running."""
    reason = alarm.reason
    opening = (
        f"{_when(reason.since, alarm.at)}起，这个家的水连续 {reason.hours:.0f} 小时没有停过，"
        f"一共用了 {reason.litres:.0f} 升"
    )
    if reason.code == "water_keeps_running":
        return f"{opening}；平时最多连续用 {reason.usual_hours:.0f} 小时。{POSSIBLE_CAUSES}"
    return f"{opening}，比平时任何一次都多得多。{POSSIBLE_CAUSES}"


def _when(then: datetime, now: datetime) -> str:
    """A moment as people say it."""
    clock = f"{then.hour} 点 {then.minute:02d} 分"
    if then.date() == now.date():
        return f"今天 {clock}"
    if then.date() == now.date() - timedelta(days=1):
        return f"昨天 {clock}"
    return f"{then.month} 月 {then.day} 日 {clock}"
