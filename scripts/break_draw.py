"""Draws breaks: the small realistic faults of the code, and a fair choice of them for each room."""

from __future__ import annotations

import ast
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from random import Random

from break_places import FOLDERS, HEADS, Break, Spot, find_spots, parse_statement, same

LINES = 3
"""A statement of more lines is no place: some word of it would soon be another."""
UNSAID = {"__repr__", "__str__", "_tell"}
WORDS = {"print", "echo", "log", "cast", "isinstance", "getattr", "hasattr", "setattr", "TypeVar"}
"""Calls whose arguments are left alone."""
KEYWORDS = {
    "encoding",
    "strict",
    "check",
    "text",
    "errors",
    "help",
    "classes",
    "id",
    "newline",
    "appauthor",
}
"""Arguments whose loss only another machine, or nobody, would notice."""
TURNED = {"<": "<=", "<=": "<", ">": ">=", ">=": ">", "==": "!=", "!=": "==", "in": "not in"}
TURNED |= {"not in": "in", "is": "is not", "is not": "is"}
SIGNS: dict[type[ast.AST], str] = {
    ast.Lt: "<",
    ast.LtE: "<=",
    ast.Gt: ">",
    ast.GtE: ">=",
    ast.Eq: "==",
    ast.NotEq: "!=",
    ast.In: "in",
    ast.NotIn: "not in",
    ast.Is: "is",
    ast.IsNot: "is not",
    ast.Add: "+",
    ast.Sub: "-",
    ast.And: "and",
    ast.Or: "or",
}
OTHERS = {"min": "max", "max": "min", "any": "all", "all": "any"}
NOTHING = {"bool": "False", "str": '""', "int": "0", "float": "0.0", "tuple": "()", "list": "[]"}
NOTHING |= {"dict": "{}", "set": "set()", "frozenset": "frozenset()", "None": "None"}

Edit = tuple[str, ast.AST | tuple[int, int], str]
"""A kind of fault, the node or the bytes it is in, and what comes in their place."""


def room_of(path: Path, root: Path) -> str:
    """The room a module lies in: `deckgen/syntax`, `quizapp/root` for a file beside the rooms."""
    package, *folders, _ = path.relative_to(root).parts
    if package == "verified_snippets":
        return "kit"
    return f"{package}/{folders[0] if folders else 'root'}"


def draw(root: Path, seed: int, each: int, passed: set[str]) -> list[Break]:
    """So many breaks a room, spread over its files and kinds; none in what is passed over."""
    found: dict[str, list[tuple[Path, Break]]] = {}
    spots = [spot for spot in find_spots(root) if spot.within.split(".")[-1] not in UNSAID]
    times = Counter((spot.within, same(spot.statement)) for spot in spots)
    alike = _alike(root)
    for spot in spots:
        room = room_of(spot.path, root)
        if spot.within not in passed and times[spot.within, same(spot.statement)] == 1:
            for fault in _faults(room, spot, alike):
                found.setdefault(room, []).append((spot.path, fault))
    chosen: list[Break] = []
    kinds: Counter[str] = Counter()
    for room in sorted(found):
        rest, files = found[room], Counter[Path]()
        Random(f"{seed} {room}").shuffle(rest)
        for _ in range(each):
            path, fault = min(rest, key=lambda one: (files[one[0]], kinds[one[1].kind]))
            files[path] += 1
            kinds[fault.kind] += 1
            chosen.append(fault)
            rest = [one for one in rest if one[1].within != fault.within]
    return chosen


def _alike(root: Path) -> dict[str, set[str]]:
    """For each field and property of a class the others of the same type."""
    known: dict[str, set[str]] = {}
    for folder in FOLDERS:
        for path in (root / folder).rglob("*.py"):
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                if isinstance(node, ast.ClassDef):
                    types = dict(_types(node))
                    for name, kind in types.items():
                        others = {each for each, other in types.items() if other == kind}
                        known.setdefault(name, set()).update(others - {name})
    return known


def _types(kind: ast.ClassDef) -> Iterator[tuple[str, str]]:
    for node in kind.body:
        if isinstance(node, ast.AnnAssign):
            yield ast.unparse(node.target), ast.unparse(node.annotation)
        elif isinstance(node, ast.FunctionDef) and "property" in map(
            ast.unparse, node.decorator_list
        ):
            yield node.name, ast.unparse(node.returns or node)


