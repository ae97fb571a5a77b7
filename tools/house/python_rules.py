"""Python rules that need the syntax tree: where rows change, what facts may say, who guards an address."""

import ast
from collections.abc import Iterator
from pathlib import Path

from house.tree import Rule, Tree

WRITES = {
    "save", "create", "bulk_create", "update_or_create", "get_or_create", "delete", "bulk_update", "update",
}  # fmt: skip
WRITING_ROOMS = {"commands", "reactions", "seeds", "imports", "migrations"}
NOT_ROWS = {"self", "values", "counts", "digest", "attrs", "query", "merged", "headers", "hasher", "h"}
PERSONAL = {"name", "phone", "id_number", "address", "birth_date", "born_on", "diagnosis", "text"}
GUARDS = {"requires", "public", "signed_in", "resident"}
ENDPOINTS = {"post", "get", "put", "delete", "exception_handler"}
ANSWERS = {"HttpResponse", "JsonResponse", "HttpResponseBase", "StreamingHttpResponse"}


def _in_contexts(tree: Tree) -> Iterator[Path]:
    yield from (p for p in tree.files("*.py") if "contexts" in p.parts)


def _facts(tree: Tree) -> Iterator[Path]:
    yield from sorted((tree.src / "facts").glob("*.py"))


def _views(tree: Tree) -> Iterator[Path]:
    for path in tree.files("*.py"):
        if path.stem == "views" or path.parent.name in {"views", "pages"}:
            yield path


def room(path: str) -> str:
    """The room of a context that a file lies in."""
    inside = path.partition("/contexts/")[2].split("/")
    return inside[1].removesuffix(".py") if len(inside) > 1 else ""


def writes_elsewhere(path: str, text: str) -> Iterator[str]:
    """Rows change in commands, reactions, seeds and imports, nowhere else in a context."""
    if room(path) in WRITING_ROOMS:
        return
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in WRITES:
            on = node.func.value
            if isinstance(on, ast.Name) and on.id in NOT_ROWS:
                continue
            if node.func.attr == "update" and not _looks_like_rows(on):
                continue
            yield f"line {node.lineno}: .{node.func.attr}() outside commands"


def _looks_like_rows(on: ast.expr) -> bool:
    """``X.objects…`` or a call chain on it; a plain dictionary's update is no write."""
    return any(isinstance(n, ast.Attribute) and n.attr in {"objects", "filter"} for n in ast.walk(on))


def tells_too_much(path: str, text: str) -> Iterator[str]:
    """Facts carry ids and codes; a name or a number must be asked for at the door of its context."""
    for node in ast.walk(ast.parse(text)):
        if (
            isinstance(node, ast.AnnAssign)
            and isinstance(node.target, ast.Name)
            and node.target.id in PERSONAL
        ):
            yield f"line {node.lineno}: personal field {node.target.id!r} in a fact"


def is_unguarded(path: str, text: str) -> Iterator[str]:
    """Every view says who may open it."""
    for node in ast.parse(text).body:
        if not isinstance(node, ast.FunctionDef) or node.name.startswith("_") or not node.args.args:
            continue
        takes_request = node.args.args[0].arg == "request"
        returns = node.returns.id if isinstance(node.returns, ast.Name) else ""
        decorated = {_name(d) for d in node.decorator_list}
        is_view = takes_request and returns in ANSWERS
        if (
            is_view
            and not decorated & (GUARDS | ENDPOINTS)
            and not path.endswith(("trouble.py", "sending.py"))
        ):
            yield f"line {node.lineno}: {node.name} says neither @requires, @signed_in, @resident nor @public"


def _name(node: ast.expr) -> str:
    if isinstance(node, ast.Call):
        return _name(node.func)
    return node.attr if isinstance(node, ast.Attribute) else node.id if isinstance(node, ast.Name) else ""


def formats_before_translating(path: str, text: str) -> Iterator[str]:
    """A sentence is translated first and filled afterwards, with named places."""
    for node in ast.walk(ast.parse(text)):
        if not isinstance(node, ast.Call) or _name(node) != "_" or not node.args:
            continue
        if isinstance(node.args[0], ast.JoinedStr | ast.BinOp):
            yield f"line {node.lineno}: formatted before it is translated"


Q = "src/linli/contexts/forms/queries/x.py"
C = "src/linli/contexts/forms/commands/x.py"
V = "src/linli/contexts/forms/views.py"
VIEW = "def page(request) -> HttpResponse:\n    return 1\n"
PART = "def _part(request) -> HttpResponse: ..."
CHANGED = "X.objects.filter(a=1).update(b=2)"
RULES = (
    Rule(
        "stray-write",
        writes_elsewhere.__doc__ or "",
        _in_contexts,
        writes_elsewhere,
        good=((C, "x.save()"), (Q, "values.update(a=1)"), (Q, "rows = X.objects.filter(a=1)")),
        bad=((Q, "x.save()"), (V, CHANGED), (Q, "X.objects.create(a=1)")),
    ),
    Rule(
        "telling-fact",
        tells_too_much.__doc__ or "",
        _facts,
        tells_too_much,
        good=(("src/linli/facts/x.py", "class A:\n    person_id: UUID"),),
        bad=(("src/linli/facts/x.py", "class A:\n    phone: str"),),
    ),
    Rule(
        "unguarded-view",
        is_unguarded.__doc__ or "",
        _views,
        is_unguarded,
        good=((V, "@requires('a.b')\n" + VIEW), (V, "@public('x')\n" + VIEW), (V, PART)),
        bad=((V, VIEW),),
    ),
    Rule(
        "formatted-message",
        formats_before_translating.__doc__ or "",
        _in_contexts,
        formats_before_translating,
        good=((V, '_("共 %(n)s 人") % {"n": 1}'),),
        bad=((V, '_(f"共 {n} 人")'), (V, '_("共 %s 人" % n)')),
    ),
)
