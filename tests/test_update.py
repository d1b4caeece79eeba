"""New facts come in while the bot answers: checked first, swapped in at the end, and nothing asked goes unanswered."""

from __future__ import annotations

import asyncio
import contextlib
import hashlib
import shutil
import sqlite3
import threading
from collections.abc import Iterator
from datetime import date
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from program import run
from tiny_data import write_tiny_data

from bot import update
from bot.answer import load_core
from bot.build.check import check_data
from bot.build.digest import sources_digest
from bot.build.fetch import fetched
from bot.build.load import BuildReport
from bot.errors import SettingsError
from bot.live import LiveCore
from bot.messenger.facts import follow_facts
from bot.model import Context
from bot.paths import INSTALLED_FILE, bundled_data, data_dir
from bot.tables import say

TODAY = date(2026, 11, 22)
ASKED = "who hosted the 2017 globes"
BEFORE, AFTER = "Jimmy Fallon", "James T. Fallon"


@pytest.fixture
def home(tmp_path: Path, store_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder in which the store of all the data is the chosen one."""
    shutil.copyfile(store_path, tmp_path / "awards.db")
    monkeypatch.setenv("AWARDS_STORE", str(tmp_path / "awards.db"))
    return tmp_path


@pytest.fixture
def new_data(tmp_path: Path, store_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Data files in which a name and a sentence are others; to check and to build them takes no time here."""
    folder = tmp_path / "new"
    shutil.copytree(bundled_data(), folder)
    replace(folder / "ceremonies.csv", BEFORE, AFTER)
    replace(folder / "replies.csv", 'talk.thanks,"', 'talk.thanks,"No no: ')

    def build(data: Path, out: Path, _: object) -> BuildReport:
        digest, is_new = sources_digest(data), data != bundled_data()
        shutil.copyfile(store_path, out)
        with contextlib.closing(sqlite3.connect(out)) as db, db:
            db.execute("UPDATE meta SET value = ? WHERE key = 'digest'", (digest,))
            if is_new:
                db.execute("UPDATE host SET name = ? WHERE name = ?", (AFTER, BEFORE))
        return BuildReport(out, digest, {})

    monkeypatch.setattr(update, "build_store", build)
    monkeypatch.setattr(update, "check_data", lambda _: [])
    return folder


def replace(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def hosts(core: Any) -> tuple[str, ...]:
    answers: tuple[str, ...] = core.answer(ASKED, Context(), TODAY).reply.answers
    return answers


def test_a_running_bot_takes_new_facts_over(home: Path, new_data: Path) -> None:
    """Every question in between is answered, from the old facts or from the new ones; sentences change as well."""
    live = LiveCore(load_core(home / "awards.db"))
    told: list[bool] = []
    live.on_change.append(lambda: told.append(True))
    thanks = say("talk.thanks")
    heard = []

    async def ask_on() -> None:
        following = asyncio.create_task(follow_facts(live, every_s=0.01))
        installing = asyncio.create_task(asyncio.to_thread(update.install_data, new_data))
        while (AFTER,) not in heard:
            heard.append(hosts(live))
            await asyncio.sleep(0.005)
        await installing
        following.cancel()

    asyncio.run(asyncio.wait_for(ask_on(), 60))
    assert heard[0] == (BEFORE,)
    assert set(heard) == {(BEFORE,), (AFTER,)}
    assert len(heard) > 10
    assert told == [True]
    assert say("talk.thanks") == f"No no: {thanks}"
    assert hosts(load_core()) == (AFTER,)  # and so has a program that starts now
    assert not live.look_around()


def test_back_to_the_programs_own(home: Path, new_data: Path) -> None:
    """--bundled undoes an update; a newer version of the program does so by itself."""
    assert "own facts are in use already" in run("update", "--bundled").stdout
    assert "new facts are in use" in run("update", str(new_data)).stdout
    assert "in use already" in run("update", str(new_data)).stdout
    installed = data_dir()
    assert installed.parent == home
    pointer = home / INSTALLED_FILE
    stood = pointer.read_text(encoding="utf-8")
    pointer.write_text(stood.split()[0] + " 0.0.9\n", encoding="utf-8")
    assert data_dir() == bundled_data()
    pointer.write_text(stood, encoding="utf-8")
    assert data_dir() == installed
    assert "own facts are in use again" in run("update", "--bundled").stdout
    assert data_dir() == bundled_data()
    assert hosts(load_core()) == (BEFORE,)


BROKEN = [
    ("ceremonies.csv", "oscars,4,", "oscars,four,", "data/ceremonies.csv:5: "),
    ("lexicon/groups.csv", "\nsong,", "\nsongs,", "data/lexicon/groups.csv:1: group song is lacking"),
    ("replies.csv", "\ntalk.help,", "\ntalk.halp,", "data/replies.csv:1: key talk.help is lacking"),
]


@pytest.mark.parametrize(("name", "old", "new", "said"), BROKEN, ids=[row[0] for row in BROKEN])
def test_what_is_wrong_changes_nothing(
    home: Path, new_data: Path, monkeypatch: pytest.MonkeyPatch, name: str, old: str, new: str, said: str
) -> None:
    """A mistake in a row, and words that the program looks up but are gone: all stays as it was, and is said."""
    if name == "ceremonies.csv":
        monkeypatch.setattr(update, "check_data", check_data)
    replace(new_data / name, old, new)
    before = (home / "awards.db").read_bytes()
    result = run("update", str(new_data))
    assert result.exit_code == 1
    assert said in result.stdout
    assert "the facts in use stay as they are" in result.stderr
    assert (home / "awards.db").read_bytes() == before
    assert data_dir() == bundled_data()
    assert list(home.glob(".*")) == []


def test_other_words_are_refused(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A call that means nothing, and a folder that is the host's own business, are one line each."""
    monkeypatch.setenv("AWARDS_DATA", str(home))
    for words, said in [
        ((), "give either PATH|URL or --bundled"),
        (("x", "--bundled"), "give either PATH|URL or --bundled"),
        ((str(bundled_data()),), "AWARDS_DATA names a folder of data files; unset it"),
    ]:
        result = run("update", *words)
        assert result.exit_code == 2
        assert said in result.stderr


@pytest.fixture
def server(tmp_path: Path) -> Iterator[str]:
    """The address of a server of the files in tmp_path."""
    handler = partial(SimpleHTTPRequestHandler, directory=str(tmp_path))
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as http:
        threading.Thread(target=http.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{http.server_port}"
        http.shutdown()


@pytest.mark.parametrize("kind", ["zip", "gztar"])
def test_an_archive_is_fetched_and_unpacked(tmp_path: Path, server: str, kind: str) -> None:
    """From an address as from a file, with its data files at the top or two folders down."""
    write_tiny_data(tmp_path / "a" / "project" / "data")
    archive = Path(shutil.make_archive(str(tmp_path / "set"), kind, tmp_path / "a"))
    digest = hashlib.sha256(archive.read_bytes()).hexdigest()
    for place in (str(archive), f"{server}/{archive.name}"):
        with fetched(place, digest.upper()) as folder:
            assert sources_digest(folder) == sources_digest(tmp_path / "a" / "project" / "data")
        assert not folder.exists()
    with pytest.raises(SettingsError, match="do not trust it"), fetched(str(archive), "0" * 64):
        pass


def test_what_is_no_data_set_is_said(tmp_path: Path, server: str) -> None:
    """A page that is not there, a file that is no archive, a folder without data: one line, and what to give."""
    (tmp_path / "text").write_text("no archive", encoding="utf-8")
    for place, said in [
        (f"{server}/none.zip", "cannot be fetched"),
        ("http://127.0.0.1:9/x.zip", "cannot be fetched"),
        (str(tmp_path / "none.zip"), "No such file or directory; give a folder"),
        (str(tmp_path / "text"), "is no archive; give a folder"),
        (str(tmp_path), "holds no folder of data files"),
    ]:
        with pytest.raises(SettingsError, match=said) as error, fetched(place):
            pass
        assert len(str(error.value).splitlines()) == 1
