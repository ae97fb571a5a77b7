"""Signing in: five failures lock, codes work once, a new password ends other sessions."""

from datetime import timedelta

import pytest
from django.test import Client

from linli.kernel.accounts import commands, totp
from linli.kernel.accounts.models import Account
from linli.kernel.accounts.passwords import WeakPassword, refuse_weak
from linli.kernel.errors import BadInput, NotAllowed

RIGHT, WRONG = "linli-2026", "not-this-one-9"


def enter(username: str, password: str, code: str = "") -> Account:
    return commands.sign_in(commands.SignIn(username, password, code))


def test_the_right_password_opens(world) -> None:
    account = world.account("zhou")
    assert enter("zhou", RIGHT).pk == account.pk


def test_unknown_names_and_wrong_passwords_sound_the_same(world) -> None:
    world.account("zhou")
    for username in ("zhou", "nobody"):
        with pytest.raises(commands.SignInRefused):
            enter(username, WRONG)


def test_five_failures_lock_for_fifteen_minutes(world, clock) -> None:
    world.account("zhou")
    for _ in range(5):
        with pytest.raises(commands.SignInRefused):
            enter("zhou", WRONG)
    with pytest.raises(commands.LockedOut):
        enter("zhou", RIGHT)
    clock.forward(timedelta(minutes=14, seconds=59))
    with pytest.raises(commands.LockedOut):
        enter("zhou", RIGHT)
    clock.forward(timedelta(seconds=2))
    assert enter("zhou", RIGHT)


def test_four_failures_and_a_success_start_the_count_again(world) -> None:
    world.account("zhou")
    for _ in range(2):
        for _ in range(4):
            with pytest.raises(commands.SignInRefused):
                enter("zhou", WRONG)
        enter("zhou", RIGHT)


def test_the_code_of_rfc_6238(world) -> None:
    """The published vectors for SHA-1, cut to six digits."""
    secret = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"
    for seconds, code in (
        (59, "287082"),
        (1111111109, "081804"),
        (1234567890, "005924"),
        (2000000000, "279037"),
    ):
        assert totp.code_at(secret, seconds // 30) == code


def test_with_a_second_factor_the_password_alone_does_not_open(world, clock) -> None:
    account = world.account("zhou")
    actor = world.actor("community_manager")
    secret = totp.new_secret()
    own = commands.confirm_totp
    with pytest.raises(NotAllowed):
        own(actor, account, secret=secret, code="000000")
    step = int(clock.now().timestamp()) // 30
    from linli.kernel.access.queries import actor_for

    own(
        actor_for(account.pk, account.name, None), account, secret=secret, code=totp.code_at(secret, step - 1)
    )
    with pytest.raises(commands.CodeNeeded):
        enter("zhou", RIGHT)
    code = totp.code_at(secret, step)
    assert enter("zhou", RIGHT, code)
    with pytest.raises(commands.CodeNeeded):
        enter("zhou", RIGHT, code)  # a code works once


@pytest.mark.parametrize(
    "weak", ["kurz1", "onlyletters", "1234567890", "password123", "zhoumin-2026", "aaaaaaaaa1"]
)
def test_weak_passwords_are_refused_with_a_reason(weak: str) -> None:
    with pytest.raises(WeakPassword) as refusal:
        refuse_weak(weak, "zhoumin", "周敏")
    assert str(refusal.value)


def test_a_new_password_ends_other_sessions(world) -> None:
    account = world.account("zhou", ("community_manager", world.community))
    office, phone = Client(), Client()
    for browser in (office, phone):
        browser.post("/sign-in/", {"username": "zhou", "password": RIGHT})
        assert browser.get("/me/").status_code == 200
    new = {"old": RIGHT, "new": "blue-kettle-77", "again": "blue-kettle-77"}
    assert office.post("/me/password/", new).status_code == 303
    assert office.get("/me/").status_code == 200
    assert phone.get("/me/").status_code == 302
    account.refresh_from_db()
    assert account.must_change_password is False


def test_a_session_left_alone_ends(world, settings) -> None:
    world.account("zhou", ("community_manager", world.community))
    browser = Client()
    browser.post("/sign-in/", {"username": "zhou", "password": RIGHT})
    session = browser.session
    session["seen"] = session["seen"] - settings.IDLE_MINUTES * 60 - 1
    session.save()
    answer = browser.get("/me/", follow=True)
    assert "自动退出" in answer.content.decode()


def test_a_first_password_must_be_changed_before_anything_else(world) -> None:
    admin = world.actor("administrator")
    account = commands.create(admin, username="xiaoli", name="小李", password="first-pass-12")
    assert account.must_change_password
    browser = Client()
    browser.post("/sign-in/", {"username": "xiaoli", "password": "first-pass-12"})
    assert browser.get("/search/").url == "/me/password/"


def test_the_same_username_twice_is_refused(world) -> None:
    admin = world.actor("administrator")
    commands.create(admin, username="xiaoli", name="小李", password="first-pass-12")
    with pytest.raises(BadInput):
        commands.create(admin, username="xiaoli", name="老李", password="first-pass-12")


def test_only_administrators_manage_accounts(world) -> None:
    for role in ("grid_worker", "community_manager", "auditor", "subdistrict_officer"):
        with pytest.raises(NotAllowed):
            commands.create(world.actor(role), username="xiaoli", name="小李", password="first-pass-12")


def test_a_key_acts_as_its_account_until_it_is_withdrawn(world) -> None:
    actor = world.actor("community_manager")
    account = Account.objects.get(pk=actor.account_id)
    key = commands.make_key(actor, account, name="报表")
    assert key.digest != key.text
    assert commands.account_of_key(key.text) == account
    commands.withdraw_key(actor, key)
    assert commands.account_of_key(key.text) is None
    assert commands.account_of_key("x" * 40) is None
