"""Snippets as values; one that was read without a fault before is not taken apart again."""

from __future__ import annotations

import json
import sys
from dataclasses import replace
from pathlib import Path

from deckgen.memory import Memory, key_of
from verified_snippets.kit.ledger import harness_digest
from verified_snippets.kit.parse import name_of, parse_snippet
from verified_snippets.kit.snippet import Fault, Snippet, as_facts, digest_of, read_snippet

SNIPPETS = Memory("snippets", lambda: f"{sys.version} {harness_digest()}")


def read_parsed(path: Path, root: Path) -> tuple[Snippet, list[Fault]]:
    """What `parse_snippet` makes of a file."""
    try:
        content = path.read_bytes()
    except OSError:
        return parse_snippet(path, root)
    key = key_of(name_of(path, root).encode(), content)
    if known := SNIPPETS.recall(key):
        return replace(read_snippet(json.loads(known)), path=path), []
    snippet, faults = parse_snippet(path, root)
    if not faults and snippet.digest == digest_of(content):  # the file may change meanwhile
        SNIPPETS.keep(key, json.dumps(as_facts(snippet)))
    return snippet, faults
