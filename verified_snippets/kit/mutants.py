"""Small changes of shown code: each is a program that a check must reject."""

from __future__ import annotations

import ast
import copy
from collections.abc import Iterator
from dataclasses import dataclass, replace

from verified_snippets.kit.mistakes import Change, Edit, mistakes
from verified_snippets.kit.snippet import Cell

OPPOSITE: dict[type[ast.AST], type[ast.AST]] = {
    ast.Add: ast.Sub,
    ast.Sub: ast.Add,
    ast.Mult: ast.Add,
    ast.Div: ast.Mult,
    ast.FloorDiv: ast.Mult,
    ast.Mod: ast.Mult,
    ast.Pow: ast.Mult,
    ast.MatMult: ast.Mult,
    ast.Lt: ast.GtE,
    ast.GtE: ast.Lt,
    ast.Gt: ast.LtE,
    ast.LtE: ast.Gt,
    ast.Eq: ast.NotEq,
    ast.NotEq: ast.Eq,
    ast.Is: ast.IsNot,
    ast.IsNot: ast.Is,
}
DTYPES = {"float32": "float64", "float64": "float32", "int64": "int32", "int32": "int64"}
KEPT = {"device"}
"""Keywords whose loss shows on another device only."""
MODULES = {"torch", "nn", "F", "np", "optim", "math"}
"""Names before a dot that are no receiver to fall back to."""


@dataclass(frozen=True, slots=True)
class Mutant:
    """A changed card."""

    title: str
    """`(3 * w).sum().backward(): 3 -> 4`."""
    line: int
    cell: Cell
    printing: bool = False
    """Whether it changes nothing but print statements, so that only output can tell it."""


def mutants(card: Cell, setup: Cell | None = None) -> Iterator[Mutant]:
    """Every changed card, each once, in the order of its nodes; what is no Python is left out."""
    source = "\n".join(card.lines)
    base = ast.parse(source)
    lines = source.split("\n")
    silent = _silent(base)
    seen = {ast.dump(base)}
    for at, (what, line, edit) in _changes(base, setup):
        tree = _apply(base, at, edit)
        text = ast.unparse(ast.fix_missing_locations(tree))
        if (known := ast.dump(tree)) in seen or not _is_python(text):
            continue
        seen.add(known)
        cell = replace(card, lines=tuple(text.split("\n")))
        title = f"{lines[line - 1].strip()}: {what}"
        yield Mutant(title, card.line + line, cell, _silent(tree) == silent)


def unchanged(card: Cell) -> Cell:
    """The mutant that changes nothing: every way in which it fares worse is the bench's fault.

    Writing a tree as text loses comments; the mark of the line that raises comes back.
    """
    base = ast.parse("\n".join(card.lines))
    lines = ast.unparse(base).split("\n")
    marked = {n for n, line in enumerate(card.lines, 1) if "# raises" in line}
    pairs = zip(ast.walk(base), ast.walk(ast.parse("\n".join(lines))), strict=True)
    for old, new in pairs:
        if isinstance(old, ast.stmt) and not hasattr(old, "body"):
            own = range(old.lineno, (old.end_lineno or old.lineno) + 1)
            if marked & set(own):
                lines[new.lineno - 1] += "  # raises"  # type: ignore[attr-defined]
    return replace(card, lines=tuple(lines))


def _changes(base: ast.Module, setup: Cell | None) -> Iterator[tuple[int, Change]]:
    for at, node in enumerate(ast.walk(base)):
        for change in _edits(node):
            yield at, change
    yield from mistakes(base, ast.parse("\n".join(setup.lines)) if setup else None)


def _is_python(text: str) -> bool:
    try:
        compile(text, "<mutant>", "exec")
    except (SyntaxError, ValueError):
        return False
    return True


def _silent(tree: ast.Module) -> str:
    """The tree without the statements that only print."""
    return ast.dump(_Silence().visit(copy.deepcopy(tree)))


class _Silence(ast.NodeTransformer):
    """Takes out print statements, and the blocks that hold nothing else."""

    def visit_Expr(self, node: ast.Expr) -> ast.AST | None:
        """Nothing in the place of a print."""
        return None if _is_print(node) else node

    def generic_visit(self, node: ast.AST) -> ast.AST | None:  # type: ignore[override]
        """Nothing in the place of a block that has become empty."""
        super().generic_visit(node)
        blocks = (ast.For, ast.With, ast.If)
        empty = isinstance(node, blocks) and not node.body and not getattr(node, "orelse", [])
        return None if empty else node


