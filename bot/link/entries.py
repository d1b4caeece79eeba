"""From the persons, works, songs and characters of a store to the rows of its gazetteer."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

import sqlite_utils

from bot.link.forms import ALIAS, FIRST_NAME, PIECE, SONG, Form, character_forms, person_forms, title_forms
from bot.link.keys import pieces, readings
from bot.link.nicknames import read_nicknames, resolve
from bot.link.pieces import title_pieces
from bot.model import Kind


class Entity(NamedTuple):
    """Somebody or something with a name: what all its forms share."""

    kind: Kind
    id: str
    name: str
    weight: float
    year: int | None = None


class Entry(NamedTuple):
    """One row of the gazetteer; `words` is the key with its spaces."""

    key: str
    kind: str
    id: str
    name: str
    how: str
    score: float
    weight: float
    year: int | None
    words: str


def all_entries(db: sqlite_utils.Database, folder: Path | None) -> list[Entry]:
    """Return every form of every name of a store that is being built, with the nicknames under `folder`."""
    persons = [Entity(Kind.PERSON, *row) for row in db.conn.execute("SELECT id, name, weight FROM person")]
    works = [Entity(Kind.WORK, *row) for row in db.conn.execute("SELECT id, title, weight, year FROM work")]
    entities = {(entity.kind.value, entity.id): entity for entity in (*persons, *works)}
    found = [entry for person in persons for entry in _entries(person, person_forms(person.name, _is_firm(person)))]
    found += [entry for work in works for entry in _entries(work, title_forms(work.name))]
    found += _alias_entries(db.conn.execute("SELECT kind, id, alias FROM alias"), entities)
    whole = ((entry.kind, entry.key, entry.id, entry.weight) for entry in found if entry.how in ("exact", "alias"))
    found += _alias_entries(resolve(whole, read_nicknames(folder))[0], entities)
    found += [entry for work, form in title_pieces(works, persons) for entry in _entries(work, [form])]
    found += _detail_entries(db)
    return found


def _alias_entries(aliases: Iterable[tuple[str, str, str]], entities: dict[tuple[str, str], Entity]) -> Iterator[Entry]:
    for kind, found, alias in aliases:
        entity = entities.get((kind, found))
        if entity:
            yield from _entries(entity, [Form(alias, "alias", ALIAS)])
            if entity.kind is Kind.PERSON and " " in alias:
                forms = person_forms(alias, _is_firm(entity))
                yield from _entries(entity, (form for form in forms if _is_of_alias(form)))


def _is_of_alias(form: Form) -> bool:
    """Whether a form of an alias is worth keeping: not its first words, which may be the particle of a surname."""
    return form.score <= ALIAS and form.score not in (FIRST_NAME, PIECE)


def _is_firm(entity: Entity) -> bool:
    return entity.id.startswith("co")  # the companies' ids, as nm is the persons'


def _detail_entries(db: sqlite_utils.Database) -> Iterator[Entry]:
    """Songs and characters: their weight is the number of their rows, thrice for a win."""
    rows = db.conn.execute(
        "SELECT detail.kind, folded, min(text), sum(CASE winner WHEN 1 THEN 3.0 ELSE 1.0 END) FROM detail "
        "JOIN nomination ON nomination.id = detail.nomination "
        "WHERE detail.kind IN ('song', 'character') AND folded <> '' GROUP BY detail.kind, folded"
    )
    for kind, folded, text, weight in rows:
        entity = Entity(Kind(kind), folded, text, weight)
        forms = title_forms(text, SONG) if entity.kind is Kind.SONG else character_forms(text)
        yield from _entries(entity, forms)


def _entries(entity: Entity, forms: Iterable[Form]) -> Iterator[Entry]:
    kind, (found, name, weight, year) = entity.kind.value, entity[1:]
    for form in forms:
        for words in readings(form.text):
            telling = [piece for piece in pieces(words) if piece] or words
            if telling:
                key, spaced = "".join(telling), " ".join(telling)
                yield Entry(key, kind, found, name, form.how, form.score, weight, year, spaced)
