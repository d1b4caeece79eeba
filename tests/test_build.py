"""A build gives the same rows every time, is swapped in whole or not at all, and is redone when the data changes."""

from __future__ import annotations

import contextlib
import shutil
import sqlite3
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from tiny_data import write_tiny_data

from bot.build import freshness
from bot.build.digest import sources_digest
from bot.build.freshness import ensure_store, is_fresh, store_path
from bot.build.load import build_store
from bot.errors import DataError, StoreError
from bot.paths import data_dir
from bot.store import Store

BEFORE = "whatever was here before"


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """Return a small data folder that passes every check."""
    return write_tiny_data(tmp_path / "data")


@pytest.fixture
def cache(tmp_path: Path, data: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Return the user's cache folder, with the small data as the data of the program."""
    for path in data_dir().glob("lexicon/*.csv"):
        if not (data / "lexicon" / path.name).exists():
            shutil.copy(path, data / "lexicon" / path.name)
    monkeypatch.setenv("AWARDS_DATA", str(data))
    monkeypatch.delenv("AWARDS_STORE", raising=False)
    monkeypatch.setattr(freshness, "cache_dir", lambda: tmp_path / "cache")
    yield tmp_path / "cache"


def dump(path: Path) -> list[str]:
    """Return every row and table of a store as SQL text."""
    with contextlib.closing(sqlite3.connect(path)) as db:
        return list(db.iterdump())


def ask(path: Path, sql: str) -> list[tuple[object, ...]]:
    """Return the rows of one query."""
    with contextlib.closing(sqlite3.connect(path)) as db:
        return db.execute(sql).fetchall()


@pytest.fixture
def store(tmp_path: Path, data: Path) -> Path:
    """Return the store that the small data makes."""
    build_store(data, tmp_path / "awards.db")
    return tmp_path / "awards.db"


ROWS = [
    ("one id for one name across bodies", "SELECT person FROM nomination_person ORDER BY nomination, position", [
        "nm0000001", "p:al-ray", "p:ann-host", "p:cy-old", "nm0000002", "nm0000003", "p:cy-old", "nm0000001",
        "p:cy-old", "p:al-ray", "nm0000003", "nm0000003",
    ]),
    ("titles without an id go to the nearest work of that name",
        "SELECT work FROM nomination_work ORDER BY nomination, position", [
        "tt0000001", "tt0000002", "tt0000001", "tt0000003", "tt0000003", "tt0000002", "tt0000003", "tt0000003",
        "tt0000002",
    ]),
    ("the spelling in people.csv or the one used most, with its accents",
        "SELECT name FROM person WHERE noms > 0 ORDER BY id", [
        "Steve Smith", "Steve Smith", "Álvaro Ray", "Al Ray", "Ann Host", "Cy Old",
    ]),
    ("other spellings are aliases", "SELECT alias FROM alias ORDER BY alias", [
        "A. Ray", "Alvaro Ray", "The Racket (Der Schläger)",
    ]),
    ("every edition, also the bare ones", "SELECT id FROM edition ORDER BY rowid", [
        "oscars-1", "oscars-2", "oscars-3", "cannes-y1929",
    ]),
    ("the film years of an edition", "SELECT film_first || '-' || film_last FROM edition ORDER BY rowid", [
        "1927-1928", "1929-1929", "1930-1930", "1929-1929",
    ]),
    ("the year of a work is that of its first edition, or what works.csv says", "SELECT year FROM work ORDER BY id", [
        1927, 1927, 1929,
    ]),
    ("details are split, brackets kept", "SELECT kind || ': ' || text FROM detail ORDER BY nomination, position", [
        "character: Joe", "character: Jack", "song: Hey", "song: Ho (Let's Go)", "song: Blue",
    ]),
    ("rows that are no nominations count for nothing", "SELECT noms FROM person WHERE id = 'p:al-ray'", [1]),
    ("wins and nominations of a person", "SELECT wins || '/' || noms FROM person WHERE id = 'nm0000003'", ["2/3"]),
    ("hosts are people too", "SELECT person FROM host ORDER BY position", ["p:ann-host", "p:bob-host"]),
    ("quotes find their speaker, work and edition", "SELECT person || work || edition FROM quote", [
        "nm0000001tt0000001oscars-1",
    ]),
    ("facts find their people", "SELECT person FROM fact_person", ["nm0000001"]),
    ("facts find their works", "SELECT work FROM fact_work ORDER BY fact", ["tt0000003", "tt0000002"]),
    ("the meta table counts the rows", "SELECT value FROM meta WHERE key = 'rows.nomination'", ["10"]),
]  # fmt: skip


@pytest.mark.parametrize(("sql", "expected"), [case[1:] for case in ROWS], ids=[case[0] for case in ROWS])
def test_rows(store: Path, sql: str, expected: list[object]) -> None:
    """The small data becomes these rows."""
    assert [row[0] for row in ask(store, sql)] == expected


def test_a_build_can_be_repeated_to_the_row(tmp_path: Path, data: Path, store: Path) -> None:
    """Two builds of the same data hold the same rows, and carry the same digest."""
    report = build_store(data, tmp_path / "again.db")
    assert dump(tmp_path / "again.db") == dump(store)
    assert report.digest == sources_digest(data) == Store(store).meta["digest"]


def test_the_digest_follows_the_data(data: Path) -> None:
    """Another value in a cell gives another digest."""
    before = sources_digest(data)
    (data / "facts.csv").write_text((data / "facts.csv").read_text().replace("a day.", "a night."))
    assert sources_digest(data) != before


def test_all_tables_are_strict_and_all_references_hold(store: Path) -> None:
    """SQLite itself refuses a wrong type, and finds no reference that leads nowhere."""
    tables = ask(store, "SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'table' AND NOT strict")
    assert [name for (name,) in tables if not str(name).startswith("sqlite_")] == []
    assert ask(store, "PRAGMA foreign_key_check") == []


FAILURES = [
    ("a file is missing", {}, "subjects.csv", DataError, "data/subjects.csv:1: cannot be read"),
    ("a cell cannot be used", {"ceremonies.csv": ("oscars,2,1930,,", "oscars,2,193x,,")}, "", DataError, '"193x"'),
    ("a key stands twice", {"categories.csv": ("cannes,palme,", "oscars,best-song,")}, "", DataError, "as line 3"),
]


@pytest.mark.parametrize(
    ("changes", "lost", "error", "said"), [case[1:] for case in FAILURES], ids=[case[0] for case in FAILURES]
)
def test_a_failed_build_leaves_the_old_store(
    tmp_path: Path, changes: dict[str, tuple[str, str]], lost: str, error: type[Exception], said: str
) -> None:
    """When a build fails it says why, the old file is as it was, and nothing else is left behind."""
    data = write_tiny_data(tmp_path / "data", changes)
    if lost:
        (data / lost).unlink()
    out = tmp_path / "out" / "awards.db"
    out.parent.mkdir()
    out.write_text(BEFORE)
    with pytest.raises(error, match=said):
        build_store(data, out)
    assert out.read_text() == BEFORE
    assert list(out.parent.iterdir()) == [out]


def test_the_old_store_can_be_read_until_the_new_one_is_there(data: Path, store: Path) -> None:
    """Progress is told step by step, and up to the last step the old store is untouched."""
    seen: list[tuple[int, int]] = []
    before = store.stat().st_ino

    def watch(done: int, total: int) -> None:
        assert store.stat().st_ino == before
        seen.append((done, total))

    build_store(data, store, watch)
    assert store.stat().st_ino != before
    assert [done for done, _ in seen] == list(range(1, seen[0][1] + 1))


def test_a_folder_that_cannot_be_written_is_said(tmp_path: Path, data: Path) -> None:
    """A file in the place of the folder gives one clear error."""
    (tmp_path / "file").write_text("")
    with pytest.raises(StoreError, match="cannot be written"):
        build_store(data, tmp_path / "file" / "awards.db")


def test_the_store_is_built_on_first_use_and_then_kept(cache: Path) -> None:
    """The first call builds into the cache; the second finds that store and leaves it alone."""
    first = ensure_store()
    assert first.parent == cache
    made = first.stat().st_mtime_ns
    assert ensure_store() == first == store_path()
    assert first.stat().st_mtime_ns == made


def test_changed_data_is_built_anew(cache: Path, data: Path) -> None:
    """A changed cell leads to a new store; the one before stays for whoever still reads it."""
    first = ensure_store()
    (data / "facts.csv").write_text((data / "facts.csv").read_text().replace("a day.", "a night."))
    second = ensure_store()
    assert second != first
    assert ask(second, "SELECT statement FROM fact WHERE id = 'film-1'") == [("Dawn is about a night.",)]
    assert first.exists()


def test_only_a_few_old_stores_are_kept(cache: Path, data: Path) -> None:
    """The cache does not grow with every change of the data."""
    for night in range(5):
        (data / "subjects.csv").write_text(f"subject,name,note\nfilm,Films,{night}\n")
        ensure_store()
    assert len(list(cache.glob("*.db"))) == 3


def test_a_chosen_store_is_used_and_renewed(cache: Path, data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """AWARDS_STORE names the file; it is built there, and again when it is no whole store."""
    chosen = cache / "mine.db"
    monkeypatch.setenv("AWARDS_STORE", str(chosen))
    assert ensure_store() == chosen == store_path()
    chosen.write_bytes(b"no database")
    assert not is_fresh(chosen, sources_digest(data))
    assert is_fresh(ensure_store(), sources_digest(data))


def test_two_builds_at_once_do_not_disturb_each_other(cache: Path, data: Path) -> None:
    """Whoever comes second swaps in the same rows; no half-written file is ever seen or left."""
    with ThreadPoolExecutor(2) as pool:
        stores = list(pool.map(lambda _: ensure_store(), range(2)))
    assert stores[0] == stores[1]
    assert list(cache.iterdir()) == [stores[0]]
    assert is_fresh(stores[0], sources_digest(data))
