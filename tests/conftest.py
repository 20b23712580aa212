"""What many tests begin with."""

from __future__ import annotations

import gc
import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import settings

from tests_support import CHROMIUM, DATA, enter_proofs
from verified_snippets.kit.bench import Bench

if TYPE_CHECKING:
    from anki.collection import Collection
    from playwright.sync_api import Browser

pytest_plugins = ["anki_learner"]

# A property holds or it does not; how fast is for the benchmarks. Each gate tries other examples.
settings.register_profile("patient", deadline=None, max_examples=40)
settings.load_profile("patient")

# Thousands of tests make objects that live long: Python's default threshold spends a twentieth of
# the gate on looking through them.
gc.set_threshold(50_000, 20, 50)


@pytest.hookimpl(optionalhook=True)  # where an older Anki is tried, xdist is not installed
def pytest_xdist_auto_num_workers() -> int:
    """Return one worker more than there are cores: tests wait for terminals and browsers."""
    return (os.cpu_count() or 1) + 1


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out what takes minutes, visibly, unless `-m` asks for it."""
    if "soak" in config.option.markexpr:
        return
    soaks = [item for item in items if item.get_closest_marker("soak")]
    if soaks:
        config.hook.pytest_deselected(items=soaks)
        items[:] = [item for item in items if item not in soaks]


@pytest.fixture
def mini(tmp_path: Path) -> Path:
    """A small library of all five kinds, with its snippets proven on the CPU."""
    folder = tmp_path / "mini"
    shutil.copytree(DATA / "mini", folder)
    enter_proofs(folder / "verified_snippets")
    return folder


@pytest.fixture
def mini_cards(mini: Path) -> Path:
    """The cards of the small library; its snippets lie beside them."""
    return mini / "cards"


@pytest.fixture(scope="session")
def empty_collection(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a new Anki collection, made once, for making is what takes time."""
    from anki.collection import Collection

    folder = tmp_path_factory.mktemp("anki")
    Collection(str(folder / "collection.anki2")).close()
    return folder


@pytest.fixture
def collection(empty_collection: Path, tmp_path: Path) -> Iterator[Collection]:
    """A new Anki collection of one's own."""
    from anki.collection import Collection

    folder = shutil.copytree(empty_collection, tmp_path / "anki")
    opened = Collection(str(folder / "collection.anki2"))
    yield opened
    opened.close()


@pytest.fixture(scope="session")
def bench() -> Iterator[Bench]:
    """The process snippets run in, kept for all tests."""
    with Bench() as opened:
        yield opened


@pytest.fixture(scope="module")  # a session's would keep its event loop from the async tests
def browser() -> Iterator[Browser]:
    """A Chromium without a window; where there is none, the test is skipped."""
    playwright = pytest.importorskip("playwright.sync_api", reason="needs playwright")
    executable = shutil.which("chromium") or shutil.which("chromium-browser")
    if executable is None:
        pytest.skip("needs Chromium: install your system's package of it")
    with playwright.sync_playwright() as driver:
        opened = driver.chromium.launch(executable_path=executable, args=list(CHROMIUM))
        yield opened
        opened.close()
