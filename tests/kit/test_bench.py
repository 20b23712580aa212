"""The bench as a person calls it: `pytest verified_snippets` in a process of its own.

Starting pytest and torch is what takes time, so there are two runs, and each test looks at one.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from tests_support import DATA, REPOSITORY
from verified_snippets.kit.ledger import Proof, read_ledger, write_ledger
from verified_snippets.kit.snippet import Snippet
from verified_snippets.test_snippets import need

OLD = Proof("abc", "def", "2.13.0", "cpu", "", "2026-11-22", 0.5)


@dataclass(frozen=True)
class Called:
    """What a call of the bench came to."""

    root: Path
    """The folder of the snippets."""
    ledger: Path
    code: int
    said: str


def set_up(folder: Path) -> Path:
    """The bench with the small library's snippets in it."""
    root = folder / "repository" / "verified_snippets"
    ours = REPOSITORY / "verified_snippets"
    shutil.copytree(ours / "kit", root / "kit", ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("__init__.py", "conftest.py", "test_snippets.py", "pytest.ini"):
        shutil.copy(ours / name, root)
    shutil.copytree(DATA / "mini" / "verified_snippets", root, dirs_exist_ok=True)
    tests = root / "test_snippets.py"
    tests.write_text(tests.read_text().replace("FLOOR = 150", "FLOOR = 4"))
    return root


def call(root: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "pytest", "-p", "no:cacheprovider", *arguments],
        cwd=root.parent,
        capture_output=True,
        text=True,
        env={**os.environ, "PYTHONPATH": "", "COLUMNS": "200"},
    )


@pytest.fixture(scope="module")
def proven(tmp_path_factory: pytest.TempPathFactory) -> Called:
    """A run over three good snippets, one that fails and one that is no snippet."""
    root = set_up(tmp_path_factory.mktemp("proven"))
    failing = root / "autograd" / "gradients_add.py"
    failing.write_text(failing.read_text().replace("[6.0, 6.0]", "[7.0, 6.0]"))
    (root / "tensors" / "empty.py").write_text("# %% card\nx = 1\n")
    ledger = root / "proofs" / "proofs.json"
    ledger.parent.mkdir(exist_ok=True)
    known = ("autograd/gradients_add-cpu", "tensors/gone-cpu", "tensors/twice-cuda")
    write_ledger(ledger, dict.fromkeys(known, OLD))
    done = call(root, "verified_snippets", "-v", "--ledger", str(ledger))
    return Called(root, ledger, done.returncode, done.stdout)


@pytest.fixture(scope="module")
def recorded(tmp_path_factory: pytest.TempPathFactory) -> Called:
    """A run that records what is missing or wrong, of snippets named in an order of its own."""
    folder = tmp_path_factory.mktemp("recorded")
    root = set_up(folder)
    printing = root / "tensors" / "integer_dtype.py"
    text = printing.read_text()
    printing.write_text(text.replace("# %% output\n# {'x': {'dtype': 'torch.int64'}}\n", ""))
    (root / "tensors" / "other.py").write_text(text.replace("torch.int64'}}", "torch.int32'}}"))
    raising = root / "autograd" / "second_backward.py"
    cell = "# %% raises RuntimeError\n# backward through the graph a second time\n"
    raising.write_text(raising.read_text().replace(cell, ""))
    ledger = folder / "elsewhere" / "cpu.json"
    ledger.parent.mkdir()
    write_ledger(ledger, {"topic/theirs-cpu": OLD})
    names = ("tensors/twice", "tensors/other", "autograd/second_backward", "tensors/integer_dtype")
    ids = [f"verified_snippets/test_snippets.py::test_snippet[{name}-cpu]" for name in names]
    done = call(root, *ids, "-v", "--record", "--ledger", str(ledger))
    return Called(root, ledger, done.returncode, done.stdout)


def test_each_snippet_is_a_case_a_device(proven: Called) -> None:
    assert proven.code == 1, proven.said
    for name in ("autograd/second_backward", "tensors/integer_dtype", "tensors/twice"):
        assert f"test_snippet[{name}-cpu] PASSED" in proven.said
        assert f"test_snippet[{name}-cuda] " in proven.said


