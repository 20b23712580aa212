from __future__ import annotations

import errno
from pathlib import Path
from threading import Event
from typing import TYPE_CHECKING

import pytest
from quiz_cases import NOW
from quiz_judging import MACHINE, SaidBench, cards_in, judge_of
from quiz_pilot import seen
from textual.app import App
from textual.events import Paste

from deckgen.model import Card
from deckgen.snippets.library import SnippetLibrary
from quizapp.features.cards.report import write_doubt
from quizapp.features.judge.judge import Judge
from quizapp.features.judge.proof import ProofRun
from quizapp.plain.verdicts import proof_lines as plain_lines
from quizapp.tui.app import WIDTHS
from quizapp.tui.review.proof import ProofScreen
from quizapp.tui.review.report import ReportScreen
from verified_snippets.kit.outcome import Failure, Run
from verified_snippets.kit.snippet import Snippet

if TYPE_CHECKING:
    from textual.pilot import Pilot
    from textual.screen import ModalScreen


class Lectern(App[None]):
    """A screen over nothing."""

    HORIZONTAL_BREAKPOINTS = WIDTHS

    def __init__(self, shown: ModalScreen[None]) -> None:
        super().__init__()
        self.shown = shown

    def on_mount(self) -> None:
        self.push_screen(self.shown)


Given = tuple[dict[str, Card], SnippetLibrary, Judge, SaidBench]


@pytest.fixture
def given(mini_cards: Path) -> Given:
    return *cards_in(mini_cards), *judge_of(cards_in(mini_cards)[1])


def words_on(pilot: Pilot[None]) -> str:
    """What is seen, as if it stood on one line."""
    return " ".join(seen(pilot).replace("│", " ").split())


async def settled(pilot: Pilot[None]) -> None:
    await pilot.pause()
    await pilot.app.workers.wait_for_complete()
    await pilot.pause()


@pytest.mark.parametrize(("theme", "width"), [("textual-dark", 80), ("textual-light", 40)])
async def test_the_proof_shows_machine_output_and_claims(
    given: Given, theme: str, width: int
) -> None:
    cards, snippet_library, judge, _ = given
    app = Lectern(ProofScreen(cards["gradients-add-output"], judge))
    app.theme = theme
    async with app.run_test(size=(width, 40)) as pilot:
        await settled(pilot)
        shown = words_on(pilot)
        claim = snippet_library.snippets["autograd/gradients_add"].checks[0].title
        for said in (
            "✓ Proven here and now: it does what the card says.",
            "torch 2.13.0+cpu",
            "✓ autograd/gradients_add on CPU: as the card says, 0.00 s",
            f"✓ holds: {claim}",
            "tensor([6., 6.])",
            "– autograd/gradients_add on CUDA: not run, there is no CUDA device here",
        ):
            assert said in shown
        assert max(map(len, seen(pilot).split("\n"))) <= width
        await pilot.press("escape")
        await pilot.pause()
        assert app.screen is not app.shown


async def test_the_proof_shows_what_each_sentence_rests_on(mini: Path) -> None:
    program = mini / "verified_snippets" / "autograd" / "gradients_add.py"
    check = "# %% check a second backward() adds to .grad\n"
    quoted = f"{check}# > `backward()` adds into `.grad`.\n"
    program.write_text(program.read_text().replace(check, quoted))
    cards, snippet_library = cards_in(mini / "cards")
    judge, _ = judge_of(snippet_library)
    proof = judge.prove(cards["gradients-add"])
    assert [*plain_lines(proof)][-1] == (
        "`backward()` adds into `.grad`. Rests on check: a second backward() adds to .grad."
    )
    app = Lectern(ProofScreen(cards["gradients-add"], judge))
    async with app.run_test(size=(80, 60)) as pilot:
        await settled(pilot)
        assert "`backward()` adds into `.grad`." in words_on(pilot)
        assert "check: a second backward() adds to .grad" in words_on(pilot)


async def test_a_proof_that_fails_is_told_by_the_claim_that_fails(
    given: Given, monkeypatch: pytest.MonkeyPatch
) -> None:
    cards, _, judge, bench = given

    def run(snippet: Snippet, *asked: object) -> Run:
        if snippet.name == "machine":
            return MACHINE
        return Run(verdicts=tuple(Failure("AssertionError", "2 == 3") for _ in snippet.checks))

    monkeypatch.setattr(bench, "run", run)
    app = Lectern(ProofScreen(cards["twice"], judge))
    async with app.run_test(size=(80, 40)) as pilot:
        await settled(pilot)
        assert "✗ This machine does not do what the card says." in words_on(pilot)
        assert "✗ fails: every element is doubled" in words_on(pilot)
        assert "2 == 3" in words_on(pilot)


