"""What a run showed is written below the card, and nothing else is touched."""

from __future__ import annotations

from pathlib import Path

import pytest

from verified_snippets.kit.bench import Bench
from verified_snippets.kit.parse import parse_snippet
from verified_snippets.kit.prove import NotProvenError
from verified_snippets.kit.record import record

HEAD = "# %% setup\nsteps = 2\n# %% card\n"
TAIL = "# %% check it is two\nassert steps == 2\n# %% wrong it is three\nsteps = 3\n"


def recorded(bench: Bench, folder: Path, text: str) -> str:
    path = folder / "topic" / "name.py"
    path.parent.mkdir()
    path.write_bytes(text.encode())
    snippet, _ = parse_snippet(path, folder)
    record(snippet, bench.run(snippet, "cpu", 1))
    return path.read_bytes().decode()


@pytest.mark.parametrize(
    ("card", "cells"),
    [
        ("print(steps)\n", "# %% output\n# 2\n"),
        ("print(steps)\n# %% output\n# 3\n", "# %% output\n# 2\n"),
        ("print(steps)\n# %% output cpu\n# 3\n", "# %% output cpu\n# 2\n"),
        ("print('\\nx  \\n')\n", "# %% output\n#\n# x\n#\n"),
        ("print()\n", "# %% output\n#\n"),
        ("steps = 2\n# %% output\n# 2\n", ""),
        ("raise ValueError('so')\n", "# %% raises ValueError\n# so\n"),
        ("raise ValueError\n", "# %% raises ValueError\n#\n"),
    ],
)
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_the_cells_are_those_of_the_run(
    bench: Bench, tmp_path: Path, card: str, cells: str, end: str
) -> None:
    text = (HEAD + card + TAIL).replace("\n", end)
    want = HEAD + card.partition("# %%")[0] + cells + TAIL
    assert recorded(bench, tmp_path, text) == want.replace("\n", end)


def test_an_error_of_the_setup_is_not_the_cards(bench: Bench, tmp_path: Path) -> None:
    text = (HEAD + "steps += 0\n" + TAIL).replace("steps = 2\n", "raise ValueError\n", 1)
    assert recorded(bench, tmp_path, text) == text


@pytest.mark.parametrize(
    ("card", "said"),
    [
        ("print('%% check it')", "'%% check it'"),
        ("print('/// snippet')", "'/// snippet'"),
        ("print('a\\rb')", r"'a\\rb'"),
        ("print('a\\0b')", r"'a\\x00b'"),
        ("raise ValueError('%% card')", "'%% card'"),
    ],
)
def test_what_would_be_read_as_something_else_is_refused(
    bench: Bench, tmp_path: Path, card: str, said: str
) -> None:
    text = HEAD + card + "\n" + TAIL
    with pytest.raises(NotProvenError, match=rf"name\.py:3: .*{said}"):
        recorded(bench, tmp_path, text)
    assert (tmp_path / "topic" / "name.py").read_text() == text
