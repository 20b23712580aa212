"""Process state that one snippet could leave behind for the next, seen and put back."""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import Any

import torch

State = dict[str, Any]


def read_state() -> State:
    """Everything global that a snippet may change and must change back."""
    module = torch.nn.modules.module
    return {
        "default dtype": torch.get_default_dtype(),
        "default device": str(torch.get_default_device()),
        "grad mode": torch.is_grad_enabled(),
        "inference mode": torch.is_inference_mode_enabled(),
        "deterministic algorithms": torch.are_deterministic_algorithms_enabled(),
        "TF32 in cuDNN": torch.backends.cudnn.allow_tf32,
        "cuDNN benchmark": torch.backends.cudnn.benchmark,
        "threads": torch.get_num_threads(),
        "anomaly mode": torch.is_anomaly_enabled(),
        "matmul precision": torch.get_float32_matmul_precision(),
        "autocast": (torch.is_autocast_enabled("cpu"), torch.is_autocast_enabled("cuda")),
        "print options": str(vars(torch._tensor_str.PRINT_OPTS)),
        "global module hooks": sum(
            len(hooks)
            for name, hooks in vars(module).items()
            if name.startswith("_global_") and isinstance(hooks, dict)
        ),
        "process group": torch.distributed.is_available() and torch.distributed.is_initialized(),
        "import path": tuple(path for path in sys.path if path != _torch_templates()),
    }


def _torch_templates() -> str | None:
    """A folder that torch itself appends to the path when an optimizer first loads more of it."""
    module = sys.modules.get("torch.distributed.nn.jit.instantiator")
    return getattr(module, "INSTANTIATED_TEMPLATE_DIR_PATH", None)


RESTORE: dict[str, Callable[[Any], object]] = {
    "default dtype": torch.set_default_dtype,
    "default device": lambda name: torch.set_default_device(None if name == "cpu" else name),
    "grad mode": torch.set_grad_enabled,
    "deterministic algorithms": torch.use_deterministic_algorithms,
    "TF32 in cuDNN": lambda on: setattr(torch.backends.cudnn, "allow_tf32", on),
    "cuDNN benchmark": lambda on: setattr(torch.backends.cudnn, "benchmark", on),
    "autocast": lambda on: _set_autocast(*on),
    "threads": torch.set_num_threads,
    "anomaly mode": torch.set_anomaly_enabled,
    "matmul precision": torch.set_float32_matmul_precision,
    "print options": lambda _: torch.set_printoptions(profile="default"),  # type: ignore[no-untyped-call]
    "process group": lambda _: torch.distributed.destroy_process_group(),
    "import path": lambda path: sys.path.__setitem__(slice(None), path),
}


def _set_autocast(cpu: bool, cuda: bool) -> None:
    torch.set_autocast_enabled("cpu", cpu)
    torch.set_autocast_enabled("cuda", cuda)


def restore_state(before: State) -> list[str]:
    """Put back what changed, and only that; returns a phrase for each change.

    Untouched switches are left alone because asking torch for determinism, even to switch it
    off, imports hundreds of modules.
    """
    now = read_state()
    changed = [key for key in before if before[key] != now[key]]
    for key in changed:
        if key in RESTORE:
            RESTORE[key](before[key])
    return [f"{key}: {before[key]} -> {now[key]}" for key in changed]
