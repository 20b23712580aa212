"""The bench as a person calls it: `pytest verified_snippets` in a process of its own."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import torch

from tests_support import DATA, REPOSITORY
from verified_snippets.kit.ledger import Proof, read_ledger, write_ledger

HAS_CUDA = torch.cuda.is_available()


@pytest.fixture
def bench(tmp_path: Path) -> Path:
    """The bench with the small library's snippets in it."""
    root = tmp_path / "repository" / "verified_snippets"
    ours = REPOSITORY / "verified_snippets"
    shutil.copytree(ours / "kit", root / "kit", ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("__init__.py", "conftest.py", "test_snippets.py", "pytest.ini"):
        shutil.copy(ours / name, root)
    shutil.copytree(DATA / "mini" / "verified_snippets", root, dirs_exist_ok=True)
    tests = root / "test_snippets.py"
    tests.write_text(tests.read_text().replace("FLOOR = 150", "FLOOR = 4"))
    return root


def call(bench: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "pytest", "verified_snippets", "-p", "no:cacheprovider", *arguments],
        cwd=bench.parent,
        capture_output=True,
        text=True,
        env={**os.environ, "PYTHONPATH": "", "COLUMNS": "200"},
    )


def test_each_snippet_is_a_case_a_device(bench: Path) -> None:
    done = call(bench, "-v")
    assert done.returncode == 0, done.stdout
    assert "test_snippet[autograd/gradients_add-cpu] PASSED" in done.stdout
    assert "test_snippet[autograd/gradients_add-cuda]" in done.stdout


@pytest.mark.skipif(HAS_CUDA, reason="this machine has the device whose lack is tested")
def test_a_missing_device_is_a_visible_skip_and_a_failure_where_required(bench: Path) -> None:
    done = call(bench, "-m", "cuda")
    assert "no CUDA device here (torch" in done.stdout
    assert "4 skipped" in done.stdout
    assert call(bench, "-m", "cuda", "--require-device", "cuda").returncode == 1


def test_the_ledger_takes_passes_only(bench: Path) -> None:
    ledger = bench / "proofs" / "proofs.json"
    assert call(bench, "--ledger", str(ledger)).returncode == 0
    first = json.loads(ledger.read_text())
    assert {key for key in first if key.endswith("-cpu")} == {
        "autograd/gradients_add-cpu",
        "autograd/second_backward-cpu",
        "tensors/integer_dtype-cpu",
        "tensors/twice-cpu",
    }
    if not HAS_CUDA:
        assert len(first) == 4
    broken = bench / "tensors" / "twice.py"
    broken.write_text(broken.read_text().replace("return x + x", "return x + 1"))
    done = call(bench, "--ledger", str(ledger))
    assert done.returncode == 1
    second = json.loads(ledger.read_text())
    assert first.keys() - second.keys() == {"tensors/twice-cpu"} | (
        {"tensors/twice-cuda"} if HAS_CUDA else set()
    )
    assert second["tensors/integer_dtype-cpu"] == first["tensors/integer_dtype-cpu"]
    broken.unlink()
    (bench / "autograd" / "second_backward.py").unlink()
    call(bench, "-k", "nothing_of_that_name", "--ledger", str(ledger))
    third = json.loads(ledger.read_text())
    assert {key.rpartition("-")[0] for key in third} == {
        "autograd/gradients_add",
        "tensors/integer_dtype",
    }


def test_the_ledger_of_other_snippets_loses_nothing(bench: Path, tmp_path: Path) -> None:
    ledger = tmp_path / "elsewhere" / "cpu.json"
    ledger.parent.mkdir()
    theirs = Proof("abc", "def", "2.13.0", "cpu", "", "2026-11-22", 0.5)
    write_ledger(ledger, {"topic/theirs-cpu": theirs})
    assert call(bench, "-k", "twice-cpu", "--ledger", str(ledger)).returncode == 0
    proofs = read_ledger(ledger)
    assert proofs.keys() == {"topic/theirs-cpu", "tensors/twice-cpu"}
    assert proofs["topic/theirs-cpu"] == theirs


def test_a_failing_line_is_the_snippets_own(bench: Path) -> None:
    broken = bench / "autograd" / "gradients_add.py"
    broken.write_text(broken.read_text().replace("[6.0, 6.0]", "[7.0, 6.0]"))
    done = call(bench, "-k", "gradients_add-cpu")
    assert done.returncode == 1
    assert "verified_snippets/autograd/gradients_add.py:14: failed:" in done.stdout
    assert "w.grad.tolist() = [6.0, 6.0]" in done.stdout
    assert "a second backward() adds to .grad" in done.stdout
    assert "kit/prove.py" not in done.stdout


def test_an_empty_search_does_not_pass(bench: Path) -> None:
    for topic in ("autograd", "tensors"):
        shutil.rmtree(bench / topic)
    assert call(bench).returncode == 1


def test_a_faulty_file_fails_with_its_sentence(bench: Path) -> None:
    (bench / "tensors" / "empty.py").write_text("# %% card\nx = 1\n")
    done = call(bench, "-k", "tensors/empty-cpu")
    assert done.returncode == 1
    assert "empty.py:1: the snippet has no check cell: add `# %% check`" in done.stdout


def test_output_is_recorded_and_then_proven(bench: Path) -> None:
    path = bench / "tensors" / "integer_dtype.py"
    text = path.read_text()
    output = "# %% output\n# {'x': {'dtype': 'torch.int64'}}\n"
    path.write_text(text.replace(output, ""))
    assert call(bench, "-k", "integer_dtype-cpu").returncode == 1
    assert call(bench, "-k", "integer_dtype-cpu", "--record").returncode == 0
    assert path.read_text() == text
    path.write_text(text.replace("torch.int64'}}", "torch.int32'}}"))
    assert call(bench, "-k", "integer_dtype-cpu", "--record").returncode == 0
    assert path.read_text() == text


def test_a_raised_error_is_recorded(bench: Path) -> None:
    path = bench / "autograd" / "second_backward.py"
    text = path.read_text()
    cell = "# %% raises RuntimeError\n# backward through the graph a second time\n"
    path.write_text(text.replace(cell, ""))
    assert call(bench, "-k", "second_backward-cpu", "--record").returncode == 0
    assert "# %% raises RuntimeError\n# Trying to backward through" in path.read_text()


def test_snippets_may_be_proven_in_any_order(bench: Path) -> None:
    names = ["tensors/twice", "autograd/second_backward", "tensors/integer_dtype"]
    ids = [f"verified_snippets/test_snippets.py::test_snippet[{name}-cpu]" for name in names]
    command = [sys.executable, "-m", "pytest", "-q"]
    for order in (ids, ids[::-1]):
        done = subprocess.run(
            command + order, cwd=bench.parent, capture_output=True, text=True, check=False
        )
        assert "3 passed" in done.stdout
