from __future__ import annotations

import sys
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from deckgen.checks.check import check_library
from deckgen.checks.lint import duplicates
from deckgen.checks.lint.duplicates import similar_pairs, similarity, words_of
from deckgen.checks.lint.forbidden import FORBIDDEN, find_forbidden
from deckgen.checks.lint.style import question_problems
from deckgen.model import Card, CardId, Kind, Level
from deckgen.snippets.library import default_snippets
from tests_support import REPOSITORY

sys.path.insert(0, str(REPOSITORY / "scripts"))

import fuzz

ANSWER = "`backward()` **adds** into `.grad`."
HISTORY = "\n\n:source: https://pytorch.org/foundation\n:unproven: history cannot be run\n"


def findings(cards: Path) -> list[tuple[str, int, str]]:
    return [
        (Path(problem.place.path).name, problem.place.line, problem.what)
        for problem in check_library(cards, default_snippets(cards)).problems
    ]


def plant(path: Path, old: str, new: str) -> None:
    text = path.read_text()
    assert old in text
    path.write_text(text.replace(old, new, 1))


def add_card(cards: Path, card_id: str, question: str, front: str, back: str) -> int:
    """Append a card that needs no proof; the line of its heading."""
    path = cards / "tensors.md"
    text = path.read_text()
    heading = f"\n## {question} {{#{card_id} .recall .mid}}\n"
    path.write_text(f"{text}{heading}\n{front}\n\n---\n\n{back}{HISTORY}")
    return text.count("\n") + 2


def line_of(path: Path, words: str) -> int:
    return next(n for n, line in enumerate(path.read_text().split("\n"), 1) if words in line)


@pytest.mark.parametrize("words", [76, 75])
def test_an_answer_has_a_length(mini_cards: Path, words: int) -> None:
    path = mini_cards / "autograd.md"
    said, listing = " ".join(["word"] * (words - 2)), "echo echo\n" * 9
    plant(path, ANSWER, f"It adds.\n\n```bash\n{listing}```\n\n{said}")
    found = findings(mini_cards)
    if words > 75:
        line = line_of(path, "It adds.")
        assert found == [("autograd.md", line, "the answer has 76 words beside its code")]
    else:
        assert found == []


@pytest.mark.parametrize("rule", ["***", "> ---"])
def test_a_rule_on_the_front_does_not_begin_the_answer(mini_cards: Path, rule: str) -> None:
    said = "word " * 120
    plant(
        mini_cards / "autograd.md",
        ":hint: Think of two",
        f"{rule}\n\n{said}\n\n:hint: Think of two",
    )
    assert findings(mini_cards) == []


def test_fields_and_the_question_are_no_part_of_the_answer(mini_cards: Path) -> None:
    plant(mini_cards / "autograd.md", ":origin: q07", f":source: {'word ' * 120}\n:origin: q07")
    plant(mini_cards / "autograd.md", ":hint: Think of `+=`.", f":hint: {'word ' * 120}")
    plant(mini_cards / "autograd.md", "A note to authors", f"A note {'word ' * 120}")
    assert findings(mini_cards) == []


@pytest.mark.parametrize(
    ("question", "what"),
    [
        ("What is a leaf? When is it freed?", "the heading asks 2 questions"),
        ("What is a? What is b? And c?", "the heading asks 3 questions"),
        ("What is a leaf, and when is it freed?", "a second question, `and when is it freed?`"),
        ("What is a leaf, and must it be freed?", "a second question, `and must it be freed?`"),
        ("Frozen, and saved. Who loads it, and how does it end?", "`and how does it end?`"),
        ("What does `a?b` mean?", ""),
        ('What does "why?" mean?', ""),
        ("Why do gradients add up?", ""),
        ("What is a leaf, and why?", ""),
        ("What do you gain, and what do you lose?", ""),
        ("When do you use A, and when B?", ""),
        ("A leaf, and who made it. What is the bug?", ""),
        ("The leaf is frozen, and must it go where it was?", ""),
        ("Must a leaf be frozen, and can it be saved?", "`and can it be saved?`"),
        ("What, and in which order, is freed?", ""),
        ("Which one is fast and where does it run, on CUDA?", ""),
        ("Write `twice(x)`, which doubles a tensor, and which is fast.", ""),
    ],
)
def test_a_heading_asks_for_one_fact(question: str, what: str) -> None:
    card = Card(CardId("x"), question, Kind.RECALL, Level.MID)
    assert [what in problem.what for problem in question_problems(card)] == [True] * bool(what)


