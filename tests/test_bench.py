"""The data folder that the benchmark makes up is a real one, ten times as large."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from generate import TIMES, write_tenfold
from tiny_data import write_tiny_data

from bot.build.load import build_store

WORDS = {"lexicon/common.csv": ("word\nday\n", "word\nautumn\nday\nharbour\nwinter\n")}


@pytest.fixture
def real(tmp_path: Path) -> Path:
    """A folder of a few real rows."""
    return write_tiny_data(tmp_path / "real", WORDS)


def read_rows(folder: Path, body: str) -> list[dict[str, str]]:
    with (folder / "nominations" / f"{body}.csv").open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


@pytest.mark.parametrize("body", ["oscars", "cannes"])
def test_tenfold_keeps_the_real_rows(real: Path, tmp_path: Path, body: str) -> None:
    """Nine nominations of the same ceremony and category are added to each, and none of them is a win."""
    write_tenfold(real, tmp_path / "ten")
    old, new = read_rows(real, body), read_rows(tmp_path / "ten", body)
    assert new[: len(old)] == old
    places = [(row["ceremony"], row["year"], row["category"]) for row in old]
    added = new[len(old) :]
    assert [(row["ceremony"], row["year"], row["category"]) for row in added] == [
        place for place in places for _ in range(TIMES - 1)
    ]
    assert {row["winner"] for row in added} == {"0"}


def test_tenfold_is_repeatable(real: Path, tmp_path: Path) -> None:
    """The same seed makes the same rows, another one makes others."""
    for name, seed in (("one", 1), ("again", 1), ("other", 2)):
        write_tenfold(real, tmp_path / name, seed)
    one, again, other = (read_rows(tmp_path / name, "oscars") for name in ("one", "again", "other"))
    assert one == again != other


def test_tenfold_builds(real: Path, tmp_path: Path) -> None:
    """The real build takes it, and holds ten times the nominations."""
    write_tenfold(real, tmp_path / "ten")
    few = build_store(real, tmp_path / "few.db").counts["nomination"]
    assert build_store(tmp_path / "ten", tmp_path / "ten.db").counts["nomination"] == TIMES * few
