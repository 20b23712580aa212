"""Recorded text against what was printed: exact on the CPU, blind to the device elsewhere."""

from __future__ import annotations

import math
import re

DEVICE = re.compile(r",? ?device='(?:cuda|cpu|simgpu)(?::\d+)?'")
NUMBER = re.compile(r"(?<![\w.])[-+]?(?:\d+\.\d*|\.\d+|\d+)(?:[eE][-+]?\d+)?(?!\w)")
INTEGER = re.compile(r"[-+]?\d+")


def same_output(recorded: str, printed: str, device: str) -> bool:
    """Whether a device printed what was recorded.

    On the CPU every character counts but one final newline and white space at line ends, which
    an editor strips. Elsewhere the `device=` of a tensor is ignored, line breaks may move, and
    floats may differ by a thousandth; integers may not.
    """
    if not printed:
        return False
    if device == "cpu":
        return _lines(recorded) == _lines(printed.removesuffix("\n"))
    want, got = map(without_device, (recorded, printed))
    if NUMBER.sub("\0", want).split() != NUMBER.sub("\0", got).split():
        return False
    ours, theirs = NUMBER.findall(want), NUMBER.findall(got)
    return len(ours) == len(theirs) and all(map(_close, ours, theirs))


def without_device(printed: str) -> str:
    """Printed text without the `device=` of tensors: what the same program prints on the CPU."""
    return DEVICE.sub("", printed)


def same_message(stable: str, message: str) -> bool:
    """Whether an error's message holds the recorded parts in order, `...` standing for anything.

    No words at all match a message without words, and no other.
    """
    have = " ".join(message.split())
    parts = [" ".join(part.split()) for part in stable.split("...")]
    if not any(parts):
        return not stable.strip() and not have
    for part in parts:
        _, found, have = have.partition(part) if part else ("", "...", have)
        if not found:
            return False
    return True


def _lines(text: str) -> list[str]:
    return [line.rstrip() for line in text.split("\n")]


def _close(a: str, b: str) -> bool:
    if INTEGER.fullmatch(a) or INTEGER.fullmatch(b):
        return a == b
    return math.isclose(float(a), float(b), rel_tol=1e-3, abs_tol=1e-6)