@pytest.mark.parametrize("sign", ["`", '"', "“", ", and ", "{#", " ", "? "])
def test_a_heading_of_one_sign_over_and_over_takes_no_time(sign: str) -> None:
    card = Card(CardId("x"), sign * 40_000, Kind.RECALL, Level.MID)
    with fuzz.limited(2):
        assert len(list(question_problems(card))) == ("?" in sign)


@pytest.mark.parametrize(
    ("kind", "found"), [("predict", 0), ("cloze", 0), ("fix", 1), ("write", 1)]
)
def test_one_run_has_one_outcome_and_each_gap_is_a_card(kind: str, found: int) -> None:
    card = Card(CardId("x"), "What is printed, and how does it end?", Kind(kind), Level.MID)
    assert len(list(question_problems(card))) == found


def test_a_second_question_is_found_at_its_heading(mini_cards: Path) -> None:
    plant(mini_cards / "tensors.md", "Who governs PyTorch?", "Who governs it? Since when?")
    line = line_of(mini_cards / "tensors.md", "Since when?")
    assert findings(mini_cards) == [("tensors.md", line, "the heading asks 2 questions")]


@pytest.mark.parametrize(
    ("url", "moves"),
    [
        ("https://docs.pytorch.org/docs/main/notes/autograd.html", "main"),
        ("https://pytorch.org/docs/master/optim.html", "master"),
        ("https://docs.pytorch.org/vision/main/models.html", "main"),
        ("https://docs.pytorch.org/docs/nightly", "nightly"),
        ("https://docs.python.org/dev/library/re.html", "dev"),
        ("https://scikit-learn.org/dev/common_pitfalls.html", "dev"),
        ("https://numpy.org/devdocs/user/index.html", "devdocs"),
        ("https://anki.readthedocs.io/en/latest/", "latest"),
        ("https://lightning.ai/docs/torchmetrics/latest/pages/x.html", "latest"),
        ("https://github.com/pytorch/pytorch/blob/main/README.md", "main"),
        ("https://github.com/pytorch/pytorch/tree/HEAD", "HEAD"),
        ("https://raw.githubusercontent.com/a/b/refs/heads/master/x.py", "master"),
        ("https://docs.pytorch.org/docs/stable/notes/autograd.html", ""),
        ("https://docs.pytorch.org/docs/2.9/notes/autograd.html", ""),
        ("https://docs.pytorch.org/docs/stable/main.html", ""),
        ("https://docs.pytorch.org/docs/main-page.html", ""),
        ("https://peps.python.org/dev/peps/pep-0008/", ""),
        ("https://github.com/pytorch/pytorch/blob/v2.9.0/README.md", ""),
        ("https://github.com/main/master", ""),
        ("https://example.org/main/article.html", ""),
    ],
)
def test_a_link_names_a_release(mini_cards: Path, url: str, moves: str) -> None:
    path = mini_cards / "tensors.md"
    plant(path, "https://pytorch.org/foundation", url)
    what = f"the link moves with `{moves}`: {url}"
    assert findings(mini_cards) == ([("tensors.md", line_of(path, url), what)] if moves else [])


def test_links_are_found_in_prose_and_hints_and_not_in_output_or_notes(mini_cards: Path) -> None:
    url = "https://docs.pytorch.org/docs/main/x.html"
    path = mini_cards / "autograd.md"
    plant(path, "A note to authors", f"See {url}. A note to authors")
    plant(path, "Think of two losses.", f"Think of\n  [two losses]({url}).")
    plant(path, ANSWER, f"{ANSWER}\n<{url}> says so.\n\n```bash\ncurl {url}\n```")
    lines = [line_of(path, "[two losses]"), line_of(path, "says so")]
    assert [line for _, line, _ in findings(mini_cards)] == lines


