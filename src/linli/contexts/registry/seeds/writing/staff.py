"""Who works here, for whom, and what may they do?"""

from collections.abc import Mapping
from typing import Any

from django.contrib.auth.hashers import make_password

from linli.contexts.registry.seeds.days import Days, moment
from linli.contexts.registry.seeds.numbers import Numbers
from linli.contexts.registry.seeds.pack import city
from linli.kernel.access.models import Grant
from linli.kernel.accounts.models import Account
from linli.kernel.areas.models import Area
from linli.kernel.organisations.models import Organisation

SINCE_AGO = 1100


def write_staff(numbers: Numbers, days: Days) -> dict[str, Account]:
    """Organisations, accounts and grants of every area that is there; one password, stretched once."""
    areas = {area.code: area for area in Area.objects.filter(kind__in=("subdistrict", "community", "grid"))}
    told = city("staff")
    organisations = _organisations([o for o in told["organisation"] if o["area"] in areas], areas, numbers)
    rows = [a for a in told["account"] if a["area"] in areas and a["organisation"] in organisations]
    password = make_password(told["password"])
    since = days.ago(SINCE_AGO)
    accounts = Account.objects.bulk_create(
        Account(
            username=row["username"], name=row["name"], title=row["title"], password=password,
            organisation=organisations[row["organisation"]], phone=numbers.mobile(), is_demo=True,
            password_changed_at=moment(since),
        )
        for row in rows
    )  # fmt: skip
    Grant.objects.bulk_create(
        Grant(account=account, role=row["role"], area=areas[row["area"]], from_on=since)
        for account, row in zip(accounts, rows, strict=True)
    )
    return {account.username: account for account in accounts}


def _organisations(
    rows: list[dict[str, Any]], areas: Mapping[str, Area], numbers: Numbers
) -> dict[str, Organisation]:
    made = Organisation.objects.bulk_create(
        Organisation(
            name=row["name"], kind=row["kind"], area=areas[row["area"]], phone=numbers.landline(),
            credit_code=numbers.credit_code(row["form"]) if "form" in row else "",
        )
        for row in rows
    )  # fmt: skip
    return dict(zip((row["key"] for row in rows), made, strict=True))
