"""The process snippets run in: one request a line in, one run a line out, until its input ends.

It is a process of its own so that a snippet which hangs in native code, takes all memory or ends
the process is a failure with a sentence, and not the end of the bench.
"""

from __future__ import annotations

import contextlib
import functools
import json
import os
import sys
from pathlib import Path
from typing import Any

from verified_snippets.kit.guard import guard
from verified_snippets.kit.snippet import read_cell, read_snippet


def main() -> None:
    """Serve until the input ends."""
    requests = os.fdopen(os.dup(0), "r", encoding="utf-8")
    replies = os.fdopen(os.dup(1), "w", encoding="utf-8")
    null = os.open(os.devnull, os.O_RDWR)
    os.dup2(null, 0)
    os.dup2(null, 1)
    sys.stdin = Path(os.devnull).open(encoding="utf-8")  # noqa: SIM115 - for the process to keep
    import torch

    from verified_snippets.kit.run import run_snippet

    torch.set_num_threads(1)  # small tensors: a pool of threads costs more than it gives
    sys.dont_write_bytecode = True  # a snippet writes nowhere but in its own folder
    watch = guard()
    worker = os.getpid()
    on = functools.cache(_mode)
    _say(replies, {"token": "ready"})
    for line in requests:
        request = json.loads(line)
        shown = read_cell(request["shown"]) if request["shown"] else None
        snippet, device = read_snippet(request["snippet"]), request["device"]
        answer = str(snippet.path) if shown else ""
        with watch(device, answer), on(device):
            run = run_snippet(snippet, device, request["seed"], shown)
        if os.getpid() != worker:
            os._exit(1)  # a child of the snippet's, which would answer and ask in our place
        _say(replies, {"token": request["token"], "run": run.as_json()})


def _mode(device: str) -> contextlib.AbstractContextManager[object]:
    """The context that runs on a device need; the pretend one is made when first asked for."""
    if device != "simgpu":
        return contextlib.nullcontext()
    from verified_snippets.kit.simulated import simulate

    return simulate()


def _say(replies: Any, facts: dict[str, Any]) -> None:
    replies.write(json.dumps(facts) + "\n")
    replies.flush()


if __name__ == "__main__":
    main()
