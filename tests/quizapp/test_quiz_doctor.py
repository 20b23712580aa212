"""`quizapp doctor` and `quizapp history`: what they find, what they mend, and how they leave."""

from __future__ import annotations

import csv
import json
import re
import shutil
import subprocess
import sys
from collections import namedtuple
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from filelock import FileLock
from quiz_cases import NOW, SCHEDULER, reviewed
from quiz_pilot import Clock

from quizapp.cli import main, options
from quizapp.scheduler.model import Grade, Review
from quizapp.store import ReviewStore
from tests_support import enter_proofs
from verified_snippets.kit.fork import can_fork
from verified_snippets.kit.landlock import abi


@pytest.fixture(autouse=True)
def _this_computer(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(options, "now", Clock())
    monkeypatch.setattr("quizapp.features.doctor.doctor.this_device", lambda: "laptop")
    monkeypatch.setattr("quizapp.features.doctor.machine.installed", lambda package: "2.13.0+cpu")


def quizapp(data: Path, cards: Path, *arguments: str) -> Result:
    command = ["--data", str(data), "--cards", str(cards), *arguments]
    return CliRunner().invoke(main, command, prog_name="quizapp")


def report(data: Path, cards: Path, *arguments: str) -> Any:
    return json.loads(quizapp(data, cards, "doctor", "--json", *arguments).stdout)


def store_of(data: Path, device: str = "laptop") -> ReviewStore:
    return ReviewStore(data, device=device, clock=Clock())


def answered(data: Path, *cards: str) -> None:
    with store_of(data) as store:
        for card in cards:
            store.record(reviewed(card))


def journal(data: Path, device: str = "laptop") -> Path:
    return data / "journal" / f"2026.{device}.jsonl"


def troubles(data: Path, cards: Path) -> list[str]:
    """What is to fix, each with its remedy; what the doctor says in text is the same."""
    found = report(data, cards)
    said = [
        ": ".join(filter(None, (trouble["what"], trouble["remedy"])))
        for section in found.values()
        if isinstance(section, dict)
        for trouble in section["troubles"]
    ]
    result = quizapp(data, cards, "doctor")
    assert result.exit_code == bool(said)
    assert ([line[2:] for line in result.stdout.splitlines() if line.startswith("- ")]) == said
    return said


def test_an_empty_start_is_healthy_and_leaves_nothing_behind(
    tmp_path: Path, mini_cards: Path
) -> None:
    result = quizapp(tmp_path / "new", mini_cards, "doctor")
    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout.splitlines()[-1] == "All is well."
    assert not (tmp_path / "new").exists()


def test_it_names_folders_versions_cards_and_journals(tmp_path: Path, mini_cards: Path) -> None:
    answered(tmp_path, "a")
    found = report(tmp_path, mini_cards)
    assert found["folders"]["data"] == str(tmp_path)
    assert found["folders"]["cards"] == str(mini_cards)
    assert found["folders"]["snippets"] == str(mini_cards.parent / "verified_snippets")
    assert found["versions"]["python"] == ".".join(map(str, sys.version_info[:3]))
    assert {"torchdeck", "textual", "fsrs-rs-python", "tinydb", "torch"} <= set(found["versions"])
    assert found["versions"]["runs"].startswith("each in" if can_fork() else "one after")
    confined = can_fork() and abi()
    assert ("Landlock" if confined else "watched by Python alone") in found["versions"]["writes"]
    assert list(found["deck"]["proven on"]) == ["cpu, torch 2.13.0"]
    size = journal(tmp_path).stat().st_size
    assert found["reviews"]["2026.laptop.jsonl"] == f"1 lines, {size} bytes"
    text = quizapp(tmp_path, mini_cards, "doctor").stdout
    for fact in (str(tmp_path), "2026.laptop.jsonl", "cpu, torch 2.13.0"):
        assert fact in text


def test_it_never_imports_torch(tmp_path: Path, mini_cards: Path) -> None:
    program = (
        "import sys\nfrom quizapp.cli import main\n"
        f"main(['--data', {str(tmp_path)!r}, '--cards', {str(mini_cards)!r}, 'doctor'],"
        " standalone_mode=False)"
    )
    check = "finally:\n print(sorted({'torch', 'textual', 'genanki'} & set(sys.modules)))"
    program = "import sys\ntry:\n " + program.replace("\n", "\n ") + f"\n{check}"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True)
    assert done.stdout.splitlines()[-1] == "[]"
    assert "All is well." in done.stdout


