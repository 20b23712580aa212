"""Checks that would hold whatever the card did, and what makes them so, seen without running."""

from __future__ import annotations

import ast
import builtins
import math
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from verified_snippets.kit.executed import CLAIMING
from verified_snippets.kit.lint import QUIET, dotted, read_python, seeding, silencing
from verified_snippets.kit.snippet import Cell, Fault, Snippet

Told = tuple[int, str, str]
"""The line in the cell, what is wrong, and the remedy."""
COMPARING = {"assert_close", "equal", "allclose", "isclose"}
"""Calls that compare their first two arguments."""
PURE = {"abs", "detach", "dim", "float", "int", "item", "len", "list", "numel", "size", "str"} | {
    *("tolist", "sum", "mean", "flatten", "clone"),
}
"""Calls that give the same twice; another, such as a layer with dropout, may not."""
METHODS = {
    "all",
    "any",
    "equal",
    "allclose",
    "is_contiguous",
    "isnan",
    "isfinite",
    "is_floating_point",
}
"""Methods that answer yes or no: without their brackets they are always true."""
TOLERANCES = {"atol", "rtol", "abs_tol", "rel_tol"}
WIDE = 0.1
"""A tolerance above this lets wrong values pass."""
FAR = 1000
"""A distance from zero that nothing in a card exceeds."""
FORMAL = set(dir(builtins)) - {"float", "int", "eval", "map"}
"""What a question about form may call: none of these makes a value of a text."""
GIVEN = {"printed", "error", "warned"}
"""What the bench hands to every check."""
CATCHING = {"AssertionError", "Exception", "BaseException"}
TEXTUAL = {"exec", "eval", "compile"}
OURS = "verified_snippets.kit"


def empty_faults(snippet: Snippet) -> Iterator[Fault]:
    """Every reason why a snippet's cells prove less than they seem to."""
    trees = {cell: tree for cell in snippet.cells if (tree := _tree(cell))}
    setup = trees.get(snippet.setup) if snippet.setup else None
    cards = [trees[cell] for cell in snippet.of("card") if cell in trees]
    checks = [trees[cell] for cell in snippet.checks if cell in trees]
    shown = [*cards, *([setup] if setup else [])]
    reached, foreign = _card_names(cards, setup), _foreign(shown)
    reseeded = any(True for tree in checks for _ in seeding(tree))
    ours = setup is not None and _imports_device(setup)
    spoken = [_spoken(tree) for tree in cards]
    for cell, tree in trees.items():
        told: list[Told] = []
        if cell.kind == "check":
            told += _check(tree, reached, foreign | _foreign([tree]))
        elif cell.kind == "card":
            told += _card(tree, reseeded)
        elif cell.kind == "wrong" and _spoken(tree) in spoken:
            told.append((0, "the wrong variant only prints in another form", "change what it does"))
        if cell.kind == "setup" or ours:
            told += _shadowed(tree, cell)
        yield from _at(cell, snippet.path, told)


def _at(cell: Cell, path: Path, told: list[Told]) -> Iterator[Fault]:
    for line, what, remedy in told:
        yield Fault(path, cell.line + line, what, remedy)


def _tree(cell: Cell) -> ast.Module | None:
    tree = read_python("\n".join(cell.lines)) if cell.kind not in QUIET else None
    return tree if isinstance(tree, ast.Module) else None


def _last(call: ast.AST) -> str:
    """The last name of what is called."""
    if not isinstance(call, ast.Call):
        return ""
    function = call.func
    if isinstance(function, ast.Attribute):
        return function.attr
    return function.id if isinstance(function, ast.Name) else ""


def _calls(tree: ast.AST) -> Iterator[tuple[ast.Call, str]]:
    return ((node, dotted(node.func)) for node in ast.walk(tree) if isinstance(node, ast.Call))


# --- what a cell does to the bench ---------------------------------------------------------------


