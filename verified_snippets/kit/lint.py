"""What makes a snippet unable to prove anything, seen without running it."""

from __future__ import annotations

import ast
import itertools
import re
import sys
import warnings
from collections.abc import Iterator
from pathlib import Path

from verified_snippets.kit.snippet import DEVICES, QUOTING, Cell, Fault, Snippet

QUIET = ("output", "raises")
ASSERTING = ("check", "fact", "belied")
TITLES = {
    "check": "name the claim it proves",
    "fact": "name the claim it proves",
    "belied": "name what somebody who believes otherwise would assert",
    "also": "name what is different",
    "wrong": "name the misconception",
}
"""The remedy where a cell of a kind has no title."""
IMPORTABLE = {*sys.stdlib_module_names, "torch", "numpy"}
OURS = "verified_snippets.kit.device"
SEEDING = re.compile(
    r"(?:(?:torch|cuda|random|np|numpy)\.)*(?:seed|manual_seed|manual_seed_all|set_rng_state)"
)
"""Calls that seed a generator all share; one of a name of its own may be seeded."""


def cell_faults(cell: Cell, path: Path) -> Iterator[Fault]:
    """What is wrong with one cell."""
    yield from _quotation_faults(cell, path)
    if cell.kind in QUIET:
        yield from _quiet_faults(cell, path)
        return
    if cell.kind == "stated":
        yield from _stated_faults(cell, path)
        return
    tree = read_python("\n".join(cell.lines))
    if not isinstance(tree, ast.Module):
        line, what = tree
        yield Fault(path, cell.line + line, f"not Python: {what}", "correct the line")
        return
    if not tree.body:
        yield Fault(path, cell.line, f"the {cell.kind} cell is empty", "fill it, or remove it")
    if cell.kind in TITLES and not cell.title:
        yield Fault(path, cell.line, f"the {cell.kind} cell has no title", TITLES[cell.kind])
    if cell.kind in ASSERTING:
        yield from _check_faults(cell, tree, path)
    if cell.kind == "setup":
        yield from _setup_faults(cell, tree, path)
    for line, name in _imported(tree):
        if name != OURS and name.partition(".")[0] not in IMPORTABLE:
            what = f"a snippet does not import `{name}`"
            remedy = f"torch, the standard library, NumPy and `{OURS}` are there everywhere"
            yield Fault(path, cell.line + line, what, remedy)


def read_python(text: str) -> ast.Module | tuple[int, str]:
    """The syntax tree of a text, or the line and sentence of what is not Python in it."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # an odd escape in a string is for ruff to say
            return ast.parse(text)
    except SyntaxError as error:
        return error.lineno or 1, error.msg
    except (ValueError, RecursionError, MemoryError) as error:
        return 1, str(error)


def _quotation_faults(cell: Cell, path: Path) -> Iterator[Fault]:
    """Quotations stand right below the marker of a cell that may quote."""
    if cell.kind in ("card", *QUIET):
        return
    above = cell.kind in QUOTING
    for n, line in enumerate(cell.lines, cell.line + 1):
        quotes = line.startswith(("# >?", "# > ")) or line.rstrip() == "# >"
        above = above and quotes
        if quotes and not above:
            what = "this quotation would not be read"
            remedy = "put it right below the title of a check, a fact or a stated cell"
            yield Fault(path, n, what, remedy)
    if cell.kind in ("fact", "stated") and not cell.quotations:
        remedy = "quote the words of the answer it stands for below its title, with `# > `"
        yield Fault(path, cell.line, f"the {cell.kind} cell quotes nothing", remedy)


def _stated_faults(cell: Cell, path: Path) -> Iterator[Fault]:
    if not cell.title:
        remedy = "say why no program decides these words, such as `history`"
        yield Fault(path, cell.line, "the stated cell has no reason", remedy)
    for n, line in enumerate(cell.lines, cell.line + 1):
        if line.strip() and not line.startswith("#"):
            remedy = "move it to a fact, which proves the words"
            yield Fault(path, n, "code in the stated cell would never run", remedy)


def _quiet_faults(cell: Cell, path: Path) -> Iterator[Fault]:
    for n, line in enumerate(cell.lines, cell.line + 1):
        if line.strip() and not line.startswith("#"):
            what = f"code in the {cell.kind} cell would never run"
            yield Fault(path, n, what, "comment it out, or give it a cell of its own")
    words = cell.title.split()
    devices = words[1:] if cell.kind == "raises" else words
    if (cell.kind == "raises" and not words) or len(devices) > 1 or set(devices) - set(DEVICES):
        form = (
            "`# %% raises ValueError [cuda]`" if cell.kind == "raises" else "`# %% output [cuda]`"
        )
        yield Fault(path, cell.line, f"the {cell.kind} cell is mistitled", f"write {form}")
    if not cell.text.strip():
        yield Fault(path, cell.line, f"the {cell.kind} cell is empty", "record it with --record")
    elif cell.kind == "raises" and "..." in cell.comment and not cell.comment.strip(". \n\t"):
        what = "the raises cell says nothing of the message"
        yield Fault(path, cell.line, what, "quote a few stable words of it")


def _imported(tree: ast.Module) -> Iterator[tuple[int, str]]:
    """The modules a cell imports, each with its line; of the bench the very name."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            module = "." * node.level + (node.module or "")
            names = [f"{module}.{alias.name}" for alias in node.names]
            whole = module != OURS.rpartition(".")[0]
            yield from ((node.lineno, name) for name in ([module] if whole else names))


