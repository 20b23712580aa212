from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from verified_snippets.kit.outcome import Run
from verified_snippets.kit.parse import find_snippets, parse_snippet
from verified_snippets.kit.record import record
from verified_snippets.kit.snippet import Snippet

GOOD = """\
# /// snippet
# devices = ["cpu"]
# timeout = 5
# ///
# %% setup
import torch

# %% card
x = torch.ones(2)
print(x)
# %% output
# tensor([1., 1.])
# %% check it holds ones
assert x.tolist() == [1.0, 1.0]
# %% wrong it holds zeros
x = torch.zeros(2)
"""


def parse(text: str | bytes, folder: Path) -> tuple[Snippet, list[tuple[int, str]]]:
    path = folder / "topic" / "name.py"
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    snippet, faults = parse_snippet(path, folder)
    return snippet, [(fault.line, fault.what) for fault in faults]


def test_a_whole_snippet_has_no_fault(tmp_path: Path) -> None:
    snippet, faults = parse(GOOD, tmp_path)
    assert faults == []
    assert snippet.name == "topic/name"
    assert snippet.card.text == "x = torch.ones(2)\nprint(x)"
    assert snippet.output() == "tensor([1., 1.])"
    assert (snippet.devices, snippet.timeout) == (("cpu",), 5)
    assert [cell.title for cell in snippet.checks] == ["it holds ones"]
    assert snippet.checks[0].line == 13


def test_line_endings_and_nothing_else_are_free(tmp_path: Path) -> None:
    unix, _ = parse(GOOD, tmp_path)
    windows, faults = parse(GOOD.replace("\n", "\r\n"), tmp_path)
    other, _ = parse(GOOD.replace("ones(2)", "ones(3)"), tmp_path)
    assert faults == []
    assert windows.card.text == unix.card.text
    assert windows.digest == unix.digest != other.digest


@pytest.mark.parametrize(
    ("old", "new", "line", "what"),
    [
        ("# %% check it holds ones", "# %% chekc it holds ones", 13, "unknown cell `chekc`"),
        ("# %% check it holds ones", "# %% check", 13, "check cell has no title"),
        ("# %% wrong it holds zeros", "# %% wrong", 15, "wrong cell has no title"),
        ("x = torch.zeros(2)", "x = 0\n# %% also\nx = 1", 17, "also cell has no title"),
        ("x = torch.zeros(2)", "x = 0\n# %% also a\n", 17, "also cell is empty"),
        ("x = torch.zeros(2)", "0\n# %% also a\n1\n# %% also a\n2", 19, "a second cell `also a`"),
        (
            "# %% wrong",
            "# %% also a\nx = torch.ones(2)\nprint(x)\n# %% wrong",
            15,
            "the other answer is the card itself",
        ),
        ("assert x.tolist() == [1.0, 1.0]", "x.tolist() == [1.0, 1.0]", 13, "asserts nothing"),
        ("assert x.tolist() == [1.0, 1.0]", "assert True", 14, "cannot fail"),
        ("assert x.tolist() == [1.0, 1.0]", 'assert (x.sum() == 3, "no")', 14, "cannot fail"),
        ("assert x.tolist() == [1.0, 1.0]", "", 13, "check cell is empty"),
        ("# tensor([1., 1.])", "print(x)", 12, "code in the output cell"),
        ("# tensor([1., 1.])\n", "", 11, "output cell is empty"),
        ("# %% output", "# %% output tpu", 11, "output cell is mistitled"),
        ("# %% output", "# %% raises", 11, "raises cell is mistitled"),
        ("print(x)", "print(x", 10, "not Python"),
        ("x = torch.zeros(2)", "x = torch.ones(2)\nprint(x)", 15, "is the card itself"),
        ("# %% setup", "# %% card", 8, "a second cell `card`"),
        ("# %% setup\n", "", 5, "code before the first cell"),
        ("timeout = 5", "timeout = 'long'", 1, "metadata `timeout`"),
        ("timeout = 5", "colour = 5", 1, "metadata `colour`"),
        ("timeout = 5", "timeout 5", 1, "not TOML"),
        ('["cpu"]', '["tpu"]', 1, "metadata `devices`"),
        ("# ///\n# %% setup", "# %% setup", 1, "metadata block is torn"),
        ("# tensor([1., 1.])", "# tensor([1., 1.])\n# %% output  cpu", 13, "cell is empty"),
        ("# tensor([1., 1.])", "# 1\n# %% raises A\n# 1\n# %% raises B\n# 1", 15, "a second cell"),
        ("# tensor([1., 1.])", "# 1\n# %% raises A\n# ...", 13, "says nothing of the message"),
        ("# %% setup", "# %% setup\nimport click", 6, "a snippet does not import `click`"),
        ("print(x)", "from . import x", 10, "a snippet does not import `.`"),
        (
            "# %% setup",
            "# %% setup\nfrom verified_snippets.kit import prove",
            6,
            "a snippet does not import `verified_snippets.kit.prove`",
        ),
        ("import torch\n", "torch.manual_seed(0)\n", 6, "the setup seeds the dice itself"),
        ("import torch\n", "if 1:\n    np.random.seed(0)\n", 7, "seeds the dice itself"),
        ("import torch\n", "warnings.simplefilter('ignore')\n", 6, "silences every warning"),
        ("import torch\n", "warnings.filterwarnings('ignore', '.*')\n", 6, "silences every"),
        ("import torch\n", "warnings.filterwarnings(action='default')\n", 6, "silences every"),
        ('["cpu"]', '["cuda"]', 1, "metadata `devices`"),
        ('["cpu"]', '["cpu", "cpu"]', 1, "metadata `devices`"),
        ("timeout = 5", f"timeout = {'[' * 5000}", 1, "not TOML"),
        ("x = torch.zeros(2)", "x = 0\n# /// snippet\n# ///", 17, "the metadata comes late"),
        ("# ///\n# %% setup", "# ///\n# /// snippet\n# ///\n# %% setup", 5, "comes late"),
        ("print(x)", "if __name__ == '__main__': print(x)", 8, "asks for `__name__`"),
    ],
)
def test_each_wrong_turn_has_its_line_and_sentence(
    tmp_path: Path, old: str, new: str, line: int, what: str
) -> None:
    assert GOOD.count(old) == 1
    _, faults = parse(GOOD.replace(old, new), tmp_path)
    assert any(at == line and what in said for at, said in faults), faults


