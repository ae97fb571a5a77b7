"""A department that asks, a street that decides, a community that speaks, in a world with a calendar."""

from datetime import date
from typing import Any

from linli.contexts.duties.commands import admissions
from linli.contexts.duties.models import Admission
from linli.kernel.access import queries as access
from linli.kernel.accounts.models import Account
from linli.kernel.actor import Actor
from linli.kernel.organisations.models import Organisation

TOLD = {
    "wanted": "task", "title": "高龄老人用电安全排查", "asks": "入户查看电线和插座，登记隐患。",
    "basis": "区政府专项行动方案", "often": "quarterly", "starts_on": date(2026, 5, 6),
    "ends_on": date(2026, 12, 31), "people": "每社区派一名电工", "funds": 20000, "funds_source": "区级财政",
    "training": "开始前培训半天",
}  # fmt: skip
WHOLE_YEAR = (date(2026, 5, 6), date(2026, 12, 31))


def officer(world: Any, body: str = "临江区民政局") -> Actor:
    """Somebody of a department that serves the subdistrict."""
    organisation, _new = Organisation.objects.get_or_create(name=body, defaults={"kind": "department"})
    account = world.account(f"civil-{organisation.pk}", ("department_officer", world.subdistrict))
    Account.objects.filter(pk=account.pk).update(organisation=organisation)
    return access.actor_for(account.pk, account.name, organisation.pk)


class Desk:
    """The people of an application."""

    def __init__(self, world: Any) -> None:
        self.world = world
        self.civil = officer(world)
        self.street = world.actor("subdistrict_officer", world.subdistrict)
        self.manager = world.actor("community_manager")
        self.neighbour = world.actor("community_manager", world.other_community)

    def drafted(self, **told: Any) -> Admission:
        return admissions.draft(self.civil, self.world.subdistrict, told={**TOLD, **told})

    def submitted(self, **told: Any) -> Admission:
        return admissions.submit(self.civil, self.drafted(**told))

    def examined(self, **told: Any) -> Admission:
        return admissions.take_up(self.street, self.submitted(**told))

    def approved(self, **told: Any) -> Admission:
        row = self.examined(**told)
        for who, where in (
            (self.manager, self.world.community),
            (self.neighbour, self.world.other_community),
        ):
            admissions.speak(who, row, where, stance="supports", words="")
        return admissions.approve(self.street, row, days=WHOLE_YEAR)
