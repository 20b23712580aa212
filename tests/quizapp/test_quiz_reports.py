from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner
from quiz_cases import NOW
from quiz_judging import TORCH, cards_in, judge_of

from deckgen.model import Card
from deckgen.snippets.library import SnippetLibrary
from quizapp.cli import main
from quizapp.features.cards.report import CardReport, find_reports, report_text, write_report
from quizapp.features.judge.machine import Machine
from quizapp.features.judge.proof import ProofRun

MACHINE = Machine(TORCH, (), "3.11.7", "Linux")


def report_on(card: Card, snippet_library: SnippetLibrary, words: str = "6 is wrong") -> CardReport:
    proof = judge_of(snippet_library)[0].prove(card)
    return CardReport(card, "0.1.0", words, NOW, proof, MACHINE)


def test_a_report_holds_all_that_helps_to_settle_it(mini_cards: Path) -> None:
    cards, snippet_library = cards_in(mini_cards)
    card = cards["gradients-add-output"]
    text = report_text(report_on(card, snippet_library), snippet_library)
    snippet = snippet_library.snippets["autograd/gradients_add"]
    for said in (
        "# gradients-add-output · What does this print?",
        "6 is wrong",
        "- Reported: 2026-11-22 20:15 UTC",
        "- Deck: 0.1.0",
        f"- Place: {card.place}",
        "- Proof: Proven: ran on torch 2.13.0 CPU",
        "- Python: 3.11.7",
        f"- torch: {TORCH}",
        "- System: Linux",
        "- CUDA devices: none",
        "- Bench: ",
        f"- Snippet `autograd/gradients_add`: {snippet.digest}",
        "Proven here and now",
        f"- holds: {snippet.checks[0].title}",
        "    tensor([6., 6.])",
        "Not run: there is no CUDA device here.",
    ):
        assert said in text


def test_a_report_says_why_the_proof_was_not_run(mini_cards: Path) -> None:
    cards, snippet_library = cards_in(mini_cards)
    report = replace(
        report_on(cards["twice"], snippet_library, "  "), proof=ProofRun(why_not="No torch.")
    )
    text = report_text(replace(report, machine=Machine("")), snippet_library)
    assert "No torch." in text
    assert "- torch: not installed" in text
    assert "(no words)" in text


def test_a_report_on_a_lost_program_says_so(mini_cards: Path) -> None:
    cards, snippet_library = cards_in(mini_cards)
    empty = replace(snippet_library, snippets={})
    assert "- Snippet `tensors/twice`: missing" in report_text(
        report_on(cards["twice"], empty), empty
    )


def test_no_report_overwrites_another(mini_cards: Path, tmp_path: Path) -> None:
    cards, snippet_library = cards_in(mini_cards)
    report = report_on(cards["twice"], snippet_library, "first")
    paths = [write_report(tmp_path / "new", report, snippet_library)]
    paths += [
        write_report(tmp_path / "new", replace(report, words="again"), snippet_library)
        for _ in "ab"
    ]
    assert [path.name for path in paths] == [
        f"2026-11-22-twice{again}.md" for again in ("", "-2", "-3")
    ]
    assert "first" in paths[0].read_text()
    assert "again" in paths[2].read_text()
    found = find_reports(tmp_path / "new")
    assert sorted(path for path, _ in found) == sorted(paths)
    assert found[0][1].startswith("twice · ")


def test_a_folder_that_cannot_be_made_is_an_error(mini_cards: Path, tmp_path: Path) -> None:
    cards, snippet_library = cards_in(mini_cards)
    (tmp_path / "reports").write_text("a file where a folder should be")
    with pytest.raises(OSError, match="exists"):
        write_report(tmp_path, report_on(cards["twice"], snippet_library), snippet_library)


def test_a_report_cut_short_is_taken_away(
    mini_cards: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    cards, snippet_library = cards_in(mini_cards)
    if not Path("/dev/full").exists():
        pytest.skip("needs /dev/full")
    real = Path.open

    def open_full(path: Path, mode: str = "r", **rest: str) -> object:
        if mode == "x":
            real(path, "w").close()
            return real(Path("/dev/full"), "w", **rest)  # type: ignore[call-overload]
        return real(path, mode, **rest)  # type: ignore[call-overload]

    monkeypatch.setattr(Path, "open", open_full)
    with pytest.raises(OSError, match="No space left"):
        write_report(tmp_path, report_on(cards["twice"], snippet_library), snippet_library)
    assert list((tmp_path / "reports").iterdir()) == []


def test_reports_are_listed(mini_cards: Path, tmp_path: Path) -> None:
    cards, snippet_library = cards_in(mini_cards)
    path = write_report(tmp_path, report_on(cards["twice"], snippet_library), snippet_library)
    result = CliRunner().invoke(main, ["--data", str(tmp_path), "reports"])
    assert result.exit_code == 0
    assert result.output == f"{path}: twice · {cards['twice'].question}\n"


def test_a_report_with_a_damaged_byte_is_listed(tmp_path: Path) -> None:
    (tmp_path / "reports").mkdir()
    (tmp_path / "reports" / "a.md").write_bytes(b"# \x80 wrong\n")
    result = CliRunner().invoke(main, ["--data", str(tmp_path), "reports"])
    assert (result.exit_code, result.exception) == (0, None)
    assert result.output.endswith("wrong\n")


def test_no_reports_are_said_to_be_none(tmp_path: Path) -> None:
    result = CliRunner().invoke(main, ["--data", str(tmp_path), "reports"])
    assert (result.exit_code, result.output) == (0, "You have reported no card.\n")


def test_a_report_that_cannot_be_read_is_said(tmp_path: Path) -> None:
    (tmp_path / "reports" / "2026-11-22-a.md").mkdir(parents=True)
    result = CliRunner().invoke(main, ["--data", str(tmp_path), "reports"])
    assert result.exit_code == 1
    assert "mend this" in result.output