def test_the_ledger_takes_passes_only(proven: Called) -> None:
    proofs = {key: proof for key, proof in read_ledger(proven.ledger).items() if "-cpu" in key}
    assert proofs.keys() == {
        "autograd/second_backward-cpu",
        "tensors/integer_dtype-cpu",
        "tensors/twice-cpu",
    }
    assert OLD not in proofs.values()


def test_a_failing_line_is_the_snippets_own(proven: Called) -> None:
    assert "test_snippet[autograd/gradients_add-cpu] FAILED" in proven.said
    assert "verified_snippets/autograd/gradients_add.py:14: failed:" in proven.said
    assert "w.grad.tolist() = [6.0, 6.0]" in proven.said
    assert "a second backward() adds to .grad" in proven.said
    assert "kit/prove.py" not in proven.said


def test_a_faulty_file_fails_with_its_sentence(proven: Called) -> None:
    assert "test_snippet[tensors/empty-cpu] FAILED" in proven.said
    assert "empty.py:1: the snippet has no check cell: add `# %% check`" in proven.said


def test_a_missing_device_is_a_visible_skip_that_leaves_the_ledger_alone(proven: Called) -> None:
    import torch  # two seconds, so not while collecting

    if torch.cuda.is_available():
        pytest.skip("this machine has the device whose lack is tested")
    assert "no CUDA device here (torch" in proven.said
    assert "4 skipped" in proven.said
    assert read_ledger(proven.ledger)["tensors/twice-cuda"] == OLD


def test_the_ledger_of_other_snippets_loses_nothing(recorded: Called) -> None:
    proofs = read_ledger(recorded.ledger)
    assert proofs.keys() == {
        "topic/theirs-cpu",
        *("autograd/second_backward-cpu", "tensors/integer_dtype-cpu"),
        *("tensors/other-cpu", "tensors/twice-cpu"),
    }
    assert proofs["topic/theirs-cpu"] == OLD


def test_output_is_recorded_and_then_proven(recorded: Called) -> None:
    text = (DATA / "mini" / "verified_snippets" / "tensors" / "integer_dtype.py").read_text()
    assert (recorded.root / "tensors" / "integer_dtype.py").read_text() == text
    assert (recorded.root / "tensors" / "other.py").read_text() == text


def test_a_raised_error_is_recorded(recorded: Called) -> None:
    text = (recorded.root / "autograd" / "second_backward.py").read_text()
    assert "# %% raises RuntimeError\n# Trying to backward through" in text


def test_snippets_may_be_proven_in_any_order(recorded: Called) -> None:
    assert recorded.code == 0, recorded.said
    assert "4 passed" in recorded.said
    first, last = (recorded.said.index(name) for name in ("tensors/twice", "tensors/integer_dtype"))
    assert first < last


def test_an_empty_search_does_not_pass(tmp_path: Path) -> None:
    root = set_up(tmp_path)
    for topic in ("autograd", "tensors"):
        shutil.rmtree(root / topic)
    assert call(root, "verified_snippets").returncode == 1


SNIPPET = Snippet("a/b", Path("a/b.py"), ())
SKIPPED, FAILED = pytest.skip.Exception, pytest.fail.Exception


@pytest.mark.parametrize(
    ("gpus", "required", "end", "said"),
    [
        (0, [], SKIPPED, "no CUDA device here (torch "),
        (0, ["cpu"], SKIPPED, "no CUDA device here (torch "),
        (0, ["cuda"], FAILED, "no CUDA device here (torch "),
        (1, [], SKIPPED, "it needs 2 GPUs, here are 1"),
        (1, ["cuda"], SKIPPED, "it needs 2 GPUs, here are 1"),
        (2, ["cuda"], None, ""),
    ],
)
def test_a_device_that_is_missing_fails_only_where_it_is_required(
    monkeypatch: pytest.MonkeyPatch,
    gpus: int,
    required: list[str],
    end: type[BaseException] | None,
    said: str,
) -> None:
    import torch

    monkeypatch.setattr(torch.cuda, "is_available", lambda: gpus > 0)
    monkeypatch.setattr(torch.cuda, "device_count", lambda: gpus)
    two = replace(SNIPPET, gpus=2)
    need(two, "cpu", required)
    if end is None:
        need(two, "cuda", required)
        return
    with pytest.raises(end) as caught:
        need(two, "cuda", required)
    assert said in str(caught.value)
