"""Sealed values: unreadable in the database, found by a keyed hash, never printed by accident."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linli.kernel.privacy import cipher
from linli.kernel.privacy.sealed import HIDDEN, Sealed


@given(st.text(max_size=200))
def test_what_is_sealed_comes_out_again(text: str) -> None:
    assert cipher.unseal(cipher.seal(text)) == text


@given(st.text(min_size=4, max_size=40))
def test_two_seals_of_one_text_differ_and_hide_it(text: str) -> None:
    first, second = cipher.seal(text), cipher.seal(text)
    assert first != second
    assert text not in first


@pytest.mark.parametrize("kind", ["aes", "sm4"])
def test_both_ciphers_open_whatever_is_chosen_now(settings, kind: str) -> None:
    settings.CIPHER = kind
    sealed = cipher.seal("11010519491231002X")
    settings.CIPHER = "aes" if kind == "sm4" else "sm4"
    assert cipher.unseal(sealed) == "11010519491231002X"


def test_one_changed_character_breaks_the_seal() -> None:
    sealed = cipher.seal("19900000001")
    for place in range(4, len(sealed), 7):
        other = "A" if sealed[place] != "A" else "B"
        with pytest.raises(cipher.SealBroken):
            cipher.unseal(sealed[:place] + other + sealed[place + 1 :])


def test_an_old_key_still_opens_after_a_new_one_seals(settings) -> None:
    old = cipher.seal("旧")
    settings.MASTER_KEYS = {**settings.MASTER_KEYS, 2: b"n" * 32}
    assert cipher.unseal(old) == "旧"
    assert cipher.seal("新").startswith("12:")


def test_the_hash_finds_equals_and_depends_on_its_purpose() -> None:
    assert cipher.lookup("19900000001", "phone") == cipher.lookup("19900000001", "phone")
    assert cipher.lookup("19900000001", "phone") != cipher.lookup("19900000001", "id")


def test_printing_a_sealed_value_shows_dots() -> None:
    sealed = Sealed.of("19900000001")
    assert f"{sealed}" == HIDDEN
    assert "1990" not in repr(sealed)
    assert sealed.reveal() == "19900000001"
    assert not Sealed("")


@pytest.mark.django_db
def test_the_database_never_sees_the_number(world) -> None:
    from django.db import connection

    person = world.person("张国英")
    with connection.cursor() as cursor:
        cursor.execute("SELECT id_number, phone, boxes, sources FROM registry_person")
        row = str(cursor.fetchone())
    assert person.id_number.reveal() not in row
    assert person.phone.reveal() not in row
