"""Parts played: the words behind "playing" that are a part in a film, where they were not linked as one."""

from __future__ import annotations

from collections.abc import Sequence

from bot.kinds.world import World
from bot.model import Candidate, Kind
from bot.parse.query import Name, Query
from bot.query.filters import BEHIND_LETTERS
from bot.tables import word_group
from bot.text import fold

MAX_PLAYERS = 4  # people who played parts of such a name; more make it a common word ("the queen")
MAX_WORDS = 4
_ASKS = ("who", "person", "film", "yesno", "check", "")
_SCORE = 90.0


def with_part(world: World, query: Query) -> Query:
    """Return the query with the part that stands behind "playing" or "as", if it was played by a few people only."""
    if not query.has("rel.play") or query.ask not in _ASKS:
        return query
    words = _part_words(query)
    if query.roles and not any(_goes_on(name, words) for name in query.roles):
        return query
    texts = _find_texts(world, words) if words else ()
    if not texts:
        return query
    shown = " ".join(words)
    part = Name(Kind.CHARACTER, shown, (Candidate(Kind.CHARACTER, "|".join(texts), shown.title(), _SCORE, "part"),))
    leftover = tuple(word for word in query.leftover if word not in words)
    names = tuple(name for name in query.names if name.kind == Kind.WORK or not _is_in(name, words))
    return query.but(names=(*names, part), leftover=leftover)


def _goes_on(role: Name, words: Sequence[str]) -> bool:
    """Return whether the words hold a linked part and more: "queen elizabeth" in "queen elizabeth ii"."""
    linked = fold(role.text).split()
    return len(words) > len(linked) and list(words[: len(linked)]) == linked


def _is_in(name: Name, words: Sequence[str]) -> bool:
    """Return whether a name is made of the words of the part: "truman capote" is both."""
    return set(name.text.lower().split()) <= set(words)


def _part_words(query: Query) -> tuple[str, ...]:
    """Return the words of the part: those behind the last "playing", up to a word that closes it."""
    at = query.hints.play_at
    if at is None:
        return ()
    closers, silent = word_group("part-closer"), word_group("part-silent")
    found: list[str] = []
    for word in query.words[at + 1 :]:
        if word in closers or word.isdigit():
            break
        if word not in silent:
            found.append(word)
    return tuple(found) if len(found) <= MAX_WORDS else ()


def _find_texts(world: World, words: Sequence[str]) -> tuple[str, ...]:
    """Return the parts on file whose names hold these words in this order; none where many people played such ones."""
    text = "% ".join(words)
    sql = (
        "SELECT d.folded, p.person FROM detail d JOIN nomination_person p ON p.nomination = d.nomination"
        " WHERE d.kind = 'character' AND (d.folded LIKE ? OR d.folded LIKE ?) AND d.nomination IN"
        " (SELECT nomination FROM detail_tail WHERE tail >= ? AND tail < ? AND kind = 'character')"
        " ORDER BY d.nomination, d.position"
    )
    rows = world.store.rows(sql, [f"{text}%", f"% {text}%", words[0], f"{words[0]}{BEHIND_LETTERS}"])
    players = {row["person"] for row in rows}
    return tuple(dict.fromkeys(row["folded"] for row in rows)) if len(players) <= MAX_PLAYERS else ()
