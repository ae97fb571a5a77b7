"""``make new-context NAME=…``: a new context with all its rooms, its tests, and the two words elsewhere."""

import re
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
CONTEXTS = ROOT / "src" / "linli" / "contexts"

ROOMS = {
    "__init__.py": '"""{Title}: say in one sentence what this context answers."""\n',
    "apps.py": '''"""Django app: {name}."""

from django.apps import AppConfig


class {Title}Config(AppConfig):
    """See README.md in this folder."""

    name = "linli.contexts.{name}"
    label = "{name}"
''',
    "models.py": '"""The tables of {name}."""\n',
    "policies.py": '"""Who may see and change what in {name}."""\n\nVIEW = "{name}.view"\n',
    "queries.py": '"""Reading {name}."""\n',
    "commands.py": '"""Every change of {name}."""\n',
    "views.py": '''"""Pages of {name}."""

from django.http import HttpResponse
from django.shortcuts import render

from linli.kernel.access.guards import ActedRequest, requires


@requires("{name}.view")
def first_page(request: ActedRequest) -> HttpResponse:
    """Say what this page shows."""
    return render(request, "{name}/first.html")
''',
    "urls.py": '''"""Addresses of {name}."""

from django.urls import path

from linli.contexts.{name} import views

app_name = "{name}"
urlpatterns = [path("", views.first_page, name="first")]
''',
    "manifest.py": '''"""What {name} contributes to the whole."""

from django.utils.translation import gettext_lazy as _

from linli.kernel.access.permissions import Permission
from linli.kernel.access.roles import COMMUNITY_MANAGER
from linli.kernel.catalogue.manifest import Context, Entry

MANIFEST = Context(
    key="{name}",
    name=_("{name}"),
    navigation=(Entry("{name}:first", _("{name}"), "clipboard-list", "{name}.view", 80),),
    permissions=(Permission("{name}.view", _("{name}"), (COMMUNITY_MANAGER,)),),
)
''',
    "templates/{name}/first.html": """{# The first page of {name}. #}
{% extends "web/page.html" %}
{% block title %}{name}{% endblock %}
{% block main %}
  {% include "web/_empty.html" with picture="clipboard-list" title="{name}" hint="" %}
{% endblock %}
""",
    "migrations/__init__.py": "",
    "README.md": """# {name}

## 用途 Purpose
What this context is for, in two sentences.

## 词 Words
中文 *English*, as in GLOSSARY.md.

## 状态 States
The lives of its records, or none.

## 权限 Who may
Each permission and who holds it.

## 门 Door
What `api.py` offers to upper floors, or none.
""",
}


def main() -> int:
    """Write the rooms, then say what is left to do."""
    name = sys.argv[1] if len(sys.argv) > 1 else ""
    if not re.fullmatch(r"[a-z][a-z_]{2,30}", name):
        print("usage: make new-context NAME=lower_case_name", file=sys.stderr)
        return 2
    folder = CONTEXTS / name
    if folder.exists():
        print(f"{folder.relative_to(ROOT)} is there already", file=sys.stderr)
        return 2
    for room, text in ROOMS.items():
        file = folder / room.replace("{name}", name)
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(
            text.replace("{name}", name).replace("{Title}", name.title().replace("_", "")), encoding="utf-8"
        )
    tests = ROOT / "tests" / "contexts" / name
    tests.mkdir(parents=True, exist_ok=True)
    for stem in ("commands", "policies"):
        (tests / f"test_{stem}.py").write_text(f'"""{name}: {stem}."""\n', encoding="utf-8")
    print(f"{folder.relative_to(ROOT)} stands.  Left: one word in INSTALLED_CONTEXTS (config/settings.py),")
    print("one word in the contract 'tiers' (pyproject.toml), its words in GLOSSARY.md, its tests.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
