"""The torch and the GPUs of this machine, found without importing torch here."""

from __future__ import annotations

import json
import platform
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from verified_snippets.kit.fork import can_fork
from verified_snippets.kit.snippet import Cell, Snippet

if TYPE_CHECKING:
    from verified_snippets.kit.outcome import Run

Runner = Callable[[Snippet, str, int, Cell | None], "Run"]
"""What runs a snippet on a device under a seed, with another cell in place of its card."""

MISSING = (
    "torch is not installed, so code cannot be run here: in the folder of torchdeck, "
    "pip install -e '.[verify]' brings a version from 2.6 to 2.13."
)
QUESTION = """\
import json, warnings
warnings.simplefilter("ignore")
import torch
count = torch.cuda.device_count() if torch.cuda.is_available() else 0
names = [torch.cuda.get_device_name(n) for n in range(count)]
print(json.dumps({"torch": torch.__version__, "gpus": names}))
"""


@dataclass(frozen=True, slots=True)
class Machine:
    """What a proof runs on."""

    torch: str
    """Its version as it names itself; empty where it is not installed."""
    gpus: tuple[str, ...] = ()
    """The names of the CUDA devices."""
    python: str = platform.python_version()
    system: str = platform.platform()

    def name_of(self, device: str) -> str:
        """What a device is called: `CPU`, `NVIDIA H200`."""
        return self.gpus[0] if device == "cuda" and self.gpus else device.upper()


@cache
def torch_version() -> str | None:
    """The version of the installed torch, empty where it has none; None without torch."""
    if find_spec("torch") is None:
        return None
    try:
        return version("torch")
    except PackageNotFoundError:
        return ""


def ask_machine(run: Runner) -> Machine:
    """What the process says in which snippets run; RuntimeError or OSError where none starts."""
    lines = tuple(QUESTION.split("\n"))
    # In a process of its own, for the driver stays in one; and a run on the CPU may not map the
    # addresses that it wants.
    cells = (Cell("card", "", 0, lines),)
    question = Snippet("machine", Path("machine.py"), cells, isolate=can_fork())
    answer = run(question, "cuda", 0, None)
    if answer.error:
        raise RuntimeError(f"{answer.error.type}: {answer.error.message}")
    facts = json.loads(answer.printed)
    return Machine(facts["torch"], tuple(facts["gpus"]))
