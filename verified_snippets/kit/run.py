"""One run of a snippet on one device, in this process, on a clean slate."""

from __future__ import annotations

import ast
import contextlib
import io
import os
import random
import signal
import sys
import tempfile
import types
import warnings
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any, NoReturn

import torch

from verified_snippets import kit
from verified_snippets.kit.snippet import Cell, Snippet
from verified_snippets.kit.state import read_state, restore_state

MODULE = "snippet_under_test"
Rewrite = Callable[[ast.Module, bytes, str], None]
"""Changes the syntax tree of a check so that a failed assertion shows its values."""


@dataclass(slots=True)
class Run:
    """What one run showed."""

    printed: str = ""
    error: BaseException | None = None
    """What the shown cell raised."""
    warned: list[str] = field(default_factory=list)
    verdicts: list[tuple[Cell, BaseException | None]] = field(default_factory=list)
    """Every check with what it raised, None where it held."""
    left: list[str] = field(default_factory=list)
    """Process state the snippet left changed."""


def run_snippet(
    snippet: Snippet,
    device: str,
    seed: int,
    shown: Cell | None = None,
    rewrite: Rewrite | None = None,
) -> Run:
    """Run setup, the shown cell or another in its place, and every check; no error escapes.

    An error of the setup is kept as the shown cell's error, for then nothing was shown.
    """
    run = Run()
    before = read_state()
    torch.set_warn_always(True)  # or a C++ warning is given once a process, by whoever comes first
    try:
        with _slate(snippet, device, seed) as names, _listen(snippet) as heard:
            try:
                _show(snippet, shown or snippet.card, names, run)
            except BaseException as error:  # sys.exit is an outcome like any other
                run.error = error
            names |= {"printed": run.printed, "error": run.error, "warned": _words(heard)}
            for check in snippet.checks:
                run.verdicts.append((check, _verdict(snippet, check, names, rewrite)))
            run.warned = _words(heard)
    finally:
        run.left = restore_state(before)
    return run


def _show(snippet: Snippet, shown: Cell, names: dict[str, Any], run: Run) -> None:
    if snippet.setup:
        exec(_compile(snippet, snippet.setup), names)
    out = io.StringIO()
    try:
        with contextlib.redirect_stdout(out):
            exec(_compile(snippet, shown), names)
    finally:
        run.printed = out.getvalue()


def _verdict(
    snippet: Snippet, check: Cell, names: dict[str, Any], rewrite: Rewrite | None
) -> BaseException | None:
    try:
        with contextlib.redirect_stdout(io.StringIO()):
            exec(_compile(snippet, check, rewrite), names)
    except BaseException as error:
        return error
    return None


def _compile(snippet: Snippet, cell: Cell, rewrite: Rewrite | None = None) -> types.CodeType:
    # blank lines in front keep the line numbers of the file, so a failure points into it
    source = "\n" * cell.line + "\n".join(cell.lines) + "\n"
    tree = ast.parse(source, str(snippet.path))
    if rewrite:
        rewrite(tree, source.encode(), str(snippet.path))
    return compile(tree, str(snippet.path), "exec", dont_inherit=True)


@contextlib.contextmanager
def _slate(snippet: Snippet, device: str, seed: int) -> Iterator[dict[str, Any]]:
    """A namespace that pickles, seeded dice, an empty directory, a time limit, and no way out."""
    module = types.ModuleType(MODULE)
    module.__file__ = str(snippet.path)
    home, leave, was = os.getcwd(), os._exit, kit.device  # noqa: PTH109
    sys.modules[MODULE] = module
    kit.device = device
    random.seed(seed)
    torch.manual_seed(seed)
    with tempfile.TemporaryDirectory() as folder, _limit(snippet):
        os.chdir(folder)
        os._exit = _refusing(leave)  # type: ignore[assignment]
        try:
            yield module.__dict__
        finally:
            os._exit = leave
            os.chdir(home)
            kit.device = was
            del sys.modules[MODULE]


def _refusing(leave: Callable[[int], NoReturn]) -> Callable[[int], NoReturn]:
    """An `os._exit` that cannot end the bench; a forked worker may end itself as always."""
    bench = os.getpid()

    def refuse(status: int) -> NoReturn:
        if os.getpid() != bench:
            leave(status)
        raise SystemExit(f"the snippet called os._exit({status})")

    return refuse


@contextlib.contextmanager
def _limit(snippet: Snippet) -> Iterator[None]:
    if not hasattr(signal, "setitimer"):
        yield
        return

    def stop(*_: object) -> NoReturn:
        raise TimeoutError(f"the snippet ran longer than {snippet.timeout} s")

    old = signal.signal(signal.SIGALRM, stop)
    signal.setitimer(signal.ITIMER_REAL, snippet.timeout)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, old)


@contextlib.contextmanager
def _listen(snippet: Snippet) -> Iterator[list[warnings.WarningMessage]]:
    """Warnings are errors, unless the snippet declares some: then all are heard."""
    with warnings.catch_warnings(record=bool(snippet.warns)) as heard:
        warnings.simplefilter("always" if snippet.warns else "error")
        yield heard if heard is not None else []


def _words(heard: list[warnings.WarningMessage]) -> list[str]:
    return [f"{warning.category.__name__}: {warning.message}" for warning in heard]
