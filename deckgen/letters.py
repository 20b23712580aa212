"""The letters a text may hold, so that Anki shows them as they are."""

from __future__ import annotations

import re
import unicodedata

CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff\ufdd0-\ufdef]")
"""What Anki's importer, its database or our own cloze marks would trip over."""


def unfit_letter(line: str) -> tuple[str, str] | None:
    """What is wrong with a line, and the remedy; None where Anki keeps every letter of it."""
    if found := CONTROL.search(line):
        return f"the invisible character U+{ord(found[0]):04X}", "remove it, or write an escape"
    if not unicodedata.is_normalized("NFC", line):
        what = "a letter that Anki would replace, for it is not in Unicode's normal form (NFC)"
        return what, "write it in that form, or an escape"
    return None
