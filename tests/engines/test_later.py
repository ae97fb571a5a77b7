"""Large libraries stay away until something of theirs is asked for."""

import subprocess
import sys

import pytest

from linli.engines import later

LARGE = ("scipy", "openpyxl", "docx")


def test_a_module_comes_when_something_of_it_is_asked_for():
    decimals = later.Later("decimal")
    assert vars(decimals) == {"_module": "decimal"}
    assert decimals.Decimal("1.5") + 1 == 2.5
    assert "Decimal" in vars(decimals)


def test_what_a_module_does_not_have_is_an_error_as_always():
    with pytest.raises(AttributeError, match="nothing_of_the_kind"):
        _ = later.sparse.nothing_of_the_kind


def test_the_house_is_built_without_the_large_libraries():
    asked = "import django, sys; django.setup(); import linli.config.urls; print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", asked], capture_output=True, text=True, check=True)
    assert not set(LARGE).intersection(done.stdout.split())
