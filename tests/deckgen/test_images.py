"""Pictures: what a card may show, and every way it may fail to."""

from __future__ import annotations

import json
import os
import zipfile
from base64 import b64decode
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from deckgen.backends.anki.package import write_package
from deckgen.checks.check import CheckedLibrary, check_library
from deckgen.checks.images import LIMIT
from deckgen.render.html import to_html
from deckgen.snippets.library import default_snippets
from deckgen.syntax.math_and_images import MALFORMED_PICTURE
from deckgen.syntax.parser import parse_deck
from deckgen.syntax.writer import render_deck

PNG = b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAQAAAC1HAwCAAAAC0lEQVR42mNkYAAAAAYAAjCB0C8AAAAASUVORK5CYII="
)
SVG = (
    b'<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "svg11.dtd">'
    b'<svg xmlns="http://www.w3.org/2000/svg"><circle id="c" r="4" fill="url(#c)"/></svg>'
)
CARD = """

## Which one is it: {n}a, {n}b, {n}c, {n}d, {n}e or {n}f? {{#picture-{n} .recall .mid}}

---

The graph:
{picture}

:source: https://pytorch.org
:unproven: a picture cannot be run
"""
Write = Callable[..., CheckedLibrary]


@pytest.fixture
def write(mini_cards: Path) -> Write:
    """Write files beside the cards and cards that show them, and check it all."""

    def write(*pictures: str, **files: bytes) -> CheckedLibrary:
        for name, content in files.items():
            stem, _, ending = name.rpartition("_")
            path = mini_cards / "figures" / f"{stem}.{ending}"
            path.parent.mkdir(exist_ok=True)
            path.write_bytes(content)
        deck = mini_cards / "autograd.md"
        cards = (CARD.format(n=n, picture=picture) for n, picture in enumerate(pictures, 1))
        deck.write_text(deck.read_text() + "".join(cards))
        return check_library(mini_cards, default_snippets(mini_cards))

    return write


def line_of(checked: CheckedLibrary, words: str) -> int:
    path = next(d.place.path for d in checked.library.decks if d.name == "Autograd")
    return next(n for n, line in enumerate(Path(path).read_text().split("\n"), 1) if words in line)


def test_a_picture_is_known_by_its_content(write: Write) -> None:
    checked = write("![a graph](figures/graph.png)", graph_png=PNG)
    assert checked.problems == ()
    (picture,) = checked.pictures.values()
    assert picture.content == PNG
    assert picture.name == "torchdeck-63ef318d96b5d0d0.png"


def test_a_changed_picture_has_a_new_name(write: Write) -> None:
    before = write("![a graph](figures/graph.png)", graph_png=PNG).pictures
    after = write(graph_png=PNG + b"more").pictures
    path = "figures/graph.png"
    assert before.keys() == after.keys() == {path}
    assert before[path].name != after[path].name


@pytest.mark.parametrize(
    ("picture", "what"),
    [
        ("![a graph](figures/none.png)", "there is no picture `figures/none.png`"),
        ("![a graph](figures)", "`figures` isn't a picture that every Anki can show"),
        ("![a graph](figures/folder.png)", "`figures/folder.png` isn't a file"),
        ("![a graph](figures/graph.bmp)", "`figures/graph.bmp` isn't a picture that every Anki"),
        ("![a graph](figures/not.jpg)", "`figures/not.jpg` holds something else"),
        ("![a graph](figures/big.png)", "the picture `figures/big.png` has 501 kB"),
        ("![a graph](https://pytorch.org/x.png)", "comes from elsewhere"),
        ("![a graph](//pytorch.org/x.png)", "comes from elsewhere"),
        ("![a graph](data:image/png;base64,AAAA)", "comes from elsewhere"),
        ("![a graph](file:///x.png)", "comes from elsewhere"),
        ("![a graph](/x.png)", "`/x.png` isn't a path from the cards"),
        ("![a graph](c:/x.png)", "isn't a path from the cards"),
        ("![a graph](<figures\\graph.png>)", "isn't a path from the cards"),
        ("![a graph](../outside.png)", "lies outside the folder of cards"),
        ("![a graph](figures/../../outside.png)", "lies outside the folder of cards"),
        ("![a graph](figures/link.png)", "lies outside the folder of cards"),
        ("![a graph]()", "lies outside the folder of cards"),
        ("![](figures/graph.png)", "the picture `figures/graph.png` has no words"),
        ("![ ](figures/graph.png)", "the picture `figures/graph.png` has no words"),
        ("![a {{c1::graph}}](figures/graph.png)", "a cloze inside a picture"),
        ("![a [small] graph](figures/graph.png)", "a picture that cannot be read"),
        ("![a graph][figure]", "a picture that cannot be read"),
        ("![a graph](figures/loop.png)", "there is no picture `figures/loop.png`"),
        (f"![a graph](figures/{'x' * 300}.png)", "cannot be read: File name too long"),
    ],
)
def test_what_cannot_be_shown_is_a_problem_with_its_own_line(
    write: Write, mini_cards: Path, picture: str, what: str
) -> None:
    (mini_cards / "figures" / "folder.png").mkdir(parents=True)
    (mini_cards / "../outside.png").write_bytes(PNG)
    (mini_cards / "figures/link.png").symlink_to(mini_cards / "../outside.png")
    (mini_cards / "figures/loop.png").symlink_to("loop.png")
    big = PNG + bytes(LIMIT + 1000 - len(PNG))
    checked = write(picture, graph_png=PNG, not_jpg=PNG, graph_bmp=b"BM", big_png=big)
    found = [p for p in checked.problems if what in p.what]
    assert [p.place.line for p in found] == [line_of(checked, picture)], checked.problems
    assert found[0].place.path.endswith("autograd.md")
    assert found[0].remedy


