from __future__ import annotations

import html
import json
import re
import subprocess
import sys
from base64 import b64encode
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from deckgen.backends.anki.fields import field_values
from deckgen.backends.site.card import template
from deckgen.backends.site.page import page_html
from deckgen.backends.site.style import palette, scope
from deckgen.backends.site.template import TemplateError, cloze_buttons, render
from deckgen.checks.check import CheckedLibrary, check_library
from deckgen.cli import main
from deckgen.snippets.library import default_snippets
from tests_support import REPOSITORY, enter_proofs, enter_readings

NASTY = "</script></noscript></details><!-- <b onclick='x()'>\"&amp;"


def run(*arguments: str | Path) -> Result:
    done = CliRunner().invoke(main, [str(a) for a in arguments])
    assert done.exception is None or isinstance(done.exception, SystemExit), done.exception
    return done


def checked(cards: Path) -> CheckedLibrary:
    return check_library(cards, default_snippets(cards))


def entry(page: str, card_id: str) -> str:
    return page.partition(f'id="{card_id}"')[2].partition("</article>")[0]


def text_of(page: str) -> str:
    return html.unescape(re.sub(r"<[^>]*>", "", page))


def test_the_command_writes_one_page_and_tells_where(mini_cards: Path, tmp_path: Path) -> None:
    out = tmp_path / "new" / "site"
    done = run("site", "--cards", mini_cards, "-o", out)
    assert (done.exit_code, done.stdout) == (0, f"{out / 'index.html'}\n")
    assert done.stderr == "7 cards\n"
    assert {path.name for path in out.iterdir()} == {"index.html", ".nojekyll"}
    again = run("site", "--cards", mini_cards, "-o", out, "--json")
    assert json.loads(again.stdout) == {"path": str(out / "index.html"), "cards": 7}


def test_each_sentence_has_its_check_one_click_away(mini: Path) -> None:
    program = mini / "verified_snippets" / "autograd" / "gradients_add.py"
    check = "# %% check a second backward() adds to .grad\n"
    quoted = f"{check}# > `backward()` adds into `.grad`.\n"
    program.write_text(program.read_text().replace(check, quoted))
    enter_proofs(mini / "verified_snippets")
    library = checked(mini / "cards")
    assert library.problems == ()
    shown = entry(page_html(library), "gradients-add")
    listed = shown.partition('<ul class="sentences">')[2].partition("</ul>")[0]
    assert text_of(listed.partition("</summary>")[0]) == "backward() adds into .grad."
    assert "Check: a second backward() adds to .grad" in text_of(listed)
    assert "assert w.grad.tolist() == [6.0, 6.0]" in text_of(listed)
    assert '<ul class="sentences">' not in entry(page_html(library), "second-backward")


def test_a_byte_order_mark_of_a_snippet_is_not_shown(mini: Path, tmp_path: Path) -> None:
    program = mini / "verified_snippets" / "tensors" / "twice.py"
    program.write_bytes(b"\xef\xbb\xbf" + program.read_bytes())
    enter_proofs(mini / "verified_snippets")
    assert run("site", "--cards", mini / "cards", "-o", tmp_path).exit_code == 0
    assert "\ufeff" not in (tmp_path / "index.html").read_text(encoding="utf-8")


def test_a_wrong_card_leaves_the_page_as_it_was(mini_cards: Path, tmp_path: Path) -> None:
    run("site", "--cards", mini_cards, "-o", tmp_path)
    before = (tmp_path / "index.html").read_bytes()
    path = mini_cards / "tensors.md"
    path.write_text(path.read_text().replace("gradients-add", "nobody"))
    done = run("site", "--cards", mini_cards, "-o", tmp_path)
    assert (done.exit_code, done.stdout) == (1, "")
    assert "`:see: nobody` isn't the id of a card" in done.stderr
    assert done.stderr.endswith("nothing was built\n")
    assert (tmp_path / "index.html").read_bytes() == before


