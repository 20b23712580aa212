"""Look up every name of torch that the cards mention, and write the snippets' proofs/names.json."""

from __future__ import annotations

import importlib
import inspect
import json
import re
from importlib.metadata import version
from pathlib import Path

import click

from deckgen.checks.api_names import find_mentions
from deckgen.cli.options import folder_options, folders
from deckgen.syntax.library import parse_library


def exists(name: str) -> bool:
    """Whether torch has a name, or takes a keyword: `torch.tensor(dtype=)`."""
    path, _, keyword = name.removesuffix("=)").partition("(")
    value: object = importlib.import_module("torch")
    for depth, part in enumerate(path.split(".")[1:], 2):
        try:
            value = getattr(value, part)
        except AttributeError:
            try:
                value = importlib.import_module(".".join(path.split(".")[:depth]))
            except ImportError:
                return False
    return not keyword or _takes(value, keyword)


def _takes(value: object, keyword: str) -> bool:
    try:
        return keyword in inspect.signature(value).parameters  # type: ignore[arg-type]
    except (ValueError, TypeError):
        # what is written in C++ has no signature, but a docstring that begins with one
        return bool(re.search(rf"\b{keyword}=", inspect.getdoc(value) or ""))


@click.command()
@folder_options
def main(cards: Path | None, snippets: Path | None) -> None:
    """Look up every name of torch that the cards mention, and write what was found."""
    cards, snippets = folders(cards, snippets)
    mentions = [mention for file in parse_library(cards).files for mention in find_mentions(file)]
    names = {name: exists(name) for name in sorted({mention.name for mention in mentions})}
    text = json.dumps({"torch": version("torch").partition("+")[0], "names": names}, indent=1)
    ledger = snippets / "proofs" / "names.json"
    ledger.parent.mkdir(exist_ok=True)
    ledger.write_text(text + "\n", encoding="utf-8")
    click.echo(f"{len(names)} names looked up, {list(names.values()).count(False)} not in torch")


if __name__ == "__main__":
    main()