def _setup_faults(cell: Cell, tree: ast.Module, path: Path) -> Iterator[Fault]:
    """A setup may not decide the dice for both seeds, nor hide warnings that nobody names."""
    for node in seeding(tree):
        what, remedy = "the setup seeds the dice itself", "remove it: the bench seeds each run"
        yield Fault(path, cell.line + node.lineno, what, remedy)
    for node in silencing(tree):
        what = "the setup silences every warning"
        remedy = 'name it: `warnings.filterwarnings("ignore", "its words")`'
        yield Fault(path, cell.line + node.lineno, what, remedy)


def seeding(tree: ast.Module) -> Iterator[ast.Call]:
    """The calls at module level that seed the dice; a function may take a seed."""
    inside = {
        node
        for function in ast.walk(tree)
        if isinstance(function, (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda))
        for node in ast.walk(function)
    }
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call) or node in inside:
            continue
        if SEEDING.fullmatch(dotted(node.func)):
            yield node


def silencing(tree: ast.Module) -> Iterator[ast.Call]:
    """The calls that silence warnings they do not name."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and _silences(dotted(node.func).rpartition(".")[2], node):
            yield node


def dotted(node: ast.expr) -> str:
    """`torch.manual_seed` for such an expression; empty for one that is more than names."""
    names: list[str] = []
    while isinstance(node, ast.Attribute):
        names.append(node.attr)
        node = node.value
    return ".".join([node.id, *reversed(names)]) if isinstance(node, ast.Name) else ""


def _silences(name: str, call: ast.Call) -> bool:
    """Whether a call makes warnings pass that no pattern names."""
    if name not in ("simplefilter", "filterwarnings", "resetwarnings"):
        return False
    given = dict(zip(("action", "message"), call.args, strict=False))
    given |= {word.arg: word.value for word in call.keywords if word.arg}
    action, message = given.get("action"), given.get("message")
    if isinstance(action, ast.Constant) and action.value == "error":
        return False
    if name != "filterwarnings" or not isinstance(message, ast.Constant):
        return True
    try:
        return re.match(str(message.value), "") is not None
    except re.error:
        return True


def _check_faults(cell: Cell, tree: ast.Module, path: Path) -> Iterator[Fault]:
    found = False
    for node in ast.walk(tree):
        if isinstance(node, ast.Assert):
            found = True
            if isinstance(node.test, (ast.Constant, ast.Tuple, ast.JoinedStr, ast.Lambda)):
                line = cell.line + node.lineno
                yield Fault(
                    path, line, "this assertion cannot fail", "compare something that was run"
                )
        elif isinstance(node, ast.Call):
            name = node.func.attr if isinstance(node.func, ast.Attribute) else ""
            found = found or name in {"assert_close", "gradcheck"}
    if not found:
        yield Fault(
            path, cell.line, "the check asserts nothing", "add an `assert`, or remove the cell"
        )


def _asks_for_name(cell: Cell) -> bool:
    tree = read_python("\n".join(cell.lines))
    return isinstance(tree, ast.Module) and any(
        isinstance(node, ast.Name) and node.id == "__name__" for node in ast.walk(tree)
    )


def whole_faults(snippet: Snippet) -> Iterator[Fault]:
    """What is wrong with a snippet as a whole."""
    for cell in snippet.of("card"):
        if _asks_for_name(cell) and not snippet.isolate:
            what = "the card asks for `__name__`, so a guarded body would never run"
            yield Fault(snippet.path, cell.line, what, "say `isolate = true` in the metadata")
    kinds = [cell.kind for cell in snippet.cells]
    for kind, remedy in (
        ("card", "add the `# %% card` cell that the card shows"),
        ("check", "add `# %% check` with the claim as its title"),
        ("wrong", "add `# %% wrong` with the misconception as its title"),
    ):
        if kind not in kinds:
            yield Fault(snippet.path, 1, f"the snippet has no {kind} cell", remedy)
    facts = snippet.facts
    for cell, below in itertools.zip_longest(facts, facts[1:]):
        if cell.kind == "fact" and (below is None or below.kind == "fact"):
            remedy = "add `# %% belied` with what somebody who believes otherwise would assert"
            yield Fault(snippet.path, cell.line, "nothing belies this fact", remedy)
    if facts and facts[0].kind == "belied":
        what = "there is no fact above this belied cell"
        yield Fault(snippet.path, facts[0].line, what, "put it below the fact that belies it")
    seen: set[tuple[str, str]] = set()
    for cell in snippet.cells:
        own = {"setup": "", "card": "", "output": cell.where, "raises": cell.where}
        key = (cell.kind, own.get(cell.kind, cell.title))
        if key in seen:
            yield Fault(
                snippet.path, cell.line, f"a second cell `{' '.join(key).strip()}`", "keep one"
            )
        seen.add(key)
    shown = next((cell.text for cell in snippet.cells if cell.kind == "card"), None)
    for cell in (*snippet.alsos, *snippet.wrongs):
        if cell.text == shown:
            name = "wrong variant" if cell.kind == "wrong" else "other answer"
            yield Fault(snippet.path, cell.line, f"the {name} is the card itself", "change it")
