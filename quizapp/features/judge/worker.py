"""A process that has imported torch already, so that an answer is judged at once."""

from __future__ import annotations

from concurrent.futures import CancelledError, Future
from contextlib import suppress
from pathlib import Path
from threading import Lock, Thread
from typing import TYPE_CHECKING

from verified_snippets.kit.bench import Worker
from verified_snippets.kit.snippet import Cell, Snippet

if TYPE_CHECKING:
    from collections.abc import Callable

    from verified_snippets.kit.outcome import Run

HARM = {"TimeLimitError", "PermissionError", "ReplacedError"}
"""Errors of runs that may leave a worker changed, or threads behind, where they share it."""


FIRST = """\
import torch
w = torch.ones(1, 1, requires_grad=True)
optimizer = torch.optim.SGD([w], lr=0.1)
torch.nn.functional.cross_entropy(w, torch.zeros(1, dtype=torch.long)).backward()
optimizer.step()
"""
"""What torch loads only when it is first needed, which would count as the learner's time."""


class StoppedError(Exception):
    """The run was called off before it came to its end."""


class WarmWorker:
    """Runs snippets in one worker, begun ahead of need, and replaced after harm where it has any.

    May be used by one thread that runs and others that warm, stop or close.
    """

    def __init__(self, start: Callable[[], Worker] | None = None) -> None:
        self._start = start or start_warm
        self._lock = Lock()
        self._coming: Future[Worker] | None = None
        self._closed = False

    def warm(self) -> None:
        """Begin to start the worker, unless there is one."""
        with suppress(StoppedError):
            self._next()

    def run(self, snippet: Snippet, device: str, seed: int, shown: Cell | None = None) -> Run:
        """One run.

        Raises RuntimeError or OSError where no worker can be started, StoppedError by `stop`.
        """
        coming = self._next()
        try:
            worker = coming.result()
            forks = worker.forks(snippet, device)
            if not worker.fits(snippet, device) or (snippet.isolate and not forks):
                self._retire(coming)
                coming = self._next()
                worker = coming.result()
            run = worker.run(snippet, device, seed, shown)
        except (CancelledError, ValueError):  # ValueError: its pipes were closed under its hands
            raise StoppedError from None
        except (RuntimeError, OSError):
            if self._coming is not coming:
                raise StoppedError from None
            self._retire(coming)
            raise
        if self._coming is not coming:
            raise StoppedError
        harmed = snippet.isolate or run.left or (run.error and run.error.type in HARM)
        if (harmed and not forks) or not worker.alive:
            self._retire(coming)
            self.warm()
        return run

    def stop(self) -> None:
        """End what is running, and the process it runs in."""
        if self._coming:
            self._retire(self._coming)

    def close(self) -> None:
        """End the process; nothing runs any more."""
        with self._lock:
            self._closed = True
        self.stop()

    def _next(self) -> Future[Worker]:
        with self._lock:
            if self._closed:
                raise StoppedError
            if self._coming is None:
                self._coming = Future()
                Thread(target=self._fill, args=(self._coming,), daemon=True).start()
            return self._coming

    def _fill(self, coming: Future[Worker]) -> None:
        try:
            worker = self._start()
        except (RuntimeError, OSError) as error:
            if coming.set_running_or_notify_cancel():
                coming.set_exception(error)
            return
        if coming.set_running_or_notify_cancel():
            coming.set_result(worker)
        else:
            worker.close()

    def _retire(self, coming: Future[Worker]) -> None:
        with self._lock:
            if self._coming is coming:
                self._coming = None
        if not coming.cancel():
            with suppress(RuntimeError, OSError):
                coming.result().close()


def start_warm() -> Worker:
    """A worker that has done a step of training already, where one run helps the next."""
    worker = Worker()
    cell = Cell("card", "", 0, tuple(FIRST.split("\n")))
    first = Snippet("first", Path("first.py"), (cell,))
    if not worker.forks(first, "cpu"):
        worker.run(first, "cpu", 0, None)
    return worker
