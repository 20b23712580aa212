"""Formulas: what is one, how each reader sees it, and what is wrong with a broken one."""

from __future__ import annotations

import re
from html import unescape
from pathlib import Path
from xml.etree import ElementTree

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from deckgen.checks.check import check_library
from deckgen.model import Kind
from deckgen.render.html import to_html, to_inline_html
from deckgen.render.math import FormulaError, read_formula, to_mathml, to_text, typeset
from deckgen.snippets.library import default_snippets
from deckgen.syntax.cloze import find_clozes
from deckgen.syntax.library import load_library
from deckgen.syntax.markdown import dialect

tex = st.lists(
    st.sampled_from(
        [
            *(r"\frac", r"\sqrt", r"\sum", "^", "_", "{", "}", "{", "}", "x", "1", "+", "=", "["),
            *(r"\left", r"\right", "(", ")", "]", r"\text", r"\hat", r"\mathbb", r"\foo", " "),
            *(r"\begin{cases}", r"\end{cases}", "&", r"\\", "'", ",", r"\log", "|", r"\{", "<"),
        ]
    )
    | st.text(max_size=3),
    max_size=14,
).map("".join)


def formulas(markdown: str) -> list[tuple[str, str]]:
    """Token type and TeX of every formula."""
    tokens = dialect().parse(markdown)
    spans = [*tokens, *(child for token in tokens for child in token.children or ())]
    return [(span.type, span.content.strip()) for span in spans if span.type.startswith("math")]


@pytest.mark.parametrize(
    ("markdown", "found"),
    [
        ("$x$", ["x"]),
        ("$n$ is at most 5", ["n"]),
        ("so ($x_1$, $y$), *$z$*.", ["x_1", "y", "z"]),
        ("$a\nb$", ["a\nb"]),
        (r"$a \$ b$", [r"a \$ b"]),
        (r"$\\$", [r"\\"]),
        ("it is $$x$$ so", ["x"]),
        ("| $a$ |\n|-|\n| $b$ |", ["a", "b"]),
        ("$$\nx\n- y\n= z\n$$", ["x\n- y\n= z"]),
        ("- $$x$$", ["x"]),
    ],
)
def test_dollars_make_a_formula(markdown: str, found: list[str]) -> None:
    assert [tex for _, tex in formulas(markdown)] == found


@pytest.mark.parametrize(
    "markdown",
    [
        "costs $5 and $6",
        "$5-$10, $5/$6",
        "US$ and C$",
        "`$x$` and ``$HOME $PATH``",
        "$HOME `a$` b",
        r"\$x\$ and \$x$",
        "```bash\necho $HOME $PATH$\n```",
        "$ x $",
        "$x $ y",
        "a$b$c",
        "$x$y",
        "$",
        "$$",
        "$$\nx\n\ny\n$$",
        "[a](http://x.org/$a$b) <http://x.org/$a$>",
    ],
)
def test_other_dollars_make_none(markdown: str) -> None:
    assert formulas(markdown) == []


@pytest.mark.parametrize("markdown", ["`a $x` b$", "$`a`$", "*$a*$"])
def test_code_marks_win_over_dollars_and_dollars_over_emphasis(markdown: str) -> None:
    assert len(formulas(markdown)) == ("`" not in markdown)


