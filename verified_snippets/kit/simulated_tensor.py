"""A tensor of the pretend device: it says where it lies, and holds its numbers on the CPU."""

from __future__ import annotations

import collections
import copy
from typing import Any, NoReturn

import torch

NAME = "simgpu"
DEVICE = f"{NAME}:0"


class SimTensor(torch.Tensor):
    """A tensor of the pretend device, around the tensor on the CPU that holds its numbers."""

    held: torch.Tensor
    __torch_function__ = torch._C._disabled_torch_function_impl  # type: ignore[assignment]

    @staticmethod
    def __new__(cls, held: torch.Tensor) -> SimTensor:
        """Wrap a tensor of the CPU."""
        # a view of a normal tensor is a normal tensor in inference mode too
        with torch.inference_mode(held.is_inference()):
            made: SimTensor = torch.Tensor._make_wrapper_subclass(
                cls,
                held.size(),
                strides=held.stride(),
                storage_offset=held.storage_offset(),
                dtype=held.dtype,
                layout=held.layout,
                device=torch.device(DEVICE),
            )
        made.held = held
        return made

    @classmethod
    def __torch_dispatch__(  # type: ignore[override]
        cls, func: Any, *_: Any, **__: Any
    ) -> NoReturn:
        """Refuse: a mode computes, and it comes first wherever it is entered."""
        raise RuntimeError(f"{func} on a tensor of {DEVICE}, where that is not simulated")

    def __repr__(self, *, tensor_contents: Any = None) -> str:  # type: ignore[override]
        """Print like any tensor, `device=` included."""
        text = f"{repr(self.held.detach())[:-1]}, device='{DEVICE}'"
        if self.grad_fn is not None:
            text += f", grad_fn=<{self.grad_fn.name().rpartition('::')[2]}>"
        elif self.requires_grad:
            text += ", requires_grad=True"
        named = "Parameter containing:\n" if isinstance(self, torch.nn.Parameter) else ""
        return f"{named}{text})"

    def __format__(self, spec: str) -> str:
        """Format a scalar as a number."""
        return format(self.item() if self.dim() == 0 else repr(self), spec)

    def __reduce_ex__(self, protocol: Any) -> Any:
        """Pickle as a tensor with a storage, which carries the device."""
        hooks: collections.OrderedDict[str, Any] = collections.OrderedDict()
        if isinstance(self, torch.nn.Parameter):
            return torch._utils._rebuild_parameter, (self.detach(), self.requires_grad, hooks)
        return torch._utils._rebuild_tensor_v2, (
            self._typed_storage(),  # type: ignore[no-untyped-call]
            self.storage_offset(),
            tuple(self.size()),
            self.stride(),
            self.requires_grad,
            hooks,
        )

    def __deepcopy__(self, memo: dict[int, Any]) -> Any:
        """Copy numbers and gradient, as torch copies a leaf."""
        if not self.is_leaf:
            raise RuntimeError("Only Tensors created explicitly by the user support deepcopy")
        if id(self) not in memo:
            twin = self.detach().clone().requires_grad_(self.requires_grad)
            if isinstance(self, torch.nn.Parameter):
                twin = torch.nn.Parameter(twin, self.requires_grad)
            twin.grad = copy.deepcopy(self.grad, memo)
            memo[id(self)] = twin
        return memo[id(self)]

    @property
    def data(self) -> torch.Tensor:
        """Share the numbers, without history."""
        shared: torch.Tensor = vars(torch._C.TensorBase)["data"].__get__(self)
        return shared

    @data.setter
    def data(self, value: torch.Tensor) -> None:
        vars(torch._C.TensorBase)["data"].__set__(self, value)
        if isinstance(value, SimTensor):
            self.held = value.held

    def numpy(self, *, force: bool = False) -> Any:
        """Refuse, where no copy is asked for: NumPy knows the host's memory alone."""
        if force:
            return self.held.numpy(force=True)
        raise TypeError(
            f"can't convert {DEVICE} device type tensor to numpy. "
            "Use Tensor.cpu() to copy the tensor to host memory first."
        )

    def __array__(self, *_: Any, **__: Any) -> Any:
        """Refuse like `numpy`."""
        return self.numpy()

    def tolist(self) -> Any:
        """Fetch the numbers."""
        return self.held.tolist()

    def data_ptr(self) -> int:
        """Tell memory that is shared from memory that is not."""
        return self.held.data_ptr()

    def untyped_storage(self) -> torch.UntypedStorage:
        """Give the storage, which says that it lies on the device."""
        return on_device(self.held.untyped_storage())

    def set_(self, storage: Any, *place: Any) -> SimTensor:
        """Make a tensor around a storage, as unpickling does."""
        held = torch.empty(0, dtype=self.dtype, device="cpu")
        return SimTensor(held.set_(storage, *place))


class SimStorage(torch.UntypedStorage):
    """A storage of the CPU that says it lies on the pretend device."""

    @property
    def device(self) -> torch.device:  # type: ignore[override]
        """The pretend device."""
        return torch.device(DEVICE)


def on_device(storage: torch.UntypedStorage) -> torch.UntypedStorage:
    """The same storage, saying that it lies on the pretend device."""
    storage.__class__ = SimStorage
    return storage
