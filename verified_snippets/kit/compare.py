"""Recorded text against what was printed: exact on the CPU, blind to the device elsewhere."""

from __future__ import annotations

import re

DEVICE = re.compile(r",? ?device='(?:cuda|cpu)(?::\d+)?'")
NUMBER = re.compile(r"(?<![\w.])[-+]?(?:\d+\.\d*|\.\d+|\d+)(?:[eE][-+]?\d+)?(?!\w)")


def same_output(recorded: str, printed: str, device: str) -> bool:
    """Whether a device printed what was recorded.

    On the CPU every character counts but white space at line ends. Elsewhere the `device=` of a
    tensor is ignored, line breaks may move, and numbers may differ by a thousandth.
    """
    if device == "cpu":
        return _lines(recorded) == _lines(printed)
    want, got = (DEVICE.sub("", text) for text in (recorded, printed))
    if NUMBER.sub("#", want).split() != NUMBER.sub("#", got).split():
        return False
    pairs = zip(NUMBER.findall(want), NUMBER.findall(got), strict=True)
    return all(_close(float(a), float(b)) for a, b in pairs)


def same_message(stable: str, message: str) -> bool:
    """Whether an error's message holds the recorded parts, `...` standing for anything between."""
    have = " ".join(message.split())
    return all(" ".join(part.split()) in have for part in stable.split("..."))


def _lines(text: str) -> list[str]:
    return [line.rstrip() for line in text.strip("\n").split("\n")]


def _close(a: float, b: float) -> bool:
    return abs(a - b) <= 1e-3 * max(1.0, abs(a))