def _card(tree: ast.Module, reseeded: bool) -> Iterator[Told]:
    for call in [] if reseeded else seeding(tree):
        remedy = "remove it, the bench seeds each run; or let a check try another seed"
        yield call.lineno, "the card seeds the dice itself", remedy
    for call in silencing(tree):
        remedy = "remove it, and declare the warning in the metadata: `warns`"
        yield call.lineno, "the card silences every warning", remedy
    for call, name in _calls(tree):
        if name in TEXTUAL:
            what = f"the card runs a text with `{name}`, which no mutant changes"
            yield call.lineno, what, "write the code itself"


def _imports_device(tree: ast.Module) -> bool:
    return any(
        isinstance(node, ast.ImportFrom)
        and node.module == OURS
        and any((alias.asname or alias.name) == "device" for alias in node.names)
        for node in tree.body
    )


def _shadowed(tree: ast.Module, cell: Cell) -> Iterator[Told]:
    for statement in tree.body:
        if "device" in {name for part in _header(statement) for name in _stored(part)}:
            what = f"the {cell.kind} cell hides the bench's `device` behind its own"
            yield statement.lineno, what, "give it another name"


def _spoken(tree: ast.Module) -> str:
    """The tree without the texts, separators and ends of its print statements, which it loses."""
    return ast.dump(_Plain().visit(tree))


class _Plain(ast.NodeTransformer):
    """Leaves of a print nothing but the values it prints."""

    def visit_Expr(self, node: ast.Expr) -> ast.AST:
        """A print with neither texts nor keywords."""
        if not isinstance(node.value, ast.Call) or dotted(node.value.func) != "print":
            return node
        values = [
            part.value if isinstance(part, ast.FormattedValue) else part
            for argument in node.value.args
            for part in (argument.values if isinstance(argument, ast.JoinedStr) else [argument])
        ]
        kept = [
            v for v in values if not isinstance(v, ast.Constant) or not isinstance(v.value, str)
        ]
        return ast.Expr(ast.Call(node.value.func, kept, []))


# --- what a check asserts ------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Claim:
    """One assertion of a check."""

    node: ast.Assert | ast.Call

    @property
    def test(self) -> ast.expr:
        """What is asserted."""
        return self.node.test if isinstance(self.node, ast.Assert) else self.node


def _claims(tree: ast.AST) -> list[Claim]:
    return [
        Claim(node)
        for node in ast.walk(tree)
        if isinstance(node, ast.Assert) or (isinstance(node, ast.Call) and _last(node) in CLAIMING)
    ]


def _check(tree: ast.Module, card: set[str], foreign: set[str]) -> Iterator[Told]:
    claims, settled = _claims(tree), _settled(tree)
    told = [one for claim in claims for one in _cannot_fail(claim, settled)]
    for node in ast.walk(tree):
        told += [*_wide(node), *_swallowed(node), *_uncalled(node, tree), *_unasserted(node)]
    if told:
        yield from told
    elif not _Reach(card, foreign).follow(tree.body):
        what = "the check looks at nothing that the card made or printed"
        yield 0, what, "assert something about a name of the card, or about `printed`"
    elif all(_is_form(claim.test, tree) for claim in claims):
        what = "the check looks at the form of the output alone"
        yield 0, what, "assert the values that are printed"


def _unasserted(node: ast.AST) -> Iterator[Told]:
    """A comparison that stands alone, as if it were an assertion."""
    value = node.value if isinstance(node, ast.Expr) else None
    if isinstance(value, ast.Compare) or (value and _last(value) in COMPARING - CLAIMING):
        assert isinstance(node, ast.Expr)
        yield node.lineno, "nobody looks at what this comparison says", "put `assert` before it"


