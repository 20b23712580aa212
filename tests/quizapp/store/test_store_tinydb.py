"""TinyDB is really there: its whole interface works, and its file is its file."""

from __future__ import annotations

from collections.abc import Iterator, MutableMapping
from pathlib import Path
from typing import Any

import pytest
import tinydb
from store_samples import Clock
from tinydb import where
from tinydb.operations import increment
from tinydb.table import Document, Table

from quizapp.store.encoding import Row
from quizapp.store.tables import Database


def named(name: str, **fields: Any) -> Document:
    return Document(fields, name)  # type: ignore[arg-type] # TinyDB's types know numbers only


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Database]:
    store = Database(tmp_path, device="laptop", clock=Clock())
    store.table("decks").insert_multiple(
        [named("autograd", size=3), named("tensors", size=5), named("modules", size=8)]
    )
    yield store
    store.close()


def lines(tmp_path: Path) -> int:
    return (tmp_path / "journal" / "2026.laptop.jsonl").read_bytes().count(b"\n")


def sizes(store: Database) -> dict[str, int]:
    return {str(row.doc_id): row["size"] for row in store.table("decks")}


def test_many_documents_are_one_line(store: Database, tmp_path: Path) -> None:
    assert sizes(store) == {"autograd": 3, "tensors": 5, "modules": 8}
    assert lines(tmp_path) == 1


def test_search_count_contains_and_get_find_documents(store: Database) -> None:
    decks = store.table("decks")
    assert [str(row.doc_id) for row in decks.search(where("size") > 4)] == ["tensors", "modules"]
    assert decks.count(where("size") > 4) == 2
    assert decks.contains(where("size") == 8)
    assert decks.get(doc_id="tensors") == {"size": 5}  # type: ignore[call-overload]
    assert decks.get(where("size") == 9) is None


def test_update_writes_only_what_changed(store: Database, tmp_path: Path) -> None:
    store.table("decks").update(increment("size"), where("size") > 4)
    assert sizes(store) == {"autograd": 3, "tensors": 6, "modules": 9}
    last = (tmp_path / "journal" / "2026.laptop.jsonl").read_text().splitlines()[-1]
    assert "tensors" in last
    assert "autograd" not in last


def test_an_update_that_changes_nothing_writes_nothing(store: Database, tmp_path: Path) -> None:
    store.table("decks").update({"size": 3}, where("size") == 3)
    assert lines(tmp_path) == 1


def test_an_update_in_place_of_a_nested_list_is_kept(store: Database, tmp_path: Path) -> None:
    decks = store.table("decks")
    decks.insert(named("nested", size=0, tags=["a"]))
    decks.update(lambda row: row["tags"].append("b"), where("tags").exists())
    again = Database(tmp_path, device="laptop", clock=Clock())
    assert again.table("decks").get(where("tags").exists()) == {"size": 0, "tags": ["a", "b"]}
    again.close()


def test_upsert_updates_what_is_there_and_inserts_what_is_not(store: Database) -> None:
    store.table("decks").upsert(named("tensors", size=50))
    store.table("decks").upsert(named("data", size=1))
    assert sizes(store) == {"autograd": 3, "tensors": 50, "modules": 8, "data": 1}


def test_remove_and_truncate_survive_a_restart(store: Database, tmp_path: Path) -> None:
    store.table("decks").remove(where("size") == 3)
    store.table("decks").remove(doc_ids=["tensors"])  # type: ignore[list-item]
    again = Database(tmp_path, device="laptop", clock=Clock())
    assert sizes(again) == {"modules": 8}
    again.table("decks").truncate()
    assert sizes(again) == {}
    assert again.tables() == {"log"}
    again.close()


def test_dropped_tables_stay_dropped(store: Database, tmp_path: Path) -> None:
    store.drop_tables()
    again = Database(tmp_path, device="laptop", clock=Clock())
    assert again.tables() == {"log"}
    again.close()


def test_an_update_that_fails_half_way_changes_nothing(store: Database, tmp_path: Path) -> None:
    def spoil(row: MutableMapping[str, Any]) -> None:
        row["size"] = 1 / (row["size"] - 5)

    with pytest.raises(ZeroDivisionError):
        store.table("decks").update(spoil)
    assert sizes(store) == {"autograd": 3, "tensors": 5, "modules": 8}
    assert lines(tmp_path) == 1


def test_an_existing_name_cannot_be_inserted_again(store: Database) -> None:
    with pytest.raises(ValueError, match="already exists"):
        store.table("decks").insert(named("tensors", size=0))


def test_a_document_without_a_name_is_refused(store: Database) -> None:
    with pytest.raises(TypeError, match="give the document a name"):
        store.table("decks").insert({"size": 1})


def test_the_documents_found_are_copies(store: Database) -> None:
    found = store.table("decks").search(where("size") == 3)
    found[0]["size"] = 99
    assert sizes(store)["autograd"] == 3


def test_a_search_repeated_sees_what_another_store_wrote(store: Database, tmp_path: Path) -> None:
    assert store.table("decks").count(where("size") > 4) == 2
    other = Database(tmp_path, device="phone", clock=Clock())
    other.table("decks").insert(named("data", size=9))
    other.close()
    store.storage.refresh()
    assert store.table("decks").count(where("size") > 4) == 3


def test_a_table_may_change_while_it_is_walked_through(store: Database) -> None:
    for row in store.table("decks"):
        store.table("decks").insert(named(f"{row.doc_id}-2", size=0))
    assert len(store.table("decks")) == 6


def test_a_document_the_check_refuses_is_not_written(tmp_path: Path) -> None:
    def check(line: Row) -> None:
        if "wrong" in line["put"].get("decks", {}):
            raise ValueError("wrong")

    store = Database(tmp_path, device="laptop", clock=Clock(), check=check)
    with pytest.raises(ValueError, match="wrong"):
        store.table("decks").insert(named("wrong"))
    assert not list((tmp_path / "journal").iterdir())
    store.close()


def test_stock_tinydb_opens_the_snapshot(store: Database, tmp_path: Path) -> None:
    class NamedTable(Table):
        document_id_class = str  # type: ignore[assignment]

    store.close()
    with tinydb.TinyDB(tmp_path / "state.json", access_mode="r") as stock:
        stock.table_class = NamedTable
        assert "decks" in stock.tables()
        found = stock.table("decks").search(where("size") > 4)
        assert [str(row.doc_id) for row in found] == ["modules", "tensors"]


def test_the_snapshot_holds_one_document_a_line(store: Database, tmp_path: Path) -> None:
    store.close()
    text = (tmp_path / "state.json").read_text()
    assert '\n"autograd": {"size":3},\n"modules": {"size":8},\n"tensors": {"size":5}\n' in text
