"""A snippet as a value: its cells, and what it says of itself."""

from __future__ import annotations

import hashlib
import re
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

SHOWN = "card"
QUOTE = re.compile(r"^# >(?P<asks>\??)(?:[ \t]+(?P<words>\S.*?))?[ \t]*$")
STRINGS = re.compile(r"\"{3}|'{3}|\\\n")
"""Signs of a string that may go on in the next line."""
KINDS = ("setup", SHOWN, "output", "raises", "check", "fact", "belied", "stated", "also", "wrong")
QUOTING = ("check", "fact", "stated")
"""The kinds of cell that quote, below their title, the words of an answer they stand for."""
ANSWER = "answer"
"""The kind of a cell that somebody typed in place of the card: no file has one."""
DEVICES = ("cpu", "cuda")


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that is wrong with a snippet's file, and what to do about it."""

    path: Path
    line: int
    what: str
    remedy: str

    def __str__(self) -> str:
        return f"{self.path}:{self.line}: {self.what}: {self.remedy}"


@dataclass(frozen=True, slots=True)
class Quotation:
    """A run of words of an answer, quoted by the cell that proves or states them."""

    line: int
    text: str
    """The words as the reader sees them, with one blank between two; code marks stay."""
    accepted: bool = True
    """False after `# >?`: `deckgen sync` proposes it, and nobody has read the check yet."""


@dataclass(frozen=True, slots=True)
class Cell:
    """The lines below a `# %%` marker."""

    kind: str
    title: str
    """What follows the kind on the marker: a claim, a misconception, an exception, a device."""
    line: int
    """The marker's line, counted from 1; the cell's first line is the next."""
    lines: tuple[str, ...]

    @property
    def text(self) -> str:
        """The cell without the blank lines around it: for a card cell, what the card shows."""
        return "\n".join(self.lines).strip("\n")

    @property
    def quotations(self) -> tuple[Quotation, ...]:
        """What the cell quotes in the lines `# > …` right below its marker.

        A bare `# >` ends a run of words; the next line begins another.
        """
        if self.kind not in QUOTING:
            return ()
        found, words = [], list[tuple[int, str, str]]()
        for n, line in enumerate((*self.lines, ""), self.line + 1):
            mark = QUOTE.match(line)
            if mark and mark["words"]:
                words.append((n, mark["words"], mark["asks"]))
            elif words:
                text = " ".join(" ".join(part for _, part, _ in words).split())
                found.append(Quotation(words[0][0], text, not any(asks for *_, asks in words)))
                words = []
            if not mark:
                break
        return tuple(found)

    @property
    def proven(self) -> str:
        """The lines a proof is bound to: what runs or is shown, without comments of the author.

        Where a line that begins with `#` may be part of a string, every line counts.
        """
        if self.kind == "stated":
            return ""
        title = self.title if self.kind in ("output", "raises") else ""
        keeps = self.kind in (SHOWN, "output", "raises") or STRINGS.search(self.text)
        lines = self.lines if keeps else [x for x in self.lines if x.lstrip()[:1] != "#"]
        text = "\n".join(lines).strip("\n")
        return f"# %% {self.kind} {title}\n{text}\n"

    @property
    def where(self) -> str:
        """The device an `output` or `raises` cell is titled with; empty where it holds on any."""
        return " ".join(self.title.split()[1:] if self.kind == "raises" else self.title.split())

    @property
    def comment(self) -> str:
        """The text of a cell whose every line is a comment: recorded output, a message."""
        return "\n".join(line.removeprefix("#").removeprefix(" ") for line in self.text.split("\n"))


