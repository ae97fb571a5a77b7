"""Which passwords are refused, and why, in words."""

import gzip
from functools import cache
from pathlib import Path

from django.contrib.auth import password_validation
from django.utils.translation import gettext_lazy as _

from linli.kernel.errors import BadInput

SHORTEST = 10


class WeakPassword(BadInput):
    """A password that is easily guessed."""

    code = "weak_password"


def refuse_weak(password: str, *own_words: str) -> None:
    """Raise ``WeakPassword`` with the first reason that applies."""
    lowered = password.lower()
    if len(password) < SHORTEST:
        raise WeakPassword(_("密码至少要 %(n)s 位。"), field="new", n=SHORTEST)
    if password.isdigit() or password.isalpha():
        raise WeakPassword(_("密码要同时有字母和数字（或符号）。"), field="new")
    if any(len(word) > 2 and word.lower() in lowered for word in own_words):
        raise WeakPassword(_("密码里不能含有用户名或姓名。"), field="new")
    if lowered in _common() or len(set(lowered)) < 4:
        raise WeakPassword(_("这个密码太常见，容易被猜到，请换一个。"), field="new")


@cache
def _common() -> frozenset[str]:
    """The 20,000 commonest passwords, a list that Django ships."""
    file = Path(password_validation.__file__).parent / "common-passwords.txt.gz"
    with gzip.open(file, "rt", encoding="utf-8") as lines:
        return frozenset(line.strip() for line in lines)
