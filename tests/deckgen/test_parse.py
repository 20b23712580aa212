from __future__ import annotations

import pytest

from deckgen.model import Card, Kind, Level, Problem
from deckgen.syntax.parser import parse_deck

GOOD = """\
---
deck: Autograd
tags: [autograd, basics]
---

# Autograd

A note to authors.

## Why do gradients add up? {#gradients-add .recall .junior}

:hint: Think of two losses.
:hint: Think of
  addition.

---

`backward()` **adds**.

```python snippet=autograd/gradients_add
print(1)
```

:source: https://pytorch.org
:see: other, another
:origin: q07, q06
"""


def problems_of(text: str) -> list[Problem]:
    return parse_deck(text, "cards/a.md")[1]


def card_of(text: str) -> Card:
    deck, problems = parse_deck(text, "cards/a.md")
    assert problems == []
    (card,) = deck.cards
    return card


def test_a_card_is_read_whole() -> None:
    deck, problems = parse_deck(GOOD, "cards/a.md")
    assert problems == []
    assert (deck.name, deck.title, deck.tags) == ("Autograd", "Autograd", ("autograd", "basics"))
    assert deck.preface == "A note to authors."
    (card,) = deck.cards
    assert card.id == "gradients-add"
    assert (card.kind, card.level) == (Kind.RECALL, Level.JUNIOR)
    assert card.question == "Why do gradients add up?"
    assert card.hints == ("Think of two losses.", "Think of addition.")
    assert card.back.startswith("`backward()` **adds**.")
    assert card.back.endswith("```")
    assert (card.see, card.origin) == (("other", "another"), ("q07", "q06"))
    assert card.snippets == ("autograd/gradients_add",)
    assert (card.quotes[0].text, card.quotes[0].side) == ("print(1)", "back")
    assert str(card.quotes[0].place) == "cards/a.md:20"
    assert str(card.place) == "cards/a.md:10"


WRONG_TURNS = [
    ("---\ndeck: Autograd\ntags: [autograd, basics]\n---\n", "", 1, "no front matter"),
    ("deck: Autograd", "title: Autograd", 1, "unknown key `title`"),
    ("deck: Autograd", "name: x", 1, "has no deck"),
    ("deck: Autograd", "deck: [", 3, "not YAML"),
    ("deck: Autograd\ntags: [autograd, basics]", "- deck", 1, "not `key: value`"),
    ("[autograd, basics]", "autograd, basics", 1, "tags are not a list"),
    ("[autograd, basics]", "[two words]", 1, "tags are not a list"),
    ("# Autograd\n", "", 1, "no title"),
    ("A note to authors.", "# Another", 8, "a second `#` title"),
    (" {#gradients-add .recall .junior}", "", 10, "the card has no id"),
    ("#gradients-add ", "", 10, "the card has no id"),
    ("#gradients-add", "#gradients-add #b", 10, "the card has 2 ids"),
    ("#gradients-add", "#Gradients_Add", 10, "`Gradients_Add` isn't a card id"),
    (".recall ", "", 10, "the card has no kind"),
    (".recall", ".recall .fix", 10, "the card has 2 kinds"),
    (".junior", "", 10, "the card has no level"),
    (".recall", ".essay", 10, "`.essay` is neither a kind nor a level"),
    ("Why do gradients add up? ", "", 10, "the heading asks nothing"),
    ("\n---\n\n`backward()`", "\n`backward()`", 10, "never turned over"),
    ("`backward()` **adds**.\n", "Adds.\n\n---\n", 20, "a second `---`"),
    ("  addition.\n\n---", "  addition.\n\ntext\n---", 17, "directly under text"),
    ("`backward()` **adds**.\n", "adds\n===\n", 19, "directly under text"),
    ("print(1)\n```\n", "print(1)\n", 20, "this fence never closes"),
    ("`backward()` **adds**.", "    x = 1", 18, "indented code"),
    (
        "```python snippet=autograd/gradients_add",
        "```python",
        20,
        "python that no run stands behind",
    ),
    ("```python snippet=autograd/gradients_add", "```py3", 20, "py3 that no run stands behind"),
    ("```python snippet=autograd/gradients_add", "```console", 20, "console that no run stands"),
    ("```python snippet=autograd/gradients_add", "```", 20, "text that no run stands behind"),
    ("`backward()` **adds**.", "- item\n\n      x = 1", 20, "indented code"),
    ("```python snippet=autograd/gradients_add", "```python snippet=a", 20, "quotes nothing known"),
    ("```python snippet=", "```python wrong=1 snipet=", 20, "quotes nothing known"),
    ("```python snippet=", "```text snippet=", 20, "quotes nothing known"),
    ("gradients_add\nprint", "gradients_add wrong=0\nprint", 20, "quotes nothing known"),
    (":source:", ":sauce:", 24, "unknown field `:sauce:`"),
    (":source:", ":accept:", 24, "names a gap that the card doesn't have"),
    (
        ":source: https://pytorch.org",
        ":accept: c1",
        24,
        "`:accept: c1` names a gap that the card doesn't have",
    ),
    (":hint: Think of two losses.", ":accept: c1 x", 12, "`:accept:` stands on the front"),
    (":source: https://pytorch.org", ":source:", 24, "`:source:` is empty"),
    (":source:", ":hint:", 24, "`:hint:` stands on the back"),
    (":hint: Think of two losses.", ":source: x", 12, "`:source:` stands on the front"),
    ("q07, q06", "q07, q21", 26, "isn't a question of the source"),
    (":source: https://pytorch.org", ":retired: a\n:retired: b", 25, "a second `:retired:`"),
    (":origin: q07, q06", ":origin: q07\nmore text", 27, "text directly under a field"),
    (":origin: q07, q06", ":origin: q07\n\nmore text", 28, "text after the fields"),
    ("**adds**", "\x1f", 18, "invisible character U+001F"),
    ("**adds**", "\ufdd0", 18, "invisible character U+FDD0"),
]