def _cannot_fail(claim: Claim, settled: dict[str, bool]) -> Iterator[Told]:
    line, test = claim.node.lineno, claim.test
    if isinstance(claim.node, ast.Call):
        if _is_itself(test):
            yield line, "this compares a thing with itself", "write out the value you expect"
        return
    names = {n.id for n in ast.walk(test) if isinstance(n, ast.Name)}
    if names and names <= settled.keys() and _truth(test, settled):
        name = min(names)
        yield (
            line,
            f"this check itself sets `{name}`, so the assertion cannot fail",
            ("assert what the card made"),
        )
    elif _truth(test, {}):
        if any(_is_itself(node) for node in ast.walk(test)):
            yield line, "this compares a thing with itself", "write out the value you expect"
        elif any(_is_never_negative(node) for node in ast.walk(test)):
            yield line, "this is never negative, so the assertion cannot fail", "assert its value"
        elif any(_is_uncalled_method(node) for node in ast.walk(test)):
            yield line, "a method that is not called is always true", "call it: add `()`"
        elif isinstance(test, ast.BoolOp):
            yield line, "one side of the `or` is always true", "assert the other side alone"
        else:
            yield line, "this assertion cannot fail", "compare something that was run"


def _truth(test: ast.expr, settled: dict[str, bool]) -> bool | None:
    """What an expression comes to whatever the card does; None where that depends on it."""
    if isinstance(test, ast.Name):
        return settled.get(test.id)
    if isinstance(test, ast.Constant):
        return bool(test.value)
    if isinstance(test, (ast.Tuple, ast.List, ast.Set)):
        return bool(test.elts)
    if isinstance(test, (ast.JoinedStr, ast.Lambda, ast.GeneratorExp)):
        return True
    if isinstance(test, ast.UnaryOp) and isinstance(test.op, ast.Not):
        inner = _truth(test.operand, settled)
        return None if inner is None else not inner
    if isinstance(test, ast.BoolOp):
        decisive = isinstance(test.op, ast.Or)
        parts = [_truth(value, settled) for value in test.values]
        return decisive if decisive in parts else None if None in parts else not decisive
    if isinstance(test, ast.IfExp):
        taken = _truth(test.test, settled)
        return None if taken is None else _truth(test.body if taken else test.orelse, settled)
    if _is_itself(test) or _is_never_negative(test) or _is_uncalled_method(test):
        return True
    return True if not _depends(test) else None


def _depends(test: ast.expr) -> bool:
    return any(isinstance(node, ast.Name) for node in ast.walk(test))


def _is_itself(node: ast.AST) -> bool:
    """Whether a comparison has the same thing on both sides, which no call made anew."""
    if isinstance(node, ast.Compare) and len(node.ops) == 1:
        holds = isinstance(node.ops[0], (ast.Eq, ast.Is, ast.LtE, ast.GtE))
        sides = [node.left, node.comparators[0]] if holds else []
    elif isinstance(node, ast.Call) and _last(node) in COMPARING:
        method = (
            []
            if dotted(node.func).partition(".")[0] in {"torch", "math", "np", "testing"}
            else ([node.func.value] if isinstance(node.func, ast.Attribute) else [])
        )
        sides = [*method, *node.args][:2]
    else:
        return False
    if len(sides) < 2 or ast.dump(sides[0]) != ast.dump(sides[1]):
        return False
    return all(_last(inner) in PURE for inner, _ in _calls(sides[0]))


def _is_never_negative(node: ast.AST) -> bool:
    if not isinstance(node, ast.Compare) or _last(node.left) not in {"len", "abs", "numel", "dim"}:
        return False
    bound = _number(node.comparators[0])
    least = isinstance(node.ops[0], ast.GtE) and bound == 0
    return bound is not None and (least or (isinstance(node.ops[0], ast.Gt) and bound < 0))


def _is_uncalled_method(node: ast.AST) -> bool:
    return isinstance(node, ast.Attribute) and node.attr in METHODS


def _settled(tree: ast.Module) -> dict[str, bool]:
    """The names that the check binds to one constant and to nothing else."""
    stores = [n.id for n in ast.walk(tree) if isinstance(n, ast.Name) and not _reads(n)]
    return {
        node.targets[0].id: bool(node.value.value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Assign)
        and isinstance(node.targets[0], ast.Name)
        and isinstance(node.value, ast.Constant)
        and stores.count(node.targets[0].id) == 1
    }


