"""Keeping the lists: add, change, end; every version is kept."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from django.db.models import CharField
from django.utils.translation import gettext_lazy as _

from linli.contexts.duties import policies
from linli.contexts.duties.models import Duty, DutyVersion
from linli.contexts.duties.models.lists import KEPT, Kind
from linli.contexts.duties.queries.lists import number_order
from linli.contexts.duties.queries.rules import pack
from linli.kernel import clock
from linli.kernel.actor import Actor
from linli.kernel.areas.models import Area
from linli.kernel.commands import command, note
from linli.kernel.errors import BadInput, ReasonNeeded

PREFIX = {Kind.OWN: "履职", Kind.ASSIST: "协助", Kind.EXCLUDED: "不承担"}


@command("duties.item_added", policies.may_add)
def add(actor: Actor, area: Area, /, *, values: Mapping[str, Any], reason: str = "") -> Duty:
    """Put an item on the list of a place."""
    duty = Duty(area=area, changed_at=clock.now(), account_id=actor.account_id)
    _take(duty, {"valid_from": clock.today(), **values})
    duty.number = duty.number or _next_number(area, duty.kind)
    _judge(duty)
    duty.order = number_order(duty.number)
    duty.save(force_insert=True)
    _keep_version(actor, duty, list(KEPT), reason)
    note(target=duty, area=area.code, number=duty.number)
    return duty


@command("duties.item_changed", policies.may_change)
def change(actor: Actor, duty: Duty, /, *, values: Mapping[str, Any], reason: str) -> Duty:
    """Change an item; what it said before stays readable."""
    if not reason.strip():
        raise ReasonNeeded(field="reason")
    before = snapshot(duty)
    _take(duty, values)
    _judge(duty)
    changed = [key for key, value in snapshot(duty).items() if value != before[key]]
    if not changed and not duty.is_example:
        raise BadInput(_("没有改动任何内容。"))
    duty.order, duty.is_example = number_order(duty.number), False
    duty.version += 1
    duty.account_id, duty.changed_at = actor.account_id, clock.now()
    duty.save()
    _keep_version(actor, duty, changed, reason)
    note(area=duty.area.code, reason=reason, number=duty.number)
    return duty


@command("duties.item_ended", policies.may_change)
def end(actor: Actor, duty: Duty, /, *, last_day: date, reason: str) -> Duty:
    """The item holds no longer after a day; the row stays."""
    if not reason.strip():
        raise ReasonNeeded(field="reason")
    if last_day < duty.valid_from - timedelta(days=1):
        raise BadInput(_("失效日期早于生效日期。"), field="last_day")
    duty.valid_to = last_day
    duty.version += 1
    duty.account_id, duty.changed_at = actor.account_id, clock.now()
    duty.save()
    _keep_version(actor, duty, ["valid_to"], reason)
    note(area=duty.area.code, reason=reason, number=duty.number)
    return duty


@command("duties.example_taken", policies.may_add)
def take_example(actor: Actor, area: Area, /) -> int:
    """Put the pack's example on a list that is still empty, so that people have something to go over."""
    if Duty.objects.filter(area=area).exists():
        raise BadInput(_("这里已经有清单了。示例只能放进空的清单。"))
    made = list(_examples(actor, area))
    Duty.objects.bulk_create(made)
    why = str(pack()["list"]["note"])
    DutyVersion.objects.bulk_create(_version(actor, duty, list(KEPT), why) for duty in made)
    note(target=area, area=area.code, items=len(made))
    return len(made)


@command("duties.list_imported", policies.may_add)
def take_rows(
    actor: Actor,
    area: Area,
    /,
    *,
    added: Sequence[Mapping[str, Any]],
    changed: Sequence[tuple[Duty, Mapping[str, Any]]],
    reason: str,
) -> dict[str, int]:
    """Take over rows of a sheet: new items, and new versions of old ones; all or none."""
    for values in added:
        number = values.get("number", "")
        bare = {**values, "number": "" if str(number).isdecimal() else number}
        add(actor, area, values=bare, reason=reason)
    for duty, values in changed:
        change(actor, duty, values=values, reason=reason)
    note(target=area, area=area.code, reason=reason, added=len(added), changed=len(changed))
    return {"added": len(added), "changed": len(changed)}


def _examples(actor: Actor, area: Area) -> Any:
    now, since = clock.now(), clock.today().replace(month=1, day=1)
    for part, kind in enumerate(Kind, start=1):
        for place, row in enumerate(pack()[kind.value], start=1):
            number = f"{PREFIX[kind]}{place}"
            clause = f"第{'一二三'[part - 1]}部分第{place}项"
            values = {"clause": clause, "source": pack()["list"]["source"], **row}
            yield Duty(
                area=area, number=number, order=number_order(number), kind=kind, valid_from=since,
                is_example=True, account_id=actor.account_id, changed_at=now, **values,
            )  # fmt: skip


def snapshot(duty: Duty) -> dict[str, str]:
    """What a version keeps of an item."""
    return {key: _plain(getattr(duty, key)) for key in KEPT}


def _plain(value: Any) -> str:
    return value.isoformat() if isinstance(value, date) else str(value or "")


def _take(duty: Duty, values: Mapping[str, Any]) -> None:
    for key in KEPT:
        if key in values:
            value = values[key]
            setattr(duty, key, value.strip() if isinstance(value, str) else value)


def _judge(duty: Duty) -> None:
    if duty.kind not in Kind.values:
        raise BadInput(_("请选择是依法履职、依法协助，还是不应承担。"), field="kind")
    if not duty.title:
        raise BadInput(_("请写明事项名称。"), field="title")
    if duty.valid_to is not None and duty.valid_to < duty.valid_from:
        raise BadInput(_("失效日期早于生效日期。"), field="valid_to")
    for field in Duty._meta.concrete_fields:  # noqa: SLF001 - the lengths that the tables allow
        most = field.max_length if isinstance(field, CharField) else None
        if most and len(getattr(duty, field.attname)) > most:
            raise BadInput(_("这一项最多 %(most)s 个字。"), field=field.name, most=most)
    if Duty.objects.filter(area=duty.area, number=duty.number).exclude(pk=duty.pk).exists():
        raise BadInput(_("编号“%(number)s”已经有了。"), field="number", number=duty.number)


def _next_number(area: Area, kind: str) -> str:
    if kind not in Kind.values:
        return ""
    prefix = PREFIX[Kind(kind)]
    taken = Duty.objects.filter(area=area, number__startswith=prefix).values_list("number", flat=True)
    used = [int(n[len(prefix) :]) for n in taken if n[len(prefix) :].isdecimal()]
    return f"{prefix}{max(used, default=0) + 1}"


def _keep_version(actor: Actor, duty: Duty, changed: list[str], reason: str) -> None:
    _version(actor, duty, changed, reason).save(force_insert=True)


def _version(actor: Actor, duty: Duty, changed: list[str], reason: str) -> DutyVersion:
    return DutyVersion(
        duty=duty, number=duty.version, values=snapshot(duty), changed=changed, reason=reason.strip()[:200],
        account_id=actor.account_id, at=duty.changed_at,
    )  # fmt: skip
