"""`python -m verified_snippets`: pytest on this folder, wherever it
is installed, under its own pytest.ini and no other."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

HERE = Path(__file__).parent

if __name__ == "__main__":
    ours = [str(HERE), "-c", str(HERE / "pytest.ini")]
    sys.exit(pytest.main([*ours, *sys.argv[1:]]))