@settings(deadline=None)
@given(st.text().filter(lambda text: "$" not in text and "![" not in text))
@example("# a\n\n| a | b |\n|-|-|\n| `c` | *d* |\n\n\\(x\\) &amp; [a](b) !\\[a](b)")
def test_a_text_without_dollars_and_pictures_is_what_it_was(text: str) -> None:
    plain = MarkdownIt("commonmark", {"html": False}).enable("table").disable("image")
    assert dialect().render(text) == plain.render(text)


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        (r"\frac{1}{n}\sum_i x_i^2", "1/n · ∑ᵢ xᵢ²"),
        (r"\frac{1}{n} \sum_{i=1}^{n} (y_i - \hat{y}_i)^2", "1/n · ∑ᵢ₌₁ⁿ (yᵢ − ŷᵢ)²"),
        (r"\theta_{t+1} = \theta_t - \eta \nabla L(\theta_t)", "θₜ₊₁ = θₜ − η∇L(θₜ)"),
        (r"\frac{e^{x_i}}{\sum_j e^{x_j}}", "e^(xᵢ)/(∑ⱼ e^(xⱼ))"),
        (r"\mathrm{softmax}\left(\frac{QK^\top}{\sqrt{d_k}}\right)V", "softmax(QKᵀ/√dₖ)V"),
        (r"\frac{\partial L}{\partial w}", "∂L/∂w"),
        (r"\frac{a+b}{2n}", "(a + b)/(2n)"),
        (r"\left(\frac{a}{b}\right)^2", "(a/b)²"),
        (r"{x^2}^3", "(x²)³"),
        (r"\sqrt[3]{x+1} \ne \sqrt{12}", "³√(x + 1) ≠ √12"),
        (r"-x + (-1) := a", "−x + (−1) := a"),
        (r"x_{i,j} \in \mathbb{R}^{n\times m}", "x_(i,j) ∈ ℝ^(n×m)"),
        (r"\mathcal{L} \to \mathbb{E}[X], \mathbf{w}", "ℒ → 𝔼[X], w"),
        (r"-\sum_i y_i \log p(y \mid x)", "−∑ᵢ yᵢ log p(y ∣ x)"),
        (r"\log(x)", "log(x)"),
        (r"f'(x), x''^2, \bar{x}, \hat{xy}", "f′(x), x′′², x̄, hat(xy)"),
        (r"\begin{bmatrix} 1 & 2 \\ 3 & 4 \\ \end{bmatrix}^T", "[1 2; 3 4]ᵀ"),
        (
            r"\begin{cases} x & \text{if } x > 0 \\ 0 & \text{else}\end{cases}",
            "{x if x > 0; 0 else",
        ),
        (r"\lfloor x \rfloor \cdot \|w\|_2 \, \{a\}", "⌊x⌋ · ‖w‖₂ {a}"),
        (r"\operatorname{arg\,max}_x f", "arg maxₓ f"),
        (r"\binom{n}{k} = 50\%", "C(n, k) = 50%"),
        (r"\unknown{a b} + \other", r"\unknown{a b} + \other"),
        (r"O(n^2)", "O(n²)"),
        (r"\frac{x", r"\frac{x"),
        ("x^23", "x²3"),
        (r"\sqrt{x^2}", "√(x²)"),
        (r"a\,-b+", "a − b+"),
        ("a+b+", "a + b+"),
        (r"\alpha" * 60, "α" * 60),
        ("[…]", "[…]"),
    ],
)
def test_a_terminal_shows_a_formula_in_one_line(written: str, shown: str) -> None:
    assert to_text(written) == shown


@pytest.mark.parametrize(
    ("written", "why"),
    [
        ("{x", "`}` is missing"),
        ("x}", "`}` has no place there"),
        (r"\left( x", r"`\right` is missing"),
        (r"x \right)", r"`\right` has no place there"),
        (r"\left\foo x \right)", r"`\left` lacks its bracket"),
        ("x_i_j", "two `_` at one place"),
        ("x^", "`^` lacks its argument"),
        (r"\frac{1}", r"`\frac` lacks its argument"),
        (r"\text x", r"`\text` lacks its braces"),
        (r"\text{x", "`}` is missing"),
        (r"\begin{cases} x", r"`\end` is missing"),
        (r"\begin{cases} x \end{matrix}", r"`\end{cases}` is missing"),
        (r"\begin{tikz} x \end{tikz}", "the environment `tikz` is unknown"),
        ("a & b", "`&` has no place there"),
        ("50%", "`%` has no place there"),
        (r"a \) b", r"`\)` has no place there"),
        ("x\\", "`\\` has no place there"),
        (" ", "the formula is empty"),
        ("{" * 60 + "}" * 60, "parts more than 50 deep"),
        (r"\sqrt" * 2000 + "x", "parts more than 50 deep"),
    ],
)
def test_what_cannot_be_set_says_why(written: str, why: str) -> None:
    with pytest.raises(FormulaError) as error:
        read_formula(written)
    assert str(error.value) == why
    assert to_text(written) == written