@pytest.mark.parametrize(
    ("code", "name"),
    [
        ("resnet18(pretrained=True)", "pretrained="),
        ("with torch.cuda.amp.autocast():", "torch.cuda.amp"),
        ("Variable(x)", "Variable"),
        ("torch.autograd.Variable", "Variable"),
        ("p.data.add_(1)", ".data"),
        ("torch.Tensor([1])", "torch.Tensor()"),
        ("torch.cuda.LongTensor(3)", "torch.Tensor()"),
        ("torch.range(0, 3)", "torch.range"),
        ("nn.MSELoss(size_average=False)", "size_average="),
        ("nn.MSELoss(reduce=True)", "reduce="),
        ("nn.init.xavier_uniform(w)", "nn.init.xavier_uniform"),
        ("nn.utils.clip_grad_norm(p, 1)", "clip_grad_norm"),
        ("torch.qr(a)", "torch.qr"),
        ("pretrained = load(path)", ""),
        ("resnet18(weights=None)", ""),
        ("torch.amp.autocast('cuda')", ""),
        ("tf.Variable(1)", ""),
        ("VariableLength", ""),
        ("torch.utils.data.Dataset", ""),
        ("self.data = rows", ""),
        ("packed.data", ""),
        ("x.data_ptr()", ""),
        ("isinstance(x, torch.Tensor)", ""),
        ("torch.tensor([1])", ""),
        ("torch.arange(3)", ""),
        ("torch.scatter_reduce(x, 0, i, s, reduce='sum')", ""),
        ("nn.init.xavier_uniform_(w)", ""),
        ("nn.utils.clip_grad_norm_(p, 1)", ""),
        ("torch.linalg.qr(a)", ""),
        ("torch.normal(0.0, 1.0)", ""),
        ("torch.lu_factor(a)", ""),
    ],
)
def test_a_forbidden_name_is_told_from_its_neighbours(code: str, name: str) -> None:
    assert [entry.name for entry in find_forbidden(code)] == ([name] if name else [])


def test_the_last_word_of_a_forbidden_name_is_in_whatever_its_pattern_finds() -> None:
    assert len({entry.name for entry in FORBIDDEN}) == len(FORBIDDEN) > 40
    assert all(entry.word in entry.pattern for entry in FORBIDDEN)


def test_a_forbidden_name_is_found_in_code_marks_and_in_quoted_code(
    mini: Path, mini_cards: Path
) -> None:
    path = mini_cards / "autograd.md"
    plant(path, ANSWER, f"{ANSWER} A Variable is\nno `Variable`; nor is `x.data` and\n`y.data`.")
    plant(path, "`y.data`.", "`y.data`.\n\n```bash\ntrain --pretrained=True\n```")
    plant(path, "A note to authors", "A note on `volatile=True` to authors")
    program = mini / "verified_snippets" / "tensors" / "twice.py"
    for file in (path, program):
        plant(file, "    return x + x", "    return x.data + x.data")
    at = line_of(path, "no `Variable`")
    said = [(line, what.split("` ")[0]) for _, line, what in findings(mini_cards)]
    assert set(said) - {(line_of(path, "Write `twice"), "`tensors/twice")} == {
        (at, "`Variable"),
        (at, "`.data"),
        (at + 1, "`.data"),
        (line_of(path, "return x.data"), "`.data"),
    }


def about(cards: Path, entry: str) -> None:
    config = cards / "deck.toml"
    config.write_text(f"{config.read_text()}\n[about]\n{entry}\n")


def test_a_card_about_a_forbidden_name_may_use_that_name_alone(mini_cards: Path) -> None:
    plant(mini_cards / "autograd.md", ANSWER, f"{ANSWER} Not `x.data`, not `Variable`.")
    plant(mini_cards / "tensors.md", "A foundation.", "A foundation of `x.data`.")
    about(mini_cards, 'gradients-add = [".data"]')
    named = [(path, what.split("`")[1]) for path, _, what in findings(mini_cards)]
    assert named == [("autograd.md", "Variable"), ("tensors.md", ".data")]


