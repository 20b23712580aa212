"""Changes of shown code as people make them: a neighbour of the right name, argument or place."""

from __future__ import annotations

import ast
import copy
from collections.abc import Callable, Iterator

Edit = Callable[[ast.AST], ast.AST | None]
"""Changes a node in place, or returns the one to put in its place."""
Change = tuple[str, int, Edit]
"""What is changed, on which line of the cell, and how."""
Kinds = dict[str, tuple[str, int]]
"""The names of a scope, each with the sort of thing it is and the line that makes it."""

EDGES: dict[type[ast.cmpop], type[ast.cmpop]] = {
    ast.Lt: ast.LtE,
    ast.LtE: ast.Lt,
    ast.Gt: ast.GtE,
    ast.GtE: ast.Gt,
}
PAIRS = (
    ("SGD", "Adam"),
    ("ReLU", "Tanh"),
    ("relu", "tanh"),
    ("zeros", "ones"),
    ("zeros_like", "ones_like"),
    ("mean", "sum"),
    ("max", "min"),
    ("amax", "amin"),
    ("argmax", "argmin"),
    ("cat", "stack"),
    ("detach", "clone"),
    ("train", "eval"),
    ("softmax", "log_softmax"),
    ("children", "modules"),
    ("deepcopy", "copy"),
)
NEIGHBOURS = dict(PAIRS) | {other: one for one, other in PAIRS}
"""Names after a dot that people take for one another."""
ONE_WAY = {"AdamW": "Adam", "sigmoid": "tanh"}
WORDS = {"mean": "sum", "sum": "mean", "none": "mean"}
"""The same for texts, such as `reduction="mean"`."""
OTHERS = 2
"""So many other names are tried in the place of one."""


def mistakes(base: ast.Module, setup: ast.Module | None) -> Iterator[tuple[int, Change]]:
    """Every change, with the place of its node in `ast.walk`."""
    scopes = _scopes(base, setup)
    for at, node in enumerate(ast.walk(base)):
        for change in _edits(node, scopes.get(node, {})):
            yield at, change


def _edits(node: ast.AST, kinds: Kinds) -> Iterator[Change]:
    if isinstance(node, ast.Attribute) and isinstance(node.ctx, ast.Load):
        if other := NEIGHBOURS.get(node.attr) or ONE_WAY.get(node.attr):
            line = node.end_lineno or node.lineno
            yield f"{node.attr} -> {other}", line, lambda n: setattr(n, "attr", other)
        if ast.unparse(node) in kinds:
            yield from _other_names(node, ast.unparse(node), kinds)
    elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load):
        yield from _other_names(node, node.id, kinds)
    elif isinstance(node, ast.Constant) and isinstance(node.value, str) and node.value in WORDS:
        word = WORDS[node.value]
        yield f"{node.value!r} -> {word!r}", node.lineno, lambda n: setattr(n, "value", word)
    elif isinstance(node, ast.Compare) and type(node.ops[0]) in EDGES:
        new = EDGES[type(node.ops[0])]
        what = f"{type(node.ops[0]).__name__} -> {new.__name__}"
        yield what, node.lineno, lambda n: n.ops.__setitem__(0, new())  # type: ignore[attr-defined]
    elif isinstance(node, ast.Call) and len(node.args) > 1 and ast.unparse(node.func) != "print":
        if not any(isinstance(a, (ast.Starred, ast.Constant)) for a in node.args[:2]):
            yield "first argument twice", node.lineno, _copying(0, 1)
            yield "second argument twice", node.lineno, _copying(1, 0)
    elif isinstance(node, (ast.FunctionDef, ast.ClassDef)) and node.decorator_list:
        line = node.decorator_list[0].lineno
        yield "without the decorator", line, lambda n: n.decorator_list.clear()  # type: ignore[attr-defined]
    yield from _moves(node)


def _copying(source: int, target: int) -> Edit:
    def edit(node: ast.AST) -> None:
        assert isinstance(node, ast.Call)
        node.args[target] = copy.deepcopy(node.args[source])

    return edit


def _other_names(node: ast.expr, name: str, kinds: Kinds) -> Iterator[Change]:
    kind, _ = kinds.get(name, ("", 0))
    others = [
        other
        for other, (sort, line) in kinds.items()
        if kind and sort == kind and other != name and line < node.lineno
    ]
    for other in others[:OTHERS]:
        new = ast.parse(other, mode="eval").body
        yield f"{name} -> {other}", node.lineno, lambda _, new=new: new  # type: ignore[misc]


def _moves(node: ast.AST) -> Iterator[Change]:
    """Statements that move into the block beside them, or out of the block they are in."""
    for field in ("body", "orelse"):
        body = getattr(node, field, None)
        if not isinstance(body, list):
            continue
        for k, block in enumerate(body):
            if not isinstance(block, (ast.With, ast.For)):
                continue
            bound = _stored(block)
            if len(block.body) > 1:
                first, last = block.body[0], block.body[-1]
                if not bound & _loaded(first):
                    yield "out of the block, before it", first.lineno, _moving(field, k, 0, 0)
                yield "out of the block, behind it", last.lineno, _moving(field, k, -1, 1)
            if k + 1 < len(body) and not _stays(body[k + 1]):
                yield "into the block above", body[k + 1].lineno, _taking(field, k, 1)
            if isinstance(block, ast.With) and k and not _stays(body[k - 1]):
                yield "into the block below", body[k - 1].lineno, _taking(field, k, -1)


