"""What is installed, found without importing it."""

from __future__ import annotations

import platform
from importlib.metadata import PackageNotFoundError, version

from quizapp.doctor.section import Section

PACKAGES = ("torchdeck", "textual", "tinydb", "fsrs-rs-python", "torch")


def installed(package: str) -> str | None:
    """The version of a package; None where it is not installed."""
    try:
        return version(package)
    except PackageNotFoundError:
        return None


def examine_versions() -> Section:
    """What the quiz stands on."""
    section = Section("Versions", {"python": platform.python_version()})
    section.facts |= {package: installed(package) for package in PACKAGES}
    if section.facts["torch"] is None:
        section.notes.append("Without torch, the cards that run code are graded by yourself.")
    return section
