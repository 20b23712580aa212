"""How far a long reading is: on a terminal, and nowhere else."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from quiz_pilot import CARDS

from quizapp.cli import main
from quizapp.cli.progress import LONG, Progress
from quizapp.scheduler.columns import ReviewColumns
from quizapp.store import ReviewStore


def read(progress: Progress, whole: int) -> None:
    with progress:
        for part in (1, 2, 4):
            progress.show(whole * part // 4, whole)


def at_terminal(monkeypatch: pytest.MonkeyPatch, answer: bool = True) -> None:
    monkeypatch.setattr(sys.stderr, "isatty", lambda: answer)


def test_it_counts_per_cent_and_is_gone_at_the_end(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    at_terminal(monkeypatch)
    read(Progress("Reading the reviews", in_lines=False), LONG)
    shown = capsys.readouterr().err.split("\r")[1:]
    assert shown[:3] == [f"Reading the reviews… {n}" for n in ("25%", "50%", "100%")]
    assert shown[3:] == [" " * len(shown[2]), ""]


def test_in_lines_it_is_one_sentence(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    at_terminal(monkeypatch)
    read(Progress("Reading the reviews", in_lines=True), LONG)
    assert capsys.readouterr().err == "Reading the reviews takes some seconds, this once.\n"


@pytest.mark.parametrize(("is_terminal", "whole"), [(False, LONG), (True, LONG - 1)])
def test_nothing_is_shown_in_a_pipe_or_where_it_is_quick(
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    is_terminal: bool,
    whole: int,
) -> None:
    at_terminal(monkeypatch, is_terminal)
    read(Progress("Reading the reviews", in_lines=False), whole)
    assert capsys.readouterr().err == ""


def test_stats_shows_how_far_the_first_reading_is(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def review_columns(_: ReviewStore, tell: object) -> ReviewColumns:
        assert callable(tell)
        tell(LONG // 2, LONG)
        return ReviewColumns.of([])

    at_terminal(monkeypatch)
    monkeypatch.setattr(ReviewStore, "review_columns", review_columns)
    command = ["--data", str(tmp_path), "--cards", str(CARDS), "stats", "--json"]
    main(command, standalone_mode=False)
    said = capsys.readouterr()
    assert "Reading the reviews… 50%" in said.err
    assert said.out.startswith("{")
