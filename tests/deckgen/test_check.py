from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path

import pytest

from deckgen.authoring.sync import sync_library
from deckgen.checks.check import CheckedLibrary, check_library
from deckgen.cli.check import count_states
from deckgen.snippets.library import default_snippets
from deckgen.snippets.state import ProofState
from tests_support import enter_proofs


def check(cards: Path) -> CheckedLibrary:
    return check_library(cards, default_snippets(cards))


def whats(cards: Path) -> list[str]:
    return [problem.what for problem in check(cards).problems]


def change(path: Path, old: str, new: str) -> None:
    text = path.read_text()
    assert old in text
    path.write_text(text.replace(old, new, 1))


def test_a_good_library_has_no_problem_and_its_states_add_up(mini_cards: Path) -> None:
    checked = check(mini_cards)
    assert checked.problems == ()
    assert count_states(checked) == {
        "proven_cpu_cuda": 0,
        "proven_cpu": 6,
        "sourced": 1,
        "unproven": 0,
    }


def test_a_proof_on_cuda_counts_where_the_snippet_is_still_the_same(
    mini: Path, mini_cards: Path
) -> None:
    snippets = mini / "verified_snippets"
    enter_proofs(snippets, "cuda")
    assert count_states(check(mini_cards))["proven_cpu_cuda"] == 6
    change(snippets / "tensors" / "twice.py", "# %% check every", "# a note\n# %% check every")
    enter_proofs(snippets, "cpu")
    checked = check(mini_cards)
    assert checked.problems != ()  # the card cell ends in another line now
    assert count_states(checked)["proven_cpu_cuda"] == 5
    assert checked.snippet_library.count_proofs("cuda") == {"proven": 3, "stale": 1, "never run": 0}


def test_an_edited_snippet_loses_its_proof(mini: Path, mini_cards: Path) -> None:
    path = mini / "verified_snippets" / "tensors" / "twice.py"
    change(path, "assert twice(x)", "assert  twice(x)")
    checked = check(mini_cards)
    assert [p.what for p in checked.problems] == [
        "`tensors/twice` has no proof of its present text on the CPU"
    ]
    assert checked.states[checked.library.cards[-1].id] is ProofState.UNPROVEN
    assert count_states(checked)["unproven"] == 1


def test_another_bench_proves_nothing(mini: Path, mini_cards: Path) -> None:
    path = mini / "verified_snippets" / "proofs" / "cpu.json"
    ledger = json.loads(path.read_text())
    for entry in ledger.values():
        entry["harness"] = "another"
    path.write_text(json.dumps(ledger))
    assert count_states(check(mini_cards))["unproven"] == 6


def test_a_damaged_ledger_is_a_problem_and_proves_nothing(mini: Path, mini_cards: Path) -> None:
    (mini / "verified_snippets" / "proofs" / "cpu.json").write_text("{")
    assert any("damaged ledger" in what for what in whats(mini_cards))
    assert count_states(check(mini_cards))["unproven"] == 6


@pytest.mark.parametrize(
    ("old", "new", "what"),
    [
        ("tensor([6., 6.])", "tensor([3., 3.])", "differs from `autograd/gradients_add`"),
        ("(3 * w)", "(4 * w)", "differs from `autograd/gradients_add`"),
        ("autograd/gradients_add\n", "autograd/nothing\n", "no snippet `autograd/nothing`"),
        ("gradients_add wrong=1", "gradients_add wrong=4", "no such cell to quote"),
        (
            "```text output=autograd/gradients_add\ntensor([6., 6.])\n```",
            "Sixes.",
            "the predict card shows no outcome of its code",
        ),
        ("gradients_add wrong=1", "gradients_add", "the fix card shows nothing to repair"),
        (".write", ".fix", "the fix card shows nothing to repair"),
        (".fix .mid", ".write .mid", "the write card asks with a wrong variant"),
        (
            "```python snippet=tensors/twice\ndef twice(x):\n    return x + x\n```",
            "Add it to itself.",
            "the write card shows no solution",
        ),
        (".predict .junior", ".write .junior", "the write card shows no solution"),
        (
            "```text output=autograd/gradients_add\ntensor([6., 6.])\n```",
            "```text output=tensors/integer_dtype\n{'x': {'dtype': 'torch.int64'}}\n```",
            "the predict card shows no outcome of its code",
        ),
        (
            "---\n\n```text output=autograd/gradients_add\ntensor([6., 6.])\n```",
            "```text output=autograd/gradients_add\ntensor([6., 6.])\n```\n\n---\n\nSixes.",
            "the predict card gives its outcome away",
        ),
        (
            "def twice(x):\n    return x + x\n```",
            "def twice(x):\n    return x + x\n```\n\n"
            "```python snippet=autograd/gradients_add wrong=1\n```",
            "answers with a wrong variant alone",
        ),
    ],
)
def test_a_quotation_says_what_its_snippet_says(
    mini_cards: Path, old: str, new: str, what: str
) -> None:
    change(mini_cards / "autograd.md", old, new)
    found = whats(mini_cards)
    assert any(what in said for said in found), found


