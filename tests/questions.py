"""The tables of questions under tests/corpus/: how they are read, and when an answer to one of them is right."""

from __future__ import annotations

import csv
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from bot.model import Reply
from bot.text import fold

CORPUS = Path(__file__).parent / "corpus"
TODAY = date(2026, 11, 22)  # the day on which a row is asked that names none
PART_CHARS = 4  # an expected value of at least so many letters may stand within an answer: "Birdman"
OTHERS_PER_VALUE = 6  # with a prize come its film and its people, see "all"
_ARTICLE = re.compile(r"^(the|a|an) ")


@dataclass(frozen=True, slots=True)
class Asked:
    """One row: a question, the day it is asked, and the answers or the reasons for none that are right.

    `match` says how `answers` are to be taken, see `is_right`; without any answers it is enough to be answered.
    `other` is the answer by the second reading of a year, which has to come too, but later. `context` are the
    questions asked before in the same conversation.
    """

    question: str
    today: date
    kind: str
    answers: tuple[str, ...] = ()
    match: str = "any"
    other: str = ""
    failures: tuple[str, ...] = ()
    context: tuple[str, ...] = ()


def read_rows(table: str) -> list[dict[str, str]]:
    """Return the lines of one table."""
    with (CORPUS / f"{table}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def read_asked(table: str) -> list[Asked]:
    """Return the questions of one table."""
    return [to_asked(row) for row in read_rows(table)]


def to_asked(row: dict[str, str]) -> Asked:
    """Return one line as a question; columns that its table does not have are empty."""
    return Asked(
        row["question"],
        date.fromisoformat(row["today"]) if row.get("today") else TODAY,
        row.get("kind") or row.get("fact", ""),
        split(row.get("answer", ""), "|"),
        row.get("match") or "any",
        row.get("other", ""),
        split(row.get("failure", ""), "|"),
        split(row.get("context", ""), " / "),
    )


def split(cell: str, mark: str) -> tuple[str, ...]:
    """Return the values of a cell."""
    return tuple(value for value in cell.split(mark) if value)


def is_right(given: Sequence[str], expected: Sequence[str], match: str) -> bool:
    """Return whether the bare values `given` answer a question.

    "first": the best value is one of the expected. "any": one of the values is. "all": every expected value is
    among them, and not many others are (a list may come with the films or the people that belong to it).
    """
    if match == "all":
        return len(given) <= OTHERS_PER_VALUE * (len(expected) + 1) and all(is_in(value, given) for value in expected)
    return any(is_in(value, given[:1] if match == "first" else given) for value in expected)


def is_in(expected: str, given: Sequence[str]) -> bool:
    """Return whether an expected value is one of the given, or stands within one as whole words."""
    wanted = bare(expected)
    found = [bare(value) for value in given]
    if len(wanted) < PART_CHARS:
        return wanted in found
    return any(re.search(rf"\b{re.escape(wanted)}\b", value) for value in found)


def bare(value: str) -> str:
    """Return a value as it is compared: folded, without an article in front."""
    return _ARTICLE.sub("", fold(value))


def is_answered_right(reply: Reply, asked: Asked) -> bool:
    """Return whether a reply says what the row expects: the answers, or one of the reasons for having none."""
    if asked.failures:
        return reply.failure in asked.failures
    if reply.status != "answered":
        return False
    if asked.other and not is_right(reply.answers[1:], [asked.other], "any"):
        return False
    return not asked.answers or is_right(reply.answers, asked.answers, asked.match)


def is_wrong(reply: Reply, asked: Asked) -> bool:
    """Return whether a reply says something that is not so: an answer, but not the one that the row expects."""
    return reply.status == "answered" and not is_answered_right(reply, asked)
