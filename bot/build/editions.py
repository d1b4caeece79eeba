"""Every edition: those that ceremonies.csv describes and the bare ones that only have nominations."""

from __future__ import annotations

from dataclasses import dataclass

from bot.build.read import Row, Sources
from bot.build.years import film_span

HELD = "held"


@dataclass(frozen=True, slots=True)
class Edition:
    """One edition; `ceremony` is its ordinal, None where the body gives none; `row` is its line in ceremonies.csv."""

    id: str
    body: str
    ceremony: int | None
    year: int
    film_first: int
    film_last: int
    row: Row | None


def edition_id(body: str, ceremony: str, year: str) -> str:
    """Return "oscars-89", or "venice-y1938" for an edition without an ordinal."""
    return f"{body}-{ceremony}" if ceremony else f"{body}-y{year}"


def all_editions(sources: Sources) -> dict[str, Edition]:
    """Return the editions by id, in the order of bodies and years."""
    offsets = {row["body"]: int(row["film_offset"]) for row in sources.tables["bodies"]}
    found: dict[str, Edition] = {}
    for row in sources.tables["ceremonies"]:
        edition = _edition(row["body"], row["ceremony"], row["year"], offsets[row["body"]], row)
        found[edition.id] = edition
    for body, row in sources.nomination_rows():
        key = edition_id(body, row["ceremony"], row["year"])
        if key not in found:
            found[key] = _edition(body, row["ceremony"], row["year"], offsets[body], None)
    order = {body: position for position, body in enumerate(offsets)}
    return {
        edition.id: edition
        for edition in sorted(found.values(), key=lambda item: (order[item.body], item.year, item.ceremony or 0))
    }


def _edition(body: str, ceremony: str, year: str, offset: int, row: Row | None) -> Edition:
    first, last = film_span(row["film_years"] if row else "", int(year), offset)
    key = edition_id(body, ceremony, year)
    return Edition(key, body, int(ceremony) if ceremony else None, int(year), first, last, row)
