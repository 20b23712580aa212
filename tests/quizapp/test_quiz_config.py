"""Settings: absent, right, and wrong in every way a person can be."""

from __future__ import annotations

from dataclasses import fields
from datetime import UTC, time, timedelta
from pathlib import Path

import pytest
from quiz_cases import NOW

from quizapp.collection.open_collection import open_collection
from quizapp.config import Config, ConfigError, default_data, load_config
from quizapp.keys import DEFAULT_KEYS, RETIRED
from quizapp.scheduler.day import LearnerDays
from quizapp.scheduler.fsrs import Scheduler
from quizapp.scheduler.fuzz import ORDINARY_WEEK
from quizapp.scheduler.steps import Steps


def written(folder: Path, text: str | bytes) -> Path:
    (folder / "config.toml").write_bytes(text if isinstance(text, bytes) else text.encode())
    return folder


def test_no_file_means_the_defaults(tmp_path: Path) -> None:
    assert load_config(tmp_path / "nowhere") == Config(0.9, 10, 200, 4, {})


def test_every_setting_is_read(tmp_path: Path) -> None:
    text = """
        desired_retention = 0.85
        new_per_day = 0
        reviews_per_day = 50
        rollover = 0
        [keys]
        review-undo = "z"
    """
    config = load_config(written(tmp_path, text))
    assert config == Config(0.85, 0, 50, 0, {"review-undo": "z"})
    assert config.rollover_time == time(0)


def test_the_settings_of_the_schedule_are_read(tmp_path: Path) -> None:
    text = """
        maximum_interval = 365
        fuzz = false
        easy_days = { sat = 0.5, sun = 0 }
        learning_steps = ["30s", "10m", "1d"]
        relearning_steps = []
    """
    config = load_config(written(tmp_path, text))
    assert (config.maximum_interval, config.fuzz) == (365, False)
    assert config.week == (1, 1, 1, 1, 1, 0.5, 0)
    waits = (timedelta(seconds=30), timedelta(minutes=10), timedelta(days=1))
    assert config.steps == Steps(waits, ())


def test_the_example_of_the_page_is_read_whole(tmp_path: Path) -> None:
    page = (Path(__file__).parent.parent.parent / "docs/quiz.md").read_text(encoding="utf-8")
    section = page[page.index("\n## Settings\n") :]
    example = section.partition("```toml\n")[2].partition("```")[0]
    config = load_config(written(tmp_path, example))
    named = {field.name for field in fields(Config)} - {"wrong"}
    assert named == {line.partition(" =")[0] for line in example.splitlines()}
    assert config.keys == {"review-undo": "z", "review-hint": "n"}


def test_without_settings_the_schedule_is_ankis_with_fuzz() -> None:
    assert Config().steps == Steps()
    assert Config().week == ORDINARY_WEEK
    assert Config().fuzz


def test_the_schedule_of_a_study_is_the_one_that_was_set(tmp_path: Path) -> None:
    config = Config(0.8, maximum_interval=90, easy_days={"sun": 0}, learning_steps=["1h"])
    cards = tmp_path / "cards"
    cards.mkdir()
    collection = open_collection(
        tmp_path, cards, config=config, clock=lambda: NOW, zone=UTC
    ).collection
    collection.store.close()
    assert collection.scheduler == Scheduler(
        LearnerDays(UTC), 0.8, 90, steps=config.steps, fuzz=True, easy_days=config.week
    )


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        (
            "desired_retention = 90",
            1,
            "`desired_retention` cannot be 90, so it is 0.9: write a share",
        ),
        ("desired_retention = 1.0", 1, "`desired_retention` cannot be 1.0"),
        ("\nnew_per_day = -1", 2, "`new_per_day` cannot be -1, so it is 10: write a whole number"),
        ("reviews_per_day = true", 1, "`reviews_per_day` cannot be True"),
        ("rollover = 24", 1, "`rollover` cannot be 24, so it is 4: write an hour"),
        ("rollover = 4.5", 1, "`rollover` cannot be 4.5"),
        ("\n\nkeys = 'z'", 3, "`keys` cannot be 'z', so it is left out: write a table"),
        ("[keys]\nreview-undo = ''", 1, "`keys` cannot be {'review-undo': ''}"),
        (
            "maximum_interval = 0",
            1,
            "`maximum_interval` cannot be 0, so it is 36500: write a number of days",
        ),
        ("maximum_interval = 36501", 1, "from 1 to 36500"),
        ("fuzz = 1", 1, "`fuzz` cannot be 1, so it is true: write true or false"),
        ("easy_days = { saturday = 0.5 }", 1, "write shares from 0 to 1 like `easy_days = {"),
        ("easy_days = { sat = 50 }", 1, "`easy_days` cannot be {'sat': 50}"),
        ("easy_days = { sat = true }", 1, "`easy_days` cannot be"),
        ("easy_days = { sat = nan }", 1, "`easy_days` cannot be"),
        ("easy_days = ['sat']", 1, "`easy_days` cannot be"),
        ("easy_days = {mon=0,tue=0,wed=0,thu=0,fri=0,sat=0,sun=0}", 1, "one day above 0"),
        (
            "learning_steps = [1, 10]",
            1,
            '`learning_steps` cannot be [1, 10], so it is ["1m", "10m"]: write a list like',
        ),
        ("learning_steps = '1m 10m'", 1, '`["1m", "10m"]`, each a number with s, m, h or d'),
        ("\nrelearning_steps = ['10 min']", 2, "`relearning_steps` cannot be ['10 min']"),
        (
            "# mine\nnews_per_day = 3",
            2,
            "`news_per_day` is unknown and does nothing: write `new_per_day`",
        ),
        ("new_per_day = ", 1, "not TOML"),
        ("rollover = 4\nrollover = 5", 2, "not TOML"),
        (b"new_per_day = \xff", 1, "cannot be read"),
    ],
)
def test_a_wrong_setting_is_one_sentence_with_its_place(
    tmp_path: Path, text: str | bytes, line: int, words: str
) -> None:
    with pytest.raises(ConfigError) as wrong:
        load_config(written(tmp_path, text))
    assert str(wrong.value).startswith(f"{tmp_path / 'config.toml'}:{line}: ")
    assert words in str(wrong.value)
    assert "\n" not in str(wrong.value)


