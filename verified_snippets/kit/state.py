"""Process state that one snippet could leave behind for the next, seen before and after."""

from __future__ import annotations

import builtins
import sys
from pathlib import Path
from typing import Any

import torch

State = dict[str, Any]
OWNERS = {
    "builtins": builtins,
    "torch": torch,
    "torch.nn": torch.nn,
    "torch.nn.functional": torch.nn.functional,
    "torch.nn.Module": torch.nn.Module,
    "torch.optim": torch.optim,
    "torch.Tensor": torch.Tensor,
}
"""What holds the names every snippet relies on: none may come to mean another object."""
COMPILER = tuple(str(Path(torch.__file__).parent / name) for name in ("_dynamo", "_compile.py"))
"""Where the functions come from with which torch's compiler replaces some, once it is loaded."""


def read_state() -> State:
    """Everything global that a snippet may change and must change back, names aside."""
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
        "global module hooks": tuple(
            f"{name}[{key}]"
            for name, hooks in vars(module).items()
            if name.startswith("_global_") and isinstance(hooks, dict)
            for key in hooks
        ),
        "process group": torch.distributed.is_available() and torch.distributed.is_initialized(),
        "import path": tuple(path for path in sys.path if path != _torch_templates()),
    }


def _torch_templates() -> str | None:
    """A folder that torch itself appends to the path when an optimizer first loads more of it."""
    module = sys.modules.get("torch.distributed.nn.jit.instantiator")
    return getattr(module, "INSTANTIATED_TEMPLATE_DIR_PATH", None)


def read_names() -> dict[str, dict[str, Any]]:
    """Which object each name of torch means now."""
    return {
        owner: {
            name: meant
            for base in reversed(getattr(value, "__mro__", (value,)))
            for name, meant in vars(base).items()
        }
        for owner, value in OWNERS.items()
    }


def changes_since(before: State, names: dict[str, dict[str, Any]] | None = None) -> list[str]:
    """A phrase for each change since then; names that torch itself adds later are none."""
    now = read_state()
    changed = [f"{key}: {before[key]} -> {now[key]}" for key in before if before[key] != now[key]]
    names_now = read_names() if names else {}
    for owner, old in (names or {}).items():
        new = names_now[owner]
        changed += [
            f"{owner}.{name}: another object, or none"
            for name, value in old.items()
            if not _is_still(new.get(name, _GONE), value)
        ]
    return changed


_GONE = object()


def _is_still(now: Any, before: Any) -> bool:
    """Whether a name means what it meant; torch's compiler wraps functions when it is loaded."""
    code = getattr(now, "__code__", None)
    return now is before or (code is not None and code.co_filename.startswith(COMPILER))
