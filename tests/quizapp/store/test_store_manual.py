"""What the manual says of a learner's folder in a Python shell is what happens."""

from __future__ import annotations

import doctest
import json
import shutil
from pathlib import Path
from typing import TYPE_CHECKING

from store_samples import opened

from tests_support import DATA, REPOSITORY

if TYPE_CHECKING:
    import pytest


def shell_of_the_manual() -> doctest.DocTest:
    text = (REPOSITORY / "docs" / "reviews.md").read_text(encoding="utf-8")
    section = text.split("## Ask them yourself\n")[1].split("\n## ")[0]
    return doctest.DocTestParser().get_doctest(section, {}, "the manual", "docs/reviews.md", 0)


def test_a_folder_is_opened_and_asked_as_the_manual_says(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / ".local" / "share" / "torchdeck"
    shutil.copytree(DATA / "store" / "unsummed", folder)
    known = {path.name for path in (folder / "journal").iterdir()}
    monkeypatch.setattr(Path, "home", lambda: tmp_path)
    shell, said = shell_of_the_manual(), list[str]()
    results = doctest.DocTestRunner().run(shell, out=said.append)
    assert "".join(said) == ""
    assert results.attempted == len(shell.examples) >= 10
    # one line of this computer's own journal
    (new,) = (path for path in (folder / "journal").iterdir() if path.name not in known)
    (line,) = new.read_text(encoding="utf-8").splitlines()
    assert json.loads(line)["why"] == "to look at again"
    with opened(folder) as store:
        assert store.marks()["grad-accumulates"].flag == 1
        assert store.damaged == ()
