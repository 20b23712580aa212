"""The themes: everything painted can be read, and the one chosen comes back."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner
from quiz_cases import MemoryStore
from quiz_pilot import CARDS, Clock, app_in, at_home, opened_in, seen
from rich.color import ColorType
from textual.color import Color
from textual.widgets._footer import FooterKey

from quizapp.cli import main, options
from quizapp.config import THEMES, Config, ConfigError, load_config
from quizapp.scheduler.model import Grade
from quizapp.store import ReviewStore
from quizapp.tui.app import QuizApp, SingleScreenApp
from quizapp.tui.stats.screen import StatisticsScreen
from quizapp.tui.themes import next_theme, register_themes, remember_theme, remembered_theme
from quizapp.tui.widgets.card_text import CardCode

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterator

    from rich.style import Style
    from textual.pilot import Pilot

LEAST = {"dark": 4.5, "light": 4.5, "contrast-dark": 7.0, "contrast-light": 7.0}
"""The contrast that WCAG asks for at its levels AA and AAA."""
TEXTS = (
    "foreground", "text", "text-primary", "text-secondary", "text-warning", "text-error",
    "text-success", "text-accent", "text-muted", "text-disabled", "foreground-muted",
    "foreground-disabled", "footer-key-foreground", "footer-description-foreground",
)  # fmt: skip
GROUNDS = ("background", "surface", "panel", "footer-background")


def contrast(one: Color, other: Color) -> float:
    """WCAG's contrast ratio, from 1 to 21."""
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def luminance(color: Color) -> float:
    """WCAG's relative luminance, written out here so that nothing of the app judges itself."""
    parts = (part / 255 for part in color.rgb)
    linear = [
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    ]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def test_the_contrast_of_known_colours_is_wcags() -> None:
    black, white, grey = Color.parse("#000"), Color.parse("#fff"), Color.parse("#767676")
    assert contrast(black, white) == pytest.approx(21)
    assert contrast(white, grey) == pytest.approx(4.54, abs=0.005)


@pytest.mark.parametrize("name", LEAST)
@pytest.mark.parametrize("ground", GROUNDS)
def test_every_text_can_be_read_on_every_ground(name: str, ground: str) -> None:
    app = QuizApp(lambda: pytest.fail("nothing is opened"))
    colours = app.available_themes[name].to_color_system().generate()
    below = Color.parse(colours[ground])
    for text in TEXTS:
        above = below + Color.parse(colours[text])
        assert contrast(above, below) >= LEAST[name], text


async def walk(pilot: Pilot[None]) -> AsyncIterator[str]:
    """From one screen to the next, and the name of each."""
    app = pilot.app
    assert isinstance(app, QuizApp)
    assert app.collection
    yield "home"
    await pilot.press("enter", "h")
    yield "question"
    await pilot.press("space")
    yield "answer"
    await app.push_screen(StatisticsScreen(app.collection, Clock()))
    await app.workers.wait_for_complete()
    await pilot.press("tab")
    yield "statistics"
    await pilot.press("ctrl+p")
    await pilot.pause(0.1)
    await pilot.press("down")
    yield "palette"


def painted(pilot: Pilot[None]) -> Iterator[tuple[str, Style]]:
    """Every piece of text on the screen, and how it is painted; what a palette covers is left."""
    screen = pilot.app.screen
    palette = [each.region for each in screen.query("#--input, CommandList")]
    top = min((each.y for each in palette), default=0)
    bottom = max((each.bottom for each in palette), default=screen.size.height)
    for strip in screen._compositor.render_strips()[top:bottom]:
        for segment in strip:
            if segment.text.strip() and segment.style:
                yield segment.text, segment.style


def answered(data: Path) -> Path:
    collection = opened_in(data, Clock()).collection
    session = collection.begin(Clock().now)
    collection.grade(session.reveal(), Grade.AGAIN, Clock().now)
    collection.store.close()
    return data


