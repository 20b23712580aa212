"""A person finding cards, and doing something to them."""

from __future__ import annotations

import shutil
import sys
import webbrowser
from collections.abc import AsyncIterator, Iterator, Mapping
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from quiz_cases import (
    DAY,
    NOW,
    MemoryStore,
    asked_card,
    collection_of,
    remembered,
    reviewed,
    small_library,
)
from quiz_pilot import CARDS, Clock, line_with, opened_in, seen, until
from textual.app import App

import quizapp.tui.app
from deckgen.model import Deck, Library
from deckgen.syntax.library import load_library
from quizapp.keys import DEFAULT_KEYS
from quizapp.scheduler.model import Action, CardChange, Evidence, Grade, Marks, Review
from quizapp.tui.app import WIDTHS
from quizapp.tui.browse.preview import PreviewScreen
from quizapp.tui.browse.screen import Browsed, BrowseScreen
from quizapp.tui.browse.table import CardTable
from quizapp.tui.widgets.card_info import DetailsScreen
from quizapp.tui.widgets.dialogs import ChoiceScreen, ConfirmScreen, WordScreen
from quizapp.tui.widgets.help import HelpScreen

if TYPE_CHECKING:
    from textual.pilot import Pilot

    from quizapp.collection.collection import Collection


@dataclass
class Visit:
    """A browse screen, the person before it, and what is left of the visit."""

    pilot: Pilot[None]
    screen: BrowseScreen
    left: list[Browsed | None] = field(default_factory=list)

    async def press(self, *keys: str) -> None:
        await self.pilot.press(*keys)
        await self.pilot.pause()

    async def search(self, query: str) -> None:
        """Write another query and take it."""
        await self.press("slash")
        self.screen.query_line.value = query
        await self.press("enter")

    @property
    def seen(self) -> str:
        return seen(self.pilot)

    @property
    def is_back(self) -> bool:
        """Whether nothing stands over the browse screen."""
        return self.pilot.app.screen is self.screen

    @property
    def ids(self) -> list[str]:
        return [row.card.id for row in self.screen.table.listed]

    @property
    def said(self) -> list[str]:
        return [notification.message for notification in self.pilot.app._notifications]

    @property
    def marks(self) -> Mapping[str, Marks]:
        return self.screen.collection.store.marks()


def six_cards() -> Collection:
    """New and seen cards in two decks."""
    known = {
        "b": remembered(due=NOW - 3 * DAY),
        "c": remembered(due=NOW + 9 * DAY),
        "e": remembered(due=NOW + 2 * DAY, stability=40),
    }
    decks = (
        Deck("Zero", "Zero", cards=tuple(map(asked_card, "abc"))),
        Deck("Autograd", "Autograd", cards=tuple(map(asked_card, "fed"))),
    )
    return collection_of(Library("Interview", decks), MemoryStore(known=known))


class QuizLook(App[None]):
    """An app that looks like the quiz."""

    CSS_PATH = Path(quizapp.tui.app.__file__).with_name("app.tcss")
    HORIZONTAL_BREAKPOINTS = WIDTHS


@asynccontextmanager
async def browsing(
    collection: Collection | None = None, *, size: tuple[int, int] = (80, 24), query: str = ""
) -> AsyncIterator[Visit]:
    """The browse screen by itself."""
    app: App[None] = QuizLook()
    async with app.run_test(size=size, notifications=True) as pilot:
        screen = BrowseScreen(collection or six_cards(), Clock(), query=query)
        visit = Visit(pilot, screen)
        app.push_screen(screen, visit.left.append)
        await pilot.pause()
        yield visit


async def test_every_card_is_found_at_first() -> None:
    async with browsing() as visit:
        assert visit.ids == [*"abcfed"]
        assert "6 of 6 cards" in visit.seen
        line = visit.seen.split("\n")[line_with(visit.pilot, "What is b?")]
        assert line.split() == ["What", "is", "b?", "Zero", "recall", "3d", "late"]


async def test_a_query_finds_while_it_is_written() -> None:
    async with browsing() as visit:
        await visit.press("slash", *"is:n")
        for _ in range(100):
            if "knows no `n`" in visit.seen:
                break
            await visit.pilot.pause(0.1)
        assert visit.ids == [*"abcfed"]
        assert "   ^" in visit.seen
        await visit.press("e", "w")
        for _ in range(100):
            if visit.ids == [*"afd"]:
                break
            await visit.pilot.pause(0.1)
        assert visit.ids == [*"afd"]
        assert "knows no" not in visit.seen
        assert visit.screen.query_line.has_focus


