"""What manifests declare hangs together: permissions, acts, messages, fields, states, icons."""

import re

import pytest
from tests.conftest import ROOT

from linli.kernel import codes
from linli.kernel.access import permissions
from linli.kernel.access.roles import ROLES
from linli.kernel.audit import actions
from linli.kernel.catalogue import shelf

SRC = ROOT / "src" / "linli"
PYTHON = [p for p in SRC.rglob("*.py") if "migrations" not in p.parts]
TEMPLATES = list(SRC.rglob("*.html"))


def used(pattern: str) -> set[str]:
    return {found for file in PYTHON for found in re.findall(pattern, file.read_text(encoding="utf-8"))}


def test_every_command_names_a_declared_act() -> None:
    assert used(r'@command\(\s*"([a-z_.]+)"') <= set(actions.known())
    assert used(r'trail\.record\(\s*"([a-z_.]+)"') <= set(actions.known())


def test_every_declared_act_is_used() -> None:
    recorded = used(r'@command\(\s*"([a-z_.]+)"') | used(r'trail\.record\(\s*"([a-z_.]+)"')
    assert set(actions.known()) - recorded == set()


def test_every_permission_asked_for_is_declared() -> None:
    declared = {p.key for p in permissions.known()}
    assert used(r'@requires\("([a-z_.]+)"\)') <= declared
    asked = {
        f for t in TEMPLATES for f in re.findall(r"{% may '?\"?([a-z_.]+)", t.read_text(encoding="utf-8"))
    }
    assert asked <= declared


def test_every_role_can_do_something() -> None:
    for role in ROLES:
        if role != "department_officer":
            assert permissions.held_by(role), role


@pytest.mark.parametrize("machine", [m for c in shelf.contexts() for m in c.lives], ids=lambda m: m.name)
def test_every_state_is_reachable_and_has_a_way_out(machine) -> None:
    assert list(machine.faults()) == []
    for step in machine.steps:
        permissions.permission(step.needs)


def test_every_canonical_label_is_a_field() -> None:
    import tomllib

    aliases = tomllib.loads((ROOT / "packs/base/aliases.toml").read_text(encoding="utf-8"))
    names = {f.name for f in shelf.fields().values()}
    assert set(aliases["labels"]) <= names, set(aliases["labels"]) - names


def test_every_field_with_codes_names_a_list() -> None:
    for field in shelf.fields().values():
        if field.codes:
            assert codes.words(field.codes), field.key


def test_every_held_field_says_why_it_is_held() -> None:
    for field in shelf.fields().values():
        assert field.purpose, field.key
        assert field.basis, field.key


def test_every_icon_is_in_the_sprite() -> None:
    drawn = set((ROOT / "frontend/icons.txt").read_text().split())
    asked = {
        name
        for t in TEMPLATES
        for name in re.findall(r'{% icon "([a-z0-9-]+)"', t.read_text(encoding="utf-8"))
    }
    pictures = {
        n for t in TEMPLATES for n in re.findall(r'picture="([a-z0-9-]+)"', t.read_text(encoding="utf-8"))
    }
    entries = {e.icon for e in shelf.navigation()} | {s.icon for c in shelf.contexts() for s in c.search}
    assert (asked | pictures | entries) - drawn == set()


def test_every_reaction_belongs_to_a_known_fact() -> None:
    for context in shelf.contexts():
        for kind in context.reactions:
            assert kind.__module__.startswith("linli.facts.")
