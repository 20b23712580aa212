"""Links to pages that change under the reader, away from what the card says."""

from __future__ import annotations

import re
from collections.abc import Iterator

from deckgen.lint.leaf import Leaf
from deckgen.model import Problem

URL = re.compile(r"https?://[^\s<>()\[\]\"'`]+")
BRANCH = "main|master|nightly|unstable|develop|devel|trunk"
RELEASED = "link `/stable/`, which is the last release, as the proof is of the last release"
FIXED = "link a tag or a commit: on the page, press `y`"
MOVING = tuple(
    (re.compile(pattern), remedy)
    for pattern, remedy in (
        (rf"//(?:docs\.[^/]+|[^/]+/docs?)(?:/[\w-]+)?/(?P<branch>{BRANCH})(?=[/#?]|$)", RELEASED),
        (r"//docs\.python\.org/(?P<branch>dev)/", "link `/3/`"),
        (r"//scikit-learn\.org/(?P<branch>dev)/", RELEASED),
        (r"//numpy\.org/(?P<branch>devdocs)/", "link `/doc/stable/`"),
        (r"//[\w-]+\.readthedocs\.(?:io|org)/(?:\w+/)?(?P<branch>latest|master|main)/", RELEASED),
        (r"//lightning\.ai/docs/[\w-]+/(?P<branch>latest)/", RELEASED),
        (
            r"//github\.com/[^/]+/[^/]+/(?:blob|tree|raw|blame|edit)/"
            rf"(?P<branch>{BRANCH}|dev|HEAD)(?=[/#?]|$)",
            FIXED,
        ),
        (
            r"//raw\.githubusercontent\.com/[^/]+/[^/]+/(?:refs/heads/)?"
            rf"(?P<branch>{BRANCH}|dev|HEAD)/",
            FIXED,
        ),
    )
)
"""A version of `stable` moves too, but only with a release, and the deck is proven anew on each."""


def link_problems(leaf: Leaf) -> Iterator[Problem]:
    """Every link of a card, in text or `:source:`, that names a branch and no release."""
    for line, text in leaf.prose:
        if "://" not in text:
            continue
        for url in URL.findall(text):
            for pattern, remedy in MOVING:
                if found := pattern.search(url):
                    what = f"the link moves with `{found['branch']}`: {url}"
                    yield Problem(leaf.place(line), what, remedy)
                    break