@pytest.mark.parametrize(
    ("name", "old", "new", "what"),
    [
        ("twice", "# %% also a product\ndef twice(x):\n    return 2 * x\n", "", "1 of 2 `also`"),
        ("twice", "# %% wrong repeats the elements", "# %% also a slip", "2 of 3 `wrong`"),
    ],
)
def test_an_answer_in_code_has_answers_to_try_its_checks_on(
    mini_cards: Path, name: str, old: str, new: str, what: str
) -> None:
    path = mini_cards.parent / "verified_snippets" / "tensors" / f"{name}.py"
    change(path, old, new)
    enter_proofs(mini_cards.parent / "verified_snippets")
    assert whats(mini_cards) == [f"the write card `twice` has {what} cells"]
    path = mini_cards / "autograd.md"
    path.write_text(f"{path.read_text().rstrip()}\n:retired: see `gradients-add`\n")
    assert whats(mini_cards) == []


def test_a_repair_is_the_repair_of_what_is_shown(mini_cards: Path) -> None:
    path = mini_cards / "autograd.md"
    front, back = path.read_text().split("## Where is the bug?")
    other = back.split("---", 1)[1].split("## Write")[1]
    path.write_text(
        f"{front}## Where is the bug?{back.split('---', 1)[0]}---\n\n{other.split('---')[1]}"
    )
    assert "the fix card shows no repair of its code" in whats(mini_cards)


def test_a_card_without_proof_or_reason_is_a_problem(mini_cards: Path) -> None:
    change(mini_cards / "tensors.md", ":unproven: history cannot be run\n", "")
    assert "nothing proves this card" in whats(mini_cards)
    assert count_states(check(mini_cards))["unproven"] == 1


def test_a_snippet_nobody_quotes_is_a_problem(mini: Path, mini_cards: Path) -> None:
    topic = mini / "verified_snippets" / "tensors"
    (topic / "lonely.py").write_text((topic / "twice.py").read_text())
    assert whats(mini_cards) == ["no card quotes this snippet"]


def test_code_must_fit_a_phone(mini: Path, mini_cards: Path) -> None:
    path = mini / "verified_snippets" / "tensors" / "twice.py"
    change(path, "    return x + x", "    # " + "x" * 70 + "\n" * 20 + "    return x + x")
    found = whats(mini_cards)
    assert any("differs" in what for what in found)
    sync_library(mini_cards, default_snippets(mini_cards))
    found = whats(mini_cards)
    assert "22 lines of code" in found
    assert "76 columns of code" in found


def test_a_faulty_snippet_is_a_problem_with_its_line(mini: Path, mini_cards: Path) -> None:
    path = mini / "verified_snippets" / "tensors" / "twice.py"
    change(path, "# %% check the argument", "# %% chek the argument")
    problems = check(mini_cards).problems
    assert any(p.what == "unknown cell `chek`" and p.place.line == 11 for p in problems), [
        asdict(p) for p in problems
    ]


def test_a_retired_card_needs_no_proof(mini_cards: Path) -> None:
    change(
        mini_cards / "tensors.md", ":unproven: history cannot be run", ":retired: see integer-dtype"
    )
    checked = check(mini_cards)
    assert checked.problems == ()
    assert count_states(checked)["sourced"] == 1


OTHERWISE = "tensor([6., 6.])\n# %% output cuda\n# 6 twice\n"


def test_an_outcome_that_differs_by_device_is_shown_for_each(mini: Path, mini_cards: Path) -> None:
    snippet = mini / "verified_snippets" / "autograd" / "gradients_add.py"
    change(snippet, "tensor([6., 6.])\n", OTHERWISE)
    enter_proofs(mini / "verified_snippets")
    (problem,) = check(mini_cards).problems
    assert str(problem).endswith(
        ":40: `autograd/gradients_add` has another outcome on cuda: quote it too, with "
        "`text output=autograd/gradients_add device=cuda`"
    )
    file = mini_cards / "autograd.md"
    quote = "```text output=autograd/gradients_add device=cuda\n5 twice\n```"
    change(file, "tensor([6., 6.])\n```", f"tensor([6., 6.])\n```\n\n{quote}")
    assert whats(mini_cards) == ["the quotation differs from `autograd/gradients_add`"]
    sync_library(mini_cards, default_snippets(mini_cards))
    assert check(mini_cards).problems == ()
    assert "\n6 twice\n" in file.read_text()


def test_the_outcome_of_no_known_device_quotes_nothing(mini_cards: Path) -> None:
    old = "output=autograd/gradients_add"
    change(mini_cards / "autograd.md", old, f"{old} device=tpu")
    assert any("quotes nothing known" in what for what in whats(mini_cards))
