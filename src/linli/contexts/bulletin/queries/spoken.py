"""A notice as the loudspeaker says it."""

from dataclasses import dataclass

from linli.contexts.bulletin.models import Notice
from linli.engines.text.speaking import seconds, shortened, spoken
from linli.kernel import packs


@dataclass(frozen=True, slots=True)
class Call:
    """Words to read aloud, and how long that takes."""

    words: str
    seconds: int
    is_own: bool
    """True when somebody wrote it, not made from the notice."""


def call_of(notice: Notice) -> Call:
    """What somebody wrote for it, else its title and first sentences; numbers as words."""
    rules = packs.pack("bulletin")["speech"]
    if notice.spoken.strip():
        words = spoken(notice.spoken.strip())
        return Call(words, seconds(words, rules["per_minute"]), is_own=True)
    end = f"详情请看公告栏，或打电话{notice.phone}。" if notice.phone else "详情请看公告栏。"
    head = f"各位居民请注意：{notice.title}。"
    room = rules["most_seconds"] * rules["per_minute"] // 60
    words = spoken(head) + shortened(spoken(notice.words), room - len(spoken(head + end))) + spoken(end)
    return Call(words, seconds(words, rules["per_minute"]), is_own=False)