async def test_a_query_nobody_can_follow_is_said_and_the_cards_stay() -> None:
    async with browsing(size=(40, 24)) as visit:
        await visit.search("is:new")
        await visit.search("is:new or front:x")
        at = line_with(visit.pilot, "`front:` isn't a key")
        lines = visit.seen.split("\n")
        caret = next(n for n, line in enumerate(lines) if line.strip() == "^")
        assert caret > at
        assert lines[caret - 1][lines[caret].index("^") :].startswith("front:x")
        assert visit.ids == [*"afd"]
        assert visit.screen.query_line.has_focus


async def test_a_query_is_brought_along_and_left_behind_though_it_finds_nothing() -> None:
    async with browsing(query="deck:zero") as visit:
        assert visit.ids == [*"abc"]
        await visit.search("deck:auto*")
        await visit.press("slash", "escape")
        assert visit.screen.table.has_focus
        await visit.search("zzz")
        assert "No card matches this search" in visit.seen
        assert visit.screen.query_line.has_focus
        assert not visit.screen.table.display
        await visit.press("escape")
        assert visit.left == [Browsed("zzz", visit.screen.collection)]


async def test_each_action_has_its_key_for_the_card_at_the_cursor() -> None:
    async with browsing() as visit:
        await visit.press("j", "@")
        assert visit.marks == {"b": Marks(suspended=True)}
        assert "What is b? [suspended]" in visit.seen
        assert visit.said == ["1 card suspended."]
        await visit.press("@", "k", "k", "b")
        assert [*visit.marks] == ["d"]
        assert "What is d? [buried]" in visit.seen
        await visit.press("b", "f", "7")
        assert visit.marks == {"d": Marks(flag=7)}
        await visit.press("f", "8", "escape")
        assert visit.marks == {"d": Marks(flag=7)}
        await visit.press("f")
        line = line_with(visit.pilot, "4  blue")
        await visit.pilot.click(offset=(visit.seen.split("\n")[line].index("blue"), line))
        await visit.pilot.pause()
        assert visit.marks == {"d": Marks(flag=4)}


async def test_a_key_acts_on_all_chosen_cards_and_undo_takes_all_back() -> None:
    collection = six_cards()
    store = collection.store
    assert isinstance(store, MemoryStore)
    async with browsing(collection) as visit:
        first = (store.memories(), store.marks())
        await visit.press("space", "space", "end", "space")
        assert "6 of 6 cards · 3 chosen" in visit.seen
        assert visit.seen.count("●") == 4  # the head of the column is one
        await visit.press("@")
        assert sorted(visit.marks) == ["a", "b", "d"]
        await visit.press("f", "3")
        assert {mark.flag for mark in visit.marks.values()} == {3}
        assert "[suspended, green flag]" in visit.seen
        await visit.press("R", "y")
        actions = [step.action for step in store.kept if isinstance(step, CardChange)]
        assert actions == [Action.SUSPEND, Action.FLAG, Action.RESET]
        assert "b" not in store.memories()
        assert visit.marks == {card: Marks(flag=3) for card in "abd"}
        await visit.press("u", "u", "u", "u")  # one too many
        assert (store.memories(), store.marks()) == first
        assert store.kept == []
        assert visit.said[-1] == "Undone: 3 cards suspended."


async def test_many_cards_are_reset_only_after_a_yes() -> None:
    async with browsing() as visit:
        await visit.press("a", "R")
        assert isinstance(visit.pilot.app.screen, ConfirmScreen)
        assert "Make 3 cards new again?" in visit.seen
        await visit.press("enter")  # the answer under the cursor is no
        assert len(visit.screen.collection.store.memories()) == 3
        await visit.press("R", "escape", "R", "n")
        assert len(visit.screen.collection.store.memories()) == 3
        await visit.press("R", "down", "enter")
        assert visit.screen.collection.store.memories() == {}
        await visit.press("R")
        assert visit.said[-1] == "There is nothing to change here."


