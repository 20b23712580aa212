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
        ("tensor(3)", "tensor(3.)", "cuda", False),
        ("0.0001", "0.0009", "cuda", False),
        ("0.", "-1.0e-9", "cuda", True),
        ("10000", "10009", "cuda", False),
        ("torch.Size([4096])", "torch.Size([4099])", "cuda", False),
        ("10000.0", "10009.0", "cuda", True),
        ("#", "5", "cuda", False),
        ("\0", "5", "cuda", False),
        ("x", "x   \n", "cpu", True),
        ("x", "\nx\n", "cpu", False),
        ("x", "x\n\n", "cpu", False),
        ("\nx\n", "\nx\n\n", "cpu", True),
        ("", "", "cpu", False),
        ("", "\n", "cpu", True),
    ],
)
def test_output_is_exact_on_the_cpu_and_close_elsewhere(
    recorded: str, printed: str, device: str, same: bool
) -> None:
    assert same_output(recorded, printed, device) is same


@pytest.mark.parametrize(
    ("stable", "message", "same"),
    [
        ("size of ... at dimension 1", "The size of tensor a (2)\n at dimension 1", True),
        ("size of ... at dimension 2", "The size of tensor a at dimension 1", False),
        ("... second", "first then second", True),
        ("second ... first", "first then second", False),
        ("first ... first", "first then second", False),
        ("", "", True),
        ("", "any", False),
        ("...", "any", False),
    ],
)
def test_a_message_holds_its_stable_parts_in_order(stable: str, message: str, same: bool) -> None:
    assert same_message(stable, message) is same
