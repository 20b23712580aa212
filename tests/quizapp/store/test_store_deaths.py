"""A store killed at every point of its work: nothing acknowledged is lost, nothing is invented."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from store_samples import PACKAGES

DEATHS = Path(__file__).with_name("store_deaths.py")

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="forks, and kills with a signal")


def deaths(way: str, root: Path, count: int = 0) -> Any:
    done = subprocess.run(
        [sys.executable, DEATHS, way, root, str(count)],
        env={**os.environ, "PYTHONPATH": str(PACKAGES)},
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def test_a_kill_at_every_write_loses_nothing_acknowledged(tmp_path: Path) -> None:
    found = deaths("every", tmp_path)
    assert found["wrong"] == []
    assert found["kills"] >= 80  # or the points are no longer reached


def test_a_kill_at_random_loses_nothing_acknowledged(tmp_path: Path) -> None:
    assert deaths("random", tmp_path, 15) == {"kills": 15, "wrong": []}


@pytest.mark.soak
@pytest.mark.timeout(1800)
def test_a_thousand_kills_lose_nothing_acknowledged(tmp_path: Path) -> None:
    assert deaths("random", tmp_path, 1000) == {"kills": 1000, "wrong": []}