def _is_print(statement: ast.AST) -> bool:
    return (
        isinstance(statement, ast.Expr)
        and isinstance(statement.value, ast.Call)
        and ast.unparse(statement.value.func).endswith("print")
    )


def _apply(base: ast.Module, at: int, edit: Edit) -> ast.Module:
    tree = copy.deepcopy(base)
    target = list(ast.walk(tree))[at]
    substitute = edit(target)
    if substitute is None:
        return tree
    changed = _Substitution(target, substitute).visit(tree)
    assert isinstance(changed, ast.Module)
    return changed


class _Substitution(ast.NodeTransformer):
    """Puts one node in the place of another."""

    def __init__(self, old: ast.AST, new: ast.AST) -> None:
        self.old, self.new = old, new

    def visit(self, node: ast.AST) -> ast.AST:
        """The tree with the new node in it."""
        return self.new if node is self.old else self.generic_visit(node)


def _edits(node: ast.AST) -> Iterator[Change]:
    if isinstance(node, ast.Constant):
        yield from _constant(node)
    elif isinstance(node, (ast.BinOp, ast.AugAssign)) and type(node.op) in OPPOSITE:
        new = OPPOSITE[type(node.op)]
        what = f"{type(node.op).__name__} -> {new.__name__}"
        yield what, node.lineno, lambda n: setattr(n, "op", new())
    elif isinstance(node, ast.Compare) and type(node.ops[0]) in OPPOSITE:
        new = OPPOSITE[type(node.ops[0])]
        what = f"{type(node.ops[0]).__name__} -> {new.__name__}"
        yield what, node.lineno, lambda n: n.ops.__setitem__(0, new())  # type: ignore[attr-defined]
    elif isinstance(node, ast.Attribute) and node.attr in DTYPES:
        other = DTYPES[node.attr]
        yield f"{node.attr} -> {other}", node.lineno, lambda n: setattr(n, "attr", other)
    elif isinstance(node, ast.Call):
        yield from _call(node)
    yield from _body(node)


def _constant(node: ast.Constant) -> Iterator[Change]:
    if type(node.value) in (int, float):
        new = node.value + 1  # type: ignore[operator]
    elif type(node.value) is bool:
        new = not node.value
    else:
        return
    yield f"{node.value!r} -> {new!r}", node.lineno, lambda n: setattr(n, "value", new)


def _call(node: ast.Call) -> Iterator[Change]:
    for k, keyword in enumerate(node.keywords):
        if keyword.arg and keyword.arg not in KEPT:
            what = f"without {keyword.arg}="
            yield what, keyword.value.lineno, lambda n, k=k: n.keywords.pop(k) and None  # type: ignore[misc]
    if len(node.args) == 2 and not any(isinstance(a, ast.Starred) for a in node.args):
        yield "arguments swapped", node.lineno, lambda n: n.args.reverse()  # type: ignore[attr-defined]
    function = node.func
    if isinstance(function, ast.Attribute) and not (
        isinstance(function.value, ast.Name) and function.value.id in MODULES
    ):
        receiver, arguments = ast.unparse(function.value), [ast.unparse(a) for a in node.args]
        if receiver == "super()" or arguments == ["device"]:
            return
        yield f"without .{function.attr}()", function.end_lineno or node.lineno, _receiver


def _receiver(node: ast.AST) -> ast.AST:
    assert isinstance(node, ast.Call)
    assert isinstance(node.func, ast.Attribute)
    return node.func.value


def _body(node: ast.AST) -> Iterator[Change]:
    for field in ("body", "orelse"):
        statements = getattr(node, field, None)
        if not isinstance(statements, list):
            continue
        for k, statement in enumerate(statements):
            if isinstance(statement, ast.With):
                inner = statement.body
                yield "without the with", statement.lineno, _replacing(field, k, inner)
            elif isinstance(statement, ast.AugAssign) or _is_effect(statement):
                yield "deleted", statement.lineno, _replacing(field, k, [ast.Pass()])


def _is_effect(statement: ast.AST) -> bool:
    """A call made for its effect, printing aside, or an assignment to a part of something."""
    if isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Call):
        return not _is_print(statement)
    return isinstance(statement, ast.Assign) and isinstance(
        statement.targets[0], (ast.Attribute, ast.Subscript)
    )


def _replacing(field: str, k: int, statements: list[ast.stmt]) -> Edit:
    def edit(node: ast.AST) -> None:
        getattr(node, field)[k : k + 1] = copy.deepcopy(statements)

    return edit
