from __future__ import annotations

import pytest

from verified_snippets.kit.compare import same_message, same_output


@pytest.mark.parametrize(
    ("recorded", "printed", "device", "same"),
    [
        ("tensor([1., 2.])", "tensor([1., 2.])\n", "cpu", True),
        ("tensor([1., 2.])", "tensor([1.,  2.])", "cpu", False),
        ("0.3333", "0.3334", "cpu", False),
        ("tensor([1., 2.])", "tensor([1., 2.], device='cuda:0')", "cuda", True),
        ("tensor([1., 2.])", "tensor([1., 2.], device='cuda:0')", "cpu", False),
        ("0.3333", "0.3334", "cuda", True),
        ("0.3333", "0.3433", "cuda", False),
        ("tensor(2, dtype=torch.int32)", "tensor(2, dtype=torch.int64)", "cuda", False),
        ("torch.Size([2, 3])", "torch.Size([3, 2])", "cuda", False),
        ("True", "False", "cuda", False),
        ("1 2", "1 2 3", "cuda", False),
    ],
)
def test_output_is_exact_on_the_cpu_and_close_elsewhere(
    recorded: str, printed: str, device: str, same: bool
) -> None:
    assert same_output(recorded, printed, device) is same


def test_a_message_holds_its_stable_parts() -> None:
    assert same_message("size of ... at dimension 1", "The size of tensor a (2)\n at dimension 1")
    assert not same_message("size of ... at dimension 2", "The size of tensor a at dimension 1")