@pytest.mark.parametrize("name", LEAST)
async def test_what_is_painted_can_be_read(tmp_path: Path, name: str) -> None:
    hard = set()
    async with at_home(app_in(answered(tmp_path), config=Config(theme=name))) as pilot:
        async for screen in walk(pilot):
            await pilot.wait_for_animation()
            await pilot.pause()
            pieces = list(painted(pilot))
            assert len(pieces) > 10, screen
            hard |= {
                (screen, text.strip(), above.hex, below.hex)
                for text, style in pieces
                for above, below in [colours_of(style)]
                if contrast(above, below) < LEAST[name]
                and not is_decoration(text)
                and text.strip() not in idle_keys(pilot)
            }
    assert hard == set()


def idle_keys(pilot: Pilot[None]) -> set[str]:
    """What stands for keys that do nothing now: WCAG asks nothing of them."""
    idle = pilot.app.screen.query("FooterKey.-disabled").results(FooterKey)
    return {word for key in idle for word in (key.key_display, key.description)}


def colours_of(style: Style) -> tuple[Color, Color]:
    assert style.color
    assert style.bgcolor
    above, below = Color.from_rich_color(style.color), Color.from_rich_color(style.bgcolor)
    return (below, above) if style.reverse else (above, below)


def is_decoration(text: str) -> bool:
    """Whether a piece is a line, a scroll bar or a picture, of which WCAG asks less."""
    lines = {"🔎", *map(chr, range(0x2500, 0x25A0))} - {*"░▒▓█"}
    return lines.issuperset(text.strip())


CODE = """# a comment
@torch.no_grad()
def half(x: Tensor, *, lossy=True) -> str:
    \"\"\"Halve it.\"\"\"
    return f"{x / 2.0!r}" if x is not None else 'none'
"""


@pytest.mark.parametrize("name", LEAST)
def test_code_of_every_kind_can_be_read(name: str) -> None:
    app = QuizApp(lambda: pytest.fail("nothing is opened"))
    colours = app.available_themes[name].to_color_system().generate()
    styles = {str(span.style) for span in CardCode.highlight(CODE, "python").spans}
    used = {word for style in styles for word in style.split() if word.startswith("$")}
    assert {"$text-muted", "$text-success", "$text-warning", "$text-error"} <= used
    assert not any("%" in style for style in styles)
    for variable in used:
        below = Color.parse(colours["background"])
        assert contrast(Color.parse(colours[variable[1:]]), below) >= LEAST[name], variable


async def test_ansi_paints_with_the_terminals_own_colours_alone(tmp_path: Path) -> None:
    async with at_home(app_in(answered(tmp_path), config=Config(theme="ansi"))) as pilot:
        async for screen in walk(pilot):
            await pilot.wait_for_animation()
            await pilot.pause()
            styles = [style for text, style in painted(pilot) if not is_decoration(text)]
            colours = [each for style in styles for each in (style.color, style.bgcolor) if each]
            assert len(colours) > 10, screen
            assert {each.type for each in colours} <= {ColorType.DEFAULT, ColorType.STANDARD}


