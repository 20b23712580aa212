"""Cells that quote an answer, and cells beside the shown program: how they are read and proven."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests_support import planted
from verified_snippets.kit.bench import Bench
from verified_snippets.kit.parse import parse_snippet
from verified_snippets.kit.prove import NotProvenError, prove
from verified_snippets.kit.snippet import Snippet

GOOD = """\
# %% setup
import torch
# %% card
x = torch.ones(2)
# %% check it holds ones
# > `torch.ones` fills with
# > ones, in any number.
# >
# >? Nothing else is made.
# a comment
assert x.tolist() == [1.0, 1.0]
# %% fact a sum adds them
# > Their sum is their number.
y = torch.ones(3)
y += 1
assert y.sum() == 6
# %% belied a sum counts each once
assert y.sum() == 3
# %% stated history
# > It is old.
# %% wrong it holds zeros
x = torch.zeros(2)
"""


def parse(text: str, folder: Path) -> tuple[Snippet, list[tuple[int, str]]]:
    path = folder / "topic" / "name.py"
    path.parent.mkdir(exist_ok=True)
    path.write_text(text)
    snippet, faults = parse_snippet(path, folder)
    return snippet, [(fault.line, fault.what) for fault in faults]


def test_quotations_are_runs_of_words_with_their_lines(tmp_path: Path) -> None:
    snippet, faults = parse(GOOD, tmp_path)
    assert faults == []
    found = [(q.line, q.text, q.accepted) for cell in snippet.cells for q in cell.quotations]
    assert found == [
        (6, "`torch.ones` fills with ones, in any number.", True),
        (9, "Nothing else is made.", False),
        (13, "Their sum is their number.", True),
        (20, "It is old.", True),
    ]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("fills with", "is filled by"),
        ("# >? Nothing else is made.\n", ""),
        ("# a comment\n", ""),
        ("check it holds ones", "check all are ones"),
        ("stated history\n# > It is old.", "stated advice\n# > Use it.\n# > Or not."),
        ("# %% stated history\n# > It is old.\n", ""),
    ],
)
def test_rewording_leaves_a_proof_as_it_is(tmp_path: Path, old: str, new: str) -> None:
    assert parse(GOOD.replace(old, new), tmp_path)[0].digest == parse(GOOD, tmp_path)[0].digest


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("torch.ones(2)", "torch.ones(3)"),
        ("x = torch.ones(2)", "# made here\nx = torch.ones(2)"),
        ("[1.0, 1.0]", "[1.0, 2.0]"),
        ("y += 1", "y += 2"),
        ("== 3", "== 4"),
        ("check it", "fact it"),
        ("zeros(2)", "zeros(3)"),
        ("import torch", "import torch as torch"),
        ("# %% setup", "# /// snippet\n# timeout = 5\n# ///\n# %% setup"),
        ("assert x", 'text = """\n# one"""\nassert x'),
    ],
)
def test_what_runs_or_is_shown_makes_a_proof_stale(tmp_path: Path, old: str, new: str) -> None:
    assert parse(GOOD.replace(old, new), tmp_path)[0].digest != parse(GOOD, tmp_path)[0].digest


def test_a_line_of_a_string_is_no_comment(tmp_path: Path) -> None:
    one = GOOD.replace("assert x", 'text = """\n# one"""\nassert x')
    other = one.replace("# one", "# two")
    assert parse(one, tmp_path)[0].digest != parse(other, tmp_path)[0].digest


@pytest.mark.parametrize(
    ("old", "new", "line", "what"),
    [
        ("import torch", "# > words\nimport torch", 2, "this quotation would not be read"),
        ("# a comment", "# a comment\n# > more", 11, "this quotation would not be read"),
        ("# > Their sum is their number.\n", "", 12, "the fact cell quotes nothing"),
        ("# > It is old.\n", "", 19, "the stated cell quotes nothing"),
        ("stated history", "stated", 19, "the stated cell has no reason"),
        ("# > It is old.", "# > It is old.\nx = 1", 21, "code in the stated cell would never run"),
        ("belied a sum counts each once", "belied", 17, "the belied cell has no title"),
        ("assert y.sum() == 3", "y.sum()", 17, "the check asserts nothing"),
        (
            "# %% belied a sum counts each once\nassert y.sum() == 3\n",
            "",
            12,
            "nothing belies this fact",
        ),
        ("fact a sum adds them\n# > Their sum is their number.", "check two", 16,
         "there is no fact above this belied cell"),
    ],
)  # fmt: skip
def test_what_is_wrong_with_the_cells_is_told(
    tmp_path: Path, old: str, new: str, line: int, what: str
) -> None:
    assert old in GOOD
    assert (line, what) in parse(GOOD.replace(old, new), tmp_path)[1]


def fails(bench: Bench, text: str, folder: Path) -> str:
    with pytest.raises(NotProvenError) as caught:
        prove(planted(text, folder), "cpu", bench.run)
    return str(caught.value)


def test_facts_hold_and_what_belies_them_fails(tmp_path: Path, bench: Bench) -> None:
    prove(planted(GOOD, tmp_path), "cpu", bench.run)


@pytest.mark.parametrize(
    ("old", "new", "line", "said"),
    [
        ("y.sum() == 6", "y.sum() == 7", 16, "failed: a sum adds them (seed 20240229)"),
        ("y = torch.ones(3)", "y = torch.ones(3) * x.add_(1)[0] / 2", 16,
         "failed when it ran a second time: a sum adds them"),
        ("y.sum() == 3", "y.sum() == 6", 17, "“a sum counts each once” holds beside the fact"),
        ("y.sum() == 3", "y.total() == 3", 18, "“a sum counts each once” broke instead of failing"),
    ],
)  # fmt: skip
def test_a_fact_that_does_not_hold_is_told(
    tmp_path: Path, bench: Bench, old: str, new: str, line: int, said: str
) -> None:
    assert old in GOOD
    told = fails(bench, GOOD.replace(old, new), tmp_path)
    assert f":{line}: {said}" in told


def test_a_fact_sees_no_name_of_a_check_and_no_check_its_own(tmp_path: Path, bench: Bench) -> None:
    borrowed = GOOD.replace("y = torch.ones(3)\ny += 1", "y = hidden").replace(
        "assert x.tolist()", "hidden = torch.ones(6)\nassert x.tolist()"
    )
    assert "name 'hidden' is not defined" in fails(bench, borrowed, tmp_path)


def test_no_fact_runs_beside_a_wrong_variant(tmp_path: Path, bench: Bench) -> None:
    snippet = planted(GOOD, tmp_path)
    assert len(bench.run(snippet, "cpu", 7, None).facts) == 2
    assert bench.run(snippet, "cpu", 7, snippet.wrongs[0]).facts == ()