def test_a_folder_that_cannot_be_written_is_a_wrong_call(mini_cards: Path, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    for output in (tmp_path / "file", tmp_path / "file" / "below"):
        done = run("site", "--cards", mini_cards, "-o", output)
        assert done.exit_code == 2
        assert str(output) in done.stderr


def test_a_write_that_breaks_off_leaves_the_page_as_it_was(
    mini_cards: Path, tmp_path: Path
) -> None:
    (tmp_path / "index.html").write_text("the page before")
    (tmp_path / "index.html.part").mkdir()  # stands in the way of the new page
    assert run("site", "--cards", mini_cards, "-o", tmp_path).exit_code == 2
    assert (tmp_path / "index.html").read_text() == "the page before"


def test_the_same_cards_give_the_same_page(mini_cards: Path, tmp_path: Path) -> None:
    pages = set()
    for seed, zone in (("1", "UTC"), ("2", "Pacific/Auckland")):
        out = tmp_path / seed
        out.mkdir()
        command = [sys.executable, "-m", "deckgen", "site", "--cards", str(mini_cards), "-o", "."]
        subprocess.run(
            command,
            check=True,
            capture_output=True,
            cwd=out,
            env={"PYTHONHASHSEED": seed, "TZ": zone, "PATH": "", "PYTHONPATH": str(REPOSITORY)},
        )
        pages.add((out / "index.html").read_bytes())
    assert len(pages) == 1
    assert str(mini_cards.parent).encode() not in pages.pop()


def test_writing_a_page_loads_no_genanki(mini_cards: Path, tmp_path: Path) -> None:
    program = (
        "import sys; from deckgen.cli import main\n"
        "try: main(sys.argv[1:])\n"
        "finally: print('genanki' in sys.modules, 'deckgen.backends.site.page' in sys.modules)"
    )
    done = subprocess.run(
        [sys.executable, "-c", program, "site", "--cards", mini_cards, "-o", tmp_path],
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.splitlines()[-1] == "False True"


def test_every_card_is_there_in_study_order_with_what_it_is_filtered_by(mini_cards: Path) -> None:
    found = checked(mini_cards)
    entries = re.findall(r'<article [^>]*id="([^"]*)"[^>]*>', page_html(found))
    assert entries == [card.id for card in found.library.cards]
    start = entry(page_html(found), "gradients-add-fix").partition(">")[0]
    facts = dict(re.findall(r'data-(\w+)="([^"]*)"', start))
    words = {"gradients-add-fix", "autograd/gradients_add", "autograd", "training"}
    assert set(facts.pop("words").split()) == words
    assert facts == {"topic": "Autograd", "kind": "fix", "level": "mid", "state": "proven_cpu"}


def test_a_box_counts_the_cards_behind_it_and_an_empty_one_is_left_out(mini_cards: Path) -> None:
    page = page_html(checked(mini_cards))
    boxes = re.findall(r'name="(\w+)" value="(\w+)"><span>[^<]*</span><small>(\d+)</small>', page)
    assert boxes == [
        *(("topic", "Tensors", "2"), ("topic", "Autograd", "5")),
        *(("kind", "recall", "2"), ("kind", "predict", "2"), ("kind", "write", "1")),
        *(("kind", "fix", "1"), ("kind", "cloze", "1")),
        *(("level", "junior", "3"), ("level", "mid", "3"), ("level", "senior", "1")),
        *(("state", "proven_cpu", "6"), ("state", "sourced", "1")),
    ]


def test_the_proof_says_where_and_when_it_ran(mini: Path, mini_cards: Path) -> None:
    def runs() -> list[str]:
        proof = entry(page_html(checked(mini_cards)), "second-backward")
        return re.findall(r"<dd>(.*?)</dd>", proof)

    assert runs() == ["passed · torch 2.13.0 · 2026-11-22 · 0.10 s", "pending"]
    enter_proofs(mini / "verified_snippets", "cuda", "NVIDIA H200")
    assert runs()[1] == "passed · NVIDIA H200 · torch 2.13.0 · 2026-11-22 · 0.10 s"
    page = page_html(checked(mini_cards))
    assert "7 cards, 4 programs that ran on CPU, NVIDIA H200 with torch 2.13.0" in page
    assert "last on 2026-11-22" in page
    path = mini / "verified_snippets" / "autograd" / "second_backward.py"
    head = '# /// snippet\n# devices = ["cpu"]\n# ///\n'
    path.write_text(head + path.read_text())
    enter_proofs(mini / "verified_snippets")
    assert runs()[1] == "not applicable: the snippet is about the CPU alone"


def test_the_head_counts_sentences_by_what_they_rest_on_and_the_cards_that_were_read(
    mini: Path, mini_cards: Path
) -> None:
    def head() -> str:
        return page_html(checked(mini_cards)).partition("<p>")[2].partition("</p>")[0]

    assert "5 sentences in their answers: 1 of cards that are sourced, 4 without a w" in head()
    program = mini / "verified_snippets" / "autograd" / "gradients_add.py"
    check = "# %% check a second backward() adds to .grad\n"
    quoted = f"{check}# > `backward()` adds into `.grad`.\n"
    program.write_text(program.read_text().replace(check, quoted))
    enter_proofs(mini / "verified_snippets")
    assert "1 proven by checks, 1 of cards that are sourced, 3 without a witness." in head()
    assert "write them: 0 cards twice, 0 once, 7 not yet." in head()
    enter_readings(mini_cards, mini / "verified_snippets")
    assert "write them: 7 cards twice, 0 once, 0 not yet." in head()
    config = mini_cards / "deck.toml"
    config.write_text('proof = "none"\n' + config.read_text())
    assert "sentences" not in head()
    assert "not write them" not in head()


def test_the_proof_is_the_whole_file_of_each_snippet(mini: Path, mini_cards: Path) -> None:
    path = mini / "verified_snippets" / "autograd" / "second_backward.py"
    tail = f'"""\n```\n`x[::2]` {NASTY}\n\n\n"""\n# end\n'
    path.write_text(f"# /// snippet\n# timeout = 9\n# ///\n\n{path.read_text()}{tail}")
    enter_proofs(mini / "verified_snippets")
    found = checked(mini_cards)
    page = page_html(found)
    for card in found.library.cards:
        proof = entry(page, card.id).partition("<noscript>")[2]
        sections = proof.split('<section class="snippet">')[1:]
        assert len(sections) == len(card.snippets)
        for name, section in zip(card.snippets, sections, strict=True):
            cells = re.findall(r"<pre>(.*?)</pre>", section, re.DOTALL)
            source = found.snippet_library.snippets[name].path.read_text()
            assert "\n".join(map(text_of, cells)) + "\n" == source


def test_checks_and_wrong_variants_are_named_by_their_claims(mini_cards: Path) -> None:
    proof = entry(page_html(checked(mini_cards)), "gradients-add")
    captions = [text_of(found) for found in re.findall(r"<figcaption>.*?</figcaption>", proof)]
    assert captions == [
        "Setup",
        "What the card shows",
        "Output, recorded",
        "Check: a second backward() adds to .grad",
        "Wrong, and rejected: backward() overwrites .grad",
        "Wrong, and rejected: only the last backward() counts",
        "Wrong, and rejected: the second gradient is added to w",
        "Also right, and accepted: both losses at once",
        "Also right, and accepted: the gradients are added by hand",
    ]


def test_a_card_without_a_program_says_why_and_where_to_read(mini_cards: Path) -> None:
    path = mini_cards / "autograd.md"
    retired = "\n\n## Old? {#old .recall .mid}\n\n---\n\nGone.\n\n:retired: see `twice` instead.\n"
    path.write_text(path.read_text() + retired)
    page = page_html(checked(mini_cards))
    proof = entry(page, "governance").partition("<noscript>")[2]
    assert "No program stands behind this card: history cannot be run." in proof
    assert '<a href="https://pytorch.org/foundation">' in proof
    assert "this card: see <code>twice</code> instead.</p>" in entry(page, "old")


def test_related_cards_are_links_to_them(mini_cards: Path) -> None:
    assert '<a href="#gradients-add">Why do gradients add up?</a>' in entry(
        page_html(checked(mini_cards)), "integer-dtype"
    )


def test_no_text_of_a_card_or_snippet_becomes_markup(mini: Path, mini_cards: Path) -> None:
    path = mini_cards / "autograd.md"
    text = path.read_text().replace("Why do gradients add up?", f"Why {NASTY} up?")
    text = text.replace("deck: Autograd", "deck: 'A \"<i>\" deck'")
    path.write_text(text.replace("# Autograd\n", f"# Autograd {NASTY}\n"))
    snippet = mini / "verified_snippets" / "autograd" / "gradients_add.py"
    snippet.write_text(
        snippet.read_text()
        .replace("check a second", f"check {NASTY} a second")
        .replace("import torch\n", f"import torch  # {NASTY}\n")
    )
    enter_proofs(mini / "verified_snippets")
    found = checked(mini_cards)
    assert found.problems == ()
    page = page_html(found)
    assert NASTY in text_of(entry(page, "gradients-add"))
    assert 'data-topic="A &quot;&lt;i&gt;&quot; deck"' in page
    body = page.partition("<body>")[2]
    assert body.count("</noscript>") == body.count("<noscript>") == 7
    for markup in ("<script", "</script", "<!--", "<b onclick", "<i>"):
        assert markup not in body


def test_the_page_names_nothing_to_fetch(mini_cards: Path) -> None:
    page = page_html(checked(mini_cards))
    links = re.findall(r'(?:src|<link[^>]* href)="([^"]*)"', page)
    assert links == ["data:,"]
    assert "url(" not in page
    assert "@import" not in page


def test_only_what_is_a_card_takes_the_style_of_cards() -> None:
    css = (
        ".card { --text: #111; color: var(--text); }\n"
        ".card.nightMode,\n.nightMode .card { --text: #eee; }\n"
        "hr, a:not(.x, .y) { border: 0 }\n"
        ".nightMode .hl .k { color: red }\n.mobile .hl pre { margin: 0 }\n"
        ".cards { margin: 0 }\n"
        "@media print { .hl pre { margin: 0 } }"
    )
    scoped = (
        ".card { --text: #111; color: var(--text); }\n"
        ".card.nightMode, .nightMode .card { --text: #eee; }\n"
        ".card hr, .card a:not(.x, .y) { border: 0 }\n"
        ".nightMode .card .hl .k { color: red }\n.mobile .card .hl pre { margin: 0 }\n"
        ".card .cards { margin: 0 }\n"
        "@media print { .card .hl pre { margin: 0 } }"
    )
    assert " ".join(scope(css).split()) == " ".join(scoped.split())
    assert palette(css) == ":root { --text: #111 }\n:root.nightMode { --text: #eee }"


def test_the_page_around_the_cards_uses_colors_that_there_are(mini_cards: Path) -> None:
    style = re.search(r"<style>(.*?)</style>", page_html(checked(mini_cards)), re.DOTALL)
    assert style
    roots = "".join(re.findall(r":root {([^}]*)}", style[1]))
    used = set(re.findall(r"var\((--[\w-]+)\)", style[1]))
    assert used - set(re.findall(r"(--[\w-]+):", roots)) == {"--edge"}  # a cell's own
    assert {"--ground", "--panel", "--line", "--accent"} <= used


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("{{hint:Front}}", "unknown filter in `hint:Front`"),
        ("{{type:nc:Front}}", "unknown filter"),
        ("{{#Front}}x", "the section `Front` is never closed"),
        ("{{#Front}}{{#Back}}x{{/Front}}{{/Back}}", "`{{/Front}}` closes no section"),
        ("x{{/Front}}", "closes no section"),
    ],
)
def test_a_template_that_the_page_cannot_render_is_refused(text: str, complaint: str) -> None:
    with pytest.raises(TemplateError, match=re.escape(complaint)):
        render(text, {"Front": "x", "Back": "y"})


