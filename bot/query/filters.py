"""Filters: which nominations a question is about; the one place where they become SQL."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any, Literal

from bot.store import marks

Result = Literal["any", "won", "lost"]
YearBasis = Literal["ceremony", "film"]


@dataclass(frozen=True, slots=True)
class Filters:
    """A conjunction of conditions on nominations; an empty tuple or None means "any".

    `categories` are (body, category id) pairs; `years` is [first, last] read on `basis`;
    `persons` and `works` hold one tuple of candidate ids per name (each name must match);
    `songs` and `roles` are folded texts, or patterns with % where only a part of one was said;
    `film_persons` must be credited on some nomination of the same work, not on this very row.
    `gender` filters by the people's recorded gender, `kind` by the category's kind (film, tv, special).
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
        return replace(self, **changes)

    def to_sql(self) -> tuple[str, list[Any]]:
        """Return the WHERE clause over `nomination n` and its parameters, in order."""
        parts: list[str] = ["n.official = 1"]
        params: list[Any] = []
        for clause, values in (*self._place(), *self._names()):
            parts.append(clause)
            params.extend(values)
        return " AND ".join(parts), params

    def _place(self) -> list[tuple[str, list[Any]]]:
        clauses: list[tuple[str, list[Any]]] = []
        if self.categories:
            clauses.append(self._categories())
        elif self.bodies:
            clauses.append((f"n.body IN ({marks(self.bodies)})", list(self.bodies)))
        if self.edition:
            clauses.append(("n.edition = ?", [self.edition]))
        if self.years and self.basis == "ceremony":
            clauses.append(("n.year BETWEEN ? AND ?", list(self.years)))
        elif self.years:
            clauses.append(("n.film_last >= ? AND n.film_first <= ?", list(self.years)))
        if self.until:
            clauses.append(
                ("n.edition IN (SELECT id FROM edition WHERE coalesce(date, year || '-01-01') <= ?)", [self.until])
            )
        if self.result != "any":
            clauses.append((f"n.winner = {int(self.result == 'won')}", []))
        if self.kind:
            clauses.append(("(n.body, n.category) IN (SELECT body, id FROM category WHERE kind = ?)", [self.kind]))
        if self.competitive:
            clauses.append(("(n.body, n.category) IN (SELECT body, id FROM category WHERE competitive = 1)", []))
        return clauses

    def _categories(self) -> tuple[str, list[Any]]:
        """Return the condition on the categories, body by body: a form that the index on (body, category, year) serves."""
        by_body: dict[str, list[str]] = {}
        for body, category in self.categories:
            by_body.setdefault(body, []).append(category)
        parts = [f"(n.body = ? AND n.category IN ({marks(items)}))" for items in by_body.values()]
        params = [slug for body, items in by_body.items() for slug in (body, *items)]
        return (parts[0] if len(parts) == 1 else f"({' OR '.join(parts)})"), params

    def _names(self) -> list[tuple[str, list[Any]]]:
        clauses: list[tuple[str, list[Any]]] = []
        for ids in self.persons:
            clauses.append(
                (f"n.id IN (SELECT nomination FROM nomination_person WHERE person IN ({marks(ids)}))", list(ids))
            )
        for ids in self.works:
            clauses.append(
                (f"n.id IN (SELECT nomination FROM nomination_work WHERE work IN ({marks(ids)}))", list(ids))
            )
        for ids in self.film_persons:
            clauses.append((
                "n.id IN (SELECT w.nomination FROM nomination_person p JOIN nomination_work v ON v.nomination = p.nomination"
                f" JOIN nomination_work w ON w.work = v.work WHERE p.person IN ({marks(ids)}))",
                list(ids),
            ))  # fmt: skip
        for kind, texts in (("song", self.songs), ("character", self.roles)):
            if kind == "character" and len(texts) > 1:  # several roles can only be of one film, not of one nomination
                clauses += [_film_role(folded) for folded in texts]
                continue
            for folded in texts:
                clauses.append(_detail(kind, folded))
        if self.gender:
            clauses.append((
                "EXISTS (SELECT 1 FROM nomination_person c JOIN person p ON p.id = c.person WHERE c.nomination = n.id AND p.gender = ?)",
                [self.gender],
            ))  # fmt: skip
        return clauses


def _detail(kind: str, folded: str) -> tuple[str, list[Any]]:
    """Return the condition that a nomination is for this song or role, or for one whose name ends or goes on so."""
    if "%" not in folded:
        return "n.id IN (SELECT nomination FROM detail WHERE kind = ? AND folded = ?)", [kind, folded]
    sql = "n.id IN (SELECT nomination FROM detail WHERE kind = ? AND (folded LIKE ? OR folded LIKE ?))"
    return sql, [kind, folded, folded.removeprefix("% ")]


def _film_role(folded: str) -> tuple[str, list[Any]]:
    """Return the condition that the same work has a nomination for this role."""
    sql = (
        "n.id IN (SELECT w.nomination FROM detail d JOIN nomination_work v ON v.nomination = d.nomination"
        " JOIN nomination_work w ON w.work = v.work WHERE d.kind = 'character' AND (d.folded = ? OR d.folded LIKE ?))"
    )
    return sql, [folded, f"%{folded}%"]
