"""The bench from outside: snippets are handed to a worker process, which may die without harm."""

from __future__ import annotations

import contextlib
import json
import os
import queue
import signal
import subprocess
import sys
import tempfile
import threading
import uuid
from dataclasses import replace
from pathlib import Path
from typing import Any, Self

from verified_snippets.kit.fork import forks
from verified_snippets.kit.outcome import Run, broken, read_run
from verified_snippets.kit.snippet import ANSWER, Cell, Snippet, as_facts

GRACE = 5.0
"""Seconds past its own limit after which a run is killed, and then as many for its worker."""
START = 180.0
"""Seconds a worker may take to import torch."""


class Bench:
    """Runs snippets one after another, each in a process of its own where that is possible.

    Elsewhere they share a worker, which is replaced when one kills or changes it.
    """

    def __init__(self) -> None:
        self._workers: dict[bool, Worker] = {}
        """One that runs snippets itself, and one that forks them."""

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def run(self, snippet: Snippet, device: str, seed: int, shown: Cell | None = None) -> Run:
        """One run; a worker that hangs or dies gives a run that says so."""
        key = forks(snippet, device)
        worker = self._workers.get(key)
        if worker is None or not worker.alive:
            worker = self._workers[key] = Worker()
        if worker.forks(snippet, device):
            return worker.run(snippet, device, seed, shown)
        if snippet.isolate:
            with contextlib.closing(Worker()) as own:
                return own.run(snippet, device, seed, shown)
        run = worker.run(snippet, device, seed, shown)
        if run.left:
            worker.close()  # or the next snippet would run on what this one left behind
        return run

    def close(self) -> None:
        """End the workers."""
        for worker in self._workers.values():
            worker.close()
        self._workers.clear()


class Worker:
    """One process that runs snippets."""

    def __init__(self) -> None:
        package = Path(__file__).parent.parent.parent
        path = os.pathsep.join((str(package), os.environ.get("PYTHONPATH", "")))
        self._talk = tempfile.TemporaryFile()  # noqa: SIM115 - closed with the process
        self._process = subprocess.Popen(
            [sys.executable, "-m", "verified_snippets.kit.worker"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self._talk,
            # OpenBLAS starts its threads when it is loaded, and a fork copies one thread alone
            env={
                **os.environ,
                "PYTHONPATH": path.rstrip(os.pathsep),
                "OPENBLAS_NUM_THREADS": "1",
            },
            start_new_session=True,
            text=True,
            encoding="utf-8",
        )
        self._replies: queue.Queue[dict[str, Any] | None] = queue.Queue()
        threading.Thread(target=self._listen, daemon=True).start()
        ready = self._reply("ready", START)
        if ready is None:
            raise RuntimeError(f"no worker could be started: {self._end()}")
        self._clean: bool = ready["clean"]
        self._used = False

    @property
    def alive(self) -> bool:
        """Whether it can take another snippet."""
        return self._process.poll() is None

    def forks(self, snippet: Snippet, device: str) -> bool:
        """Whether such a run gets a process of its own, and leaves nothing behind."""
        return self._clean and forks(snippet, device)

    def fits(self, snippet: Snippet, device: str) -> bool:
        """Whether it can take this snippet: nothing is forked from where something has run."""
        return self.alive and not (self._used and self.forks(snippet, device))

    def run(self, snippet: Snippet, device: str, seed: int, shown: Cell | None) -> Run:
        """One run, or a run that tells how the process came to its end."""
        token, seconds = uuid.uuid4().hex, snippet.timeout + GRACE
        self._used |= not self.forks(snippet, device)
        if shown and shown.kind == ANSWER:  # what is not sent cannot be read
            cells = [cell for cell in snippet.cells if cell.kind in ("setup", "check")]
            snippet = replace(snippet, cells=tuple(cells))
        request = {
            "token": token,
            "snippet": as_facts(snippet),
            "device": device,
            "seed": seed,
            "shown": as_facts(shown) if shown else None,
            "seconds": seconds,
        }
        assert self._process.stdin
        with contextlib.suppress(BrokenPipeError):
            self._process.stdin.write(json.dumps(request) + "\n")
            self._process.stdin.flush()
        try:
            reply = self._reply(token, seconds + GRACE)
        except TimeoutError:
            self.close()
            reply = {"late": True}
        if reply is None:
            reply = {"end": self._end()}
            self.close()
        if "late" in reply:
            return broken(
                "TimeoutError", f"the snippet ran longer than {snippet.timeout} s and was killed"
            )
        if "end" in reply:
            return broken("SystemExit", f"the process ended before the run did: {reply['end']}")
        return read_run(reply["run"])

    def close(self) -> None:
        """Kill the process and whatever it started."""
        with contextlib.suppress(ProcessLookupError, PermissionError):
            if hasattr(os, "killpg"):
                os.killpg(self._process.pid, signal.SIGKILL)
            else:
                self._process.kill()
        self._process.wait()
        for file in (self._process.stdin, self._process.stdout, self._talk):
            with contextlib.suppress(BrokenPipeError):
                file.close()  # type: ignore[union-attr]

    def _listen(self) -> None:
        assert self._process.stdout
        with contextlib.suppress(ValueError):  # the pipe was closed
            for line in self._process.stdout:
                with contextlib.suppress(json.JSONDecodeError):
                    self._replies.put(json.loads(line))
        self._replies.put(None)

    def _reply(self, token: str, seconds: float) -> dict[str, Any] | None:
        """The reply that carries a token; None when the process has ended without it."""
        try:
            while (reply := self._replies.get(timeout=seconds)) is not None:
                if reply.get("token") == token:
                    return reply
        except queue.Empty:
            raise TimeoutError from None
        return None

    def _end(self) -> str:
        status = self._process.wait()
        end = f"killed by signal {-status}" if status < 0 else f"exit status {status}"
        self._talk.seek(0)
        last = self._talk.read().decode(errors="replace").strip()[-300:]
        return f"{end}\n{last}".rstrip()
