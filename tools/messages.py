"""Collects the sentences of the interface, and compiles the English catalogue; gettext itself is not needed.

``collect`` updates the catalogue from templates and code, ``compile`` makes what Django reads, ``missing``
prints every sentence without an English one and exits 1 when there is any.
"""

import ast
import io
import os
import re
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).resolve().parent.parent
SRC = ROOT / "src" / "linli"
PO = SRC / "locale" / "en" / "LC_MESSAGES" / "django.po"
HEADER = """# The English of Linli's interface.
msgid ""
msgstr ""
"Language: en\\n"
"Content-Type: text/plain; charset=utf-8\\n"
"Plural-Forms: nplurals=2; plural=(n != 1);\\n"

"""
TEXT = re.compile(r"""u?('(?:\\.|[^'\\])*'|"(?:\\.|[^"\\])*")""")
CALL = re.compile(r"""\b(n?p?gettext)\(((?:u?'(?:\\.|[^'\\])*'|u?"(?:\\.|[^"\\])*"|[,\s]|count)*)\)""")
"""What Django makes of a template: calls with literal texts, between letters for everything else."""
KEYWORDS = {
    "_": None, "gettext": None, "gettext_lazy": None, "gettext_noop": None, "label": None,
    "ngettext": (1, 2), "pgettext": ((1, "c"), 2), "npgettext": ((1, "c"), 2, 3),
    "pgettext_lazy": ((1, "c"), 2),
}  # fmt: skip


def sentences() -> Iterator[tuple[str, int, object, str | None]]:
    """Every sentence: where it stands, its line, its words, its context."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "linli.config.settings")
    import django

    django.setup()
    from django.utils.translation.template import templatize

    for file in sorted(SRC.rglob("*.py")):
        if "migrations" not in file.parts:
            source = io.BytesIO(file.read_bytes())
            for line, words, _comments, context in extract("python", source, keywords=KEYWORDS):
                yield str(file.relative_to(ROOT)), line, words, context
    for file in sorted(SRC.rglob("*.html")):
        calls = templatize(file.read_text(encoding="utf-8"), origin=str(file))
        for name, arguments in CALL.findall(calls):
            words = [ast.literal_eval(text) for text in TEXT.findall(arguments)]
            context = words.pop(0) if name.startswith(("p", "np")) else None
            yield str(file.relative_to(ROOT)), 0, tuple(words) if len(words) > 1 else words[0], context


def collected() -> Catalog:
    """A fresh catalogue of everything the interface says."""
    catalogue = Catalog(locale="en", charset="utf-8")
    for file, _line, words, context in sentences():
        single = words[0] if isinstance(words, tuple) else words
        if not str(single).isascii():
            catalogue.add(words, locations=[(file, 0)], context=context)
    for word in pack_words():
        if not word.isascii():
            catalogue.add(word)
    return catalogue


def pack_words() -> Iterator[str]:
    """Words that live in packs and stand on pages: codes, populations, groups."""
    for name in ("lists", "codes", "groups", "populations"):
        data = tomllib.loads((ROOT / f"packs/base/{name}.toml").read_text(encoding="utf-8"))
        for entry in data.values():
            yield from _words_of(entry)


def _words_of(entry: object) -> Iterator[str]:
    if isinstance(entry, list):
        yield from (str(one["text"]) for one in entry if isinstance(one, dict) and "text" in one)
    elif isinstance(entry, dict) and "entries" in entry:
        yield from (one["word"] for one in entry["entries"])
    elif isinstance(entry, dict) and isinstance(entry.get("name"), str):
        yield entry["name"]
    elif isinstance(entry, dict):
        yield from (word for word in entry.values() if isinstance(word, str))


def kept() -> Catalog:
    """The catalogue as it is."""
    with PO.open("rb") as file:
        return read_po(file, locale="en")


def collect() -> int:
    """Bring the catalogue up to date; what is translated stays, what is no longer said goes."""
    fresh = collected()
    old = kept() if PO.exists() else Catalog(locale="en")
    for message in fresh:
        held = old.get(message.id, message.context)
        if held is not None and message.id:
            message.string = held.string
            message.flags -= {"fuzzy"}
    PO.parent.mkdir(parents=True, exist_ok=True)
    with PO.open("wb") as file:
        file.write(HEADER.encode())
        write_po(file, fresh, width=110, sort_output=True, omit_header=True, no_location=True)
    print(f"{len(list(fresh))} sentences, {sum(1 for _ in untranslated(fresh))} without English")
    return 0


def untranslated(catalogue: Catalog) -> Iterator[Message]:
    """Sentences without an English one."""
    for message in catalogue:
        if message.id and not (all(message.string) if isinstance(message.string, tuple) else message.string):
            yield message


def missing() -> int:
    """Print what is said and not translated, and what is translated and no longer said."""
    fresh, old = collected(), kept()
    said = {(m.id, m.context) for m in fresh if m.id}
    held = {(m.id, m.context) for m in old if m.id}
    bare = {(m.id, m.context) for m in untranslated(old)}
    found = [f"not in the catalogue: {i}" for i, _ in said - held]
    found += [f"without English: {i}" for i, _ in bare]
    found += [f"no longer said: {i}" for i, _ in held - bare - said]
    print("\n".join(sorted(found)) or "messages: complete")
    return bool(found)


def compile_all() -> int:
    """Make the binary catalogue."""
    if PO.exists():
        with PO.with_suffix(".mo").open("wb") as file:
            write_mo(file, kept())
    return 0


if __name__ == "__main__":
    acts = {"collect": collect, "compile": compile_all, "missing": missing}
    sys.exit(acts[sys.argv[1] if len(sys.argv) > 1 else "collect"]())
