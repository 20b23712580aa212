"""The command that prints every key and every setting."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from quizapp.cli import options

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping


@click.command()
@click.option("--markdown", is_flag=True, help="Print the reference of the manual.")
@click.pass_obj
def keys(call: options.Call, markdown: bool) -> None:
    """List every key, with the id that `keys` in config.toml knows it by."""
    from quizapp.keys import DEFAULT_KEYS

    if markdown:
        click.echo("\n".join(_reference(DEFAULT_KEYS)))
        return
    named = DEFAULT_KEYS | dict(options.read_config(call).keys)
    width = max(map(len, named))
    for binding, does in _meanings().items():
        click.echo(f"{binding:{width}}  {_say(named[binding]):16}  {does}")


def _reference(names: Mapping[str, str]) -> Iterator[str]:
    """The keys and the settings as Markdown."""
    from quizapp.config import CHECKS, Config

    yield "# Keys and settings\n\nThis page is written by `quizapp keys --markdown`.\n"
    yield "| id | key | does |\n|---|---|---|"
    for binding, does in _meanings().items():
        yield f"| `{binding}` | {_say(names[binding]).replace('|', chr(92) + '|')} | {does} |"
    yield (
        "\nA key is one character or a name (`space`, `enter`, `escape`, `tab`, `backspace`, "
        "`delete`, `insert`, `f1` to `f12`), also with `ctrl+`, `alt+` or `shift+`; several are "
        "separated by commas. Enter in a field or a list and the keys that scroll stay as they "
        "are.\n\n| setting | default | may be |\n|---|---|---|"
    )
    for name, (_, remedy) in CHECKS.items():
        yield f"| `{name}` | {_default(getattr(Config(), name))} | {remedy} |"


def _default(value: object) -> str:
    if value is None:
        return "the one chosen last"
    if isinstance(value, tuple):
        return ", ".join(value)
    return str(value).lower() if value or value is False or value == 0 else "none"


def _meanings() -> dict[str, str]:
    """What each binding does, by its id, in the order of the screens."""
    from textual.binding import Binding

    from quizapp.keys import DEFAULT_KEYS
    from quizapp.tui.places import PLACES

    found = {
        binding.id: binding.tooltip or binding.description
        for place in PLACES
        for binding in place.__dict__["BINDINGS"]
        if isinstance(binding, Binding) and binding.id
    }
    return {binding: found[binding] for binding in DEFAULT_KEYS}


def _say(names: str) -> str:
    from quizapp.keys import character_of

    return " ".join(map(character_of, names.split(",")))
