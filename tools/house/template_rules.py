"""Templates borrow only from their own context and the shell, run no inline code, and say what they use."""

import re
from collections.abc import Iterator
from pathlib import Path

from house.tree import Rule, Tree

REFERENCE = re.compile(r"{%\s*(?:extends|include)\s+[\"']([^\"'/]+)/")
ADDRESS = re.compile(r"{%\s*url\s+[\"']([a-z_]+):")
INLINE = re.compile(
    r"<script(?![^>]*\bsrc=)(?![^>]*application/json)|<style|\sstyle=|\son[a-z]+=[\"']|\bhx-on"
)
SHARED = {"web"}
HANZI = re.compile(r"[\u4e00-\u9fff]")
TAGS = re.compile(r"{%.*?%}|{#.*?#}|{{.*?}}|<[^>]*>", re.DOTALL)
BLOCKS = re.compile(r"{%\s*blocktranslate.*?endblocktranslate\s*%}", re.DOTALL)


def _all(tree: Tree) -> Iterator[Path]:
    yield from tree.files("*.html")


def _owner(path: str) -> str:
    """The context (or ``web``) that a template belongs to."""
    return path.partition("/templates/")[2].partition("/")[0]


def borrows(path: str, text: str) -> Iterator[str]:
    """Other contexts' templates are out of reach; links go to one's own pages and through refs."""
    for owner in REFERENCE.findall(text):
        if owner not in SHARED | {_owner(path)}:
            yield f"borrows a template of {owner}"


def links(path: str, text: str) -> Iterator[str]:
    """A link into a context above or beside would break when that context is removed."""
    below = {"web", "registry", _owner(path)}
    for owner in ADDRESS.findall(text):
        if owner not in below:
            yield f"links into {owner}"


def runs_inline(path: str, text: str) -> Iterator[str]:
    """No inline script, style or handler: the content policy stays strict."""
    for number, line in enumerate(text.splitlines(), 1):
        if INLINE.search(line):
            yield f"line {number}: inline script, style or handler"


def says_what_it_uses(path: str, text: str) -> Iterator[str]:
    """Each template begins with a comment that names what it needs."""
    if not text.startswith("{#"):
        yield "does not begin with a comment that says what it uses"


def speaks_untranslated(path: str, text: str) -> Iterator[str]:
    """Every Chinese word of a template is marked for translation."""
    bare = TAGS.sub("", BLOCKS.sub("", text))
    for line in bare.splitlines():
        if HANZI.search(line):
            yield f"not marked for translation: {line.strip()[:40]}"


P = "src/linli/contexts/forms/templates/forms/x.html"
HEAD = "{# Uses nothing. #}\n"
MARKED = HEAD + '<p>{% translate "居民" %}</p>{% blocktranslate %}共 {{ n }} 人{% endblocktranslate %}'
RULES = (
    Rule("template-borrows", borrows.__doc__ or "", _all, borrows,
         good=((P, '{% include "forms/_a.html" %}{% extends "web/page.html" %}'),),
         bad=((P, '{% include "registry/_a.html" %}'),)),
    Rule("template-links", links.__doc__ or "", _all, links,
         good=((P, "{% url 'forms:review' 1 %}{% url 'registry:person' 1 %}"),),
         bad=((P, "{% url 'insight:figures' %}"),)),
    Rule("template-inline", runs_inline.__doc__ or "", _all, runs_inline,
         good=((P, '<script type="module" src="x.js"></script><p class="a">'),),
         bad=((P, "<script>run()</script>"), (P, '<p style="color:red">'), (P, '<a onclick="x()">'))),
    Rule("template-head", says_what_it_uses.__doc__ or "", _all, says_what_it_uses,
         good=((P, HEAD + "<p></p>"),), bad=((P, "<p></p>"),)),
    Rule("template-words", speaks_untranslated.__doc__ or "", _all, speaks_untranslated,
         good=((P, MARKED),),
         bad=((P, HEAD + "<p>居民</p>"),)),
)  # fmt: skip
