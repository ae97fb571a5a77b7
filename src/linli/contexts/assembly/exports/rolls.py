"""The roll and the walking list as workbooks."""

from collections.abc import Mapping, Sequence

from linli.contexts.assembly.models import Part
from linli.contexts.assembly.queries.walking import DoorLeft
from linli.engines.workbooks import NewSheet, Value, build
from linli.kernel.ballots.casting import channel_word
from linli.kernel.ballots.models import Seat

ROLL = ("门牌", "姓名或户主", "面积（m²）", "开发商持有", "是否已投", "方式", "日期")
LEFT = ("楼栋", "门牌", "还有几票", "姓名")


ROLL_WIDTHS = (20.0, 14.0, 12.0, 12.0, 10.0, 10.0, 12.0)
LEFT_WIDTHS = (12.0, 22.0, 10.0, 40.0)


def roll(rows: Sequence[Seat], names: Mapping[str, str], parts: Mapping[str, Part]) -> bytes:
    """Every line with whose it is; what was voted is in no list."""
    lines = [_line(one, names.get(one.key, ""), parts.get(one.key)) for one in rows]
    sheet = NewSheet(
        name="名册",
        header=[ROLL],
        rows=lines,
        title="投票名册",
        widths=ROLL_WIDTHS,
    )
    return build([sheet])


def _line(seat: Seat, name: str, part: Part | None) -> list[Value]:
    area = float(part.floor_area) if part and part.floor_area is not None else ""
    return [
        seat.door, name, area, "是" if part and part.held_by_developer else "", "是" if seat.voted else "",
        channel_word(seat.channel) if seat.channel else "",
        f"{seat.voted_on:%Y-%m-%d}" if seat.voted_on else "",
    ]  # fmt: skip


def doors_left(rows: Sequence[DoorLeft]) -> bytes:
    """The doors that have votes left, in walking order."""
    lines: list[list[Value]] = [[one.building, one.door, one.votes, "、".join(one.names)] for one in rows]
    return build(
        [
            NewSheet(
                name="送票",
                header=[LEFT],
                rows=lines,
                title="还没有投票的门户",
                widths=LEFT_WIDTHS,
            )
        ]
    )
