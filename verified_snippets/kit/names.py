"""The functions that names of torch and of the checks stand for: an answer may replace none."""

from __future__ import annotations

import ast
import builtins
import sys
import types
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import torch

from verified_snippets.kit.snippet import Cell

ROOTS = {
    *("torch", "numpy", "verified_snippets", "builtins", "math", "cmath", "random", "statistics"),
    *("copy", "operator", "functools", "itertools", "collections", "json", "io"),
}
"""The packages that checks and the bench rely on."""
COMPILER = ("torch._dynamo", "torch._inductor", "torch.compiler", "torch._functorch", "torch.fx")
"""The parts of torch that change themselves at work, and that no check relies on."""
KINDS = (
    *(types.FunctionType, types.BuiltinFunctionType, types.MethodDescriptorType, type),
    *(types.WrapperDescriptorType, types.GetSetDescriptorType, classmethod, staticmethod, property),
)
TORCH = str(Path(torch.__file__).parent)
_GONE = object()


@dataclass(frozen=True, slots=True)
class Owner:
    """A module or a class, and what its names stood for."""

    itself: Any
    title: str
    meant: dict[str, Any]
    """Its functions, classes and methods."""
    known: frozenset[str]
    """All its names, for one that is new to a class may hide that of a base."""


def all_owners() -> list[Owner]:
    """Every module and class of these packages, as it is now."""
    found: list[Owner] = []
    seen: set[int] = set()
    for title, module in list(sys.modules.items()):
        if not _is_relied_on(title) or not isinstance(module, types.ModuleType):
            continue
        found.append(_owner(module, title))
        for meant in list(vars(module).values()):
            # a proxy warns when it is asked for its class
            if issubclass(type(meant), type) and id(meant) not in seen:
                seen.add(id(meant))
                if _is_relied_on(str(meant.__module__)):
                    found.append(_owner(meant, f"{meant.__module__}.{meant.__qualname__}"))
    return found


def _owner(itself: Any, title: str) -> Owner:
    names = dict(vars(itself))
    meant = {name: value for name, value in names.items() if issubclass(type(value), KINDS)}
    return Owner(itself, title, meant, frozenset(names))


def _is_relied_on(module: str) -> bool:
    return module.partition(".")[0] in ROOTS and not module.startswith(COMPILER)


def replaced(owners: Iterable[Owner]) -> list[str]:
    """The names that mean another object now, unless torch itself has wrapped what they meant."""
    return [
        f"{owner.title}.{name}".removeprefix("builtins.")
        for owner in owners
        for name in (*_changed(owner), *_hiding(owner))
    ]


def _changed(owner: Owner) -> Iterator[str]:
    now = vars(owner.itself)
    for name, meant in owner.meant.items():
        value = now.get(name, _GONE)
        if value is not meant and not _is_wrapped(value, meant):
            yield name


def _hiding(owner: Owner) -> Iterator[str]:
    """New names of a class that a base has too."""
    if isinstance(owner.itself, type) and len(vars(owner.itself)) != len(owner.known):
        for name in vars(owner.itself).keys() - owner.known:
            value = vars(owner.itself)[name]
            hidden = [vars(base)[name] for base in owner.itself.__mro__[1:] if name in vars(base)]
            if hidden and issubclass(type(value), KINDS) and not _is_wrapped(value, hidden[0]):
                yield name


def _is_wrapped(now: Any, meant: Any) -> bool:
    """Whether torch has put a function of its own there, around the one that was meant."""
    if not _is_torch(now):
        return False
    return now.__module__.startswith("torch._dynamo.") or _inmost(now) is _inmost(meant)


def _inmost(function: Any) -> Any:
    while _is_torch(function) and hasattr(function, "__wrapped__"):
        function = function.__wrapped__
    return function


def _is_torch(function: Any) -> bool:
    code = getattr(function, "__code__", None)
    return code is not None and code.co_filename.startswith(TORCH)


def used_by(checks: Iterable[Cell], names: Mapping[str, Any]) -> dict[str, Any]:
    """The functions, classes and modules of setup and Python that checks call by a bare name."""
    known = {**vars(builtins), **names}
    return {
        node.id: known[node.id]
        for check in checks
        for node in ast.walk(ast.parse("\n".join(check.lines)))
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load)
        if isinstance(known.get(node.id), (*KINDS, types.ModuleType))
    }


def rebound(used: Mapping[str, Any], names: Mapping[str, Any]) -> list[str]:
    """Those of them that a run has given another meaning."""
    known = {**vars(builtins), **names}
    return [name for name, meant in used.items() if known.get(name, _GONE) is not meant]
