"""Standings: wins and nominations of everybody at each award body, counted once so that "the most" is a look-up."""

from __future__ import annotations

from typing import Final

import sqlite_utils

_SCHEMA: Final = """
CREATE TABLE standing (
    entity TEXT NOT NULL, body TEXT NOT NULL REFERENCES body(id), kind TEXT NOT NULL, id TEXT NOT NULL,
    wins INTEGER NOT NULL, noms INTEGER NOT NULL, PRIMARY KEY (entity, body, kind, id)
) STRICT, WITHOUT ROWID;
"""
_FILL: Final = """
INSERT INTO standing
SELECT '{entity}', n.body, {kind}, c.{entity}, sum(n.winner), count(*)
FROM nomination n JOIN nomination_{entity} c ON c.nomination = n.id
JOIN category k ON k.body = n.body AND k.id = n.category
WHERE n.official = 1 AND k.competitive = 1
GROUP BY n.body, {kind}, c.{entity} ORDER BY n.body, {kind}, c.{entity};
"""
_INDEXES: Final = """
CREATE INDEX standing_by_wins ON standing(entity, body, kind, wins);
CREATE INDEX standing_by_noms ON standing(entity, body, kind, noms);
"""


def fill_standings(db: sqlite_utils.Database) -> None:
    """Create and fill the table; kind is that of the categories (film, tv) or "all"."""
    db.conn.executescript(_SCHEMA)
    for entity in ("person", "work"):
        for kind in ("k.kind", "'all'"):
            db.conn.execute(_FILL.format(entity=entity, kind=kind))
    db.conn.executescript(_INDEXES)
