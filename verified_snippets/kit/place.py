"""Where a run happens: in a folder of its own, watched, and confined to it where that can be."""

from __future__ import annotations

import contextlib
import json
import os
import tempfile
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from verified_snippets.kit.guard import ELSEWHERE, Watch, explained
from verified_snippets.kit.hide import back, hidden, readable
from verified_snippets.kit.landlock import confine
from verified_snippets.kit.names import Owner, all_owners
from verified_snippets.kit.run import run_snippet
from verified_snippets.kit.snippet import ANSWER, Cell, Snippet, read_cell, read_snippet

NEEDED = ("/dev/null", "/dev/shm", "/dev/tty", "/proc/self")
"""What a run may write beside its folder: shared memory has no other place."""


@dataclass(frozen=True, slots=True)
class Request:
    """One run that is asked for."""

    token: str
    snippet: Snippet
    device: str
    seed: int
    shown: Cell | None
    seconds: float
    """When it is killed, if it has not ended."""

    @property
    def answer(self) -> Cell | None:
        """What somebody typed in place of the card."""
        return self.shown if self.shown and self.shown.kind == ANSWER else None


def read_request(line: str) -> Request:
    """The request on a line."""
    facts = json.loads(line)
    shown = read_cell(facts["shown"]) if facts["shown"] else None
    return Request(**facts | {"snippet": read_snippet(facts["snippet"]), "shown": shown})


@dataclass(slots=True)
class Place:
    """Where snippets run: this process, or a child of it."""

    watch: Watch
    owners: list[Owner] = field(default_factory=list)
    """What the names of torch stand for before anything has run."""
    simulation: contextlib.AbstractContextManager[object] | None = None

    def remember(self) -> None:
        """Keep what the names of torch stand for, once."""
        self.owners = self.owners or all_owners()

    def run_alone(self, request: Request, folder: Path) -> dict[str, Any]:
        """A run in a process that has no other, and writes in this folder alone."""
        tempfile.tempdir = os.environ["TMPDIR"] = str(folder)
        reads = readable(request.snippet, folder) if request.answer else None
        confined = confine([str(folder), *NEEDED], reads)
        return self.run(request, folder, alone=True, confined=confined)

    def run(
        self, request: Request, folder: Path, *, alone: bool = False, confined: bool = False
    ) -> dict[str, Any]:
        """A run as JSON can hold it."""
        snippet, answer = request.snippet, request.answer
        there = hidden(snippet, answer, folder) if answer else snippet
        kept = self.owners if answer else []
        with (
            self.watch(request.device, str(snippet.path) if answer else ""),
            self._device(request.device),
        ):
            run = run_snippet(
                *(there, request.device, request.seed, request.shown, folder),
                kept=kept,
                alone=alone,
            )
        if confined:
            run = explained(run, ELSEWHERE + (", and does not read the deck" if answer else ""))
        facts = run.as_json()
        return back(facts, there.path, snippet.path) if answer else facts

    def _device(self, device: str) -> contextlib.AbstractContextManager[object]:
        """The context that runs on a device need; the pretend one is made when first asked for."""
        if device != "simgpu":
            return contextlib.nullcontext()
        from verified_snippets.kit.simulated import simulate

        self.simulation = self.simulation or simulate()
        return self.simulation