def _wide(node: ast.AST) -> Iterator[Told]:
    """Tolerances that let wrong values pass."""
    if isinstance(node, ast.Call):
        for word in node.keywords:
            size = _number(word.value) if word.arg in TOLERANCES else None
            if size is not None and size > WIDE:
                what = f"with `{word.arg}={ast.unparse(word.value)}` wrong values pass"
                yield word.value.lineno, what, f"stay below {WIDE}"
    if isinstance(node, ast.Compare) and _last(node.left) == "abs":
        size = _number(node.comparators[0])
        if isinstance(node.ops[0], (ast.Lt, ast.LtE)) and size is not None and size >= FAR:
            what = f"nothing is further than {ast.unparse(node.comparators[0])} from another"
            yield node.lineno, what, f"stay below {WIDE}"


def _number(node: ast.expr) -> float | None:
    """The value of an expression of numbers, `float("inf")` included."""
    if isinstance(node, ast.Call) and dotted(node.func) in {"float", "math.inf"}:
        return math.inf if node.args and isinstance(node.args[0], ast.Constant) else None
    if dotted(node) in {"math.inf", "torch.inf", "np.inf"}:
        return math.inf
    if any(
        not isinstance(n, (ast.Constant, ast.BinOp, ast.UnaryOp, ast.operator, ast.unaryop))
        for n in ast.walk(node)
    ):
        return None
    try:
        return float(eval(compile(ast.Expression(node), "<number>", "eval"), {"__builtins__": {}}))
    except (ArithmeticError, TypeError, ValueError):
        return None


def _swallowed(node: ast.AST) -> Iterator[Told]:
    if isinstance(node, ast.Try):
        caught = [h for h in node.handlers if h.type is None or _names(h.type) & CATCHING]
        lets = any(isinstance(n, ast.Raise) for h in caught for n in ast.walk(h))
        body = node.body if caught and not lets else []
    elif isinstance(node, ast.With):
        calls = [item.context_expr for item in node.items]
        kinds = [
            arg
            for c in calls
            if isinstance(c, ast.Call) and _last(c) in {"suppress", "raises"}
            for arg in c.args
        ]
        body = node.body if any(_names(kind) & CATCHING for kind in kinds) else []
    else:
        return
    for statement in body:
        for claim in _claims(statement):
            what = "what this assertion raises is caught around it"
            yield claim.node.lineno, what, "put it behind the block"


def _uncalled(node: ast.AST, tree: ast.Module) -> Iterator[Told]:
    if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)) and (claims := _claims(node)):
        inside = set(ast.walk(node))
        called = any(
            isinstance(n, (ast.Name, ast.Attribute))
            and node.name == (n.id if isinstance(n, ast.Name) else n.attr)
            for n in ast.walk(tree)
            if n not in inside
        )
        if not called and not node.decorator_list:
            what = f"nobody calls `{node.name}`, so its assertion never runs"
            yield claims[0].node.lineno, what, "call it, or assert outside"


def _names(tree: ast.AST) -> set[str]:
    found = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Name):
            found.add(node.id)
        elif isinstance(node, ast.Attribute):
            found.add(node.attr)
    return found


# --- whether a check looks at the card -----------------------------------------------------------


def _card_names(cards: list[ast.Module], setup: ast.Module | None) -> set[str]:
    """What the card makes or changes: the names it mentions, and what the setup does with these."""
    trees = [*cards, *([setup] if setup else [])]
    names = {name for tree in cards for name in _mentioned(tree)} - _foreign(trees)
    makers = {
        node.name: _mentioned(node) - _foreign(trees)
        for node in (setup.body if setup else ())
        if isinstance(node, (ast.FunctionDef, ast.ClassDef))
    }
    before: set[str] = set()
    while names != before:
        before = set(names)
        names |= {name for known in names & makers.keys() for name in makers[known]}
        names |= {maker for maker, mentions in makers.items() if mentions & names}
    return names | GIVEN


