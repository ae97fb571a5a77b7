"""``linli start``: an installation of one's own, from nothing to the first sign-in."""

import json
from typing import Any

import pytest
from click.testing import CliRunner
from django.test import Client

from linli.config.commands.starting import start
from linli.contexts.registry.models import Register
from linli.kernel.access import queries as access
from linli.kernel.accounts.models import Account
from linli.kernel.areas.models import Area
from linli.kernel.audit.models import AuditEntry

pytestmark = pytest.mark.django_db
FIRST = ["--code", "330106003001", "--name", "北山社区", "--subdistrict", "北山街道"]
SECOND = ["--code", "330106003002", "--name", "南山社区"]
ELSEWHERE = ["--code", "330106004001", "--name", "西溪社区"]


def run(*words: str) -> Any:
    return CliRunner().invoke(start, words)


def started(*words: str) -> Any:
    return json.loads(run(*words, "--json").stdout)


def test_two_people_can_sign_in_and_must_choose_a_password() -> None:
    made = started(*FIRST)
    assert [one["username"] for one in made["accounts"]] == ["admin", "manager"]
    for one in made["accounts"]:
        browser = Client()
        entered = {"username": one["username"], "password": one["password"]}
        assert browser.post("/sign-in/", entered).status_code == 303
        assert browser.get("/").headers["Location"] == "/me/password/"


def test_the_administrator_manages_accounts_and_the_manager_the_community() -> None:
    started(*FIRST)
    admin, manager = (
        access.actor_for(one.pk, one.name, None) for one in Account.objects.order_by("username")
    )
    assert admin.may("access.grant", "330106003001")
    assert not admin.holds("registry.view")
    assert manager.may("registry.edit", "330106003001")
    assert not manager.holds("accounts.manage")


def test_the_usual_lists_lie_ready_and_the_trail_says_what_was_done() -> None:
    started(*FIRST)
    assert Register.objects.filter(community__code="330106003001").exists()
    acts = list(AuditEntry.objects.values_list("action", flat=True))
    assert acts[-6:] == [
        "areas.community_founded", "registry.register_saved", "accounts.created", "access.granted",
        "accounts.created", "access.granted",
    ]  # fmt: skip


def test_one_more_community_gets_a_manager_and_keeps_the_administrator() -> None:
    started(*FIRST)
    assert [one["username"] for one in started(*SECOND)["accounts"]] == ["manager-330106003002"]
    assert [one["role"] for one in started(*ELSEWHERE)["accounts"]] == ["社区负责人"]
    admin = Account.objects.get(username="admin")
    assert access.actor_for(admin.pk, admin.name, None).may("access.grant", "330106004001")


def test_people_read_the_passwords_and_what_comes_next() -> None:
    said = run(*FIRST).output
    password = said.split("首次密码 ")[1].split()[0]
    assert len(password) == 17
    assert "只显示这一次" in said
    assert "linli import places" in said


@pytest.mark.parametrize(
    ("words", "sentence"),
    [(["--code", "12", "--name", "北山社区"], "12 位数字"), (FIRST, "已经登记过了")],
)
def test_what_cannot_be_is_one_sentence_and_changes_nothing(words: list[str], sentence: str) -> None:
    started(*FIRST)
    accounts, areas = Account.objects.count(), Area.objects.count()
    done = run(*words)
    assert done.exit_code == 2
    assert sentence in done.stderr
    assert (Account.objects.count(), Area.objects.count()) == (accounts, areas)


def test_the_demonstration_is_no_place_to_begin_in() -> None:
    Account.objects.create(username="zhou", name="周", is_demo=True)
    assert run(*FIRST).exit_code == 2