@settings(deadline=None)
@given(tex)
def test_any_tex_is_text_and_well_formed_mathml(written: str) -> None:
    if re.search(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]", written):
        return  # no card holds these
    to_text(written)
    ElementTree.fromstring(to_mathml(written).replace("&nbsp;", " "))


@settings(deadline=None)
@given(st.sampled_from(["a", "bc", "1", "α"]), st.sampled_from([r"\foo", r"\qux{z}"]))
def test_nothing_unknown_is_lost(known: str, unknown: str) -> None:
    for formula in (rf"\frac{{{known}}}{{{unknown}}}", rf"{known}^{{{unknown}}}"):
        assert known in to_text(formula)
        assert unknown in to_text(formula)
        assert unknown in unescape(re.sub("<[^>]*>", "", to_mathml(formula)))


def test_a_page_gets_mathml_with_the_tex_as_title() -> None:
    assert to_mathml(r"\frac{1}{n}") == (
        r'<math title="\frac{1}{n}"><mrow><mfrac><mrow><mn>1</mn></mrow><mrow><mi>n</mi></mrow>'
        "</mfrac></mrow></math>"
    )
    assert 'title="&quot;&lt;&quot;"' in to_mathml('"<"')
    page = to_mathml(r"\sum_{i}^n \hat{x}_i < \mathbf{w} \text{ a}", display=True)
    assert page.startswith('<math display="block"')
    for part in ("<munderover>", '<mover accent="true">', "<mo>&lt;</mo>", "<mi>𝐰</mi>", "&nbsp;a"):
        assert part in page
    assert to_mathml(r"\left(x\right)").count("<mo>") == 2  # as tall as what they hold
    assert to_mathml("x_") == '<math title="x_"><mtext>x_</mtext></math>'


def test_formulas_of_a_field_are_set_on_the_page_and_code_is_left_alone() -> None:
    field = to_html("`\\(x\\)` $a<b$ and\n\n$$\\{c\\}$$\n\n```text\n\\[ x \\]\n```")
    page = typeset(field)
    assert page.count("<math") == 2
    assert '<mo stretchy="false">{</mo><mi>c</mi>' in page
    assert "<mi>a</mi><mo>&lt;</mo><mi>b</mi>" in page
    assert "<code>\\(x\\)</code>" in page
    assert "\\&#91; x \\]" in page


def test_a_gap_in_a_formula_is_set_on_the_page() -> None:
    page = typeset(r'\(\frac{ <span class="cloze">[...]</span> }{n}\)')
    assert "span" not in page
    assert '<mo stretchy="false">[</mo><mi>.</mi>' in page


@pytest.mark.parametrize(
    ("markdown", "html"),
    [
        (r"a $\frac{1}{n}$ b", r"<p>a \(\frac{1}{n}\) b</p>"),
        ("$a_1 * b_1 < c & d$", r"<p>\(a_1 * b_1 < c & d\)</p>"),
        ("$$x[0]$$", r"<p>\[ x[0] \]</p>"),
        ("a $$x$$ b", r"<p>a \[ x \] b</p>"),
        ("$$sound:x]$$", r"<p>\[ sound:x] \]</p>"),
    ],
)
def test_a_formula_is_mathjax_in_the_field(markdown: str, html: str) -> None:
    field = to_html(markdown)
    assert unescape(field) == html
    assert "{" not in field
    assert "[" not in field.replace(r"\[ ", "")


@pytest.mark.parametrize("text", [r"\\(x\\)", r"\\[x\\]", r"a \\(b \\[c"])
def test_backslashes_in_prose_begin_no_formula(text: str) -> None:
    page = to_html(text)
    # MathJax looks for its marks within one element
    assert not any(mark in unescape(page) for mark in (r"\(", r"\["))
    assert unescape(re.sub("<[^>]*>", "", page)) == text.replace("\\\\", "\\")
    assert typeset(page) == page