@pytest.mark.parametrize(("torch", "stale"), [("2.13.0+cpu", False), ("2.12.1", True)])
def test_cards_without_a_proof_on_this_torch_are_named_the_reviewed_ones_apart(
    tmp_path: Path, mini_cards: Path, monkeypatch: pytest.MonkeyPatch, torch: str, stale: bool
) -> None:
    monkeypatch.setattr("quizapp.features.doctor.machine.installed", lambda package: torch)
    quoting = some_card(mini_cards)
    answered(tmp_path, quoting)
    found = report(tmp_path, mini_cards)["deck"]
    assert (found["no proof here"] > 0) == stale
    assert found["no proof here, reviewed"] == ([quoting] if stale else [])
    assert any(f"Not proven on torch {torch}" in note for note in found["notes"]) == stale


def some_card(cards: Path) -> str:
    """A card that quotes a snippet."""
    from deckgen.syntax.library import load_library

    return next(card.id for card in load_library(cards)[0].cards if card.snippets)


def test_a_reviewed_card_that_speaks_of_another_torch_is_to_mend(
    tmp_path: Path, mini_cards: Path
) -> None:
    quoting = some_card(mini_cards)
    snippets = mini_cards.parent / "verified_snippets"
    for path in snippets.glob("*/*.py"):
        path.write_text(f'# /// snippet\n# until = "2.9"\n# ///\n{path.read_text()}')
    enter_proofs(snippets)
    assert troubles(tmp_path, mini_cards) == []
    answered(tmp_path, quoting)
    (trouble,) = troubles(tmp_path, mini_cards)
    assert trouble.startswith(f"{quoting} did not hold for torch 2.13.0+cpu")


