"""One run of a snippet on one device, in this process, on a clean slate."""

from __future__ import annotations

import ast
import contextlib
import itertools
import os
import random
import signal
import sys
import tempfile
import time
import types
import warnings
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, NoReturn

import torch

from verified_snippets import kit
from verified_snippets.kit.compare import without_device
from verified_snippets.kit.executed import traced
from verified_snippets.kit.failure import describe, show_values
from verified_snippets.kit.names import Owner, rebound, replaced, used_by
from verified_snippets.kit.outcome import Failure, Run
from verified_snippets.kit.snippet import Cell, Snippet
from verified_snippets.kit.state import changes_since, read_names, read_state
from verified_snippets.kit.unheard import ASKING, unheard

MODULE = "snippet_under_test"
MOST = 3
"""How many names are told of those that a cell replaced."""


class TimeLimitError(BaseException):
    """Stops a snippet; no `except Exception` takes it for an error of its own."""


def run_snippet(
    snippet: Snippet,
    device: str,
    seed: int,
    shown: Cell | None,
    folder: Path,
    *,
    kept: Sequence[Owner] = (),
    alone: bool = False,
) -> Run:
    """Run setup, the shown cell or another in its place, and every check; no error escapes.

    It runs in an empty folder. An error of the setup is kept as the shown cell's error, for then
    nothing was shown. Replacing what the kept owners have, or what the checks use, is an error of
    the cell too. Where the process is for this run alone, what a variant leaves behind in torch's
    names goes with it, and nobody looks.
    """
    began = time.perf_counter()
    before, names_before = read_state(), {} if alone and shown else read_names()
    torch.set_warn_always(True)  # or a C++ warning is given once a process, by whoever comes first
    cell = shown or snippet.card
    error: Failure | None = None
    used: dict[str, Any] = {}
    try:
        with (
            unheard() as lost,
            _slate(snippet, cell, device, seed, folder) as names,
            _limit(snippet) as late,
            _listen(snippet) as heard,
            traced(snippet, cell) as missed,
        ):
            with _stdout() as printed:
                try:
                    if snippet.setup:
                        exec(_compile(snippet, snippet.setup), names)
                    used = used_by(snippet.checks, names) if kept else {}
                    exec(_compile(snippet, cell), names)
                except BaseException as raised:  # sys.exit is an outcome like any other
                    names["error"] = raised
                    error = describe(raised, snippet)
            shown_text = printed[0] if device == "cpu" else without_device(printed[0])
            names |= {"printed": shown_text, "warned": _words(heard)}
            other = [*rebound(used, names), *replaced(kept)]
            for name, value in {"error": None, **ASKING}.items():
                names.setdefault(name, value)
            verdicts = tuple(_verdict(snippet, check, names) for check in snippet.checks)
            other += replaced(kept)
            facts = () if shown else tuple(_facts(snippet, names))
            warned = _words(heard)
        if other and not (error and error.slip):
            error = Failure("ReplacedError", f"it replaced {_some(other)}", slip=True)
        if late and not (error and error.slip):  # the snippet caught what was to stop it
            error = describe(late[0], snippet)
        if lost and not (error and error.slip):  # Python would only print it
            error = replace(describe(lost[0], snippet), slip=True)
    finally:
        left = tuple(changes_since(before, names_before))
    seconds = round(time.perf_counter() - began, 4)
    return Run(printed[0], error, tuple(warned), verdicts, facts, left, tuple(missed), seconds)


def _verdict(snippet: Snippet, check: Cell, names: dict[str, Any]) -> Failure | None:
    with _forgotten(names):
        return _failure(snippet, check, names)


def _facts(snippet: Snippet, names: dict[str, Any]) -> Iterator[tuple[Failure | None, ...]]:
    """What each fact raised when it ran twice, and each cell that belies it; it sees its names."""
    cells = snippet.facts
    starts = [n for n, cell in enumerate(cells) if cell.kind == "fact"]
    for start, end in itertools.pairwise([*starts, len(cells)]):
        twice = []
        for _ in range(2):
            with _forgotten(names):
                twice.append([_failure(snippet, cell, names) for cell in cells[start:end]])
        yield from zip(*twice, strict=True)


def _failure(snippet: Snippet, cell: Cell, names: dict[str, Any]) -> Failure | None:
    try:
        with _stdout():
            exec(_compile(snippet, cell), names)
    except BaseException as raised:
        return describe(raised, snippet, show_values(cell, raised, names, str(snippet.path)))
    return None


@contextlib.contextmanager
def _forgotten(names: dict[str, Any]) -> Iterator[None]:
    """What one check defines no other sees; functions of the card did see it."""
    shown = dict(names)
    try:
        yield
    finally:
        names.clear()
        names.update(shown)


