"""How the way in for readings is: whether somebody listens, what came, what waits, what went wrong."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from django.utils.translation import gettext as _

from linli.kernel import clock
from linli.kernel.jobs import pulses

KEY = "guard.listener"
SILENT = timedelta(seconds=30)
"""A listener that says nothing for so long has stopped."""


@dataclass(frozen=True, slots=True)
class Listening:
    """As the listener said last."""

    state: str
    """connected, disconnected, stopped, or none: there never was one."""
    broker: str = ""
    said_at: datetime | None = None
    since: datetime | None = None
    last_message_at: datetime | None = None
    messages: int = 0
    a_minute: int = 0
    waiting: int | None = None
    trouble: str = ""
    reconnects: int = 0
    strangers: int = 0

    @property
    def is_well(self) -> bool:
        """True when nobody has to look after it."""
        return self.state == "connected" and not self.trouble


def listening() -> Listening:
    """Now; one query."""
    said = pulses.last(KEY)
    if said is None:
        return Listening("none")
    told: dict[str, Any] = said.told
    state = "connected" if told["connected"] else "disconnected"
    if clock.now() - said.at > SILENT:
        state = "stopped"
    return Listening(
        state, told["broker"], said.at, _moment(told["since"]), _moment(told["last_message"]),
        told["messages"], told["a_minute"], told["waiting"], told["trouble"], told["reconnects"],
        told.get("strangers", 0),
    )  # fmt: skip


def sentence(found: Listening) -> str:
    """The same for a person, with what to do."""
    if found.state == "none":
        return _("消息通道还没有启动过；读数可以用接口或文件送来。")
    if found.state == "stopped":
        return _("收数进程没有消息了，可能停了，也可能磁盘满了。读数等在消息服务里，不会丢；请管理员看一看。")
    if found.trouble == "store":
        return _("读数暂时存不进数据库（可能是磁盘满了），正在反复重试；没有存好的不会丢。")
    if found.state == "connected":
        return _("消息通道正常。")
    return TROUBLES.get(found.trouble, _unreachable)()


def _unreachable() -> str:
    return _("连不上消息服务，正在反复重试。")


TROUBLES = {
    "credentials": lambda: _("消息服务不认收数的用户名或密码，请管理员检查 LINLI_MQTT_URL。"),
    "tls": lambda: _("消息服务的证书不受信任，请管理员检查证书或 LINLI_MQTT_CA。"),
    "protocol": lambda: _("对方不像是 MQTT 服务，请管理员检查地址和端口。"),
}


def _moment(seconds: float | None) -> datetime | None:
    return None if seconds is None else datetime.fromtimestamp(seconds, UTC)
