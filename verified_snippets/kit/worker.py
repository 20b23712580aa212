"""The process snippets run in: one request a line in, one run a line out, until its input ends.

It is a process of its own so that a snippet which hangs in native code, takes all memory or ends
the process is a failure with a sentence, and not the end of the bench. Where it can, it runs
nothing itself: each run is forked from it.
"""

from __future__ import annotations

import functools
import json
import os
import sys
import tempfile
from pathlib import Path
from typing import Any

from verified_snippets.kit.fork import forked, forks, prepare
from verified_snippets.kit.guard import guard


def main() -> None:
    """Serve until the input ends."""
    requests = os.fdopen(os.dup(0), "r", encoding="utf-8")
    replies = os.fdopen(os.dup(1), "w", encoding="utf-8")
    null = os.open(os.devnull, os.O_RDWR)
    os.dup2(null, 0)
    os.dup2(null, 1)
    sys.stdin = Path(os.devnull).open(encoding="utf-8")  # noqa: SIM115 - for the process to keep
    import torch

    from verified_snippets.kit.place import Place, read_request

    torch.set_num_threads(1)  # small tensors: a pool of threads costs more than it gives
    sys.dont_write_bytecode = True  # a snippet writes nowhere but in its own folder
    place = Place(guard())
    clean = prepare()
    worker = os.getpid()
    _say(replies, {"token": "ready", "clean": clean})
    for request in map(read_request, requests):
        if request.answer:
            place.remember()
        if clean and forks(request.snippet, request.device):
            run = functools.partial(place.run_alone, request)
            reply = forked(run, request.seconds, (requests.fileno(), replies.fileno()))
        else:
            with tempfile.TemporaryDirectory() as folder:
                reply = {"run": place.run(request, Path(folder))}
            if os.getpid() != worker:
                os._exit(1)  # a child of the snippet's, which would answer and ask in our place
        _say(replies, {"token": request.token, **reply})


def _say(replies: Any, facts: dict[str, Any]) -> None:
    replies.write(json.dumps(facts) + "\n")
    replies.flush()


if __name__ == "__main__":
    main()