def test_a_picture_of_the_largest_size_is_taken(write: Write) -> None:
    largest = PNG + bytes(LIMIT - len(PNG))
    assert write("![a graph](figures/large.png)", large_png=largest).problems == ()


def test_a_picture_nobody_may_read_is_a_problem(
    write: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(path: Path) -> bytes:
        if path.suffix == ".png":
            raise PermissionError(13, "Permission denied")
        with path.open("rb") as file:
            return file.read()

    monkeypatch.setattr(Path, "read_bytes", refuse)
    checked = write("![a graph](figures/graph.png)", graph_png=PNG)
    (problem,) = checked.problems
    assert problem.what == "`figures/graph.png` cannot be read: Permission denied"


@pytest.mark.parametrize("place", ["heading", "field"])
def test_a_picture_stands_on_a_side(write: Write, mini_cards: Path, place: str) -> None:
    deck = mini_cards / "autograd.md"
    old = {"heading": "Why do gradients", "field": "Think of two losses"}[place]
    deck.write_text(deck.read_text().replace(old, f"![x](figures/a.png) {old}", 1))
    checked = write(a_png=PNG)
    assert [(p.what, p.place.line) for p in checked.problems] == [
        (f"a picture in a {place}", line_of(checked, "![x]"))
    ]
    assert checked.pictures == {}


def test_a_picture_for_authors_is_not_packed(write: Write, mini_cards: Path) -> None:
    deck = mini_cards / "autograd.md"
    text = deck.read_text()
    deck.write_text(text.replace("A note to authors", "![x](figures/none.png) $x"))
    checked = write()
    assert checked.problems == ()
    assert checked.pictures == {}


@pytest.mark.parametrize(
    ("svg", "what"),
    [
        ("<svg><script>x</script></svg>", "holds a `script`"),
        ("<svg xmlns='http://www.w3.org/2000/svg'><Script/></svg>", "holds a `script`"),
        ("<svg><g onclick='x'/></svg>", "holds a script in `onclick`"),
        ("<svg><foreignObject/></svg>", "holds a `foreignobject`"),
        ("<svg><image href='https://x.org/a.png'/></svg>", "refers to `https://x.org/a.png`"),
        ("<svg><image href='data:image/svg+xml;x'/></svg>", "refers to `data:image/svg+xml;x`"),
        (
            "<svg xmlns:x='http://www.w3.org/1999/xlink'><a x:href='javascript:x'/></svg>",
            "refers to `javascript:x`",
        ),
        ("<svg><style>@import 'x.css'</style></svg>", "asks for another file in its style"),
        ("<svg><g fill='url(https://x.org)'/></svg>", "asks for another file in `fill`"),
        ("<!DOCTYPE svg [<!ENTITY a 'b'>]><svg/>", "has entities or"),
        ("<html/>", "holds something else"),
        ("<?xml version='1.0'?><?xml-stylesheet href='x'?><svg/>", "has entities or a style sheet"),
        ("<svg>", "isn't XML"),
        ("<?xml version='1.0'?><html/>", "isn't an SVG"),
        ("<?xml version='1.0' encoding='no'?><svg/>", "isn't XML"),
    ],
)
def test_a_drawing_that_does_more_than_show_is_a_problem(write: Write, svg: str, what: str) -> None:
    (problem,) = write("![a graph](figures/graph.svg)", graph_svg=svg.encode()).problems
    assert what in problem.what


def test_a_still_drawing_is_a_picture(write: Write) -> None:
    checked = write("![a graph](figures/graph.svg)", graph_svg=SVG)
    assert checked.problems == ()
    assert checked.pictures["figures/graph.svg"].uri.startswith("data:image/svg+xml;base64,PCFE")


def test_cards_that_show_one_picture_share_one_file(write: Write, tmp_path: Path) -> None:
    checked = write(
        "![a graph](figures/graph.png)",
        "![the graph](./figures/graph.png)",
        "![a copy](figures/copy.png) ![a drawing](<figures/my drawing.svg>)",
        graph_png=PNG,
        copy_png=PNG,
        **{"my drawing_svg": SVG},
    )
    assert checked.problems == ()
    write_package(checked, tmp_path / "a.apkg", 1_790_000_000)
    with zipfile.ZipFile(tmp_path / "a.apkg") as archive:
        media = json.loads(archive.read("media"))
        contents = {name: archive.read(number) for number, name in media.items()}
        database = archive.read("collection.anki2")
    png, svg = sorted(contents, key=lambda name: name.endswith("svg"))
    assert contents == {png: PNG, svg: SVG}
    assert list(media.values()) == sorted(media.values())
    assert database.count(f'<img src="{png}" alt="a graph">'.encode()) == 1
    assert database.count(f'<img src="{png}" alt="the graph">'.encode()) == 1
    assert database.count(f'<img src="{png}" alt="a copy">'.encode()) == 1


def test_the_order_of_cards_does_not_change_the_pictures_of_a_package(
    write: Write, mini_cards: Path, tmp_path: Path
) -> None:
    checked = write("![a](figures/a.png)", "![b](figures/b.svg)", a_png=PNG, b_svg=SVG)
    members = []
    for pictures in (checked.pictures, dict(reversed(checked.pictures.items()))):
        again = replace(checked, pictures=pictures)
        write_package(again, tmp_path / "a.apkg", 1_790_000_000)
        members.append((tmp_path / "a.apkg").read_bytes())
    assert members[0] == members[1]


def test_words_of_a_picture_are_text_and_nothing_else() -> None:
    html = to_html('![<b> "x[0]" {{c1::y}}](a.png)', pictures={"a.png": "n.png"})
    assert html == to_html('![<b> "x[0]" {{c1::y}}](a.png)')  # brackets make it no picture
    html = to_html('![<b> "x" {y}::z \\*](a.png)', pictures={"a.png": "n.png"})
    assert html == (
        '<p><img src="n.png" alt="&lt;b&gt; &quot;x&quot; &#123;y&#125;&#58;&#58;z *"></p>'
    )


def test_a_picture_without_an_address_stays_as_it_was_written() -> None:
    assert to_html("![a](b.png)") == "<p>!&#91;a](b.png)</p>"


def test_a_picture_may_be_hidden_whole() -> None:
    html = to_html("It is {{c1::![a](b.png)}}.", clozes=True, pictures={"b.png": "n.png"})
    assert html == '<p>It is {{c1::<img src="n.png" alt="a">}}.</p>'


def test_writing_and_reading_again_keeps_pictures_and_formulas(write: Write) -> None:
    checked = write("![a graph](figures/graph.png) of $\\frac{1}{n}$:\n\n$$\nx\n- y\n$$")
    deck = next(deck for deck in checked.library.decks if deck.name == "Autograd")
    assert deck.cards[-1].back.endswith("$$\nx\n- y\n$$")
    assert parse_deck(render_deck(deck), "a.md") == (deck, [])


def test_a_page_may_hold_a_picture_in_its_own_text(write: Write) -> None:
    (picture,) = write("![a graph](figures/a.PNG)", a_PNG=PNG).pictures.values()
    kind, _, content = picture.uri.partition(",")
    assert kind == "data:image/png;base64"
    assert b64decode(content) == PNG


def test_a_file_that_would_never_end_is_no_picture(write: Write, mini_cards: Path) -> None:
    (mini_cards / "figures").mkdir()
    os.mkfifo(mini_cards / "figures" / "pipe.png")
    (problem,) = write("![a pipe](figures/pipe.png)").problems
    assert problem.what == "`figures/pipe.png` isn't a file"


def test_a_line_full_of_beginnings_is_read_from_each_for_a_while_only() -> None:
    far = MALFORMED_PICTURE.match("![" + "x" * 201 + "](a)")
    assert (MALFORMED_PICTURE.match("![a [b] c](d)") is not None, far) == (True, None)
