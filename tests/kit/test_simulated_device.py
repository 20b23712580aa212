"""The pretend device: it refuses what a GPU would refuse, and proves nothing."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests_support import DATA, REPOSITORY
from verified_snippets.kit.bench import Bench
from verified_snippets.kit.outcome import Run
from verified_snippets.kit.parse import parse_snippet
from verified_snippets.kit.prove import SEEDS, judge_run

MIXED = "Expected all tensors to be on the same device"
NAMED = "# /// snippet\n# default_device = false\n# ///\n"
"""Tensors lie on the CPU where the code names no device."""
SETUP = "import copy\nimport torch\nfrom torch import nn\nfrom verified_snippets.kit import device"


@pytest.fixture(scope="module", autouse=True)
def _hook() -> None:
    import torch.utils.backend_registration as registration  # two seconds, so not while collecting

    if not hasattr(registration, "_setup_privateuseone_for_python_backend"):
        pytest.skip("this torch has no hook for back ends written in Python")


@pytest.fixture(scope="module")
def simulator() -> Iterator[Bench]:
    """A process of its own, for the pretend device changes torch in it."""
    with Bench() as opened:
        yield opened


def run(bench: Bench, folder: Path, device: str, card: str, check: str = "assert True") -> Run:
    path = folder / "tensors" / "planted.py"
    path.parent.mkdir(exist_ok=True)
    path.write_text(
        f"{NAMED}# %% setup\n{SETUP}\n# %% card\n{card}\n# %% check it holds\n{check}\n"
    )
    planted, _ = parse_snippet(path, folder)
    return bench.run(planted, device, SEEDS[0])


@pytest.mark.parametrize(
    ("mistake", "message"),
    [
        ("torch.ones(3, device=device) + torch.arange(3)", MIXED),
        ("torch.arange(3) + torch.ones(3, device=device)", MIXED),
        ("nn.Linear(3, 1, device=device)(torch.ones(2, 3))", MIXED),
        ("nn.Embedding(3, 2, device=device)(torch.arange(3))", MIXED),
        ("nn.CrossEntropyLoss()(torch.ones(2, 3, device=device), torch.tensor([0, 1]))", MIXED),
        ("torch.stack([torch.ones((), device=device), torch.ones(())])", MIXED),
        ("torch.zeros(()).add_(torch.ones((), device=device))", MIXED),
        ("torch.equal(torch.ones(3), torch.ones(3, device=device))", MIXED),
        ("with torch.inference_mode():\n    torch.ones(3, device=device) @ torch.ones(3)", MIXED),
        ("x = torch.ones(3, device=device)\nx[x > 0] = torch.ones(3)", MIXED),
        ("torch.arange(3)[torch.arange(3, device=device)]", "indices should be either on cpu"),
        ("torch.ones(3, device=device).numpy()", "Use Tensor.cpu()"),
        ("import numpy\nnumpy.asarray(torch.ones(3, device=device))", "Use Tensor.cpu()"),
        ("torch.rand(3, device=device, generator=torch.Generator())", "'simgpu' device type"),
        ("torch.ones(3, device=device).normal_(generator=torch.Generator())", "'simgpu' device"),
    ],
)
def test_a_device_mistake_passes_on_the_cpu_alone(
    mistake: str, message: str, bench: Bench, simulator: Bench, tmp_path: Path
) -> None:
    assert run(bench, tmp_path, "cpu", mistake).error is None
    error = run(simulator, tmp_path, "simgpu", mistake).error
    assert error
    assert message in error.message


@pytest.mark.parametrize(
    ("card", "claim"),
    [
        ("x = torch.ones(3, device=device)", "x.device == torch.device('simgpu:0')"),
        (
            "x = torch.ones(3, device=device)",
            "repr(x) == \"tensor([1., 1., 1.], device='simgpu:0')\"",
        ),
        (
            "x = torch.ones(3).to(device)",
            "x.cpu().device.type == 'cpu' and x.tolist() == [1, 1, 1]",
        ),
        ("x = torch.ones(3, device=device) * torch.tensor(2.0)", "x.device.type == 'simgpu'"),
        ("x = torch.ones(3, device=device)[torch.tensor([0])]", "x.device.type == 'simgpu'"),
        ("x = torch.ones(3, device=device)\ny = x[1:]\ny.zero_()", "x.tolist() == [1, 0, 0]"),
        (
            "x = torch.ones(3, device=device)\nx.copy_(torch.arange(3))\nx[0] = torch.tensor(5)",
            "x.tolist() == [5, 1, 2]",
        ),
        (
            "with torch.inference_mode():\n    x = torch.ones(3, device=device)[1:].to('cpu')",
            "x.is_inference() and x.device.type == 'cpu'",
        ),
        (
            "net = nn.Linear(2, 1)\nweight = net.weight\nnet.to(device)",
            "net.weight is weight and weight.device.type == 'simgpu'",
        ),
        (
            "net = nn.Linear(2, 1, device=device)\ntwin = copy.deepcopy(net)\n"
            "net(torch.ones(1, 2, device=device)).sum().backward()",
            "net.weight.grad.tolist() == [[1, 1]] and twin.weight.grad is None "
            "and torch.equal(net.weight, twin.weight)",
        ),
        (
            "torch.save(torch.ones(3, device=device), 'x.pt')",
            "torch.load('x.pt').device.type == 'simgpu' "
            "and torch.load('x.pt', map_location='cpu').device.type == 'cpu'",
        ),
        (
            "torch.save(torch.ones(3), 'x.pt')",
            "torch.load('x.pt').device.type == 'cpu' "
            "and torch.load('x.pt', map_location=device).device.type == 'simgpu'",
        ),
    ],
)
def test_what_a_gpu_does_is_done(card: str, claim: str, simulator: Bench, tmp_path: Path) -> None:
    done = run(simulator, tmp_path, "simgpu", card, f"assert {claim}")
    assert done.error is None
    assert done.verdicts == (None,)


def test_code_that_names_no_device_runs_on_that_of_the_run(
    simulator: Bench, tmp_path: Path
) -> None:
    path = tmp_path / "tensors" / "planted.py"
    path.parent.mkdir()
    path.write_text(
        f"# %% setup\n{SETUP}\n# %% card\nx = nn.Linear(2, 1)(torch.ones(1, 2))\n"
        "torch.save(torch.ones(2), 'x.pt')\n"
        "# %% check it holds\nassert x.device.type == 'simgpu'\n"
        "assert torch.load('x.pt').device.type == 'simgpu'\n"
    )
    snippet, _ = parse_snippet(path, tmp_path)
    done = simulator.run(snippet, "simgpu", SEEDS[0])
    assert (done.error, done.verdicts) == (None, (None,))
    on_the_cpu = simulator.run(snippet, "cpu", SEEDS[0])
    assert on_the_cpu.verdicts[0] is not None


def test_output_is_compared_without_the_device(simulator: Bench, tmp_path: Path) -> None:
    path = tmp_path / "tensors" / "planted.py"
    card = "print(torch.ones(3, device=device))\n# %% output\n# tensor([1., 1., 1.])"
    done = run(simulator, tmp_path, "simgpu", card, "assert printed")
    assert "simgpu" in done.printed
    judge_run(parse_snippet(path, tmp_path)[0], "simgpu", done)


def test_the_lane_is_strict_with_gaps_and_leaves_the_ledger_alone(tmp_path: Path) -> None:
    """Pytest is called once, with a good snippet, a known gap, one gap too many, and a bad one."""
    root = tmp_path / "repository" / "verified_snippets"
    ours = REPOSITORY / "verified_snippets"
    shutil.copytree(ours / "kit", root / "kit", ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("__init__.py", "conftest.py", "test_simulated.py", "pytest.ini"):
        shutil.copy(ours / name, root)
    shutil.copytree(DATA / "mini" / "verified_snippets", root, dirs_exist_ok=True)
    path = root / "tensors" / "twice.py"
    text = path.read_text()
    mixed = text.replace("return x + x", "return x + torch.ones(4, device='cpu')")
    path.write_text(mixed)
    path.with_name("other.py").write_text(mixed)
    (root / "simulated_gaps.toml").write_text(
        '"autograd/second_backward" = "it goes one way"\n'
        '"tensors/twice" = "it has no plus"\n'
        '"tensors/gone" = "it has no gone"\n'
    )
    ledger = tmp_path / "proofs.json"
    entry = dict.fromkeys(("snippet", "harness", "torch", "device", "capability", "date"), "")
    before = {"tensors/twice-cpu": entry | {"seconds": 0.1}}
    ledger.write_text(json.dumps(before))
    options = ("-m", "simulated", "--ledger", str(ledger))
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "verified_snippets", "-v", *options],
        cwd=root.parent,
        capture_output=True,
        text=True,
        env={**os.environ, "PYTHONPATH": "", "COLUMNS": "200"},
        check=False,
    )
    assert done.returncode == 1
    assert "test_simulated[tensors/integer_dtype] PASSED" in done.stdout, done.stdout
    assert "test_simulated[tensors/twice] XFAIL (it has no plus)" in done.stdout
    assert "test_simulated[tensors/other] FAILED" in done.stdout
    assert MIXED in done.stdout
    assert "second_backward.py:1: no longer a gap: remove it" in done.stdout
    assert "test_every_gap_is_a_snippets FAILED" in done.stdout
    assert json.loads(ledger.read_text()) == before