@pytest.mark.parametrize(("old", "new", "line", "what"), WRONG_TURNS)
def test_each_wrong_turn_has_its_sentence_and_line(
    old: str, new: str, line: int, what: str
) -> None:
    assert GOOD.count(old) >= 1
    found = problems_of(GOOD.replace(old, new, 1))
    assert any(p.place.line == line and what in p.what for p in found), found
    assert all(problem.remedy for problem in found)


def test_an_empty_back_is_a_problem() -> None:
    text = GOOD[: GOOD.index("`backward()`")] + GOOD[GOOD.index(":source:") :]
    assert [p.what for p in problems_of(text)] == ["the back of the card is empty"]


def test_all_problems_are_told_in_order() -> None:
    text = GOOD.replace(".recall ", "").replace("deck: Autograd", "").replace("q06", "q66")
    lines = [problem.place.line for problem in problems_of(text)]
    assert lines == sorted(lines)
    assert len(lines) == 3


def test_a_problem_is_a_sentence_one_can_click() -> None:
    (problem,) = problems_of(GOOD.replace(".junior", ""))
    assert str(problem) == (
        "cards/a.md:10: the card has no level: give one of .junior, .mid, .senior"
    )


HOSTILE = [
    "Q: one\nA: two\n# three\n## four {#x .fix .mid}\n---\n:see: five",
    "~~~\n---\n~~~",
    "````\nfour\n````",
    "\ttabs\n  \n   trailing   ",
    "ünïcödé → λ 漢字 \u2028 \x0b".replace("\x0b", ""),
    "---\n\n---\n===",
    "{{c1::x}} [sound:x] <unk> &lt; \\(",
]


@pytest.mark.parametrize("code", HOSTILE)
@pytest.mark.parametrize("fence", ["`````", "~~~~~"])
@pytest.mark.parametrize("ending", ["\n", "\r\n"])
def test_hostile_code_is_text(code: str, fence: str, ending: str) -> None:
    text = GOOD.replace("```python", f"{fence}python").replace("print(1)\n```", f"{code}\n{fence}")
    text = "\ufeff" + text.replace("\n", ending)
    card = card_of(text)
    assert card.quotes[0].text == code
    assert card.origin == ("q07", "q06")


def test_ten_thousand_lines_are_read() -> None:
    card = GOOD[GOOD.index("## Why") :]
    many = "\n".join(card.replace("gradients-add", f"card-{n}") for n in range(600))
    deck, problems = parse_deck(GOOD[: GOOD.index("## Why")] + many, "a.md")
    assert many.count("\n") > 10_000
    assert problems == []
    assert len(deck.cards) == 600
    assert deck.cards[-1].place.line == 10 + 599 * 18


def test_code_in_an_unproven_card_may_stand_unquoted() -> None:
    text = GOOD.replace("```python snippet=autograd/gradients_add", "```python").replace(
        ":see:", ":unproven: it needs two machines\n:see:"
    )
    assert card_of(text).unproven == "it needs two machines"


def test_other_languages_are_not_run() -> None:
    text = GOOD.replace("print(1)\n```", "print(1)\n```\n\n```bash\n$ make test\n```")
    assert len(card_of(text).quotes) == 1


def test_a_quotation_stands_at_the_margin() -> None:
    text = GOOD.replace("`backward()` **adds**.", "- a\n\n  ```text output=a/b\n  1\n  ```")
    assert [p.what for p in problems_of(text)] == ["a quotation inside a list or a block quote"]
