"""The deck's snippets leave nothing behind that another could feel."""

from __future__ import annotations

import random

import pytest

from tests_support import REPOSITORY
from verified_snippets.kit.bench import Bench
from verified_snippets.kit.parse import find_snippets, parse_snippet
from verified_snippets.kit.prove import judge_run

ROOT = REPOSITORY / "verified_snippets"


@pytest.mark.soak
@pytest.mark.parametrize("shuffle", range(1, 12))
def test_the_order_of_snippets_does_not_matter(shuffle: int) -> None:
    snippets = [parse_snippet(path, ROOT)[0] for path in find_snippets(ROOT)]
    random.Random(shuffle).shuffle(snippets)
    with Bench() as bench:
        for snippet in snippets:
            judge_run(snippet, "cpu", bench.run(snippet, "cpu", shuffle))
