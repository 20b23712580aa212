"""Any one byte of any file that changes: each command says what is wrong, and none breaks."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st
from quiz_cases import NOW
from quiz_pilot import Clock

from quizapp.cli import main, options
from quizapp.collection.open_collection import open_collection
from quizapp.config import Config
from quizapp.scheduler.model import Grade
from tests_support import enter_proofs

DATA = Path(__file__).parents[1] / "data"

COMMANDS = (
    *(["due"], ["stats"], ["history"], ["list"], ["interview"], ["reports"]),
    *(["--plain"], ["doctor"], ["doctor", "--repair"], ["due", "--json"]),
)


@pytest.fixture(scope="module")
def _clock() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(options, "now", Clock())
        yield


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory, _clock: None) -> Path:
    """A learner's folder and a folder of cards; nothing is wrong with either."""
    root = tmp_path_factory.mktemp("whole")
    shutil.copytree(DATA / "mini", root / "mini")
    enter_proofs(root / "mini" / "verified_snippets")
    data, cards = root / "data", root / "mini" / "cards"
    (data / "reports").mkdir(parents=True)
    (data / "config.toml").write_text('new_per_day = 3\ntheme = "dark"\n[keys]\nhint = "h"\n')
    (data / "reports" / "a.md").write_text("# `a`: wrong\n\nIt is wrong.\n")
    opened = open_collection(data, cards, config=Config(), clock=Clock())
    for grade in (Grade.GOOD, Grade.AGAIN):
        opened.collection.grade(opened.collection.begin(NOW).reveal(), grade, NOW)
    opened.collection.store.close()
    return root


@settings(max_examples=20, deadline=None)
@given(data=st.data())
def test_no_byte_of_any_file_breaks_a_command(
    tmp_path_factory: pytest.TempPathFactory, whole: Path, data: st.DataObject
) -> None:
    root = tmp_path_factory.mktemp("any")
    shutil.copytree(whole, root, dirs_exist_ok=True)
    names = [str(path.relative_to(root)) for path in root.rglob("*") if path.is_file()]
    path = root / data.draw(st.sampled_from(sorted(names)))
    text = path.read_bytes() or b"\n"
    at = data.draw(st.integers(0, len(text) - 1))
    byte = data.draw(st.integers(0, 255) | st.sampled_from(list(b'\n\r "{}[]:,\\09-.e=')))
    path.write_bytes(text[:at] + bytes([byte]) + text[at + 1 :])
    for command in COMMANDS:
        arguments = ["--data", str(root / "data"), "--cards", str(root / "mini" / "cards")]
        done = CliRunner().invoke(main, [*arguments, *command], input="q\n")
        assert done.exception is None or isinstance(done.exception, SystemExit), done.exc_info
        assert done.exit_code in {0, 1}