@pytest.mark.parametrize(
    ("entry", "what"),
    [
        ('nobody = [".data"]', "`[about]` names `nobody`, which isn't a card, or is retired"),
        ('name = [".data"]', "`[about]` names `name`, which isn't a card, or is retired"),
        ('"gradients-add" = [".data"]', "`gradients-add` does not use `.data`"),
        ('gradients-add = [".date"]', "`.date` is not forbidden, so the entry has no effect"),
        ('gradients-add = [".data"]', "`gradients-add` does not use `.data`"),
    ],
)
def test_an_exception_nobody_needs_is_a_problem(mini_cards: Path, entry: str, what: str) -> None:
    about(mini_cards, entry)
    assert findings(mini_cards) == [("deck.toml", 5, what)]


@pytest.mark.parametrize("entry", ["gradients-add = 3", 'x = [["y"]]', "x = [1]"])
def test_an_about_that_is_no_table_of_names_is_a_problem(mini_cards: Path, entry: str) -> None:
    about(mini_cards, entry)
    assert findings(mini_cards) == [("deck.toml", 1, "`about` has the wrong form")]


def test_a_card_that_asks_to_the_letter_what_another_asks_is_found(mini_cards: Path) -> None:
    line = add_card(mini_cards, "again", "Who  governs PyTorch?", "", "Its members.")
    what = "the card asks what `governance` asks: 100% the same"
    assert findings(mini_cards) == [("tensors.md", line, what)]


def test_a_question_in_nearly_the_same_words_is_found_with_its_pair(mini_cards: Path) -> None:
    front = "The project has many members, a board and a committee of engineers"
    add_card(mini_cards, "one", "Who decides on releases of PyTorch?", f"{front}.", "A vote.")
    line = add_card(
        mini_cards, "two", "Who decides on the releases of PyTorch?", f"{front}!", "One."
    )
    assert findings(mini_cards) == [
        ("tensors.md", line, "the card asks what `one` asks: 84% the same")
    ]


def test_one_word_in_code_marks_makes_another_question(mini_cards: Path) -> None:
    add_card(mini_cards, "one", "What does `x += 1` do?", "", "It adds in place.")
    add_card(mini_cards, "two", "What does `x -= 1` do?", "", "It subtracts in place.")
    add_card(mini_cards, "three", "What does `X -= 1` do?", "", "It fails: no such name.")
    assert findings(mini_cards) == []


def test_a_copied_answer_is_found_under_any_question(mini_cards: Path) -> None:
    answer = "A foundation below the Linux Foundation, with a board of its paying members."
    add_card(mini_cards, "one", "Who owns the trademark?", "", answer)
    line = add_card(mini_cards, "two", "Is there a board?", "", answer.replace("paying ", ""))
    assert findings(mini_cards) == [
        ("tensors.md", line, "the card answers what `one` answers: 77% the same")
    ]


def test_short_answers_and_other_programs_under_one_question_are_no_duplicates(
    mini_cards: Path,
) -> None:
    add_card(mini_cards, "one", "Who owns the trademark?", "", "The same foundation.")
    add_card(mini_cards, "two", "Who pays for the servers?", "", "The same foundation.")
    for name, command in (("three", "ls"), ("four", "pwd")):
        shown = f"```bash\n{command}\n```"
        add_card(mini_cards, name, "What does this command print?", shown, f"It is {name}.")
    assert findings(mini_cards) == []


def test_the_same_question_is_a_duplicate_whatever_program_answers_it(mini_cards: Path) -> None:
    add_card(mini_cards, "one", "How do I list files?", "", "```bash\nls\n```")
    line = add_card(mini_cards, "two", "How do I list files?", "", "```bash\ndir\n```")
    assert [found[1] for found in findings(mini_cards)] == [line]


def test_the_same_program_shown_under_the_same_question_is_a_duplicate(mini_cards: Path) -> None:
    shown = "```bash\nls\n```"
    add_card(mini_cards, "one", "What does this command print?", shown, "The files.")
    line = add_card(mini_cards, "two", "What does this command print?", shown, "The names.")
    assert [found[1] for found in findings(mini_cards)] == [line]


