"""The forms in which people write what is printed: the value is the same, the letters are not."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from quizapp.features.judge.normalize import CLOSES, Line

CONSTANTS = frozenset({"True", "False", "None", "nan", "inf"})
NODE = re.compile(r"\w+Backward\d*")
ALIASES = {
    "torch.float16": "torch.half",
    "torch.float32": "torch.float",
    "torch.float64": "torch.double",
    "torch.int16": "torch.short",
    "torch.int32": "torch.int",
    "torch.int64": "torch.long",
}
FENCE = re.compile(r"\s*```\w*\s*")
PROMPT = re.compile(r"\s*>>>\s?(?P<code>.*)")
GOES_ON = re.compile(r"\s*\.\.\.(\s|$)")
INPUT = re.compile(
    r"print\(.*"
    r"|(?!(?:True|False|None|nan|inf)\s*$)[^\W\d]\w*(?:\.\w+)*\s*"
    r"|(?!torch\.)[^\W\d]\w*(?:\.\w+)+\(.*\)\s*"
)
"""What stands behind a prompt where it is asked for, and not what it gives."""
PRINTS = re.compile(r"\s*(?:it\s+)?prints?:?\s+", re.IGNORECASE)
QUOTED = re.compile(r"\s*(?P<quote>['\"])(?P<inside>.*)(?P=quote)\s*")
BREAK = re.compile(r"\s*[;|]\s*|\s+/\s+|\s+then\s+")
"""What stands between two lines that are typed as one."""


def readings(typed: str) -> Iterator[str]:
    """Yield what a typed text may mean as printed text, the most literal first."""
    yield typed
    rows = [PRINTS.sub("", row.replace("`", "")) for row in _without_prompts(typed)]
    plain = "\n".join(rows)
    yield plain
    yield "\n".join(found["inside"] if (found := QUOTED.fullmatch(row)) else row for row in rows)
    yield BREAK.sub("\n", plain)


def say_the_same(meant: Sequence[Line], said: Sequence[Line]) -> bool:
    """Tell whether lines hold the printed values in order; one may hold those of several."""
    reached = {0}
    for line in said:
        reached = {end for begin in reached for end in _ends(meant, begin, line.key)}
    return len(meant) in reached


def _ends(meant: Sequence[Line], begin: int, said: tuple[str, ...]) -> Iterator[int]:
    """Yield where the printed lines may end that a typed line holds one after the other."""
    reached = {0}
    for end, line in enumerate(meant[begin:], begin + 1):
        reached = {
            at + len(form)
            for form in _forms(line)
            for at in reached
            if len(said) - at >= len(form) and all(map(_is, form, said[at:]))
        }
        if len(said) in reached:
            yield end


def _forms(line: Line) -> Iterator[tuple[str, ...]]:
    """Yield the keys that a printed line may be typed with."""
    key = line.key
    yield key
    size = key[:3] == ("torch.Size", "(", "[") and key[-2:] == ("]", ")")
    if size:
        key = key[2:-1]
        yield key
    inside = key[1:-1]
    flat = not {*inside} & {*CLOSES, *CLOSES.values()}
    if len(key) < 2 or not flat or CLOSES.get(key[-1]) != key[0]:
        return
    if size or (key[0] == "[" and line.text.startswith("tensor(") and "," in inside):
        yield ("(", *inside, *[","] * (len(inside) == 1), ")")
    if "," in inside[:-1] and key[0] != "{":
        yield tuple(token for token in inside if token != ",")


def _is(meant: str, said: str) -> bool:
    """Tell whether a typed token is a printed one, or one of its names."""
    if meant == said or said == ALIASES.get(meant):
        return True
    if meant in CONSTANTS or NODE.fullmatch(meant):
        return meant.casefold() == said.casefold()
    package, _, name = meant.partition(".")
    return package == "torch" and "." not in name and said == name


def _without_prompts(typed: str) -> list[str]:
    """The rows of a text without fences and prompts, and without what was typed behind a prompt."""
    rows = [row for row in typed.split("\n") if row.strip() and not FENCE.fullmatch(row)]
    prompts = [PROMPT.fullmatch(row) for row in rows]
    if not any(prompts):
        return rows
    alone = all(prompts)
    return [
        found["code"] if found else row
        for row, found in zip(rows, prompts, strict=True)
        if not (
            GOES_ON.match(row) if found is None else not alone and INPUT.fullmatch(found["code"])
        )
    ]