def _foreign(trees: list[ast.Module]) -> set[str]:
    """The names of modules and builtins, which no card makes."""
    return set(dir(builtins)) | {
        alias.asname or alias.name.partition(".")[0]
        for tree in trees
        for node in ast.walk(tree)
        if isinstance(node, (ast.Import, ast.ImportFrom))
        for alias in node.names
    }


def _mentioned(tree: ast.AST) -> set[str]:
    named = (ast.FunctionDef, ast.ClassDef)
    return {n.id for n in ast.walk(tree) if isinstance(n, ast.Name)} | {
        n.name for n in ast.walk(tree) if isinstance(n, named)
    }


class _Reach:
    """Which names of a check hold something of the card's, statement by statement."""

    def __init__(self, names: set[str], foreign: set[str]) -> None:
        self.names, self.foreign = set(names), foreign
        self.ties: list[set[str]] = []
        self.found = False

    def follow(self, body: list[ast.stmt], sure: bool = True) -> bool:
        """Whether any assertion looks at something of the card's."""
        for statement in body:
            header = _header(statement)
            if any(_mentioned(c.test) & self.names for part in header for c in _claims(part)):
                self.found = True
            read = {name for part in header for name in _loaded(part)} - self.foreign
            made = {name for part in header for name in _stored(part)}
            if isinstance(statement, (ast.FunctionDef, ast.ClassDef)):
                read, made = _mentioned(statement) - self.foreign, {statement.name}
                self.names |= {
                    node.arg for node in ast.walk(statement) if isinstance(node, ast.arg)
                }
            if isinstance(statement, ast.Expr):  # a call may hand one of them to another
                self.ties.append(read)
            elif read & self.names:
                self.names |= made
            elif sure and isinstance(statement, ast.Assign):
                self.names -= made
            while more := [tie for tie in self.ties if tie & self.names and not tie <= self.names]:
                self.names |= set().union(*more)
            for field in ("body", "orelse", "finalbody"):
                self.follow(getattr(statement, field, []), sure=False)
            for handler in getattr(statement, "handlers", []):
                if handler.name and _mentioned(statement) & self.names:
                    self.names.add(handler.name)
                self.follow(handler.body, sure=False)
        return self.found


def _header(statement: ast.stmt) -> list[ast.AST]:
    """The parts of a statement that are no statements themselves."""
    if isinstance(statement, ast.Assert):
        return [statement]
    return [
        node
        for node in ast.iter_child_nodes(statement)
        if not isinstance(node, (ast.stmt, ast.ExceptHandler))
    ]


def _is_form(test: ast.expr, tree: ast.Module) -> bool:
    """Whether an assertion asks of `printed` how long it is, or where its lines break."""
    values = {
        node.targets[0].id: node.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name)
    }
    parts: list[ast.expr] = [test]
    for part in parts:  # grows by what the names in it were made of
        parts += [values.pop(name) for name in _loaded(part) & values.keys()]
    made = {name for part in parts for name in _loaded(part)} - _stored(tree)
    return made - FORMAL == {"printed"} and not any(map(_says_something, parts))


def _loaded(tree: ast.AST) -> set[str]:
    return {n.id for n in ast.walk(tree) if isinstance(n, ast.Name) and _reads(n)}


def _stored(tree: ast.AST) -> set[str]:
    return {n.id for n in ast.walk(tree) if isinstance(n, ast.Name) and not _reads(n)}


def _reads(name: ast.Name) -> bool:
    return isinstance(name.ctx, ast.Load)


def _says_something(node: ast.AST) -> bool:
    """Whether an expression holds a text with a word in it, or a number that is no count."""
    if isinstance(node, ast.Compare) and _last(node.left) in {"len", "count"}:
        return False
    if isinstance(node, ast.Constant):
        text = isinstance(node.value, str) and any(map(str.isalnum, node.value))
        return text or type(node.value) in (int, float)
    return any(_says_something(child) for child in ast.iter_child_nodes(node))
