"""The bench: it parses snippets, runs them, and keeps the ledger of what was proven where.

A snippet takes its device from here, `from verified_snippets.kit import device`; run by hand it
is the CPU, or what the environment variable SNIPPET_DEVICE names.
"""

from __future__ import annotations

import os

device: str = os.environ.get("SNIPPET_DEVICE", "cpu")
"""The device the running snippet is proven on, as torch spells it."""