def test_a_retired_setting_is_accepted_and_does_nothing(tmp_path: Path) -> None:
    text = 'answer_keys = "two"\nnew_per_day = 5\n'
    assert load_config(written(tmp_path, text)) == Config(new_per_day=5)
    assert load_config(written(tmp_path, "answer_keys = 3")) == Config()


def test_a_retired_key_is_accepted_and_is_in_nobodys_way(tmp_path: Path) -> None:
    keys = {"review-reset": "R", "review-set-due": "d", "review-copy": "c", "review-open": "o"}
    # `1` is on a grade of the same screen, and no key has this name
    for names in (keys, dict.fromkeys(keys, "1"), dict.fromkeys(keys, "nonsense key")):
        lines = "\n".join(f'{binding} = "{name}"' for binding, name in names.items())
        config = load_config(written(tmp_path, f"[keys]\n{lines}\nreview-undo = 'z'"))
        assert config.keys["review-undo"] == "z"
    assert not RETIRED & DEFAULT_KEYS.keys()


def test_all_that_is_wrong_is_said_at_once(tmp_path: Path) -> None:
    path = tmp_path / "config.toml"
    path.write_text('new_per_day = -1\ncolour = "red"\nkeys = { review-undone = "z" }\n')
    with pytest.raises(ConfigError) as wrong:
        load_config(tmp_path)
    lines = [line.removeprefix(f"{path}:")[0] for line in str(wrong.value).splitlines()]
    assert lines == ["1", "2", "3"]


def test_what_is_right_is_kept_beside_what_is_wrong(tmp_path: Path) -> None:
    text = 'new_per_day = -1\nreviews_per_day = 50\nnews = 3\n[keys]\nreview-undoo = "z"\n'
    with pytest.raises(ConfigError) as wrong:
        load_config(written(tmp_path, text + 'review-hint = "n"\nreview-bury = "n"\nquit = "Q"'))
    config = wrong.value.config
    assert config == Config(reviews_per_day=50, keys={"review-hint": "n", "quit": "Q"})
    assert list(config.wrong) == str(wrong.value).splitlines()
    assert len(config.wrong) == 4


def test_a_key_that_falls_back_onto_another_one_takes_it_along(tmp_path: Path) -> None:
    text = '[keys]\nreview-undo = "down"\nreview-hint = "u"\n'
    with pytest.raises(ConfigError) as wrong:
        load_config(written(tmp_path, text))
    assert wrong.value.config.keys == {}


def test_a_name_near_no_setting_is_to_be_deleted(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="`colour` is unknown and does nothing: delete it"):
        load_config(written(tmp_path, 'colour = "red"'))


def test_a_folder_in_place_of_the_file_is_said_to_be_unreadable(tmp_path: Path) -> None:
    (tmp_path / "config.toml").mkdir()
    with pytest.raises(ConfigError, match="cannot be read"):
        load_config(tmp_path)


def test_reviews_are_kept_where_the_system_keeps_a_users_files() -> None:
    assert default_data().name == "torchdeck"
