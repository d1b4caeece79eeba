"""Filters: which nominations a question is about; the one place where they become SQL."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Literal, NamedTuple

from bot.store import marks, padded

Result = Literal["any", "won", "lost"]
YearBasis = Literal["ceremony", "film"]
Clause = tuple[str, list[Any]]  # a condition and its parameters, in order


class Filters(NamedTuple):
    """A conjunction of conditions on nominations; an empty tuple or None means "any".

    `categories` are (body, category id) pairs; `years` is [first, last] read on `basis`;
    `persons` and `works` hold one tuple of candidate ids per name (each name must match);
    `songs` and `roles` are folded texts, or patterns with % where only a part of one was said, several parted by |;
    `film_persons` must be credited on some nomination of the same work, not on this very row.
    `gender` filters by the people's recorded gender, `kind` by the category's kind (film, tv, special);
    `until` is an ISO date by which the ceremony must have been held.
    """

    bodies: tuple[str, ...] = ()
    categories: tuple[tuple[str, str], ...] = ()
    edition: str | None = None
    years: tuple[int, int] | None = None
    basis: YearBasis = "ceremony"
    persons: tuple[tuple[str, ...], ...] = ()
    works: tuple[tuple[str, ...], ...] = ()
    film_persons: tuple[tuple[str, ...], ...] = ()
    songs: tuple[str, ...] = ()
    roles: tuple[str, ...] = ()
    result: Result = "any"
    gender: str = ""
    competitive: bool = False
    until: str = ""
    kind: str = ""

    def but(self, **changes: Any) -> Filters:
        """Return a copy with some conditions changed."""
        return self._replace(**changes)

    @property
    def is_dated(self) -> bool:
        """Whether a year or one edition is asked for."""
        return bool(self.years or self.edition)

    @property
    def tells_award(self) -> bool:
        """Whether category and year alone tell the nomination."""
        return bool(self.categories) and self.is_dated

    def to_sql(self) -> tuple[str, list[Any]]:
        """Return the WHERE clause over `nomination n` and its parameters, in order."""
        parts: list[str] = ["n.official = 1"]
        params: list[Any] = []
        for clauses in (self._award(), self._time(), self._outcome(), self._entities(), self._details()):
            for clause, values in clauses:
                parts.append(clause)
                params.extend(values)
        return " AND ".join(parts), params

    def _award(self) -> Iterator[Clause]:
        if self.categories:
            yield _in_categories(self.categories, by_edition=self.is_dated)
        elif self.bodies:
            yield f"n.body IN ({marks(self.bodies)})", list(self.bodies)

    def _time(self) -> Iterator[Clause]:
        if self.edition:
            yield "n.edition = ?", [self.edition]
        if self.years:
            yield self._editions_of(self.years)
        if self.until:
            yield "n.edition IN (SELECT id FROM edition WHERE coalesce(date, year || '-01-01') <= ?)", [self.until]

    def _editions_of(self, years: tuple[int, int]) -> Clause:
        """Return the condition on the years: few editions are of these, and their nominations are found by index."""
        bodies = tuple(dict.fromkeys(body for body, _ in self.categories)) or self.bodies
        within = f"body IN ({marks(bodies)}) AND " if bodies else ""
        span = "year BETWEEN ? AND ?" if self.basis == "ceremony" else "film_last >= ? AND film_first <= ?"
        return f"n.edition IN (SELECT id FROM edition WHERE {within}{span})", [*bodies, *years]  # noqa: S608 - place holders only

    def _outcome(self) -> Iterator[Clause]:
        if self.result != "any":
            yield f"n.winner = {int(self.result == 'won')}", []
        if self.kind:
            yield "n.kind = ?", [self.kind]
        if self.competitive:
            yield "n.competitive = 1", []

    def _entities(self) -> Iterator[Clause]:
        for template, names in ((_PERSON, self.persons), (_WORK, self.works), (_FILM_PERSON, self.film_persons)):
            for ids in map(padded, names):
                yield template.format(marks(ids)), list(ids)

    def _details(self) -> Iterator[Clause]:
        for folded in self.songs:
            yield _detail("song", folded)
        for folded in self.roles:  # several roles can only be of one film, not of one nomination
            yield _film_role(folded) if len(self.roles) > 1 else _detail("character", folded)
        if self.gender:
            yield _GENDER, [self.gender]


_PERSON = "n.id IN (SELECT nomination FROM nomination_person WHERE person IN ({}))"
_WORK = "n.id IN (SELECT nomination FROM nomination_work WHERE work IN ({}))"
_FILM_PERSON = (
    "n.id IN (SELECT w.nomination FROM nomination_person p JOIN nomination_work v ON v.nomination = p.nomination"
    " JOIN nomination_work w ON w.work = v.work WHERE p.person IN ({}))"
)
_GENDER = (
    "EXISTS (SELECT 1 FROM nomination_person c JOIN person p ON p.id = c.person"
    " WHERE c.nomination = n.id AND p.gender = ?)"
)
BEHIND_LETTERS = "~"  # sorts behind all that folded texts hold


def _in_categories(pairs: tuple[tuple[str, str], ...], *, by_edition: bool) -> Clause:
    """Return the condition on the categories, body by body: a form that the indexes of nominations serve.

    The plus keeps SQLite from looking through all years of a category where the editions are known (`by_edition`).
    """
    by_body: dict[str, list[str]] = {}
    for body, category in pairs:
        by_body.setdefault(body, []).append(category)
    plus = "+" if by_edition else ""
    groups = [(body, padded(items)) for body, items in by_body.items()]
    parts = [f"({plus}n.body = ? AND n.category IN ({marks(items)}))" for _, items in groups]
    params = [slug for body, items in groups for slug in (body, *items)]
    return (parts[0] if len(parts) == 1 else f"({' OR '.join(parts)})"), params


def _detail(kind: str, texts: str) -> Clause:
    """Return the condition that a nomination is for this song or role, or for one of several parted by |."""
    clauses = [_one_detail(kind, folded) for folded in texts.split("|")]
    return f"({' OR '.join(sql for sql, _ in clauses)})", [value for _, values in clauses for value in values]


def _one_detail(kind: str, folded: str) -> Clause:
    """Return the condition that a nomination is for this song or role, or for one whose name ends or goes on so."""
    if "%" not in folded:
        return "n.id IN (SELECT nomination FROM detail WHERE kind = ? AND folded = ?)", [kind, folded]
    start = folded.removeprefix("% ").removesuffix("%")
    sql = "n.id IN (SELECT nomination FROM detail_tail WHERE tail >= ? AND tail < ? AND kind = ?)"
    return sql, [start, f"{start}{BEHIND_LETTERS}", kind]


def _film_role(folded: str) -> Clause:
    """Return the condition that the same work has a nomination for this role."""
    sql = (
        "n.id IN (SELECT w.nomination FROM detail d JOIN nomination_work v ON v.nomination = d.nomination"
        " JOIN nomination_work w ON w.work = v.work WHERE d.kind = 'character' AND (d.folded = ? OR d.folded LIKE ?))"
    )
    text = folded.strip("% ")
    return sql, [text, f"%{text}%"]
