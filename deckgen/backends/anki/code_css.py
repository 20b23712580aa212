"""The style of code: colours for Pygments' classes by day and by night, and the indent of lines."""

from __future__ import annotations

from deckgen.render.html import DEEPEST

HANG = 4
DAY = {
    "k kc kd kn kp kr kt ow": "#a8272f",
    "s s1 s2 sa sb sc sd se sh si sx sr ss": "#0a5c2b",
    "m mf mh mi mo mb il": "#0550ae",
    "c c1 cm cp ch cs": "#59636e",
    "nb bp ne": "#6f42c1",
    "nf nc nd fm": "#8a3f00",
}
NIGHT = {
    "k kc kd kn kp kr kt ow": "#ff9aa2",
    "s s1 s2 sa sb sc sd se sh si sx sr ss": "#9be3a8",
    "m mf mh mi mo mb il": "#8cc4ff",
    "c c1 cm cp ch cs": "#a4adb6",
    "nb bp ne": "#d3b5ff",
    "nf nc nd fm": "#ffbf86",
}


def code_css() -> str:
    """Return the CSS rules; a token class that is not named here keeps the colour of the text."""
    return "".join((*_rules("", DAY), *_rules(".nightMode ", NIGHT), *_indents()))


def _indents() -> list[str]:
    """Return the rules that hang what wraps four characters deeper than its line begins."""
    return [
        f".hl .i{n} {{ padding-left: {n + HANG}ch; text-indent: -{n + HANG}ch; }}\n"
        for n in range(DEEPEST + 1)
    ]


def _rules(scope: str, colors: dict[str, str]) -> list[str]:
    return [
        f"{', '.join(f'{scope}.hl .{kind}' for kind in kinds.split())} {{ color: {color}; }}\n"
        for kinds, color in colors.items()
    ]
