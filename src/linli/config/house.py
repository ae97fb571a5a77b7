"""What the kernel itself contributes: permissions, sentences of acts, and which adapter serves which port."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from linli.kernel.access.permissions import Permission
from linli.kernel.access.roles import (
    ADMINISTRATOR,
    AUDITOR,
    COMMUNITY_MANAGER,
    COUNTER_CLERK,
    GRID_WORKER,
)
from linli.kernel.audit.actions import Action, OnErasure
from linli.kernel.catalogue.manifest import Context, Entry
from linli.kernel.notices.messages import Message

KEEP = OnErasure.KEEP

MANIFEST = Context(
    key="house",
    name=_("系统"),
    navigation=(
        Entry("web:accounts", _("账号与授权"), "users-group", "accounts.manage", 90),
        Entry("web:workdays", _("工作日历"), "calendar-cog", "workdays.edit", 92),
        Entry("web:audit", _("操作记录"), "history", "audit.read", 94),
        Entry("web:house", _("系统状况"), "heartbeat", "house.keep", 96),
    ),
    permissions=(
        Permission("accounts.manage", _("添加账号、重置密码、停用账号"), (ADMINISTRATOR,)),
        Permission("access.grant", _("授予和收回角色"), (ADMINISTRATOR,)),
        Permission("audit.read", _("查看操作记录"), (AUDITOR, ADMINISTRATOR)),
        Permission("house.keep", _("查看系统状况，重新投递消息"), (ADMINISTRATOR,)),
        Permission(
            "sync.hold",
            _("在自己的设备上离线使用自己范围内的资料"),
            (GRID_WORKER, COUNTER_CLERK, COMMUNITY_MANAGER),
        ),
        Permission("sync.manage", _("停用同事的设备，处理没能直接办的离线记录"), (COMMUNITY_MANAGER,)),
        Permission("workdays.edit", _("维护工作日历（节假日与调休）"), (ADMINISTRATOR, COMMUNITY_MANAGER)),
    ),
    messages=(Message("suggestions.answered", _("您提的意见有答复了。")),),
    actions=(
        Action("accounts.signed_in", _("%(actor)s 登录"), KEEP),
        Action("accounts.refused", _("%(actor)s 登录失败"), KEEP),
        Action("accounts.locked", _("%(actor)s 连续输错密码，账号锁定 15 分钟"), KEEP),
        Action("accounts.signed_out", _("%(actor)s 退出"), KEEP),
        Action("accounts.created", _("%(actor)s 添加了账号 %(target)s"), KEEP),
        Action("accounts.password_changed", _("%(actor)s 修改了自己的密码"), KEEP),
        Action("accounts.password_reset", _("%(actor)s 重置了 %(target)s 的密码"), KEEP),
        Action("accounts.switched", _("%(actor)s 启用或停用了 %(target)s"), KEEP),
        Action("accounts.totp_confirmed", _("%(actor)s 开启了动态码"), KEEP),
        Action("accounts.totp_removed", _("%(actor)s 关闭了动态码"), KEEP),
        Action("accounts.key_made", _("%(actor)s 新建了接口密钥"), KEEP),
        Action("accounts.key_withdrawn", _("%(actor)s 停用了接口密钥"), KEEP),
        Action("visitors.signed_in", _("一位居民用手机验证码登录"), KEEP),
        Action("visitors.signed_out", _("一位居民退出"), KEEP),
        Action("visitors.signed_out_everywhere", _("一位居民让 %(browsers)s 处登录一起退出"), KEEP),
        Action("access.granted", _("%(actor)s 授予 %(target)s 角色"), KEEP),
        Action("access.withdrawn", _("%(actor)s 收回 %(target)s 的角色"), KEEP),
        Action("access.cover_given", _("%(actor)s 请 %(target)s 代班"), KEEP),
        Action("access.cover_ended", _("%(actor)s 结束了 %(target)s 的代班"), KEEP),
        Action("areas.community_founded", _("%(actor)s 登记了社区"), KEEP),
        Action("workdays.set", _("%(actor)s 设置了 %(day)s 的工作日安排"), KEEP),
        Action("workdays.cleared", _("%(actor)s 取消了 %(day)s 的特殊安排"), KEEP),
        Action("sync.device_added", _("%(actor)s 让一台设备可以离线使用"), KEEP),
        Action("sync.device_revoked", _("%(actor)s 停用了一台设备"), KEEP),
        Action("sync.set_aside", _("%(actor)s 离线记下的一件事要人看一下"), KEEP),
        Action("sync.aside_settled", _("%(actor)s 处理了一件离线记下、没能直接办的事"), KEEP),
        Action("suggestions.made", _("%(actor)s 提了一条意见"), OnErasure.DROP_REASON),
        Action("suggestions.answered", _("%(actor)s 答复了一条意见"), KEEP),
        Action("house.told_again", _("%(actor)s 重新投递了消息 %(fact)s"), KEEP),
    ),
)


def serve_ports() -> None:
    """Say which adapter serves which port."""
    from linli.adapters.documents.client import TypstDocuments
    from linli.kernel import ports
    from linli.kernel.ports.groups import GroupRobot
    from linli.kernel.ports.hotline import Hotline
    from linli.kernel.ports.voice import Voice

    ports.serve(GroupRobot, _robot())
    ports.serve(Voice, _voice())
    ports.serve(ports.TextMessages, _text_messages())
    ports.serve(ports.Documents, TypstDocuments())
    ports.serve(Hotline, _hotline())


def _text_messages() -> Any:
    """A gateway, as LINLI_SMS says; without it texts stay in the log."""
    from linli.adapters.sms.client import Gateway, HttpTextMessages
    from linli.adapters.sms.fake import FakeTextMessages

    return HttpTextMessages(Gateway(**settings.SMS)) if settings.SMS["address"] else FakeTextMessages()


def _robot() -> Any:
    """WeCom's, where LINLI_WECOM says where; without it messages to groups stay in the house."""
    from linli.adapters.wecom.client import WeComRobot
    from linli.adapters.wecom.fake import FakeRobot

    return WeComRobot(settings.WECOM) if settings.WECOM else FakeRobot()


def _voice() -> Any:
    """A service, as LINLI_VOICE says; without it people call from the list."""
    from linli.adapters.voice.client import HttpVoice
    from linli.adapters.voice.fake import FakeVoice

    return HttpVoice(settings.VOICE, settings.VOICE_KEY) if settings.VOICE else FakeVoice()


def _hotline() -> Any:
    """By HTTP or by files, as LINLI_HOTLINE says; without it nobody calls."""
    from linli.adapters.hotline.client import HttpHotline
    from linli.adapters.hotline.fake import FakeHotline
    from linli.adapters.hotline.folder import FolderHotline

    named = settings.HOTLINE
    if named.startswith(("http://", "https://")):
        return HttpHotline(named, settings.HOTLINE_KEY)
    return FolderHotline(Path(named)) if named else FakeHotline()
