"""Generated decks: bytes, and wounds in real ones, each decided by the dice it is given."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from random import Random

from verified_snippets.kit.ledger import harness_digest
from verified_snippets.kit.parse import proof_digest

REPOSITORY = Path(__file__).parent.parent
Files = dict[str, bytes]
"""The content of every file of a deck, by its path."""
LONGEST = 50_000
"""Bytes of a changed file: twenty times a card, and still read within a second."""
CARD = re.compile(r"^## ", re.MULTILINE)
QUOTED = re.compile(r"(?:snippet|output)=(\S+)")
PIECES = """
---|***|===|```|````|~~~|```python snippet=a/b|```text output=a/b|# T|## Q {#a .recall .mid}
## {#}|{#|:hint: x|:see: a|:origin: q01|:x:|:retired: y|:unproven: z|:source: http://docs.x/main/
deck: A|tags: [a]|tags: &a [*a]|? [a]|!!python/object:os.system x|deck: {a: b}|on: off|<<: 3
\t- a|- item|    code|\t|{{c1::x}}|{{c1::|{{c0::x}}|{{c1::{{c2::y}}}}|}}|::|<unk>|<script>|\\(
&lt;|\\\\|`|``|*|_|**|a|b|[a]: http://x|[a](b "c")|[[[[|![x](y)|<http://x>|&#0;|&#x110000;|&nbsp;
\ufeff|\x00|\ud7ff|\ufdd0|\u2028|\r|\r\n|\x85|\x1b[31m|\U0001f600|e\u0301|\u202e|# %%|# %% card
# %% check x|# %% wrong y|# %% raises|# %% raises E|# %% output cuda|# ///|# /// snippet
# timeout = 1e999|# devices = [|print(|(((((((|'''|\\|0x|1_|0777|1e400|lambda: (yield)|f"{x!r:{y}}"
name = ""|order = ["a"]|order = [1]|[about]|x = ["torch.qr"]|absent = [""]|a.b.c = 1|= =|NaN
Infinity|1e999|null|true|[]|{}|{"a": 1}|-1|99999999999999999999|"\\ud800"|"|$x^2$|$$|\\begin{x}
`x.data`|`Variable`|`torch.qr`|What is x, and what is y?|? ?|https://github.com/a/b/blob/main/c
""".replace("\n", "|").split("|")
NESTS = [
    *(
        "[",
        "{",
        "(",
        ">",
        "-",
        "*",
        "_",
        "`",
        "<",
        "![",
        "[](",
        "{{c1::",
        "&",
        "a:",
        "\\",
        "|",
        "--",
    ),
    *(
        "not",
        "a.",
        "f(",
        "a+",
        "]",
        "}",
        ")",
        "}}",
        "`x`",
        "[a](x",
        '"x"',
        "#",
        "#",
        "%%",
        "=",
        '"\\n"',
    ),
    *("> ", "- ", "* ", "not ", "- - ", " ", "\n"),
]


@dataclass(frozen=True, slots=True)
class Seeds:
    """What real decks are made of."""

    cards: tuple[str, ...]
    """The text of single cards, from heading to last field."""
    snippets: dict[str, bytes]
    names: bytes
    """The list of looked-up names."""
    mini: Files
    """A small deck that is right."""


def read_seeds(root: Path = REPOSITORY) -> Seeds:
    """Our own cards one by one, and the small deck of the tests."""
    texts = [path.read_text("utf-8") for path in sorted((root / "cards").glob("*.md"))]
    cards = tuple(f"## {part.strip()}\n" for text in texts for part in CARD.split(text)[1:])
    home, mini = root / "verified_snippets", root / "tests" / "data" / "mini"
    names = {name for card in cards for name in QUOTED.findall(card)}
    return Seeds(
        tuple(re.sub(r"^:see:.*\n", "", card, flags=re.MULTILINE) for card in cards),
        {name: (home / f"{name}.py").read_bytes() for name in sorted(names)},
        (home / "proofs" / "names.json").read_bytes(),
        {
            path.relative_to(mini).as_posix(): path.read_bytes()
            for path in sorted(mini.rglob("*"))
            if path.suffix in (".md", ".toml", ".py")
        },
    )


def make_input(dice: Random, seeds: Seeds) -> Files:
    """One deck: a good one with one to three of its files changed."""
    files = dict(seeds.mini) if dice.random() < 0.2 else _some_real_cards(dice, seeds)
    names = "verified_snippets/proofs/names.json"
    files |= {names: seeds.names, "verified_snippets/proofs/cpu.json": _ledger(files)}
    weights = [6 if name.endswith(".md") else 1 for name in files]
    for name in dice.choices(list(files), weights, k=dice.choice([1, 1, 1, 2, 3])):
        files[name] = dice.choice(CHANGES)(dice, files[name])[:LONGEST]
    if dice.random() < 0.7:  # a changed snippet counts as proven, so that more decks are built
        files["verified_snippets/proofs/cpu.json"] = _ledger(files)
    return files


def _some_real_cards(dice: Random, seeds: Seeds) -> Files:
    cards = dice.sample(seeds.cards, dice.randint(1, 3))
    head = "---\ndeck: Topic\ntags: [topic]\n---\n\n# Topic\n\n"
    files = {
        "cards/deck.toml": b'name = "Fuzz"\norder = ["topic"]\n',
        "cards/topic.md": (head + "\n".join(cards)).encode(),
    }
    for name in {name: 0 for card in cards for name in QUOTED.findall(card)}:
        files[f"verified_snippets/{name}.py"] = seeds.snippets[name]
    return files


def _ledger(files: Files) -> bytes:
    """Proofs for all snippets of a deck, as if they had passed."""
    facts = {"harness": harness_digest(), "torch": "2.13.0", "device": "cpu", "capability": ""}
    facts |= {"date": "2026-01-01"}
    entries = {}
    for path, content in files.items():
        if path.endswith(".py"):
            name = path.removeprefix("verified_snippets/").removesuffix(".py")
            entries[f"{name}-cpu"] = {
                "snippet": proof_digest(content.decode(errors="replace")),
                **facts,
                "seconds": 0.1,
            }
    return json.dumps(entries, indent=1).encode()


def _noise(dice: Random, old: bytes) -> bytes:
    return dice.randbytes(dice.randint(0, min(len(old), 1000)))


def _bytes(dice: Random, old: bytes) -> bytes:
    content = bytearray(old)
    for _ in range(dice.randint(1, 8)):
        at = dice.randint(0, len(content))
        content[at : at + dice.choice([0, 0, 1, 5])] = dice.randbytes(dice.choice([0, 1, 2]))
    return bytes(content)


def _cut(dice: Random, old: bytes) -> bytes:
    at = sorted(dice.choices(range(len(old) + 1), k=2))
    return dice.choice(
        [old[: at[0]], old[at[0] :], old[at[0] : at[1]], old[: at[0]] + old[at[1] :]]
    )


def _lines(dice: Random, old: bytes) -> bytes:
    rows = old.split(b"\n")
    for _ in range(dice.randint(1, 4)):
        at, end = sorted(dice.choices(range(len(rows) + 1), k=2))
        end = min(end, at + dice.randint(0, 3))
        moved = rows[at:end]
        rows[at:end] = dice.choice(
            [[], moved * 2, moved[::-1], [_piece(dice)], [_piece(dice), b""]]
        )
        if dice.random() < 0.2:
            into = dice.randint(0, len(rows))
            rows[into:into] = moved
    return b"\n".join(rows)


def _words(dice: Random, old: bytes) -> bytes:
    content = old
    for _ in range(dice.randint(1, 5)):
        at = dice.randint(0, len(content))
        content = content[:at] + _piece(dice) + content[at:]
    return content


def _prose(dice: Random, old: bytes) -> bytes:
    """Odd words at the end of a paragraph, where any text is a right one."""
    parts = old.split(b"\n\n")
    inside = [n for n, part in enumerate(parts) if part[-1:].isalnum() or part[-1:] == b"."]
    for n in dice.choices(inside, k=dice.randint(1, 4)) if inside else []:
        said = b" ".join(_piece(dice) for _ in range(dice.randint(1, 6)))
        parts[n] += b" " + said.replace(b"\n", b" ").replace(b"\r", b" ")
    return b"\n\n".join(parts)


def _much(dice: Random, old: bytes) -> bytes:
    """Something over and over, to find what takes quadratic time."""
    times = int(2 ** dice.uniform(3, 15))
    what = dice.choice([dice.choice(NESTS).encode(), _piece(dice), old[: dice.randint(1, 200)]])
    what += dice.choice([b"", b"", b" ", b"\n", b"\n\n", b"a"])
    nest = what * min(times, LONGEST // (len(what) or 1))
    nest = dice.choice([nest, nest, b" `" + nest + b"x` "])
    at = dice.choice([m.start() for m in re.finditer(rb"\n|$", old)])
    return old[:at] + dice.choice([b"", b"\n", b"\n\n"]) + nest + old[at:]


def _again(dice: Random, old: bytes) -> bytes:
    return old * dice.randint(2, 20)


def _encoded(dice: Random, old: bytes) -> bytes:
    text = old.decode("utf-8", "replace")
    return dice.choice(
        [text.encode("utf-16"), text.encode("utf-8-sig"), text.replace("\n", "\r\n").encode()]
    )


def _piece(dice: Random) -> bytes:
    return dice.choice(PIECES).encode("utf-8", "surrogatepass")


CHANGES: list[Callable[[Random, bytes], bytes]] = [
    *(_noise, _bytes, _bytes, _cut, _lines, _lines, _lines, _words, _words),
    *(_prose, _prose, _prose, _prose, _much, _again, _encoded),
]
