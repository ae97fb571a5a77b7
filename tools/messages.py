"""Collects the sentences of the interface, and compiles the English catalogue; gettext itself is not needed.

The catalogue lies in parts, one for each package and each context: a room's words change with the room.
``collect`` updates the parts from templates and code, ``compile`` makes of all of them what Django reads,
``missing`` prints every sentence without an English one and exits 1 when there is any.  ``learn FILE.json``
collects, and takes the English of sentences from a file (Chinese to English; a plural as a list; words that
mean something else in a context as "context\\u0004words").
"""

import ast
import fcntl
import io
import json
import os
import re
import sys
import tempfile
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).resolve().parent.parent
SRC = ROOT / "src" / "linli"
PARTS = SRC / "locale" / "en"
LOCK = Path(tempfile.gettempdir()) / "linli-messages.lock"
MO = PARTS / "LC_MESSAGES" / "django.mo"
SHARED = ("packs", "kernel", "web")
"""Parts that others borrow from: a sentence said in several places stands in the first of these."""
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


def part_of(file: str) -> str:
    """The part of the catalogue that a source file's sentences belong to."""
    rooms = Path(file).parts[2:]
    return rooms[1] if rooms[0] == "contexts" else rooms[0]


def collected() -> dict[str, Catalog]:
    """Fresh parts with everything the interface says, each sentence in one of them."""
    said = [(part_of(file), words, context) for file, _line, words, context in sentences()]
    said += [("packs", word, context) for word, context in pack_words()]
    said.sort(key=lambda one: SHARED.index(one[0]) if one[0] in SHARED else len(SHARED))
    parts: dict[str, Catalog] = {}
    placed: dict[tuple[str, str | None], Catalog] = {}
    for part, words, context in said:
        single = str(words[0] if isinstance(words, tuple) else words)
        if not single.isascii():
            home = placed.setdefault(
                (single, context), parts.setdefault(part, Catalog(locale="en", charset="utf-8"))
            )
            home.add(words, context=context)
    return parts


def pack_words() -> Iterator[tuple[str, str | None]]:
    """Words that live in packs and stand on pages: codes (within their list), populations, groups."""
    for name in ("lists", "codes", "groups", "populations"):
        for key, entry in _pack(f"base/{name}").items():
            for word in _words_of(entry):
                yield word, key if name in ("lists", "codes") else None
    for name, told in _pack("base/registers").items():
        yield from ((name, "register"), (told["about"], "register"))
    for group in _pack("base/groups").values():
        yield from ((word, "evidence") for word in group.get("evidence", ()))
    yield from ((row["name"], "demo resident") for row in _pack("example_city/residents_demo")["resident"])
    yield from ((row[1], "premises") for row in _pack("example_city/premises")["premises"])
    yield _pack("base/duties")["list"]["note"], "duties"
    for kind in _pack("base/contests")["kind"].values():
        yield from ((words, "contest") for words in (kind["name"], *(one[1] for one in kind["criteria"])))
    told = _pack("base/certificates")
    yield from ((words, "certificate") for words in told["notice"].values())
    for one in told["certificate"].values():
        yield from ((words, "certificate") for words in _words_within(one))


def _words_within(entry: dict[str, Any]) -> Iterator[str]:
    """What a certificate's entry says on its page; loose wordings and samples stay in Chinese."""
    for key, value in entry.items():
        if key in ("also", "sample"):
            continue
        for one in value if isinstance(value, list) else [value]:
            if isinstance(one, dict):
                yield from _words_within(one)
            elif isinstance(one, str):
                yield one


def _pack(name: str) -> dict[str, Any]:
    return tomllib.loads((ROOT / f"packs/{name}.toml").read_text(encoding="utf-8"))


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
    """All parts as they are, in one."""
    whole = Catalog(locale="en", charset="utf-8")
    for path in sorted(PARTS.glob("*.po")):
        with path.open("rb") as file:
            for message in read_po(file, locale="en"):
                if message.id:
                    whole.add(message.id, message.string, context=message.context)
    return whole


def collect(learned: dict[str, str | list[str]] | None = None) -> int:
    """Bring the parts up to date; what is translated stays, what is no longer said goes."""
    with LOCK.open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)  # two people collecting at once would lose one's sentences
        _collect(learned or {})
    return 0


def _collect(learned: dict[str, str | list[str]]) -> None:
    fresh, old = collected(), kept()
    for part, catalogue in sorted(fresh.items()):
        for message in catalogue:
            if message.id:
                single = message.id[0] if isinstance(message.id, tuple) else message.id
                held = old.get(message.id, message.context) or old.get(message.id)
                key = f"{message.context}\4{single}" if message.context else single
                english = learned.get(key) or (held.string if held else None)
                message.string = tuple(english) if isinstance(english, list) else english or message.string
        with (PARTS / f"{part}.po").open("wb") as file:
            file.write(HEADER.encode())
            write_po(file, catalogue, width=110, sort_output=True, omit_header=True, no_location=True)
        bare = sum(1 for _ in untranslated(catalogue))
        print(f"{part}: {len(catalogue)} sentences, {bare} without English")
    for path in PARTS.glob("*.po"):
        if path.stem not in fresh:
            path.unlink()


def learn() -> int:
    """Take sentences from a file."""
    return collect(json.loads(Path(sys.argv[2]).read_text(encoding="utf-8")))


def untranslated(catalogue: Catalog) -> Iterator[Message]:
    """Sentences without an English one."""
    for message in catalogue:
        if message.id and not (all(message.string) if isinstance(message.string, tuple) else message.string):
            yield message


def missing() -> int:
    """Print what is said and not translated, and what is translated and no longer said."""
    fresh, old = collected(), kept()
    said = {(m.id, m.context) for catalogue in fresh.values() for m in catalogue if m.id}
    held = {(m.id, m.context) for m in old if m.id}
    bare = {(m.id, m.context) for m in untranslated(old)}
    found = [f"not in the catalogue: {i}" for i, _ in said - held]
    found += [f"without English: {i}" for i, _ in bare]
    found += [f"no longer said: {i}" for i, _ in held - bare - said]
    print("\n".join(sorted(found)) or "messages: complete")
    return bool(found)


def compile_all() -> int:
    """Make the binary catalogue."""
    MO.parent.mkdir(parents=True, exist_ok=True)
    with MO.open("wb") as file:
        write_mo(file, kept())
    return 0


if __name__ == "__main__":
    acts = {"collect": collect, "learn": learn, "compile": compile_all, "missing": missing}
    sys.exit(acts[sys.argv[1] if len(sys.argv) > 1 else "collect"]())