def test_a_retired_card_is_left_as_it_was(mini_cards: Path) -> None:
    url = "https://pytorch.org/docs/main/x.html"
    add_card(mini_cards, "old", "Who governs PyTorch?", "", f"`x.data` {url} {'word ' * 120}")
    plant(mini_cards / "tensors.md", f"{'word ' * 120}{HISTORY}", "\n\n:retired: governance\n")
    assert findings(mini_cards) == []


texts = st.lists(st.lists(st.sampled_from("abcd"), max_size=8).map(tuple), max_size=12)


@settings(max_examples=100)
@given(texts, st.sampled_from([0.3, 0.5, 0.6, 0.9, 1.0]))
def test_the_index_finds_what_comparing_each_with_each_finds(
    words: list[tuple[str, ...]], least: float
) -> None:
    sets = [frozenset(pairwise(text)) for text in words]
    slow = {
        later
        for later in range(len(sets))
        if any(similarity(sets[later], sets[earlier]) >= least for earlier in range(later))
    }
    found = list(similar_pairs(words, least))
    assert {later for later, _, _ in found} == slow
    assert all(
        earlier < later and how == similarity(sets[later], sets[earlier]) >= least
        for later, earlier, how in found
    )


@pytest.mark.parametrize("alike", [False, True])
def test_thousands_of_texts_are_not_compared_each_with_each(
    monkeypatch: pytest.MonkeyPatch, alike: bool
) -> None:
    count = 0

    def counted(one: duplicates.Shingles, other: duplicates.Shingles) -> float:
        nonlocal count
        count += 1
        return similarity(one, other)

    monkeypatch.setattr(duplicates, "similarity", counted)
    common = tuple(f"w{n}" for n in range(30))
    many = [(*common, f"n{n}") if alike else (f"n{n}", *common[:5]) for n in range(2000)]
    many = many if alike else [(*text, *(f"{text[0]}-{k}" for k in range(20))) for text in many]
    assert len(list(similar_pairs(many, 0.6))) == (1999 if alike else 0)
    assert count <= 2 * 2000 if alike else count == 0


def test_two_texts_are_compared_once_however_many_rare_words_they_share(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    compared = []

    def never(one: duplicates.Shingles, other: duplicates.Shingles) -> float:
        compared.append((one, other))
        return 0.0

    monkeypatch.setattr(duplicates, "similarity", never)
    text = tuple("abcdefghij")
    assert list(similar_pairs([text, text], 0.6)) == []
    assert len(compared) == 1


def test_case_counts_in_code_marks_alone() -> None:
    assert words_of("The `Tensor`, a torch.Tensor!") == ("the", "`Tensor`", "a", "torch.tensor")


@pytest.mark.parametrize("retired", ["", "\n:retired: another card"])
@pytest.mark.parametrize("language", ["bash", "python snippet=tensors/twice"])
def test_code_of_any_language_fits_a_phone(mini_cards: Path, language: str, retired: str) -> None:
    path = mini_cards / "autograd.md"
    plant(path, ":origin: q07", f":origin: q07{retired}")
    listing = "\n".join(["x" * 68] * 18 + ["y" * 69, "z"])
    plant(path, ANSWER, f"{ANSWER}\n\n```{language}\n{listing}\n```")
    sizes = [found for found in findings(mini_cards) if "of code" in found[2]]
    assert sizes == [("autograd.md", line_of(path, "yyy"), "69 columns of code")]
    plant(path, "\nz\n", "\nz\nz\n")
    first = ("autograd.md", line_of(path, "xxx") - 1, "21 lines of code")
    sizes = [found for found in findings(mini_cards) if "of code" in found[2]]
    assert sizes == [first, ("autograd.md", line_of(path, "yyy"), "69 columns of code")]


def test_output_may_be_as_long_as_it_is(mini: Path, mini_cards: Path) -> None:
    program = mini / "verified_snippets" / "autograd" / "gradients_add.py"
    for file, sign in ((program, "# "), (mini_cards / "autograd.md", "")):
        plant(file, f"{sign}tensor([6., 6.])", "\n".join([sign + "6" * 100] * 30))
    assert not [found for found in findings(mini_cards) if "of code" in found[2]]