def _compile(snippet: Snippet, cell: Cell) -> types.CodeType:
    # blank lines in front keep the line numbers of the file, so a failure points into it
    source = "\n" * cell.line + "\n".join(cell.lines) + "\n"
    path, place = str(snippet.path), (str(snippet.path), cell.line + 1, None, None)
    try:
        return compile(ast.parse(source, path), path, "exec", dont_inherit=True)
    except (MemoryError, RecursionError):
        raise SyntaxError("the code is nested too deeply", place) from None
    except ValueError as error:  # a NUL, half a character
        raise SyntaxError(str(error), place) from None


@contextlib.contextmanager
def _stdout() -> Iterator[list[str]]:
    """Everything written to standard output below, by Python, by C++, by child processes."""
    found = [""]
    sys.stdout.flush()
    python, real = sys.stdout, os.dup(1)
    with tempfile.TemporaryFile() as file:
        os.dup2(file.fileno(), 1)
        sys.stdout = os.fdopen(1, "w", 1, encoding="utf-8", errors="replace", closefd=False)
        try:
            yield found
        finally:
            with contextlib.suppress(OSError, ValueError):
                sys.stdout.flush()
            sys.stdout = python
            os.dup2(real, 1)
            os.close(real)
            file.seek(0)
            found[0] = file.read().decode(errors="replace")


@contextlib.contextmanager
def _slate(
    snippet: Snippet, cell: Cell, device: str, seed: int, folder: Path
) -> Iterator[dict[str, Any]]:
    """A namespace that pickles, seeded dice, an empty directory, and no way out."""
    home, leave, was = os.getcwd(), os._exit, kit.device  # noqa: PTH109
    kit.device = device
    random.seed(seed)
    torch.manual_seed(seed)
    if "numpy" in sys.modules:
        sys.modules["numpy"].random.seed(seed)
    with _module(snippet, cell, folder) as names:
        os.chdir(folder / "work")
        os._exit = _refusing(leave)  # type: ignore[assignment]
        if device != "cpu" and snippet.default_device:
            torch.set_default_device(device)
        try:
            yield names
        finally:
            if device != "cpu" and snippet.default_device:
                torch.set_default_device(None)
            os._exit = leave
            os.chdir(home)
            kit.device = was


@contextlib.contextmanager
def _module(snippet: Snippet, cell: Cell, folder: Path) -> Iterator[dict[str, Any]]:
    """A module to run in: of its own name, or `__main__` from a file that children can import."""
    (folder / "work").mkdir()
    name = "__main__" if snippet.isolate else MODULE
    module = types.ModuleType(name)
    module.__file__ = str(snippet.path)
    if snippet.isolate:
        script = folder / "script.py"
        cells = filter(None, (snippet.setup, cell))
        script.write_text("\n".join("\n".join(part.lines) for part in cells), encoding="utf-8")
        module.__file__ = str(script)
    was = sys.modules.get(name)
    sys.modules[name] = module
    try:
        yield module.__dict__
    finally:
        del sys.modules[name]
        if was:
            sys.modules[name] = was


def _refusing(leave: Callable[[int], NoReturn]) -> Callable[[int], NoReturn]:
    """An `os._exit` that cannot end the bench; a forked worker may end itself as always."""
    bench = os.getpid()

    def refuse(status: int) -> NoReturn:
        if os.getpid() != bench:
            leave(status)
        raise SystemExit(f"the snippet called os._exit({status})")

    return refuse


@contextlib.contextmanager
def _limit(snippet: Snippet) -> Iterator[list[TimeLimitError]]:
    """Stop Python code that takes too long; what hangs in native code is for the caller to kill.

    The error is kept too, for a snippet might catch it.
    """
    late: list[TimeLimitError] = []
    if not hasattr(signal, "setitimer"):
        yield late
        return

    def stop(*_: object) -> NoReturn:
        late.append(TimeLimitError(f"the snippet ran longer than {snippet.timeout} s"))
        raise late[0]

    old = signal.signal(signal.SIGALRM, stop)
    signal.setitimer(signal.ITIMER_REAL, snippet.timeout)
    try:
        yield late
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, old)


@contextlib.contextmanager
def _listen(snippet: Snippet) -> Iterator[list[warnings.WarningMessage]]:
    """Warnings are errors, unless the snippet declares some: then all are heard."""
    with warnings.catch_warnings(record=bool(snippet.warns)) as heard:
        warnings.simplefilter("always" if snippet.warns else "error")
        yield heard if heard is not None else []


def _some(names: list[str]) -> str:
    quoted = [f"`{name}`" for name in dict.fromkeys(names)]
    return ", ".join(quoted[:MOST]) + (f" and {len(quoted) - MOST} more" if quoted[MOST:] else "")


def _words(heard: list[warnings.WarningMessage]) -> list[str]:
    return [f"{warning.category.__name__}: {warning.message}" for warning in heard]