@dataclass(frozen=True, slots=True)
class Snippet:
    """One program that proves what a card shows."""

    name: str
    """`autograd/grad_accumulates`: the path below the snippets' folder, without suffix."""
    path: Path
    cells: tuple[Cell, ...]
    devices: tuple[str, ...] = DEVICES
    gpus: int = 1
    """How many GPUs the CUDA run needs."""
    since: str = ""
    """The first release of torch it holds for, `2.9`; empty for the oldest of the deck's range."""
    until: str = ""
    """The last release of torch it holds for; empty for the newest there is."""
    timeout: int = 30
    """Seconds one run may take."""
    warns: tuple[str, ...] = ()
    """Regular expressions of the warnings it must give; any other warning fails it."""
    isolate: bool = False
    """Whether every run needs a process of its own, with the snippet as its `__main__`."""
    default_device: bool = True
    """Whether tensors are made on the device of the run where the code names none."""
    unrun: dict[str, str] = field(default_factory=dict)
    """Beginnings of shown lines that this process does not execute, each with the reason."""
    equivalent: dict[str, str] = field(default_factory=dict)
    """Patterns of mutations that change nothing a check should see, each with the reason."""
    digest: str = ""

    def of(self, kind: str) -> tuple[Cell, ...]:
        """All cells of a kind, in order."""
        return tuple(cell for cell in self.cells if cell.kind == kind)

    @property
    def card(self) -> Cell:
        """The shown cell."""
        return self.of(SHOWN)[0]

    @property
    def setup(self) -> Cell | None:
        """The hidden preparation."""
        return next(iter(self.of("setup")), None)

    @property
    def checks(self) -> tuple[Cell, ...]:
        """The cells that assert, each titled with its claim."""
        return self.of("check")

    @property
    def facts(self) -> tuple[Cell, ...]:
        """The cells that assert something beside the shown program, and those that belie them."""
        return tuple(cell for cell in self.cells if cell.kind in ("fact", "belied"))

    @property
    def alsos(self) -> tuple[Cell, ...]:
        """The other correct answers, each titled with what is different; every check accepts it."""
        return self.of("also")

    @property
    def wrongs(self) -> tuple[Cell, ...]:
        """The variants that must be rejected, each titled with its misconception."""
        return self.of("wrong")

    def holds_on(self, version: str) -> bool:
        """Whether it is meant for a version of torch, such as `2.13.0+cpu`."""
        release = release_of(version)
        since, until = self.since or version, self.until or version
        return release_of(since) <= release <= release_of(until)

    @property
    def releases(self) -> str:
        """The releases it is meant for, in words; empty where it holds for all."""
        if self.since and self.until:
            return f"for torch {self.since} to {self.until}"
        if self.since:
            return f"for torch {self.since} and later"
        return f"for torch {self.until} and earlier" if self.until else ""

    def output(self, device: str = "cpu") -> str | None:
        """What the shown cell prints on a device; None where nothing is recorded."""
        cell = self.cell_on("output", device)
        return cell.comment if cell else None

    def raises(self, device: str = "cpu") -> tuple[str, str] | None:
        """The exception's name and the stable part of its message on a device."""
        cell = self.cell_on("raises", device)
        return (cell.title.split()[0], cell.comment) if cell else None

    def cell_on(self, kind: str, device: str) -> Cell | None:
        """The `output` or `raises` cell that holds on a device: its own, or that without one."""
        cells = {cell.where: cell for cell in self.of(kind)}
        return cells.get(device, cells.get(""))


def release_of(version: str) -> tuple[int, int]:
    """The release a version of torch belongs to: (2, 13) for `2.13.0+cpu`."""
    major, minor = version.split(".")[:2]
    return int(major), int(minor)


def as_facts(value: Snippet | Cell) -> dict[str, Any]:
    """A snippet or a cell as JSON can hold it."""
    return {k: str(v) if isinstance(v, Path) else v for k, v in asdict(value).items()}


def read_cell(facts: dict[str, Any]) -> Cell:
    """The cell that `as_facts` wrote."""
    return Cell(**{**facts, "lines": tuple(facts["lines"])})


def read_snippet(facts: dict[str, Any]) -> Snippet:
    """The snippet that `as_facts` wrote."""
    values: dict[str, Any] = {
        key: tuple(value) if isinstance(value, list) else value for key, value in facts.items()
    }
    cells = tuple(read_cell(cell) for cell in facts["cells"])
    return Snippet(**values | {"cells": cells, "path": Path(facts["path"])})


def digest_of(content: bytes) -> str:
    """The hash of a file's bytes; line endings do not count, every other byte does."""
    return hashlib.sha256(content.replace(b"\r\n", b"\n")).hexdigest()