def _called(part: ast.AST) -> set[ast.AST]:
    return {node.func for node in ast.walk(part) if isinstance(node, ast.Call)}


def _faults(room: str, spot: Spot, alike: dict[str, set[str]]) -> Iterator[Break]:
    source = spot.path.read_text(encoding="utf-8")
    text = spot.lines(source)
    try:
        statement = parse_statement(text)
    except (SyntaxError, ValueError):
        return
    if same(statement) != same(spot.statement) or text.count("\n") >= LINES:
        return  # not the same: a string over several lines, which a margin would change
    place = _Text(text)
    for kind, where, new in _edits(statement, spot, place, source, alike):
        first, last = place.span(where)
        after = (place.bytes[:first] + new.encode() + place.bytes[last:]).decode()
        try:
            parsed = parse_statement(after)
        except (SyntaxError, ValueError):
            continue
        if same(parsed) != same(statement):
            yield Break(room, spot.within, kind, text, after)


def _edits(
    statement: ast.stmt, spot: Spot, place: _Text, source: str, alike: dict[str, set[str]]
) -> Iterator[Edit]:
    if isinstance(statement, (ast.Raise, ast.Assert, ast.Import, ast.ImportFrom)):
        return
    yield from _statement_edits(statement, spot, place)
    called = _called(statement)
    for node in _nodes(statement):
        if isinstance(node, ast.Attribute) and node not in called:
            end = place.span(node)[1]
            for other in sorted(alike.get(node.attr, ())):
                if re.search(rf"\b{re.escape(place.of(node.value))}\.{other}\b", source):
                    yield "other attribute", (end - len(node.attr.encode()), end), other
        yield from _node_edits(node, place)


class _Text:
    """The bytes of a statement, by the places that its tree names."""

    def __init__(self, text: str) -> None:
        self.bytes = text.encode()
        self.shift = 2 if text.startswith("elif") else 0  # its tree is that of an `if`
        self.starts = [0]
        for line in self.bytes.split(b"\n"):
            self.starts.append(self.starts[-1] + len(line) + 1)

    def span(self, where: ast.AST | tuple[int, int]) -> tuple[int, int]:
        """The bytes from where to where a node goes."""
        if isinstance(where, tuple):
            return where
        assert isinstance(where, (ast.expr, ast.stmt, ast.keyword))
        begin = self.starts[where.lineno - 1] + where.col_offset
        end = self.starts[(where.end_lineno or 0) - 1] + (where.end_col_offset or 0)
        return (
            begin + (self.shift if where.lineno == 1 else 0),
            end + (self.shift if where.end_lineno == 1 else 0),
        )

    def of(self, where: ast.AST | tuple[int, int]) -> str:
        """The text of a node."""
        first, last = self.span(where)
        return self.bytes[first:last].decode()

    def between(self, left: ast.AST, right: ast.AST, old: str, new: str) -> Edit | None:
        """The edit that changes a sign between two nodes."""
        gap = (self.span(left)[1], self.span(right)[0])
        there = re.search(r"(?<!\w)" + re.sub(" ", r"\\s+", re.escape(old).replace(r"\ ", " "))
                          + r"(?!\w)", self.of(gap))  # fmt: skip
        if there is None:
            return None
        begin = gap[0] + len(self.of(gap)[: there.start()].encode())
        return old, (begin, begin + len(there.group().encode())), new


def _nodes(statement: ast.stmt) -> Iterator[ast.AST]:
    """The expressions of a statement that may be changed."""
    waiting: list[ast.AST] = [statement]
    while waiting:
        node = waiting.pop()
        yield node
        if isinstance(node, ast.JoinedStr) or (isinstance(node, ast.Call) and _name(node) in WORDS):
            continue
        if isinstance(node, ast.AnnAssign):
            waiting += [node.value] if node.value else []
            continue
        children = list(ast.iter_child_nodes(node))
        if isinstance(node, HEADS):
            children = [child for child in children if not isinstance(child, ast.stmt)]
        waiting += reversed(children)


def _name(call: ast.Call) -> str:
    return ast.unparse(call.func).rpartition(".")[2]