def _moving(field: str, k: int, which: int, behind: int) -> Edit:
    def edit(node: ast.AST) -> None:
        body = getattr(node, field)
        body.insert(k + behind, body[k].body.pop(which))

    return edit


def _taking(field: str, k: int, step: int) -> Edit:
    def edit(node: ast.AST) -> None:
        body = getattr(node, field)
        block = body[k]
        block.body.insert(len(block.body) if step > 0 else 0, body.pop(k + step))

    return edit


def _stays(statement: ast.stmt) -> bool:
    fixed = (ast.Import, ast.ImportFrom, ast.FunctionDef, ast.ClassDef, ast.Return)
    text = isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Constant)
    return text or isinstance(statement, fixed)


def _stored(block: ast.With | ast.For) -> set[str]:
    targets = [block.target] if isinstance(block, ast.For) else []
    if isinstance(block, ast.With):
        targets = [item.optional_vars for item in block.items if item.optional_vars]
    return {n.id for target in targets for n in ast.walk(target) if isinstance(n, ast.Name)}


def _loaded(tree: ast.AST) -> set[str]:
    return {n.id for n in ast.walk(tree) if isinstance(n, ast.Name)}


def _scopes(base: ast.Module, setup: ast.Module | None) -> dict[ast.AST, Kinds]:
    """For every node the names that could stand there: its function's own, or the module's."""
    module = {name: (kind, 0) for name, (kind, _) in (_kinds(setup) if setup else {}).items()}
    module |= _kinds(base)
    scopes: dict[ast.AST, Kinds] = {}
    layers: dict[ast.AST, Kinds] = {}
    for node in ast.walk(base):
        if isinstance(node, ast.ClassDef):
            layers |= dict.fromkeys(ast.walk(node), _layers(node))
    for function in ast.walk(base):
        if isinstance(function, ast.FunctionDef):
            own = layers.get(function, {}) | _parameters(function) | _kinds(function)
            scopes |= dict.fromkeys(ast.walk(function), own)
    return dict.fromkeys(ast.walk(base), module) | scopes


def _own(tree: ast.AST) -> Iterator[ast.AST]:
    """The nodes of a scope, without those of the functions and classes in it."""
    for child in ast.iter_child_nodes(tree):
        if not isinstance(child, (ast.FunctionDef, ast.ClassDef, ast.Lambda)):
            yield child
            yield from _own(child)


def _kinds(tree: ast.AST) -> Kinds:
    found: Kinds = {}
    for node in _own(tree):
        if isinstance(node, ast.Assign) and len(node.targets) == 1:
            for name, kind in _bound(node.targets[0], node.value):
                found.setdefault(name, (kind, node.end_lineno or node.lineno))
        elif isinstance(node, ast.For):
            for name, kind in _bound(node.target, node.iter):
                found.setdefault(name, (kind, node.lineno))
    return found


def _bound(target: ast.expr, value: ast.expr) -> Iterator[tuple[str, str]]:
    if isinstance(target, ast.Name):
        yield target.id, sort_of(value)
    elif isinstance(target, ast.Tuple):
        values = value.elts if isinstance(value, ast.Tuple) else [None] * len(target.elts)
        for part, own in zip(target.elts, values, strict=False):
            if isinstance(part, ast.Name):
                yield part.id, sort_of(own) if own else f"a part of {ast.unparse(value)}"


def _layers(made: ast.ClassDef) -> Kinds:
    """The attributes of a class that its methods give it, spelt `self.first`."""
    return {
        ast.unparse(node.targets[0]): (sort_of(node.value), 0)
        for node in ast.walk(made)
        if isinstance(node, ast.Assign)
        and isinstance(node.targets[0], ast.Attribute)
        and ast.unparse(node.targets[0].value) == "self"
    }


def _parameters(function: ast.FunctionDef) -> Kinds:
    """The parameters of a function, but for those it calls or loops over."""
    used = {n.func.id for n in ast.walk(function) if _calls_a_name(n)}  # type: ignore[attr-defined]
    used |= {n.iter.id for n in ast.walk(function) if _loops_over_a_name(n)}  # type: ignore[attr-defined]
    used |= {"self", "cls"}
    return {
        word.arg: ("tensor", function.lineno) for word in function.args.args if word.arg not in used
    }


def _calls_a_name(node: ast.AST) -> bool:
    return isinstance(node, ast.Call) and isinstance(node.func, ast.Name)


def _loops_over_a_name(node: ast.AST) -> bool:
    return isinstance(node, (ast.For, ast.comprehension)) and isinstance(node.iter, ast.Name)


def sort_of(value: ast.expr) -> str:
    """A word for the sort of thing an expression makes: people confuse things of one sort."""
    if isinstance(value, ast.Call):
        name = ast.unparse(value.func)
        last = name.rpartition(".")[2]
        if last in {"item", "len"}:
            return "number"
        if last[:1].isupper():
            return "module" if name.startswith("nn.") else last
        return "tensor" if "." in name else f"what {name} gives"
    if isinstance(value, ast.Constant):
        number = isinstance(value.value, (int, float))
        return "number" if number else type(value.value).__name__
    tensor = (ast.BinOp, ast.UnaryOp, ast.Attribute, ast.Subscript)
    return "tensor" if isinstance(value, tensor) else type(value).__name__
