"""The folders, whether they can be written, and the versions installed."""

from __future__ import annotations

import platform
import shutil
import tempfile
from importlib.metadata import PackageNotFoundError, version
from typing import TYPE_CHECKING

from deckgen.snippets.library import default_snippets
from quizapp.config import FILE
from quizapp.features.doctor.section import Section, Trouble
from verified_snippets.kit.fork import can_fork
from verified_snippets.kit.landlock import abi

if TYPE_CHECKING:
    from pathlib import Path

ROOM = 100 << 20
"""Bytes that should be free: years of reviews, and copies of them."""
PACKAGES = ("torchdeck", "textual", "tinydb", "fsrs-rs-python", "torch")


def examine_folders(data: Path, cards: Path) -> Section:
    """The folders of a learner."""
    section = Section("Folders", {
        "data": str(data),
        "config": str(data / FILE),
        "journals": str(data / "journal"),
        "cards": str(cards),
        "snippets": str(default_snippets(cards)),
    })  # fmt: skip
    if not (data / FILE).exists():
        section.notes.append(f"There is no {FILE}: every setting has its default.")
    if not data.exists():
        section.notes.append("The data folder is made with the first review.")
        return section
    for folder in (data, data / "journal"):
        if folder.is_dir() and (wrong := _unwritable(folder)):
            section.troubles.append(
                Trouble(f"{folder} cannot be written ({wrong})", "make it yours, or name another")
            )
    free = shutil.disk_usage(data).free
    section.facts["free"] = f"{free >> 20} MiB"
    if free < ROOM:
        what = f"only {free >> 20} MiB are free where your reviews are"
        section.troubles.append(Trouble(what, "make room"))
    return section


def _unwritable(folder: Path) -> str:
    try:
        # asked by writing: permissions say nothing of disks mounted for reading, nor to root
        with tempfile.TemporaryFile(dir=folder) as file:
            file.write(b"x")
    except OSError as reason:
        return reason.strerror or str(reason)
    return ""


def installed(package: str) -> str | None:
    """The version of a package; None where it is not installed."""
    try:
        return version(package)
    except PackageNotFoundError:
        return None


def examine_versions() -> Section:
    """The versions of the packages that the quiz needs."""
    section = Section("Versions", {"python": platform.python_version()})
    section.facts |= {package: installed(package) for package in PACKAGES}
    section.facts |= {"runs": _runs(), "writes": _writes()}
    if section.facts["torch"] is None:
        section.notes.append("Without torch, the cards that run code are graded by yourself.")
    return section


def _runs() -> str:
    """Where typed code and proofs run."""
    if can_fork():
        return "each in a process of its own; on CUDA one after another in one"
    return "one after another in one process, replaced when a run leaves it changed"


def _writes() -> str:
    """What keeps them from writing elsewhere."""
    if can_fork() and abi():
        return f"kept in a folder by the kernel (Landlock {abi()})"
    return "watched by Python alone, which sees no subprocess, torch.save, sqlite3 or ctypes"
