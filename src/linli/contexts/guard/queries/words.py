"""What states of devices are called, and what each kind of reading is for, as the consent form says it."""

from django.utils.translation import gettext_lazy as _

from linli.contexts.guard.models import Alarm, Kind

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
    "refused": "tag-plain",
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
    Kind.GAS_ALARM: _("有没有漏燃气"),
}
"""What is read and why, in words for whoever signs."""
RUNG_WORDS = {
    "raised": _("本人"),
    "contacts": _("家人和紧急联系人"),
    "volunteer": _("结对志愿者"),
    "worker": _("网格员上门"),
    "desk": _("值班的人"),
    "rescue": _("110、120、119"),
    "doctor": _("家庭医生"),
}
NO_ANSWER = _("敲门没有回应、又听见里面有动静：打 110 请民警一起开门，再打 120；找有钥匙的人，不要自己破门。")
GUIDANCE = {
    Alarm.Kind.SILENCE: NO_ANSWER,
    Alarm.Kind.STILL: NO_ANSWER,
    Alarm.Kind.FLOW: _("水一直流，可能是忘关，也可能人在卫生间起不来：先敲门喊人，再请物业关楼道的水阀。"),
    Alarm.Kind.SOS: _("按了呼叫按钮：打一个电话，没接就马上出门；说不舒服的，先打 120 再赶过去。"),
    Alarm.Kind.SMOKE: _("看见烟或火：先打 119，喊同楼的人走楼梯离开，不坐电梯；火没灭不要进门。"),
    Alarm.Kind.GAS: _(
        "可能漏燃气：在门外打电话，不按门铃、不开关电器；请人开窗关阀，打燃气公司抢修电话和 119。"
    ),
}
"""What to do when it is serious, for each kind of alarm."""
KEPT = {
    Kind.WATER: _("水表的读数"),
    Kind.DOOR: _("门磁的读数"),
    Kind.MOTION: _("人体感应的读数"),
    Kind.SMOKE: _("烟感的读数"),
    Kind.SOS: _("呼叫按钮的读数"),
    Kind.POWER: _("电表的读数"),
    Kind.GAS: _("燃气表的读数"),
    Kind.GAS_ALARM: _("燃气报警器的读数"),
}
"""What is kept so many days, in the list of what is kept how long."""
SPOKEN = {
    Alarm.Kind.SILENCE: _("看到您家很久没有用水，想问候一声。"),
    Alarm.Kind.STILL: _("您家的守护设备很久没有听到动静，想问候一声。"),
    Alarm.Kind.FLOW: _("看到您家的水一直在流，想提醒一声。"),
    Alarm.Kind.SOS: _("您家的呼叫按钮响了。"),
    Alarm.Kind.SMOKE: _("您家的烟感报警了。"),
    Alarm.Kind.GAS: _("您家的燃气报警器响了，请先开窗，不要开关电器。"),
}
"""What a voice says to the person, before it asks for a key."""
FITTED = {
    Kind.WATER: _("水表：装在总管上，写明最小刻度（1 升的最好）；多久上报一次问供水公司。"),
    Kind.DOOR: _("门磁：装在入户门上，开合一次报一次；电池的，一天至少报一次平安。"),
    Kind.MOTION: _(
        "人体感应：装在客厅或过道，高一米五左右，不对着床和卫生间；家里没有水表的，请它每小时报一次平安。"
    ),
    Kind.SMOKE: _("烟感：装在厨房外的天花板上，离灶台两米；装好按一下试一试，记得先说是演练。"),
    Kind.SOS: _("呼叫按钮：床头、卫生间各一个，躺倒也够得着；请住户自己按一次。"),
    Kind.POWER: _("电表：写明最小刻度，每小时上报一次才听得出有没有人用电；停电时不会当成没有人。"),
    Kind.GAS: _("燃气表：写明最小刻度。"),
    Kind.GAS_ALARM: _("燃气报警器：离灶具一到三米，天然气装高处，液化气装低处。"),
}
"""Where each kind is fitted, and what to look out for."""