def test_without_torch_nothing_is_stale(
    tmp_path: Path, mini_cards: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("quizapp.features.doctor.machine.installed", lambda package: None)
    assert "no proof here" not in report(tmp_path, mini_cards)["deck"]
    assert troubles(tmp_path, mini_cards) == []


def test_retired_and_unknown_cards_in_the_store_are_told_and_are_no_trouble(
    tmp_path: Path, mini_cards: Path
) -> None:
    answered(tmp_path, "long-gone")
    (note,) = report(tmp_path, mini_cards)["deck"]["notes"]
    assert "not in this folder: long-gone" in note
    path = next(mini_cards.glob("*.md"))
    path.write_text(
        f"{path.read_text()}\n## Old? {{#long-gone .recall .junior}}\n\n---\n\nYes.\n\n"
        ":retired: nobody asks\n"
    )
    notes = report(tmp_path, mini_cards)["deck"]["notes"]
    assert [note for note in notes if "retired by now: long-gone" in note]


def test_a_fault_of_the_cards_is_to_mend(tmp_path: Path, mini_cards: Path) -> None:
    (mini_cards / "deck.toml").write_text('name = "Mini"\norder = ["lost"]\n')
    assert any(
        "deck.toml:1: `lost` is in the order" in each for each in troubles(tmp_path, mini_cards)
    )


def test_wrong_settings_do_not_keep_the_doctor_away(tmp_path: Path, mini_cards: Path) -> None:
    (tmp_path / "config.toml").write_text("new_per_day = -1")
    result = quizapp(tmp_path, mini_cards, "doctor")
    assert result.exit_code == 1
    assert f"- {tmp_path / 'config.toml'}:1: `new_per_day` cannot be -1" in result.stdout
    assert "All is well." not in result.stdout


def test_a_damaged_line_is_named_with_its_place(tmp_path: Path, mini_cards: Path) -> None:
    answered(tmp_path, "a", "b")
    lines = journal(tmp_path).read_bytes().splitlines(keepends=True)
    journal(tmp_path).write_bytes(lines[0] + b"not json\n" + lines[1])
    (tmp_path / "state.json").unlink()
    (trouble,) = troubles(tmp_path, mini_cards)
    assert trouble.startswith(f"{journal(tmp_path)}:2 was skipped")
    assert "repair the line or delete it" in trouble
    journal(tmp_path).write_bytes(b"".join(lines))
    assert troubles(tmp_path, mini_cards) == []


def test_a_clock_that_ran_ahead_is_to_set(
    tmp_path: Path, mini_cards: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    answered(tmp_path, "a")
    monkeypatch.setattr(options, "now", lambda: NOW - timedelta(minutes=4))
    assert troubles(tmp_path, mini_cards) == []
    monkeypatch.setattr(options, "now", lambda: NOW - timedelta(days=4))
    (trouble,) = troubles(tmp_path, mini_cards)
    assert "which has not come yet: set the clock" in trouble


def test_a_full_disk_is_to_mend(
    tmp_path: Path, mini_cards: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    usage = namedtuple("usage", "total used free")
    monkeypatch.setattr(shutil, "disk_usage", lambda _: usage(1 << 30, 1 << 30, 3 << 20))
    assert troubles(tmp_path, mini_cards) == [
        "only 3 MiB are free where your reviews are: make room"
    ]


def test_a_folder_that_may_only_be_read_is_to_mend(
    tmp_path: Path, mini_cards: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise OSError(30, "Read-only file system")

    answered(tmp_path, "a")
    monkeypatch.setattr("tempfile.TemporaryFile", refuse)
    monkeypatch.setattr("quizapp.store.journal.lock.FolderLock.held", refuse)
    found = troubles(tmp_path, mini_cards)
    assert f"{tmp_path} cannot be written (Read-only file system): make it yours" in found[0]
    assert report(tmp_path, mini_cards)["reviews"]["cards known"] == 1


def test_a_folder_another_program_holds_is_said(
    tmp_path: Path, mini_cards: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    answered(tmp_path, "a")
    monkeypatch.setattr("quizapp.store.journal.lock.PATIENCE", 0.02)
    with FileLock(tmp_path / "lock"):
        (trouble,) = troubles(tmp_path, mini_cards)
    assert "another program holds" in trouble


def torn(data: Path) -> None:
    with journal(data).open("ab") as file:
        file.write(b'{"v":1,"t":"20')


def damaged_snapshot(data: Path) -> None:
    (data / "state.json").write_text("{")


def other_journal(data: Path) -> None:
    # without its checksums, or the line would be damaged
    text = re.sub(rb',"crc32":\d+}$', b"}", journal(data).read_bytes(), flags=re.MULTILINE)
    journal(data).write_bytes(text)
    (data / "state.json").unlink()
    store_of(data).close()
    journal(data).write_bytes(text.replace(b'"reps":1', b'"reps":7'))


def replaced_journal(data: Path) -> None:
    journal(data).write_bytes(journal(data).read_bytes().splitlines(keepends=True)[0])


def two_devices(data: Path) -> None:
    later = NOW + timedelta(days=1)
    phone = data.with_name("phone")
    with ReviewStore(phone, device="phone", clock=lambda: later) as store:
        store.record(reviewed("a", at=later))
    journal(data, "phone").write_bytes(journal(phone, "phone").read_bytes())


REPAIRED = [
    (torn, "is unfinished", "ended the unfinished last line"),
    (damaged_snapshot, "state.json is damaged", "was made again from the journals"),
    (other_journal, "is not what follows from the journals", "read all journals anew"),
    (replaced_journal, "is gone, or lacks reviews", "went on without what"),
    (two_devices, "on two computers", "made one memory of the reviews on two computers: a"),
]


@pytest.mark.parametrize(("harm", "what", "done"), REPAIRED)
def test_a_repair_copies_mends_says_so_and_finds_nothing_the_second_time(
    tmp_path: Path,
    mini_cards: Path,
    monkeypatch: pytest.MonkeyPatch,
    harm: Any,
    what: str,
    done: str,
) -> None:
    data = tmp_path / "data"
    answered(data, "a", "b")
    harm(data)
    monkeypatch.setattr(options, "now", lambda: NOW + timedelta(days=2))
    before = journal(data).read_bytes()
    (trouble,) = troubles(data, mini_cards)
    assert what in trouble
    assert "quizapp doctor --repair" in trouble
    assert troubles(data, mini_cards) == [trouble]  # looking mends nothing
    result = quizapp(data, mini_cards, "doctor", "--repair")
    assert (result.exit_code, result.stderr) == (0, "")
    assert done in result.stdout
    (copy,) = (data / "backups").glob("*.repair-201500")
    assert journal(copy).read_bytes() == before
    again = quizapp(data, mini_cards, "doctor", "--repair")
    assert "Done" not in again.stdout
    assert list((data / "backups").glob("*.repair-*")) == [copy]
    assert troubles(data, mini_cards) == []


def test_a_repair_makes_one_memory_of_both_reviews(
    tmp_path: Path, mini_cards: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    data, later = tmp_path / "data", NOW + timedelta(days=1)
    answered(data, "a")
    two_devices(data)
    monkeypatch.setattr(options, "now", lambda: NOW + timedelta(days=2))
    quizapp(data, mini_cards, "doctor", "--repair")
    with store_of(data) as store:
        first = reviewed("a").after
        both = SCHEDULER.preview(first, later)[Grade.GOOD]
        known = store.memories()["a"]
        assert (known.stability, known.reps) == (both.stability, 2)
        assert len(store.reviews()) == 2


def test_a_repair_without_room_for_a_copy_changes_nothing(
    tmp_path: Path, mini_cards: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    answered(tmp_path, "a")
    torn(tmp_path)
    before = journal(tmp_path).read_bytes()
    monkeypatch.setattr("shutil.copy2", fail)
    result = quizapp(tmp_path, mini_cards, "doctor", "--repair")
    assert result.exit_code == 1
    assert "No space left on device: fix this" in result.stderr
    assert journal(tmp_path).read_bytes() == before


def test_another_computers_torn_line_is_only_told(tmp_path: Path, mini_cards: Path) -> None:
    answered(tmp_path, "a")
    journal(tmp_path, "phone").write_bytes(b'{"v":1,"t":"20')
    assert troubles(tmp_path, mini_cards) == []
    (note,) = report(tmp_path, mini_cards)["reviews"]["notes"]
    assert "still arriving" in note


def history(data: Path, cards: Path, *arguments: str) -> list[str]:
    result = quizapp(data, cards, "history", *arguments)
    assert (result.exit_code, result.stderr) == (0, "")
    return result.stdout.splitlines()


def twice(data: Path) -> tuple[Review, Review]:
    first = reviewed("a", Grade.HARD)
    second = reviewed("a", at=NOW + timedelta(days=1), before=first.after)
    with store_of(data) as store:
        for each in (first, second, reviewed("b")):
            store.record(each)
        store.undo(reviewed("b"))
    return first, second


def test_history_is_every_standing_answer_with_the_memory_before_and_after(
    tmp_path: Path, mini_cards: Path
) -> None:
    first, second = twice(tmp_path)
    rows = [json.loads(line) for line in history(tmp_path, mini_cards)]
    assert [(row["card"], row["grade"], row["ms"]) for row in rows] == [
        ("a", 2, 9000),
        ("a", 3, 9000),
    ]
    assert [row["at"] for row in rows] == ["2026-11-22T20:15:00Z", "2026-11-23T20:15:00Z"]
    assert rows[0]["stability_before"] is rows[0]["due_before"] is None
    assert rows[1]["stability_before"] == first.after.stability
    assert rows[1]["difficulty_after"] == second.after.difficulty
    assert rows[1]["phase_after"] == second.after.state.value
    assert rows[1]["due_after"] == second.after.due.isoformat().replace("+00:00", "Z")


def test_history_as_a_table_says_the_same(tmp_path: Path, mini_cards: Path) -> None:
    twice(tmp_path)
    plain = [json.loads(line) for line in history(tmp_path, mini_cards)]
    rows = list(csv.DictReader(history(tmp_path, mini_cards, "--csv")))
    as_text = [{k: "" if v is None else str(v) for k, v in row.items()} for row in plain]
    assert rows == as_text


def test_an_empty_history_is_a_header_alone(tmp_path: Path, mini_cards: Path) -> None:
    assert history(tmp_path, mini_cards) == []
    assert len(history(tmp_path, mini_cards, "--csv")) == 1