async def test_no_color_paints_in_grey(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    async with at_home(app_in(answered(tmp_path))) as pilot:
        await pilot.press("enter", "space")
        await pilot.pause()
        widget = pilot.app.screen.query_one("#again")
        filtered = [
            segment.style.color.get_truecolor()
            for segment in widget.render_lines(widget.region.reset_offset)[0]
            if segment.text.strip() and segment.style and segment.style.color
        ]
    assert filtered
    assert all(red == green == blue for red, green, blue in filtered)


def test_the_key_goes_through_all_themes() -> None:
    seen_names = [THEMES[-1]]
    for _ in THEMES:
        seen_names.append(next_theme(seen_names[-1]))
    assert seen_names[1:] == list(THEMES)
    assert next_theme("nord") == THEMES[0]


def test_all_themes_are_registered_under_their_names() -> None:
    app = QuizApp(lambda: pytest.fail("nothing is opened"))
    register_themes(app)
    assert set(THEMES) <= set(app.available_themes)
    assert app.theme == THEMES[0]
    assert [app.available_themes[name].dark for name in THEMES[:4]] == [True, False, True, False]


async def test_a_theme_changed_by_key_is_there_at_the_next_start(tmp_path: Path) -> None:
    app = app_in(tmp_path)
    async with at_home(app) as pilot:
        assert app.theme == "dark"
        await pilot.press("ctrl+t")
        await pilot.pause()
        assert app.theme == "light"
        await pilot.press("q")
    again = app_in(tmp_path)
    async with at_home(again):
        assert again.theme == "light"


async def test_a_screen_of_the_shell_has_the_theme_and_its_key_too(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    apps: list[SingleScreenApp] = []
    monkeypatch.setattr(options, "at_a_terminal", lambda: True)
    monkeypatch.setattr(SingleScreenApp, "run", lambda app: apps.append(app))
    for config, first in (("", "dark"), ("", "light"), ('theme = "ansi"', "ansi"), ("", "light")):
        (tmp_path / "config.toml").write_text(config)
        for command in ("cram", "mock"):
            call = ["--data", str(tmp_path), "--cards", str(CARDS), command]
            assert CliRunner().invoke(main, call).exit_code == 0
        cram, mock = apps[-2:]
        async with mock.run_test() as pilot:
            await pilot.pause()
            assert mock.theme == first
        async with cram.run_test() as pilot:
            await pilot.pause()
            assert cram.theme == first
            if len(apps) == 2:
                await pilot.press("ctrl+t")
                await pilot.pause()
                assert cram.theme == "light"
        cram.store.close()


async def test_a_theme_changed_by_palette_is_there_at_the_next_start(tmp_path: Path) -> None:
    app = app_in(tmp_path)
    async with at_home(app) as pilot:
        app.theme = "nord"  # what the palette does
        await pilot.pause()
    again = app_in(tmp_path)
    async with at_home(again):
        assert again.theme == "nord"


async def test_the_theme_of_the_settings_wins(tmp_path: Path) -> None:
    store = ReviewStore(tmp_path, device="test", clock=Clock())
    remember_theme(store, "light")
    store.close()
    app = app_in(tmp_path, config=Config(theme="ansi"))
    async with at_home(app):
        assert app.theme == "ansi"


async def test_a_remembered_theme_that_is_gone_changes_nothing(tmp_path: Path) -> None:
    store = ReviewStore(tmp_path, device="test", clock=Clock())
    remember_theme(store, "of-another-version")
    store.close()
    app = app_in(tmp_path)
    async with at_home(app) as pilot:
        assert app.theme == "dark"
        assert "5 new" in seen(pilot)


async def test_a_theme_that_cannot_be_kept_is_still_shown(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise OSError(28, "No space left on device")

    app = app_in(tmp_path)
    async with at_home(app) as pilot:
        monkeypatch.setattr(ReviewStore, "set", fail)
        await pilot.press("ctrl+t")
        await pilot.pause()
        assert app.theme == "light"


def test_the_same_theme_is_kept_once() -> None:
    store = MemoryStore()
    remember_theme(store, "light")
    store.failing = True
    remember_theme(store, "light")
    assert remembered_theme(store) == "light"
    store.settings["theme"] = {"name": 5}
    assert remembered_theme(store) is None


@pytest.mark.parametrize("written", ['"pink"', "5", '["dark"]', '{ name = "dark" }'])
def test_a_theme_nobody_knows_is_said_with_those_there_are(tmp_path: Path, written: str) -> None:
    (tmp_path / "config.toml").write_text(f"theme = {written}")
    with pytest.raises(ConfigError, match=r"it is the one you chose last: write one of dark"):
        load_config(tmp_path)


def test_a_theme_of_ours_can_be_written(tmp_path: Path) -> None:
    for name in THEMES:
        (tmp_path / "config.toml").write_text(f'theme = "{name}"')
        assert load_config(tmp_path).theme == name