def test_headings_and_hints_may_hold_formulas() -> None:
    assert unescape(to_inline_html(r"Why $\frac{1}{n}$?")) == r"Why \(\frac{1}{n}\)?"


@pytest.mark.parametrize(
    ("text", "inner", "hint"),
    [
        (r"{{c1::$\frac{1}{n}$}}", r"$\frac{1}{n}$", None),
        (r"{{c1::$\frac{1}{n}$::a mean}}", r"$\frac{1}{n}$", "a mean"),
        (r"{{c1::$x_{a::b}$}}", r"$x_{a::b}$", None),
        (r"{{c1::$5::a price}}", "$5", "a price"),
    ],
)
def test_a_cloze_holds_a_formula_whole(text: str, inner: str, hint: str | None) -> None:
    (cloze,) = find_clozes(text)
    assert (cloze.text, cloze.hint) == (inner, hint)


def test_a_cloze_stands_around_or_inside_a_formula() -> None:
    around = to_html(r"It is {{c1::$\frac{1}{n}$::a mean}}.", clozes=True)
    assert around.startswith("<p>It is {{c1::\\(")
    assert unescape(around) == r"<p>It is {{c1::\(\frac{1}{n}\)::a mean}}.</p>"
    inside = to_html(r"It is $\frac{ {{c1::1}} }{{{c2::n}}}$.", clozes=True)
    assert inside.count("{{") == inside.count("}}") == 2
    assert unescape(inside) == r"<p>It is \(\frac{ {{c1::1}} }{{{c2::n}}}\).</p>"


@pytest.mark.parametrize(
    ("line", "what"),
    [
        ("of $x and", "a `$` that opens no formula"),
        ("of $5 or 6 US$ and", "the formula `5 or 6 US` reads as prose"),
        ("of $$x and", "a `$` that opens no formula"),
        ("of 2$x$ and", "a `$` that opens no formula"),
        ("of $\\frac{1}{n and$", "the formula `\\frac{1}{n and` cannot be set: `}` is missing"),
        ("of {{c1::$x}} + y$", "the formula `x}} + y` cannot be set: `}` has no place there"),
        ("of $x {{c1::+ y$}}", "the formula `x {{c1::+ y` cannot be set: `}` is missing"),
        ("of $x^{{c1::2}}$", "a gap in a formula without braces of its own"),
        ("of $\\sqrt{{c1::2}}$", "a gap in a formula without braces of its own"),
        ("of $$ $$ and", "the formula `` cannot be set: the formula is empty"),
    ],
)
def test_a_broken_formula_is_a_problem_with_its_own_line(
    mini_cards: Path, line: str, what: str
) -> None:
    path = mini_cards / "tensors.md"
    text = path.read_text().replace("keeps it.", f"keeps it\n{line}", 1)
    path.write_text(text)
    checked = check_library(mini_cards, default_snippets(mini_cards))
    found = [problem for problem in checked.problems if problem.what == what]
    assert [problem.place.line for problem in found] == [text.split("\n").index(line) + 1]
    assert found[0].remedy


def test_a_displayed_formula_is_blamed_where_it_begins(mini_cards: Path) -> None:
    path = mini_cards / "tensors.md"
    path.write_text(path.read_text().replace("A foundation.", "A foundation.\n\n$$\nx_i_j\n$$"))
    (problem,) = check_library(mini_cards, default_snippets(mini_cards)).problems
    assert problem.what == "the formula `x_i_j` cannot be set: two `_` at one place"
    assert problem.place.line == path.read_text().split("\n").index("$$") + 1


def test_formulas_and_dollars_done_well_are_no_problem(mini_cards: Path) -> None:
    path = mini_cards / "tensors.md"
    formula = r"keeps $\frac{ {{c1::1}} }{n}$ for $5 or \$x or `$HOME`, {{c2::$x$}}." + "\n\n$$x$$"
    path.write_text(path.read_text().replace("keeps it.", formula))
    checked = check_library(mini_cards, default_snippets(mini_cards))
    assert checked.problems == ()
    library, _ = load_library(mini_cards)
    (card,) = [card for card in library.cards if card.kind is Kind.CLOZE]
    assert formula in card.front
