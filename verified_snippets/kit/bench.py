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
from pathlib import Path
from typing import Any, Self

from verified_snippets.kit.outcome import Run, broken, read_run
from verified_snippets.kit.snippet import Cell, Snippet, as_facts

GRACE = 5.0
"""Seconds past its own limit after which a run is killed from outside."""
START = 180.0
"""Seconds a worker may take to import torch."""


class Bench:
    """Runs snippets one after another in a worker, replaced when one kills or changes it."""

    def __init__(self) -> None:
        self._worker: Worker | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def run(self, snippet: Snippet, device: str, seed: int, shown: Cell | None = None) -> Run:
        """One run; a worker that hangs or dies gives a run that says so."""
        if snippet.isolate:
            with contextlib.closing(Worker()) as worker:
                return worker.run(snippet, device, seed, shown)
        if self._worker is None or not self._worker.alive:
            self._worker = Worker()
        run = self._worker.run(snippet, device, seed, shown)
        if run.left:
            self.close()  # or the next snippet would run on what this one left behind
        return run

    def close(self) -> None:
        """End the worker."""
        if self._worker:
            self._worker.close()
            self._worker = None


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
            env={**os.environ, "PYTHONPATH": path.rstrip(os.pathsep)},
            start_new_session=True,
            text=True,
            encoding="utf-8",
        )
        self._replies: queue.Queue[dict[str, Any] | None] = queue.Queue()
        threading.Thread(target=self._listen, daemon=True).start()
        if self._reply("ready", START) is None:
            raise RuntimeError(f"no worker could be started: {self._end()}")

    @property
    def alive(self) -> bool:
        """Whether it can take another snippet."""
        return self._process.poll() is None

    def run(self, snippet: Snippet, device: str, seed: int, shown: Cell | None) -> Run:
        """One run, or a run that tells how the process came to its end."""
        token = uuid.uuid4().hex
        request = {
            "token": token,
            "snippet": as_facts(snippet),
            "device": device,
            "seed": seed,
            "shown": as_facts(shown) if shown else None,
        }
        assert self._process.stdin
        with contextlib.suppress(BrokenPipeError):
            self._process.stdin.write(json.dumps(request) + "\n")
            self._process.stdin.flush()
        try:
            reply = self._reply(token, snippet.timeout + GRACE)
        except TimeoutError:
            self.close()
            return broken(
                "TimeoutError", f"the snippet ran longer than {snippet.timeout} s and was killed"
            )
        if reply is None:
            end = self._end()
            self.close()
            return broken("SystemExit", f"the process ended before the run did: {end}")
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
