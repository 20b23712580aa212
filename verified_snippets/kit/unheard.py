"""What nobody hears while a snippet runs: errors in threads and finalizers, and empty `all()`."""

from __future__ import annotations

import builtins
import contextlib
import sys
import threading
from collections.abc import Callable, Iterable, Iterator
from typing import Any


@contextlib.contextmanager
def unheard() -> Iterator[list[BaseException]]:
    """The errors that Python would only print: those of threads and of finalizers."""
    found: list[BaseException] = []

    def note(told: Any) -> None:
        if told.exc_value is not None:
            found.append(told.exc_value)

    thread, finalizer = threading.excepthook, sys.unraisablehook
    threading.excepthook = sys.unraisablehook = note
    try:
        yield found
    finally:
        threading.excepthook, sys.unraisablehook = thread, finalizer


def _needing_some(decide: Callable[[Iterable[object]], bool]) -> Callable[[Iterable[object]], bool]:
    """`all` or `any` that a check may not ask about nothing; functions of the card may."""
    name = decide.__name__

    def ask(values: Iterable[object], /) -> bool:
        some = False

        def each() -> Iterator[object]:
            nonlocal some
            for value in values:
                some = True
                yield value

        answer = decide(each())
        if not some and sys._getframe(1).f_code.co_name == "<module>":
            raise AssertionError(
                f"{name}() was asked about nothing: assert first that there is some"
            )
        return answer

    return ask


ASKING = {name: _needing_some(getattr(builtins, name)) for name in ("all", "any")}
"""What the checks find under these names."""