async def test_a_day_is_asked_for_until_it_can_be_followed() -> None:
    async with browsing(size=(40, 24)) as visit:
        await visit.press("d", *"2", "enter")
        assert isinstance(visit.pilot.app.screen, WordScreen)
        assert "never answered before" in visit.seen
        await visit.press("escape", "j", "d", *"soon", "enter")
        assert "`soon` isn't a day" in " ".join(visit.seen.split())
        await visit.press(*["backspace"] * 4, *"+12", "enter")
        assert visit.is_back
        assert "in 12d" in visit.seen
        assert visit.said == ["1 card given another date."]
        await visit.press("u")
        assert "3d late" in visit.seen


async def test_what_cannot_be_done_changes_nothing_and_is_said(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def fail(_: MemoryStore) -> None:
        raise OSError(5, "Input/output error")

    collection = six_cards()
    store = collection.store
    assert isinstance(store, MemoryStore)
    remedy = "Nothing was changed: fix this, then try again."
    async with browsing(collection) as visit:
        await visit.press("@")
        store.failing = True
        await visit.press("u", "j", "b")
        assert visit.said[-2:] == [f"No space left on device. {remedy}"] * 2
        store.failing = False
        with monkeypatch.context() as patch:
            patch.setattr(MemoryStore, "refresh", fail)
            await visit.press("b", "u")
        assert visit.said[-2:] == [f"Input/output error. {remedy}"] * 2
        assert visit.marks == {"a": Marks(suspended=True)}
        await visit.press("u")
        assert visit.marks == {}
        await visit.press("k", "@")
        store.marked["a"] = Marks(flag=2)  # as another window would
        await visit.press("u", "u")
        assert visit.marks == {"a": Marks(flag=2)}
        assert "changed since" in visit.said[-1]


async def test_a_column_sorts_by_key_and_by_click() -> None:
    async with browsing() as visit:
        await visit.press("j", "s")
        assert visit.ids == [*"abcdef"]
        assert "Question ▲" in visit.seen
        assert visit.screen.table.card
        assert visit.screen.table.card.id == "b"
        await visit.press("S")
        assert visit.ids == [*"fedcba"]
        assert "Question ▼" in visit.seen
        line = line_with(visit.pilot, "Question")
        at = visit.seen.split("\n")[line].index("Due")
        await visit.pilot.click(offset=(at, line))
        await visit.pilot.pause()
        assert visit.ids == [*"becafd"]
        assert "by due" in visit.seen
        await visit.pilot.click(offset=(at, line))
        await visit.pilot.pause()
        assert visit.ids == [*"dfaceb"]
        await visit.press("s", "s")
        assert visit.ids == [*"abcfed"]
        assert "by " not in visit.seen.split("\n")[line_with(visit.pilot, "of 6 cards")]


async def test_the_mouse_chooses_and_opens() -> None:
    async with browsing() as visit:
        line = line_with(visit.pilot, "What is c?")
        await visit.pilot.click(offset=(1, line))
        await visit.pilot.pause()
        assert visit.screen.table.chosen == {"c"}
        await visit.pilot.click(offset=(8, line - 1))
        await visit.pilot.pause()
        assert visit.screen.table.card
        assert visit.screen.table.card.id == "b"
        assert visit.screen.table.chosen == {"c"}
        await visit.pilot.click(offset=(8, line), times=2)
        await visit.pilot.pause()
        assert isinstance(visit.pilot.app.screen, PreviewScreen)
        assert "The answer to c" in visit.seen


@pytest.mark.parametrize("width", [40, 80, 120])
async def test_no_word_is_cut_at_any_width(width: int) -> None:
    library, _ = load_library(CARDS)
    collection = collection_of(library)
    async with browsing(collection, size=(width, 40)) as visit:
        for noted in ("", "suspended", "suspended, red flag"):
            words = visit.seen.split()
            for card in collection.cards.values():
                asked = card.question.replace("`", "").split()
                assert [word for word in asked if word not in words] == []
            notes = noted if width > 110 or not noted else f"[{noted}]"
            assert all(word in words for word in notes.split())
            assert ("Deck" in words, "Kind" in words) == (width >= 60, width >= 76)
            assert "Due" in words
            await visit.press(*("f", "1") if noted else "@")  # the row takes more room


async def test_a_card_is_previewed_and_nothing_is_written() -> None:
    library, _ = load_library(CARDS)
    collection = collection_of(library)
    async with browsing(collection) as visit:
        await visit.press("enter")
        assert "1 of 5 · junior · recall · Autograd" in visit.seen
        assert "Why do gradients add up" in visit.seen
        assert "Hint: Think of a tensor" in visit.seen
        assert "adds into .grad" in visit.seen
        await visit.press("j", "right")
        assert "Clear the gradients" in visit.seen
        assert "[a method]" in visit.seen
        assert "Missing: zero_grad" in visit.seen
        await visit.press("left", "k", "k")
        assert "5 of 5" in visit.seen
        await visit.press("escape")
        assert visit.screen.table.card
        assert visit.screen.table.card.id == "fix-shape"
        assert isinstance(collection.store, MemoryStore)
        assert collection.store == MemoryStore()


async def test_details_tell_the_standing_and_the_history() -> None:
    store = MemoryStore()
    review = reviewed("b", Grade.GOOD, at=NOW - DAY)
    store.record(replace(review, evidence=Evidence(Grade.HARD, "You used a hint.")))
    collection = collection_of(small_library("a", "b"), store)
    async with browsing(collection, size=(80, 40)) as visit:
        await visit.press("j", "i")
        await visit.pilot.app.workers.wait_for_complete()
        await visit.pilot.pause()
        assert isinstance(visit.pilot.app.screen, DetailsScreen)
        for words in (
            "What is `b`?",
            "Stage  learning",
            "Average time  9s",
            "2026-11-21 21:15  Good · new · 9s · back in <10m",
            "graded above the evidence: You used a hint.",
        ):
            assert words in visit.seen
        await visit.press("i")
        assert visit.is_back


async def test_a_history_is_empty_or_cannot_be_read_and_that_is_said() -> None:
    class Broken(MemoryStore):
        def reviews(self, since: object = None) -> list[Review]:
            raise OSError(5, "Input/output error")

    async with browsing(size=(80, 40)) as visit:
        await visit.press("i")
        await visit.pilot.app.workers.wait_for_complete()
        await visit.pilot.pause()
        assert "nothing yet" in visit.seen
        assert "new: never answered" in visit.seen
        await visit.press("escape")
        visit.screen.collection = collection_of(small_library("a"), Broken())
        await visit.press("i")
        await visit.pilot.app.workers.wait_for_complete()
        await visit.pilot.pause()
        assert "Input/output error: fix this" in visit.seen
        await visit.press("escape")
        await visit.search("rated:1")
        assert "Input/output error: fix this, then search again" in visit.seen


def editable(folder: Path) -> Collection:
    """A collection of the usual cards, in a folder of their own."""
    library, _ = load_library(Path(shutil.copytree(CARDS, folder / "cards")))
    return collection_of(library)


def editor_that(tmp_path: Path, program: str) -> str:
    """An editor that is a Python program."""
    path = tmp_path / "edit.py"
    path.write_text(f"import sys, pathlib\npath = pathlib.Path(sys.argv[1])\n{program}\n")
    return f"'{sys.executable}' '{path}'"


@contextmanager
def nothing_suspended(*_: object) -> Iterator[None]:  # a test has no terminal to hand over
    yield


async def test_a_card_is_edited_and_what_keeps_one_from_it_is_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with browsing(editable(tmp_path)) as visit:
        monkeypatch.setenv("VISUAL", "true")
        await visit.press("j", "e")
        assert "an editor needs the terminal" in visit.said[-1]
        monkeypatch.setattr(type(visit.pilot.app), "suspend", nothing_suspended)
        monkeypatch.setenv("VISUAL", "/nowhere/ed")
        await visit.press("e")
        assert "`/nowhere/ed` cannot be run: No such file or directory" in visit.said[-1]
        mistake = "path.write_text(path.read_text().replace('.predict .mid', '.predict .boss'))"
        monkeypatch.setenv("VISUAL", editor_that(tmp_path, mistake))
        await visit.press("e")
        assert "`.boss` is neither a kind nor a level" in visit.said[-1]
        assert "autograd.md:37: " in visit.said[-1]
        assert "The card stays as it was." in visit.said[-1]
        assert "What does this print?" in visit.seen
        mended = "text = path.read_text().replace('.boss', '.mid')"
        program = f"{mended}\npath.write_text(text.replace('What does this', 'What would this'))"
        monkeypatch.setenv("VISUAL", editor_that(tmp_path, program))
        await visit.press("e")
        assert "What would this print?" in visit.seen
        assert visit.screen.table.card
        assert visit.screen.table.card.id == "print-grad"
        await visit.press("escape")
        (browsed,) = visit.left
        assert browsed
        assert browsed.collection.cards["print-grad"].question == "What would this print?"


async def test_code_is_copied_and_counted() -> None:
    collection = collection_of(load_library(CARDS)[0])
    async with browsing(collection) as visit:
        await visit.press("j", "c")
        assert visit.pilot.app.clipboard.startswith("w = torch.ones(2, requires_grad=True)\n")
        assert visit.said[-1].startswith("4 lines of code copied")
        await visit.search("id:view-copies")
        await visit.press("c")
        assert visit.said[-1] == "This card has no code to copy."


async def test_a_source_is_opened_or_its_address_told(monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[str] = []

    class Browser:
        name = "firefox"

        def open(self, url: str) -> bool:
            opened.append(url)
            return True

    def missing() -> None:
        raise webbrowser.Error("none")

    cards = (
        asked_card("one", sources=("https://x.org/one",)),
        asked_card("two", sources=("https://x.org/a", "https://x.org/b")),
        asked_card("none"),
    )
    collection = collection_of(Library("x", (Deck("d", "d", cards=cards),)))
    async with browsing(collection) as visit:
        monkeypatch.setattr(webbrowser, "get", Browser)
        await visit.press("o")
        assert opened == ["https://x.org/one"]
        await visit.press("j", "o")
        assert isinstance(visit.pilot.app.screen, ChoiceScreen)
        await visit.press("2")
        assert opened == ["https://x.org/one", "https://x.org/b"]
        await visit.press("o", "escape", "j", "o")
        assert opened == ["https://x.org/one", "https://x.org/b"]
        assert visit.said[-1] == "This card cites no address."
        monkeypatch.setattr(webbrowser, "get", missing)
        await visit.press("home", "o")
        assert visit.said[-1].endswith("no browser here. The address is https://x.org/one")


async def test_every_key_is_listed_with_what_it_does() -> None:
    async with browsing(size=(40, 30)) as visit:
        await until(visit.pilot, lambda: "?" in visit.seen.splitlines()[-1])
        await visit.press("question_mark")
        await until(visit.pilot, lambda: "@: Suspend" in visit.seen)
        assert isinstance(visit.pilot.app.screen, HelpScreen)
        told = [keys.split()[0] for keys, _ in visit.pilot.app.screen.parts["The keys"]]
        for key in ["/", "space", "a", "@", "b", "f", "d", "R", "s", "S", "e", "c", "o", "i", "j"]:
            assert key in told
        await visit.press("question_mark")
        await until(visit.pilot, lambda: visit.is_back)


async def test_a_key_of_ones_own_works_on_table_and_screen() -> None:
    async with browsing() as visit:
        visit.pilot.app.set_keymap({"browse-choose": "x", "browse-suspend": "f2"})
        await visit.press("x", "f2")
        assert visit.screen.table.chosen == {"a"}
        assert visit.marks == {"a": Marks(suspended=True)}
        await visit.press("space", "@")
        assert visit.screen.table.chosen == {"a"}
        assert visit.marks == {"a": Marks(suspended=True)}


async def test_what_is_done_here_is_kept(tmp_path: Path) -> None:
    opened = opened_in(tmp_path / "data", Clock())
    async with browsing(opened.collection) as visit:
        await visit.press("@", "j", "f", "2")
    opened.collection.store.close()
    again = opened_in(tmp_path / "data", Clock()).collection.store
    assert again.marks() == {"grad-accumulates": Marks(suspended=True), "print-grad": Marks(flag=2)}
    assert [change.action for change in again.changes()] == [Action.SUSPEND, Action.FLAG]


def test_every_key_has_a_name_the_settings_know() -> None:
    places = (BrowseScreen, CardTable, PreviewScreen, DetailsScreen)
    bindings = [binding for place in places for binding in place.__dict__["BINDINGS"]]
    known = {binding.id: binding.key for binding in bindings if binding.id}
    screens = ("browse-", "preview-", "details-")
    assert known == {name: key for name, key in DEFAULT_KEYS.items() if name.startswith(screens)}
