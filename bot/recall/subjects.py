"""The people and works that facts name."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from bot.recall.names import Names
from bot.store import Store
from bot.text import fold

_POSSESSIVE = re.compile(r"['’]s\b")


def plain_words(text: str) -> list[str]:
    """Return the folded words of `text`, with possessive "'s" cut off as in a question."""
    return fold(_POSSESSIVE.sub("", text)).split()


@dataclass(frozen=True, slots=True)
class Subject:
    """Somebody or something that a fact names: `id` in the store, `kind` person or work, the name as folded words.

    `gender` is that of the store, "" where unknown.
    """

    id: str
    kind: str
    words: tuple[str, ...]
    gender: str = ""

    def is_told(self, words: set[str]) -> bool:
        """Whether `words` name it: in full, or a person by the last name."""
        return words.issuperset(self.words if self.kind == "work" else self.words[-1:])


class Subjects:
    """The people and works of all facts, by fact, and found by name in any text."""

    def __init__(self, store: Store) -> None:
        self._of_fact: dict[str, list[Subject]] = {}
        self._by_words: dict[tuple[str, ...], Subject] = {}
        for kind, name, gender in (("person", "name", "known.gender"), ("work", "title", "NULL")):
            for row in store.rows(
                f"SELECT link.fact, link.{kind} AS id, link.{name} AS said, known.{name} AS known, {gender} AS gender "  # noqa: S608
                f"FROM fact_{kind} AS link LEFT JOIN {kind} AS known ON known.id = link.{kind} ORDER BY fact, position"
            ):
                for text in dict.fromkeys((row["said"], row["known"] or row["said"])):
                    self._add(row["fact"], row["id"] or f"{kind}:{row['said']}", kind, text, row["gender"] or "")
        self._names = Names(words for words in self._by_words if len(words) > 1)

    def _add(self, fact: str, key: str, kind: str, text: str, gender: str) -> None:
        """Keep a name as it folds and without possessive: "cuckoos nest" and "cuckoo nest"."""
        forms = [tuple(fold(text).split()), *([tuple(plain_words(text))] if _POSSESSIVE.search(text) else [])]
        for words in forms:
            subject = Subject(key, kind, words, gender)
            self._of_fact.setdefault(fact, []).append(subject)
            self._by_words.setdefault(words, subject)

    def of(self, fact: str) -> list[Subject]:
        """Return the subjects that a fact lists."""
        return self._of_fact.get(fact, [])

    def beside(self, fact: str, words: Sequence[str]) -> list[Subject]:
        """Return others that stand with their full name in the `words` of its statement."""
        found = [self._by_words[name] for _, name in self._names.find(words)]
        listed = {subject.id for subject in self.of(fact)}
        return [subject for subject in found if subject.id not in listed]

    def names(self) -> dict[str, list[tuple[str, ...]]]:
        """Return every name of each subject by id."""
        found: dict[str, list[tuple[str, ...]]] = {}
        for words, subject in self._by_words.items():
            found.setdefault(subject.id, []).append(words)
        return found

    def works(self) -> set[str]:
        """Return the ids of the works."""
        return {subject.id for subject in self._by_words.values() if subject.kind == "work"}