def test_a_gap_is_a_button_with_its_words_behind_it() -> None:
    page = cloze_buttons('a {{c2::<b>x</b>::<i class="k">what</i>?}} {{c1::y}}')
    assert text_of(page) == "a x y"
    assert re.findall(r'data-hint="([^"]*)" aria-label="([^"]*)"', page) == [
        ("[what?]", "Show gap 2: what?"),
        ("[...]", "Show gap 1"),
    ]


def test_what_is_to_be_typed_is_known_to_the_box(
    mini_cards: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def typed(*arguments: Any) -> dict[str, str]:
        return field_values(*arguments) | {"Typed": 'a &lt; <b>"b"</b>'}

    front = template("front").partition("{{#Typed}}")[0] + "{{#Typed}}{{type:Typed}}{{/Typed}}"
    sides = {"front": front, "back": "{{FrontSide}}<hr id=answer>{{Back}}"}
    monkeypatch.setattr("deckgen.backends.site.card.field_values", typed)
    monkeypatch.setattr("deckgen.backends.site.card.template", lambda name: sides.get(name, ""))
    page = entry(page_html(checked(mini_cards)), "twice")
    assert page.count("<input") == 1
    assert 'data-answer="a &lt; &quot;b&quot;"' in page


def test_help_names_the_command() -> None:
    assert "  site " in run("--help").stdout


def test_pictures_and_formulas_are_in_the_page_itself(mini_cards: Path) -> None:
    svg = b'<svg xmlns="http://www.w3.org/2000/svg"><circle r="1"/></svg>'
    (mini_cards / "dot.svg").write_bytes(svg)
    path = mini_cards / "autograd.md"
    adds = "`backward()` **adds** into `.grad`."
    assert adds in path.read_text()
    path.write_text(path.read_text().replace(adds, adds + " ![a dot](dot.svg) $\\frac{1}{n}$"))
    library = checked(mini_cards)
    assert library.problems == ()
    shown = entry(page_html(library), "gradients-add")
    assert f'<img src="data:image/svg+xml;base64,{b64encode(svg).decode()}" alt="a dot">' in shown
    assert "<mfrac>" in shown
    assert "\\(" not in shown