def _statement_edits(statement: ast.stmt, spot: Spot, place: _Text) -> Iterator[Edit]:
    if isinstance(statement, (ast.If, ast.While)):
        yield _negated(statement.test, place)
    if isinstance(statement, ast.Continue):
        yield "loop left", statement, "break"
    if isinstance(statement, ast.AugAssign) or (
        isinstance(statement, ast.Expr)
        and isinstance(statement.value, (ast.Call, ast.Await))
        and not re.search(r"\b(print|echo|log\w*)\(", place.of(statement))
    ):
        yield "left out", statement, "pass"
    if isinstance(statement, ast.Assign) and isinstance(
        statement.targets[0], (ast.Attribute, ast.Subscript)
    ):
        yield "left out", statement, "pass"
    if isinstance(statement, ast.Return) and statement.value:
        for constant in _constants(statement.value, spot):
            yield "constant", statement.value, constant


def _constants(value: ast.expr, spot: Spot) -> Iterator[str]:
    returns = ast.unparse(spot.function.returns) if spot.function.returns else ""
    if isinstance(value, ast.Constant):
        return
    if returns == "bool":
        yield "True"
    for part in returns.split(" | "):
        name = part.partition("[")[0]
        if name in NOTHING and not (name == "tuple" and "..." not in part):
            yield NOTHING[name]


def _negated(test: ast.expr, place: _Text) -> Edit:
    if isinstance(test, ast.UnaryOp) and isinstance(test.op, ast.Not):
        return "negated", test, place.of(test.operand)
    plain = isinstance(test, (ast.Name, ast.Attribute, ast.Call, ast.Subscript))
    return "negated", test, f"not {place.of(test)}" if plain else f"not ({place.of(test)})"


def _node_edits(node: ast.AST, place: _Text) -> Iterator[Edit]:
    if isinstance(node, ast.Compare):
        sign = SIGNS[type(node.ops[0])]
        kind = "edge" if sign[0] in "<>" else "negated"
        if found := place.between(node.left, node.comparators[0], sign, TURNED[sign]):
            yield kind, *found[1:]
    elif isinstance(node, ast.BoolOp):
        sign, other = ("and", "or") if isinstance(node.op, ast.And) else ("or", "and")
        if found := place.between(node.values[0], node.values[1], sign, other):
            yield "and/or", *found[1:]
    elif isinstance(node, ast.BinOp) and isinstance(node.op, (ast.Add, ast.Sub)):
        sign, other = ("+", "-") if isinstance(node.op, ast.Add) else ("-", "+")
        texts = '"' in place.of(node) or "[" in place.of(node)  # joined, not added
        if not texts and (found := place.between(node.left, node.right, sign, other)):
            yield "sign", *found[1:]
    elif isinstance(node, ast.Constant):
        if type(node.value) is int:
            yield "off by one", node, str(node.value + 1)
        elif type(node.value) is bool:
            yield "constant", node, str(not node.value)
    elif isinstance(node, ast.IfExp):
        both = (place.span(node.body)[0], place.span(node.orelse)[1])
        test = place.of((place.span(node.body)[1], place.span(node.orelse)[0]))
        yield "swapped", both, place.of(node.orelse) + test + place.of(node.body)
    elif isinstance(node, ast.comprehension) and node.ifs:
        yield _negated(node.ifs[0], place)
    elif isinstance(node, ast.Call) and _name(node) not in WORDS:
        yield from _call(node, place)


def _call(node: ast.Call, place: _Text) -> Iterator[Edit]:
    if isinstance(node.func, ast.Name) and node.func.id in OTHERS:
        yield "other function", node.func, OTHERS[node.func.id]
    elif len(node.args) == 2 and len({ast.Starred, *map(type, node.args)}) == 2:
        one, two = (place.span(each) for each in node.args)
        middle = place.of((one[1], two[0]))
        yield "arguments", (one[0], two[1]), place.of(two) + middle + place.of(one)
    for keyword in node.keywords:
        if keyword.arg and keyword.arg not in KEYWORDS:
            begin, end = place.span(keyword)
            rest = re.match(rb",?\s*", place.bytes[end:])
            assert rest
            yield "argument left out", (begin, end + rest.end()), ""
