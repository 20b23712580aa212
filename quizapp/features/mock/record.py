"""The report of a mock interview as a file, which grows with every verdict."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from quizapp.features.mock.start import mock_report_text

if TYPE_CHECKING:
    from quizapp.collection.collection import Collection
    from quizapp.features.mock.interview import MockInterview

FOLDER = "mocks"
"""Where the reports are, in the data folder."""


@dataclass(frozen=True, slots=True)
class MockRecord:
    """The file of one interview; without a folder there is none."""

    collection: Collection
    folder: Path | None
    """The data folder of the learner."""
    began: datetime
    """In UTC."""

    @property
    def path(self) -> Path | None:
        """Where the report is."""
        return self.folder and self.folder / FOLDER / f"{self.began:%Y-%m-%dT%H-%M-%S.%f}.md"

    def text(self, mock: MockInterview, now: datetime) -> str:
        """The report in Markdown; empty where nothing was answered."""
        return mock_report_text(self.collection, mock, self.began, now)

    def write(self, mock: MockInterview, now: datetime) -> None:
        """Bring the file up to the last verdict; raises OSError, and then it is what it was."""
        if not (path := self.path):
            return
        text = self.text(mock, now)
        if not text:
            path.unlink(missing_ok=True)
            return
        path.parent.mkdir(parents=True, exist_ok=True)
        draft = path.with_suffix(".tmp")
        try:
            draft.write_text(text, encoding="utf-8")
            draft.replace(path)
        except OSError:
            with suppress(OSError):
                draft.unlink()  # a full disk gets its room back
            raise


def find_records(data: Path) -> list[Path]:
    """The reports of all interviews, oldest first."""
    return sorted((data / FOLDER).glob("*.md"))


def say_last(data: Path) -> str:
    """The last report and where all are; raises OSError where it can't be read."""
    paths = find_records(data)
    if not paths:
        return "You have held no mock interview yet."
    *earlier, last = paths
    text = last.read_text(encoding="utf-8", errors="replace")
    lines = [text.rstrip("\n"), "", f"This report is in {last}"]
    if earlier:
        lines += ["Earlier reports, the newest first:", *(f"- {path}" for path in earlier[::-1])]
    return "\n".join(lines)
