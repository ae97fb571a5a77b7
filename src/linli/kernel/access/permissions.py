"""The permissions that manifests declare; asking for an unknown one is an error, never a silent no."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.functional import Promise

from linli.kernel.access.roles import ROLES


@dataclass(frozen=True, slots=True)
class Permission:
    """Something that may be allowed, said in a plain sentence, with the roles that hold it."""

    key: str
    sentence: str | Promise
    roles: tuple[str, ...]


_permissions: dict[str, Permission] = {}


def register(permissions: Iterable[Permission]) -> None:
    """Add permissions; a double or a role that does not exist is an error."""
    for permission in permissions:
        if unknown := set(permission.roles) - set(ROLES):
            raise ValueError(f"{permission.key} names unknown roles {sorted(unknown)}")
        if _permissions.get(permission.key, permission) != permission:
            raise ValueError(f"permission {permission.key} is declared twice")
        _permissions[permission.key] = permission


def permission(key: str) -> Permission:
    """The permission of that name, or LookupError."""
    if key not in _permissions:
        raise LookupError(f"permission {key} is not declared in any manifest")
    return _permissions[key]


def held_by(role: str) -> list[Permission]:
    """What a role may do."""
    return [p for p in _permissions.values() if role in p.roles]


def known() -> list[Permission]:
    """All declared permissions."""
    return list(_permissions.values())