async def test_a_long_proof_can_be_scrolled(given: Given) -> None:
    cards, _, judge, _ = given
    app = Lectern(ProofScreen(cards["twice"], judge))
    async with app.run_test(size=(40, 12)) as pilot:
        await settled(pilot)
        assert "not run" not in words_on(pilot)
        await pilot.press("end")
        await settled(pilot)
        assert "not run" in words_on(pilot)


async def test_without_torch_the_proof_says_how_to_get_it(mini_cards: Path) -> None:
    cards, snippet_library = cards_in(mini_cards)
    judge, _ = judge_of(snippet_library, torch=None)
    app = Lectern(ProofScreen(cards["twice"], judge))
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        assert "pip install -e '.[verify]'" in words_on(pilot)


async def test_escape_stops_a_proof_that_runs(
    given: Given,
) -> None:
    cards, _, judge, bench = given
    bench.held = Event()
    app = Lectern(ProofScreen(cards["twice"], judge))
    async with app.run_test() as pilot:
        await pilot.pause()
        assert "Running the proof… Esc stops it." in words_on(pilot)
        await pilot.press("escape")
        await settled(pilot)
        assert app.screen is not app.shown
    assert bench.stopped == 1


def report_screen(given: Given, data: Path, card: str = "twice") -> ReportScreen:
    cards, snippet_library, judge, _ = given

    def write(card: Card, words: str, proof: ProofRun) -> Path:
        return write_doubt(data, snippet_library, card, words, proof, NOW)

    return ReportScreen(cards[card], judge, write)


async def test_a_report_is_written_with_the_words_and_the_proof(
    given: Given, tmp_path: Path
) -> None:
    app = Lectern(report_screen(given, tmp_path))
    async with app.run_test(size=(120, 30)) as pilot:
        app.post_message(Paste("It triples."))
        await pilot.pause()
        await pilot.press("ctrl+s")
        await settled(pilot)
        assert "The report is in" in words_on(pilot)
        await pilot.press("ctrl+s")
        await settled(pilot)
        await pilot.press("escape")
        await pilot.pause()
        assert app.screen is not app.shown
    (path,) = (tmp_path / "reports").iterdir()
    text = path.read_text()
    assert "It triples." in text
    assert "### `tensors/twice` on CPU" in text
    assert "- torch: 2.13.0+cpu" in text


async def test_a_report_needs_no_words_and_a_narrow_screen_is_enough(
    given: Given, tmp_path: Path
) -> None:
    app = Lectern(report_screen(given, tmp_path, "governance"))
    async with app.run_test(size=(40, 24)) as pilot:
        assert "What is wrong with this card?" in words_on(pilot)
        await pilot.press("f5")
        await settled(pilot)
        assert "No program proves this card: history cannot be run." in words_on(pilot)
    assert "(no words)" in next((tmp_path / "reports").iterdir()).read_text()


async def test_a_report_is_written_even_where_its_proof_is_stopped(
    given: Given, tmp_path: Path
) -> None:
    given[3].held = Event()
    app = Lectern(report_screen(given, tmp_path))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("ctrl+s")
        await pilot.pause()
        assert "Esc writes the report without it." in words_on(pilot)
        await pilot.press("escape")
        await settled(pilot)
        assert app.screen is app.shown
    assert "stopped it" in next((tmp_path / "reports").iterdir()).read_text()


async def test_a_report_that_cannot_be_written_is_said_and_can_be_tried_again(
    given: Given, tmp_path: Path
) -> None:
    full = [True]
    cards, snippet_library, judge, _ = given

    def write(card: Card, words: str, proof: ProofRun) -> Path:
        if full[0]:
            raise OSError(errno.ENOSPC, "No space left on device")
        return write_doubt(tmp_path, snippet_library, card, words, proof, NOW)

    app = Lectern(ReportScreen(cards["twice"], judge, write))
    async with app.run_test(size=(120, 30)) as pilot:
        app.post_message(Paste("It triples."))
        await pilot.press("ctrl+s")
        await settled(pilot)
        assert "Not written: No space left on device." in words_on(pilot)
        full[0] = False
        await pilot.press("ctrl+s")
        await settled(pilot)
        assert "The report is in" in words_on(pilot)
    assert "It triples." in next((tmp_path / "reports").iterdir()).read_text()
