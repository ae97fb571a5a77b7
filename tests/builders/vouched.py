"""Vouchers in few words."""

from datetime import timedelta
from typing import Any

from linli.contexts.care.commands import vouchers
from linli.contexts.care.models import Voucher
from linli.contexts.registry.models import Person
from linli.kernel import clock
from linli.kernel.actor import linli

TEST = linli("test")


def gift(**more: Any) -> vouchers.Gift:
    """Twenty yuan for any help, for a month."""
    told = {
        "name": "助餐券", "payer": "区民政局", "value_fen": 2000,
        "until_on": clock.today() + timedelta(days=30), **more,
    }  # fmt: skip
    return vouchers.Gift(**told)


def gifted(world: Any, person: Person, **more: Any) -> Voucher:
    """A voucher that somebody was given."""
    made = vouchers.give(TEST, world.community, told=gift(**more), people=[person.pk])
    return Voucher.objects.get(run=made)
