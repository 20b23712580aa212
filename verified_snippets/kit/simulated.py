"""A pretend accelerator: its tensors say `simgpu:0`, compute on the CPU, and mix with none there.

It stands on torch's own hook for back ends written in Python, which is experimental, and finds
code that a GPU would refuse. What runs here is not proven anywhere: numbers, kernels, streams
and random numbers are those of the CPU.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import torch
from torch.utils._python_dispatch import TorchDispatchMode
from torch.utils._pytree import tree_leaves, tree_map
from torch.utils.backend_registration import (  # type: ignore[attr-defined, unused-ignore]
    _setup_privateuseone_for_python_backend,
)

from verified_snippets.kit.simulated_tensor import (
    DEVICE,
    NAME,
    SimStorage,
    SimTensor,
    on_device,
)

TRANSFERS = {"_to_copy", "copy_", "_copy_from"}
"""The operators that are there to cross from one device to another."""
INDEXING = {"index", "index_put", "index_put_", "_index_put_impl_"}
"""The operators whose second argument, the indices, may lie on the CPU if the first does not."""
JOINING = {"cat", "stack"}
"""The operators that take no scalars from the CPU, as element-wise ones do."""


class Simulation(TorchDispatchMode):  # type: ignore[no-untyped-call]
    """While it is entered, `device="simgpu"` makes tensors of the pretend device."""

    def __torch_dispatch__(
        self,
        func: Any,
        types: Any,
        args: Sequence[Any] = (),
        kwargs: Mapping[str, Any] | None = None,
    ) -> Any:
        """Compute an operator, in parts where it consists of others."""
        if torch.is_inference_mode_enabled():
            with self:  # only inference mode lets composite operators come this far
                parts = func.decompose(*args, **kwargs or {})
            if parts is not NotImplemented:
                return parts
        return compute(func, args, kwargs or {})


def compute(func: Any, args: Sequence[Any], kwargs: Mapping[str, Any]) -> Any:
    """Run an operator on the CPU; its tensors say where they would lie."""
    named = _by_name(func, args, kwargs)
    tensors = [leaf for leaf in tree_leaves(named) if isinstance(leaf, torch.Tensor)]
    ours = {id(tensor.held): tensor for tensor in tensors if isinstance(tensor, SimTensor)}
    name = func.__name__.partition(".")[0]
    if ours and name not in TRANSFERS:
        _refuse_mixture(func, name, named, tensors)
    target = named.get("device")
    if name == "copy_":  # its first argument tells, and may be the only one on the device
        simulated = isinstance(args[0], SimTensor)
    else:
        simulated = bool(ours) if target is None else target.type == NAME
    generator = named.get("generator")
    if simulated and generator is not None and generator.device.type != NAME:
        raise RuntimeError(f"Expected a '{NAME}' device type for generator but found 'cpu'")
    if target is not None and target.type == NAME:
        kwargs = {**kwargs, "device": torch.device("cpu")}
    plain_args, plain_kwargs = tree_map(_held, (tuple(args), dict(kwargs)))
    result = func(*plain_args, **plain_kwargs)

    def wrapped(value: Any) -> Any:
        if not isinstance(value, torch.Tensor):
            return value
        if id(value) in ours:
            return ours[id(value)]
        return SimTensor(value) if simulated else value

    if name == "copy_":
        return args[0]
    return tree_map(wrapped, result)


def _held(value: Any) -> Any:
    return value.held if isinstance(value, SimTensor) else value


def _by_name(func: Any, args: Sequence[Any], kwargs: Mapping[str, Any]) -> dict[str, Any]:
    names = (argument.name for argument in func._schema.arguments)
    return {**dict(zip(names, args, strict=False)), **kwargs}


def _refuse_mixture(
    func: Any, name: str, named: Mapping[str, Any], tensors: Sequence[torch.Tensor]
) -> None:
    """Raise what a GPU raises where its tensors meet those of the CPU."""
    if name in INDEXING:
        if isinstance(named["self"], SimTensor):
            named = {key: value for key, value in named.items() if key != "indices"}
            tensors = [leaf for leaf in tree_leaves(named) if isinstance(leaf, torch.Tensor)]
        elif any(isinstance(index, SimTensor) for index in named["indices"]):
            raise RuntimeError(
                "indices should be either on cpu or on the same device as the indexed tensor (cpu)"
            )
    written = {
        id(named.get(argument.name))
        for argument in func._schema.arguments
        if argument.alias_info and argument.alias_info.is_write
    }
    for tensor in tensors:
        scalar = tensor.dim() == 0 and name not in JOINING and id(tensor) not in written
        if not isinstance(tensor, SimTensor) and not scalar:
            raise RuntimeError(
                "Expected all tensors to be on the same device, but found at least two devices, "
                f"{DEVICE} and {tensor.device}! (when checking {func})"
            )


def _made(size: Sequence[int], *, dtype: torch.dtype | None = None, **_: Any) -> SimTensor:
    return SimTensor(torch.empty(size, dtype=dtype, device="cpu"))


def _made_strided(
    size: Sequence[int], stride: Sequence[int], *, dtype: torch.dtype | None = None, **_: Any
) -> SimTensor:
    return SimTensor(torch.empty_strided(size, stride, dtype=dtype, device="cpu"))


def _copied(source: Any, target: Any, *_: Any, **__: Any) -> Any:
    _held(target).copy_(_held(source))
    return target


def simulate() -> Simulation:
    """Give this process the pretend device, once; its tensors live while the result is entered."""
    _setup_privateuseone_for_python_backend(NAME)
    kernels: dict[str, Callable[..., object]] = {
        # torch.tensor(..., device=) moves its numbers below every mode
        "aten::empty.memory_format": _made,
        "aten::empty_strided": _made_strided,
        "aten::_copy_from": _copied,
    }
    for name, kernel in kernels.items():
        torch.library.impl(name, "privateuseone")(kernel)
    torch.serialization.register_package(0, _location, _restore)
    # a parameter stays the same object on its way to the device, as it does on the way to a GPU
    torch.__future__.set_swap_module_params_on_conversion(True)
    return Simulation()  # type: ignore[no-untyped-call]


def _location(storage: Any) -> str | None:
    return DEVICE if isinstance(storage, SimStorage) else None


def _restore(storage: Any, location: str) -> Any:
    return on_device(storage) if location.startswith(NAME) else None
