"""What states of devices are called, and what each kind of reading is for, as the consent form says it."""

from django.utils.translation import gettext_lazy as _

from linli.contexts.guard.models import Kind

STATES = {
    "good": _("正常"),
    "stale": _("很久没有上报"),
    "never": _("还没有上报过"),
    "low": _("电池不足"),
    "refused": _("住户已撤回同意，不再读取"),
    "removed": _("已拆除"),
}
TAGS = {
    "good": "tag-good",
    "stale": "tag-warm",
    "never": "tag-warm",
    "low": "tag-warm",
    "removed": "tag-plain",
}
HEARS = {
    Kind.WATER: _("水表的累计读数，用来知道家里有没有用水"),
    Kind.DOOR: _("门开过没有，不记录是谁"),
    Kind.MOTION: _("屋里有没有人走动，不拍照、不录音"),
    Kind.SMOKE: _("有没有烟"),
    Kind.SOS: _("有没有人按下按钮求助"),
    Kind.POWER: _("电表的累计读数，用来知道家里有没有用电"),
    Kind.GAS: _("燃气表的累计读数，用来知道灶火是否忘关"),
}
"""What is read and why, in words for whoever signs."""
