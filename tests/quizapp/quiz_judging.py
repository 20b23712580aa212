"""Cards with their snippets, and a bench that answers what a test wants to hear."""

from __future__ import annotations

import ast
from dataclasses import dataclass, field
from pathlib import Path
from threading import Event
from typing import TYPE_CHECKING

from deckgen.snippets.library import SnippetLibrary, default_snippets, load_snippets
from deckgen.syntax.library import load_library
from quizapp.features.judge.judge import Judge
from quizapp.features.judge.worker import StoppedError, WarmWorker
from verified_snippets.kit.outcome import Failure, Run

if TYPE_CHECKING:
    from deckgen.model import Card
    from verified_snippets.kit.bench import Bench
    from verified_snippets.kit.snippet import Cell, Snippet

TORCH = "2.13.0+cpu"
MACHINE = Run(printed=f'{{"torch": "{TORCH}", "gpus": []}}')
FAILED = Failure("AssertionError", "assert 1 == 2\n  x = 1", assertion=True)


def cards_in(folder: Path) -> tuple[dict[str, Card], SnippetLibrary]:
    """The cards of a folder by id, and the snippets beside them."""
    library, problems = load_library(folder)
    snippet_library, faults = load_snippets(default_snippets(folder))
    assert not problems
    assert not faults
    return {card.id: card for card in library.cards}, snippet_library


@dataclass
class SaidBench(WarmWorker):
    """A bench that runs nothing: a code is said to pass where it holds a word."""

    word: str = "right"
    ran: list[str] = field(default_factory=list)
    held: Event | None = None
    """What a run waits for."""
    deaf: bool = False
    """Whether a run comes to its end although it was stopped."""
    broken: Exception | None = None
    warmed: int = 0
    stopped: int = 0
    closed: bool = False

    def warm(self) -> None:
        self.warmed += 1

    def run(self, snippet: Snippet, device: str, seed: int, shown: Cell | None = None) -> Run:
        if self.broken:
            raise self.broken
        if self.held:
            assert self.held.wait(30)
            if self.stopped and not self.deaf:
                raise StoppedError
        if snippet.name == "machine":
            return MACHINE
        code = shown.text if shown else self.word
        self.ran.append(code)
        try:
            ast.parse(code)
        except SyntaxError as error:
            line = snippet.card.line + (error.lineno or 1)
            return Run(error=Failure("SyntaxError", error.msg, line, slip=True))
        also = shown is not None and shown.kind == "also"
        verdict = None if also or self.word in code else FAILED
        printed = snippet.output(device) or ""
        return Run(printed and f"{printed}\n", verdicts=tuple(verdict for _ in snippet.checks))

    def stop(self) -> None:
        self.stopped += 1
        if self.held:
            self.held.set()

    def close(self) -> None:
        self.closed = True


class SharedBench(SaidBench):
    """A bench of several tests in place of the quiz's own, which starts anew after harm."""

    def __init__(self, bench: Bench) -> None:
        super().__init__()
        self.run = bench.run  # type: ignore[method-assign]


def judge_of(
    snippet_library: SnippetLibrary, *, torch: str | None = TORCH
) -> tuple[Judge, SaidBench]:
    """A judge whose bench only says what it ran."""
    bench = SaidBench()
    return Judge(snippet_library, bench, torch=torch), bench
