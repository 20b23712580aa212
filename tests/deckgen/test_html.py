from __future__ import annotations

import html
import re

import pytest

from deckgen.render.html import code_html, difference_html, to_html, to_inline_html, to_text_html


def text_of(page: str) -> str:
    return html.unescape(re.sub(r"<[^>]*>", "", page))


@pytest.mark.parametrize(
    "code",
    [
        "x[::2]",
        "{'a': {'b': 1}}",
        "'[sound:x]' '<unk>' 'List<int>' '&lt;' r'\\(' '{{c1::x}}' '}}'",
        "\tif x:\n\n\t\treturn  'ü 漢'",
        "# %% card\n---\n# x",
    ],
)
@pytest.mark.parametrize("language", ["python", "text", "nolanguage", ""])
def test_code_survives_to_the_letter(code: str, language: str) -> None:
    page = to_html(f"~~~~{language}\n{code}\n~~~~")
    assert text_of(page) == code


def test_code_is_highlighted_by_class_and_never_inline() -> None:
    page = to_html("```python snippet=a/b\nimport torch\n```")
    assert '<span class="kn">import</span>' in page
    assert "style=" not in page


def test_output_is_set_apart() -> None:
    assert '<div class="hl output">' in to_html("```text output=a/b\n1\n```")
    cuda = to_html("```text output=a/b device=cuda\n1\n```")
    assert '<div class="hl output on-cuda">' in cuda
    assert '<div class="hl code">' in to_html("```python snippet=a/b\n1\n```")
    assert '<div class="hl wrong">' in to_html("```python snippet=a/b wrong=1\n1\n```")


def test_a_block_of_code_and_plain_text_are_kept_to_the_letter() -> None:
    assert text_of(code_html("\ufeffx = a[::2]", "python")) == "\ufeffx = a[::2]"
    assert code_html("1", "text", "wrong").startswith('<div class="hl wrong">')
    assert to_text_html("__init__ *x* <b> [a] a::b") == (
        "__init__ *x* &lt;b&gt; &#91;a] a&#58;&#58;b"
    )


def test_a_cloze_in_code_wraps_whole_tokens() -> None:
    page = to_html("```python\nx = {{c1::torch.ones}}(2)[{{c2::::2}}]\n```", clozes=True)
    assert '{{c1::<span class="n">torch</span>' in page
    outside = re.sub(r"\{\{c\d::(.*?)\}\}", r"\1", page)
    assert text_of(outside) == "x = torch.ones(2)[::2]"
    assert page.count("{{") == page.count("}}") == 2


def test_two_clozes_may_touch() -> None:
    page = to_html("```text\n{{c1::ab}}{{c2::cd}}\n```", clozes=True)
    assert "{{c1::ab}}{{c2::cd}}" in page


def test_a_cloze_in_prose_keeps_its_hint() -> None:
    page = to_html("It is {{c1::**bold** `x[::2]`::how}}.", clozes=True)
    assert "::how}}" in page
    assert "<strong>bold</strong> <code>x&#91;&#58;&#58;2]</code>" in page


def test_raw_html_is_text() -> None:
    assert to_inline_html("<script>alert(1)</script>").startswith("&lt;script&gt;")
    assert "javascript:" not in to_html("[x](javascript:alert(1))").replace("(javascript", "")


def test_each_line_of_code_is_a_block_that_says_its_indent() -> None:
    page = code_html("def f(x):\n    if x:\n\n        return 1", "python")
    assert re.findall(r'<span class="ln (i\d+)">', page) == ["i0", "i4", "i0", "i8"]
    lines = re.sub(r"<[^>]*>", "", page)
    assert lines == "def f(x):\n    if x:\n\n        return 1"


def test_a_gap_over_several_lines_stays_in_one_block() -> None:
    page = to_html("```python\na = {{c1::(\n    1\n)}}\nb\n```", clozes=True)
    first, second = re.findall(r'<span class="ln i\d+">', page)
    assert page.index(first) < page.index("{{c1::") < page.index("}}") < page.index(second, 60)


def test_two_blank_lines_of_a_snippet_are_one_and_an_authors_stay() -> None:
    code = "a\n\n\nb"
    assert "a\n\nb" in text_of(to_html(f"```python snippet=x/y\n{code}\n```"))
    assert code in text_of(to_html(f"```python\n{code}\n```"))


RIGHT = "import x\n\n\ndef f(a):\n    b = a + 1\n    return b\n\n\nprint(f(1))\nprint(2)"


def test_of_a_wrong_variant_only_what_differs_is_shown() -> None:
    page = difference_html(RIGHT, RIGHT.replace("a + 1", "a - 1"))
    assert text_of(page).split("\n") == [
        "…",
        "def f(a):",
        "    b = a + 1",
        "    b = a - 1",
        "    return b",
        "",
    ]
    assert [text_of(line) for line in re.findall(r'ln gone i4">(.*)', page)] == ["    b = a + 1"]
    assert [text_of(line) for line in re.findall(r'ln new i4">(.*)', page)] == ["    b = a - 1"]


def test_a_wrong_variant_that_is_all_different_is_shown_whole() -> None:
    page = difference_html(RIGHT, "y = 1\nz = 2")
    assert text_of(page).strip() == "y = 1\nz = 2"
    assert "gone" not in page
