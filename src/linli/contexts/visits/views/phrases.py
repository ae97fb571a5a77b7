"""What the pocket page says by itself, in the reader's language."""

from django.utils.translation import gettext as _


def phrases() -> dict[str, str]:
    """Sentences by key; ⟦n⟧ and the like stand for what the page puts in."""
    return {
        "online": _("有网络"),
        "offline": _("没有网络，照常记"),
        "sending": _("正在送出…"),
        "loading": _("正在更新资料…"),
        "signin": _("登录时间到了。记下的都在手机里，请登录后再送。"),
        "other": _("这里装的是 ⟦name⟧ 的资料，现在登录的是另一个账号。请 ⟦name⟧ 登录后再送。"),
        "later": _("服务器暂时不能接收，稍后再送。记下的都在手机里。"),
        "revoked": _("这台设备已停用，里面的资料已清除。"),
        "sent": _("都送到了。"),
        "loaded": _("资料更新到 ⟦at⟧"),
        "never": _("还没有资料，请联网后按“更新资料”。"),
        "draft": _("没记完"),
        "waiting": _("待送"),
        "taken": _("已到服务器"),
        "conflict": _("已到服务器，有几项要核对"),
        "aside": _("已到服务器，要人看一下"),
        "pin": _("密码是六位数字，两次要一样。"),
        "wrong": _("密码不对。连续五次不对，就要登录后重新设置。"),
        "forgotten": _("密码错了五次。请联网登录，再设一个新密码；记下的都还在。"),
        "network": _("第一次要有网络，才能装入资料。"),
        "outcome": _("请选择怎么联系的、结果怎样。"),
        "saved": _("⟦place⟧ 已记在手机里，还没有到服务器。"),
        "full": _("手机存不下了：已经腾出旧资料，还是不够。请删掉一些照片再保存。"),
        "photo": _("这张照片打不开，请换一张。"),
        "photos": _("已选 ⟦n⟧ 张照片"),
        "remove": _("去掉"),
        "last": _("上次 ⟦day⟧"),
        "nobody": _("没有登记住户"),
        "many": _("还有 ⟦n⟧ 户，输入门牌或姓名查找。"),
        "none": _("没有找到。可以只输门牌号或姓名里的一个字。"),
        "missing": _("还没有登记"),
        "why": _("为什么今天来"),
    }