@pytest.mark.parametrize(
    "code",
    [
        "def dice(seed):\n    torch.manual_seed(seed)",
        "dice = torch.Generator().manual_seed(0)",
        "import warnings\nwarnings.filterwarnings('ignore', '.*fork', DeprecationWarning)",
        "import warnings\nwarnings.simplefilter('error')",
        "from verified_snippets.kit import device\nimport os.path, numpy.linalg, torch.nn",
    ],
)
def test_a_setup_may_prepare(tmp_path: Path, code: str) -> None:
    assert parse(GOOD.replace("import torch\n", f"import torch\n{code}\n"), tmp_path)[1] == []


def test_a_title_does_not_depend_on_its_spaces(tmp_path: Path) -> None:
    text = GOOD.replace("# tensor([1., 1.])", "# 1\n# %% raises ValueError  cuda\n# far\t")
    snippet, faults = parse(text, tmp_path)
    assert faults == []
    assert (snippet.raises("cuda"), snippet.raises("cpu")) == (("ValueError", "far\t"), None)


@pytest.mark.timeout(20)
@pytest.mark.parametrize(
    ("make", "what"),
    [
        (Path.mkdir, "it is a folder, not a file"),
        (os.mkfifo, "it is not a regular file"),
        (lambda path: path.symlink_to("/dev/zero"), "it is not a regular file"),
        (lambda path: path.symlink_to("gone"), "the link leads to `gone`, which is missing"),
    ],
)
def test_what_is_no_file_is_a_fault(
    tmp_path: Path, make: Callable[[Path], object], what: str
) -> None:
    path = tmp_path / "topic" / "name.py"
    path.parent.mkdir()
    make(path)
    assert find_snippets(tmp_path) == [path]
    _, (fault,) = parse_snippet(path, tmp_path)
    assert str(fault).startswith(f"{path}:1: {what}: ")


def test_a_byte_order_mark_is_skipped_and_leaves_a_proof_as_it_is(tmp_path: Path) -> None:
    plain, _ = parse(GOOD, tmp_path)
    marked, faults = parse(b"\xef\xbb\xbf" + GOOD.encode(), tmp_path)
    assert faults == []
    assert marked.cells == plain.cells
    assert (marked.devices, marked.timeout) == (("cpu",), 5)
    assert marked.digest == plain.digest


def test_the_output_of_a_snippet_with_a_byte_order_mark_is_recorded_behind_it(
    tmp_path: Path,
) -> None:
    text = GOOD.replace("# %% output\n# tensor([1., 1.])\n", "").encode()
    snippet, _ = parse(b"\xef\xbb\xbf" + text, tmp_path)
    assert record(snippet, Run(printed="tensor([1., 1.])\n"))
    assert snippet.path.read_bytes() == b"\xef\xbb\xbf" + GOOD.encode()


@pytest.mark.parametrize("kind", ["card", "check", "wrong"])
def test_a_cell_that_proof_needs_is_missed(tmp_path: Path, kind: str) -> None:
    blocks = GOOD.split("# %% ")
    text = "# %% ".join(block for block in blocks if not block.startswith(kind))
    _, faults = parse(text, tmp_path)
    assert (1, f"the snippet has no {kind} cell") in faults


def test_all_faults_are_named_at_once(tmp_path: Path) -> None:
    _, faults = parse("x = 1\n# %% foo\n# %% check\n# %% output\nprint(1)\n", tmp_path)
    assert len(faults) >= 6
    assert faults == sorted(faults, key=lambda fault: fault[0])


def test_a_file_that_is_not_utf8_is_a_fault(tmp_path: Path) -> None:
    _, faults = parse(b"# %% card\nx = '\xff'\n", tmp_path)
    assert faults == [(1, "the file is not UTF-8")]


def test_the_kit_the_files_at_the_top_and_hidden_names_are_no_snippets(tmp_path: Path) -> None:
    hidden = ("topic/.#a.py", "topic/._a.py", "topic/.ipynb_checkpoints/a.py", ".trash/a.py")
    for name in ("kit/run.py", "conftest.py", "topic/a.py", "topic/deep/b.py", *hidden):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch()
    found = [path.relative_to(tmp_path).as_posix() for path in find_snippets(tmp_path)]
    assert found == ["topic/a.py", "topic/deep/b.py"]


@given(
    st.lists(
        st.sampled_from([*GOOD.split("\n"), "# %%", "# ///", "#", "\x00", "assert"])
        | st.text(max_size=20)
    )
)
def test_any_text_gives_a_snippet_or_faults(
    tmp_path_factory: pytest.TempPathFactory, lines: list[str]
) -> None:
    folder = tmp_path_factory.getbasetemp() / "any_text"
    folder.mkdir(exist_ok=True)
    snippet, faults = parse("\n".join(lines).encode("utf-8", "surrogatepass"), folder)
    assert faults or (snippet.of("card") and snippet.checks and snippet.wrongs)
