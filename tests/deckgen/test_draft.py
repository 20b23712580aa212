"""Somebody else's questions become drafts, and what is wrong with them becomes doubts."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from deckgen.importer import Draft, Drafts, escape, read_drafts, write_drafts
from deckgen.model import Place
from deckgen.syntax.markdown import dialect, is_closed, read_blocks
from deckgen.syntax.parser import parse_deck

if TYPE_CHECKING:
    from markdown_it.token import Token

ROOT = Path(__file__).parents[2]
MESSY = ROOT / "tests" / "data" / "messy.md"

fragments = st.sampled_from(
    [
        *("1. **Why?**", "2.**How?**", "3) **What?** this", "**Really?**", "0. ** **", "1. **?**"),
        *(
            "```",
            "````",
            "~~~",
            "```python",
            "```pythonimport x",
            "```python a=b",
            "  ```",
            "- ```",
        ),
        *("---", "***", "===", "- - -", ":hint: no", ":a:", "# x", "## x {#y .recall}", "text"),
        *("    code", "\tcode", "- item", "> quote", "a | b", "--- | ---", "[a]: b", "", "  "),
        *("# Make x x = 1", "{{c1::a}}", "\x00", "\u2028", "\ud800", "é", "<!--", "\x0c", "\\"),
    ]
)
texts = st.lists(fragments | st.text(max_size=12), max_size=14).flatmap(
    lambda lines: st.sampled_from(["\n", "\r\n", "\r"]).map(lambda end: end.join(lines))
)


def messy() -> Drafts:
    return read_drafts(MESSY.read_text(encoding="utf-8"), "messy.md")


def doubts(drafts: Drafts) -> list[str]:
    return [f"{doubt.place.line}: {doubt.what}" for doubt in drafts.doubts]


def line_of(text: str) -> int:
    return MESSY.read_text(encoding="utf-8").split("\n").index(text) + 1


def unclosed(answer: str) -> list[str]:
    tokens = dialect().parse(answer)
    lines = answer.split("\n")
    fences = [token for token in tokens if token.type == "fence" and not token.level]
    return [token.content for token in fences if not is_closed(token, lines)]


def test_every_question_is_found_also_behind_a_fence_that_never_closes() -> None:
    assert [(draft.number, draft.question) for draft in messy().drafts] == [
        (1, "What does a gardening robot do?"),
        (2, "Which parts does it have?"),
        (3, "How do you fill its tank?"),
        (4, "What is a bed?"),
        (5, "How do you water a bed?"),
        (1, "How do you ask the robot a question?"),
        (6, "Who waters the roses?"),
        (8, "What does a gardening robot do?"),
        (9, "What stands in its log?"),
    ]


def test_a_draft_knows_the_line_of_its_question() -> None:
    lines = MESSY.read_text(encoding="utf-8").split("\n")
    for draft in messy().drafts:
        assert draft.question in lines[draft.place.line - 1]


def test_a_question_quoted_in_a_closed_fence_is_text() -> None:
    quoting = messy().drafts[5]
    assert "7. **Is this a question?**" in quoting.answer
    assert quoting.answer.endswith("and wait for an answer.")


def test_a_fence_that_never_closes_is_closed_and_glued_code_is_separated() -> None:
    assert messy().drafts[2].answer == (
        "Open the lid and pour. For example:\n"
        "```python\n"
        "import garden\n"
        "# Make a tank of nine litres tank = garden.Tank(9)\n"
        "# Fill the tank slowly tank.level = 9\n"
        "# This comment is only a comment\n"
        "```"
    )


def test_bullets_and_whole_fences_are_left_as_they_are() -> None:
    _, parts, _, _, watering, *_ = messy().drafts
    assert parts.answer == "- Wheels: they are green.\n- A tank: it holds *nine* litres."
    assert watering.answer.endswith("bed.water(litres=2)\n```")


def test_text_behind_the_question_belongs_to_the_answer() -> None:
    assert messy().drafts[-1].answer.startswith("One line a day.\n")


def test_every_fault_is_one_doubt() -> None:
    fence = line_of("```pythonimport garden")
    assert doubts(messy()) == [
        f"{fence}: the first line of code is glued to the fence: `import garden`",
        f"{fence}: this fence never closes",
        f"{fence + 1}: the comment seems to hold code: `tank = garden.Tank(9)`",
        f"{fence + 2}: the comment seems to hold code: `tank.level = 9`",
        f"{line_of('1. **How do you ask the robot a question?**')}: the number 1 is used twice",
        f"{line_of('6. **Who waters the roses?**')}: number 6 comes where 2 should",
        f"{line_of('6. **Who waters the roses?**')}: the question has no answer",
        f"{line_of('8. **What does a gardening robot do?**')}: number 8 comes where 7 should",
        f"{line_of('8. **What does a gardening robot do?**')}: "
        "question and answer repeat the question at messy.md:4",
    ]


def test_line_endings_of_another_system_change_nothing() -> None:
    text = MESSY.read_text(encoding="utf-8").replace("\n", "\r\n")
    assert read_drafts("\ufeff" + text, "messy.md") == messy()


@pytest.mark.parametrize("opening", ["```python", "```"])
def test_a_fence_left_open_does_not_swallow_the_one_question_below(opening: str) -> None:
    text = f"1. **One?**\n```python\na = 1\n\n2. **Two?**\n{opening}\nb = 2\n```\n3. **Three?**"
    assert [draft.number for draft in read_drafts(text, "x.md").drafts] == [1, 2, 3]


def test_a_fence_left_open_ends_where_the_next_begins() -> None:
    drafts = read_drafts("1. **One?**\n```python\na = 1\n\n```python\nb = 2\n```\nend", "x.md")
    (draft,) = drafts.drafts
    assert draft.answer == "```python\na = 1\n```\n\n```python\nb = 2\n```\nend"
    assert doubts(drafts) == ["2: this fence never closes"]


@pytest.mark.parametrize(
    ("info", "language", "code"),
    [
        ("pythonimport torch", "python", "import torch"),
        ("pyfrom a import b", "py", "from a import b"),
        ("python import torch", "python", "import torch"),
        ("pythonx = 3", "python", "x = 3"),
    ],
)
def test_code_glued_to_a_fence_is_put_below_it(info: str, language: str, code: str) -> None:
    (draft,) = read_drafts(f"1. **One?**\n```{info}\ny = 4\n```", "x.md").drafts
    assert draft.answer == f"```{language}\n{code}\ny = 4\n```"


@pytest.mark.parametrize("info", ["python", "pycon", "python3", "python title=x", "pythonic", ""])
def test_an_honest_info_string_is_no_doubt(info: str) -> None:
    assert read_drafts(f"1. **One?**\n```{info}\ny = 4\n```", "x.md").doubts == ()


@pytest.mark.parametrize(
    "comment",
    ["# clear it with torch.no_grad()", "# made from a list", "# lr=0.1 is too much", "# y = 3"],
)
def test_a_comment_of_prose_is_no_doubt(comment: str) -> None:
    assert read_drafts(f"1. **One?**\n```python\n{comment}\n```", "x.md").doubts == ()


def test_an_indented_answer_is_moved_to_the_margin() -> None:
    (draft,) = read_drafts("1. **One?**\n   Yes.\n\n   - a\n     b", "x.md").drafts
    assert draft.answer == "Yes.\n\n- a\n  b"


def test_a_question_without_a_number_is_a_draft_and_a_doubt() -> None:
    drafts = read_drafts("1. **One?**\nYes.\n\n**Two?**\nNo.", "x.md")
    assert [draft.number for draft in drafts.drafts] == [1, None]
    assert doubts(drafts) == ["4: the question has no number"]


@pytest.mark.parametrize(
    ("numbers", "expected"),
    [
        ([1, 2, 3], []),
        ([1, 2, 1, 2, 3], ["the number 1 is used twice"]),
        ([1, 3, 2], ["number 3 comes where 2 should", "number 2 comes after 3"]),
        ([2], ["number 2 comes where 1 should"]),
        ([1, 1], ["the number 1 is used twice"]),
    ],
)
def test_numbers_that_do_not_count_up_are_doubts(numbers: list[int], expected: list[str]) -> None:
    text = "\n".join(f"{number}. **Question {at}?**\nYes." for at, number in enumerate(numbers))
    assert [doubt.what for doubt in read_drafts(text, "x.md").doubts] == expected


def test_a_text_without_questions_is_a_doubt() -> None:
    drafts = read_drafts("# Title\n\nProse.", "x.md")
    assert drafts.drafts == ()
    assert doubts(drafts) == [
        "1: there is no question in this file",
        "3: text before the first question was left out",
    ]


def test_written_drafts_are_cards_without_a_problem(tmp_path: Path) -> None:
    paths = write_drafts(messy(), tmp_path / "drafts")
    assert len(paths) == len(messy().drafts)
    assert paths[4].name == "q05-how-do-you-water-a-bed.md"
    ids = []
    for path, draft in zip(paths, messy().drafts, strict=True):
        deck, problems = parse_deck(path.read_text(encoding="utf-8"), path.name)
        assert problems == []
        (card,) = deck.cards
        assert card.question == draft.question
        assert card.origin == (f"q{draft.number:02}",)
        assert card.unproven == f"draft imported from {draft.place}, not yet checked"
        ids.append(card.id)
    assert ids[0] == "what-does-a-gardening-robot-do"
    assert ids[7] == "what-does-a-gardening-robot-do-2"
    assert len(set(ids)) == len(ids)


def test_what_would_break_the_card_stays_text(tmp_path: Path) -> None:
    text = write_drafts(messy(), tmp_path)[-1].read_text(encoding="utf-8")
    assert "\nRain\n\\---\n" in text
    assert "\n\\:weather: fine\n" in text
    assert "\n\\## Not a card\n" in text
    assert "\n***\n" in text
    assert "\n```text\nindented code\n```\n" in text


@pytest.mark.parametrize(
    ("answer", "text"),
    [
        ("One.\n\n- - -\n\nTwo.", "One.\n\n\\- - -\n\nTwo."),
        ("---\nOne.", "\\---\nOne."),
        ("```python title=x\ny = 1\n```", "```python\ny = 1\n```"),
        ("- ```python title=x\n  y = 1\n  ```", "- ```python\n  y = 1\n  ```"),
        ("One\n===", "One\n\\==="),
        ("### Three", "\\### Three"),
        ("{{c1::one}}", "{ {c1::one}}"),
        (":a: b\n\n  more", "\\:a: b\n\n  more"),
        ("One \x00", "One \ufffd"),
        ("", "There is no answer yet."),
    ],
)
def test_only_what_would_break_the_card_is_changed(tmp_path: Path, answer: str, text: str) -> None:
    draft = Draft(1, "One?", answer, Place("x.md", 1))
    (path,) = write_drafts(Drafts((draft,), ()), tmp_path)
    assert f"\n---\n\n{text}\n\n:unproven: " in path.read_text(encoding="utf-8")


def test_a_file_that_is_there_is_never_overwritten(tmp_path: Path) -> None:
    first, *rest = write_drafts(messy(), tmp_path)
    for path in rest:
        path.unlink()
    first.write_text("mine", encoding="utf-8")
    with pytest.raises(FileExistsError, match=re.escape(f"{first} is there already; move it")):
        write_drafts(messy(), tmp_path)
    assert list(tmp_path.iterdir()) == [first]
    assert first.read_text(encoding="utf-8") == "mine"


def test_an_id_of_another_file_in_the_folder_is_not_given_again(tmp_path: Path) -> None:
    write_drafts(read_drafts("1. **One?**\nYes.", "x.md"), tmp_path)
    (path,) = write_drafts(read_drafts("2. **One?**\nYes.", "x.md"), tmp_path)
    assert "{#one-2 .recall .junior}" in path.read_text(encoding="utf-8")


def test_a_number_that_is_no_origin_is_left_to_the_place(tmp_path: Path) -> None:
    (path,) = write_drafts(read_drafts("77. **One?**\nYes.", "x.md"), tmp_path)
    assert path.name == "q77-one.md"
    assert parse_deck(path.read_text(encoding="utf-8"), "x.md")[1] == []


@settings(max_examples=150, deadline=None)
@given(texts)
def test_any_text_gives_drafts_whose_fences_close_and_whose_places_exist(text: str) -> None:
    found = read_drafts(text, "x.md")
    last = len(re.split(r"\r\n|\r|\n", text))
    for draft in found.drafts:
        assert unclosed(draft.answer) == []
        assert draft.question
    places = [draft.place for draft in found.drafts] + [doubt.place for doubt in found.doubts]
    assert all(1 <= place.line <= last for place in places)


@settings(max_examples=100, deadline=None)
@given(texts)
def test_any_text_is_written_as_cards_without_a_problem(
    tmp_path_factory: pytest.TempPathFactory, text: str
) -> None:
    folder = tmp_path_factory.mktemp("drafts")
    for path in write_drafts(read_drafts(text, "x.md"), folder):
        deck, problems = parse_deck(path.read_text(encoding="utf-8"), path.name)
        assert problems == []
        assert len(deck.cards) == 1


def test_any_question_is_written_as_one_heading(tmp_path: Path) -> None:
    odd = ["`a` {b}", "{#x .cloze}", "# x", "x \\", "{{c1::x}}", "---", "\u2028", "ü" * 300]
    drafts = tuple(Draft(None, each, "", Place("a\nb.md", 1)) for each in odd)
    for path in write_drafts(Drafts(drafts, ()), tmp_path):
        deck, problems = parse_deck(path.read_text(encoding="utf-8"), path.name)
        assert problems == []
        assert len(deck.cards) == 1


@pytest.mark.parametrize(
    "answer",
    [
        pytest.param("---\n" * 1500, id="rules"),
        pytest.param("---\n\n" * 1500, id="rules apart"),
        pytest.param("```python x=1\na\n```\n" * 1500, id="fences"),
        pytest.param("# x\n===\n:a: b\n\n    code\n\n" * 500, id="all of it"),
    ],
)
def test_an_answer_is_escaped_in_a_few_readings(
    monkeypatch: pytest.MonkeyPatch, answer: str
) -> None:
    readings: list[int] = []

    def read(text: str) -> list[Token]:
        readings.append(len(text))
        return read_blocks(text)

    monkeypatch.setattr(escape, "read_blocks", read)
    escaped = escape.escape_answer(answer)
    assert len(readings) <= 4
    assert escape.escape_answer(escaped) == escaped


@pytest.mark.parametrize(
    "answer",
    [
        pytest.param("```python\n" + "```x\ny = 1\n" * 2000, id="fences left open"),
        pytest.param("```a\n````b\n```\n````\n" * 500, id="longer and longer"),
        pytest.param("```pythonimport x\n```\n" * 1500, id="glued code"),
    ],
)
def test_an_answer_is_repaired_in_one_reading(monkeypatch: pytest.MonkeyPatch, answer: str) -> None:
    readings: list[int] = []
    parse = MarkdownIt.parse

    def read(reader: MarkdownIt, text: str) -> list[Token]:
        readings.append(len(text))
        return parse(reader, text)

    monkeypatch.setattr(MarkdownIt, "parse", read)
    (draft,) = read_drafts(f"1. **One?**\n{answer}", "x.md").drafts
    assert len(readings) <= 3  # where the questions are, where fences end, what comments swallow
    monkeypatch.undo()
    assert unclosed(draft.answer) == []


@pytest.mark.timeout(60)
@pytest.mark.parametrize(
    "line",
    [
        pytest.param("#" * 400_000, id="a rule of number signs"),
        pytest.param("# x" + " a[" * 100_000, id="brackets left open"),
        pytest.param("# x" + " " * 400_000, id="blanks"),
    ],
)
def test_a_long_comment_is_read_once(line: str) -> None:
    assert read_drafts(f"1. **One?**\n```\n{line}\n```", "x.md").doubts == ()


@pytest.mark.timeout(60)
def test_a_long_line_that_is_nearly_a_question_is_read_once() -> None:
    assert read_drafts(f"1. **One{' ' * 400_000}", "x.md").drafts == ()


def test_many_questions_of_one_wording_get_ids_of_their_own(tmp_path: Path) -> None:
    drafts = tuple(Draft(None, "One?", "Yes.", Place("x.md", 1)) for _ in range(4))
    other = "# T\n\n## One? {#one-3 .recall .mid}\n"
    (tmp_path / "other.md").write_text(other, encoding="utf-8")
    paths = write_drafts(Drafts(drafts, ()), tmp_path)
    ids = [re.findall(r"\{#(\S+)", path.read_text(encoding="utf-8"))[0] for path in paths]
    assert ids == ["one", "one-2", "one-4", "one-5"]


def test_the_list_this_deck_began_with_is_read_whole(tmp_path: Path) -> None:
    sources = sorted((ROOT / ".." / "shared" / "source").glob("*.txt"))
    if not sources:
        pytest.skip("the source document is not beside this repository")
    found = read_drafts(sources[0].read_text(encoding="utf-8"), "source.txt")
    assert [draft.number for draft in found.drafts] == list(range(1, 21))
    assert [doubt.split(": `")[0] for doubt in doubts(found)] == [
        "28: the first line of code is glued to the fence",
        "28: this fence never closes",
        *(f"{line}: the comment seems to hold code" for line in (29, 30, 31)),
        "185: question and answer repeat the question at source.txt:132",
    ]
    for path in write_drafts(found, tmp_path):
        assert parse_deck(path.read_text(encoding="utf-8"), path.name)[1] == []
